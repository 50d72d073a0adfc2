#include "search/nearest.h"

#include "base/utf8.h"
#include "search/span.h"

#include <stdlib.h>

#define ITEMS_MOST 6
#define CUT_LEAST 4
#define CUT_MOST 24
#define CUTS 6
#define WORD_LEAST 4
#define WORD_MOST 24
#define WORDS 3
#define HEAD 3 /* letters of a prefix */
#define HEADS 8
#define HEADS_TO 6 /* letters of a word for which all are asked */
#define CLOSED_LEAST 6
#define SOUND_LEAST 2
#define SOUND_MOST 8
#define SOUND_RECORDS 5

struct proposer {
	struct load *l;
	const struct items *items;
	struct str query;
	struct nearest *nearest;
};

/* The items, one left out or replaced; at is items->n for neither. */
static struct str
join(const struct proposer *p, size_t at, struct str by)
{
	struct str all = {0};

	for (size_t i = 0; i < p->items->n; i++) {
		struct str text = i == at ? by : p->items->v[i].text;

		if (text.n)
			all = arena_fmt(p->l->a, "%.*s%s%.*s", STR_ARG(all),
			                all.n ? " " : "", STR_ARG(text));
	}
	return all;
}

static void
propose(struct proposer *p, size_t at, struct str by)
{
	struct str text = join(p, at, by);

	if (str_eq(text, p->query) || p->nearest->n == NEAREST_MAX)
		return;
	for (size_t i = 0; i < p->nearest->n; i++)
		if (str_eq(text, p->nearest->v[i]))
			return;
	p->nearest->v[p->nearest->n++] = text;
}

/* A number that was typed with spaces. */
static void
close_up(struct proposer *p)
{
	struct str all = {0};
	bool digit = false;

	if (p->items->n < 2 || p->items->n > ITEMS_MOST)
		return;
	for (size_t i = 0; i < p->items->n; i++) {
		if (p->items->v[i].exact)
			return;
		all = arena_fmt(p->l->a, "%.*s%.*s", STR_ARG(all),
		                STR_ARG(p->items->v[i].text));
	}
	for (size_t i = 0; i < all.n; i++) {
		if (all.p[i] < '!' || all.p[i] > '~')
			return;
		digit |= all.p[i] >= '0' && all.p[i] <= '9';
	}
	if (digit && all.n >= CLOSED_LEAST)
		p->nearest->v[p->nearest->n++] = all;
}

static void
leave_out(struct proposer *p)
{
	size_t n = p->items->n;

	for (size_t i = n; n >= 2 && n <= ITEMS_MOST && i-- > 0;)
		propose(p, i, (struct str){0});
}

static struct str
spell(struct arena *a, const struct units *u, size_t i, size_t j)
{
	char text[SPAN_BYTES];

	return arena_str(a, (struct str){text, span_spell(u, i, j, text)});
}

static void
cut_at(struct proposer *p, size_t at)
{
	const struct units *u = &p->items->v[0].plain;

	propose(p, 0,
	        arena_fmt(p->l->a, "%.*s %.*s",
	                  STR_ARG(spell(p->l->a, u, 0, at)),
	                  STR_ARG(spell(p->l->a, u, at, u->n))));
}

static void
cut(struct proposer *p)
{
	const struct item *item = &p->items->v[0];
	size_t n = item->plain.n;
	size_t cuts = 0;

	if (p->items->n != 1 || item->exact || n < CUT_LEAST || n > CUT_MOST)
		return;
	for (size_t i = 0; i < n; i++)
		if (!(item->plain.v[i] & FOLD_JOINED))
			return;
	for (size_t step = 0; step <= n && cuts < CUTS; step++) {
		size_t off = (step + 1) / 2;
		size_t at = step % 2 ? n / 2 + off : n / 2 - off;

		if (off > n / 2 || at < 2 || at > n - 2)
			continue;
		cut_at(p, at);
		cuts++;
	}
}

static bool
is_letter(uint32_t unit)
{
	return (unit & FOLD_CODE) - 'a' < 26;
}

/* One word of letters, as many as are asked for. */
static bool
is_word(const struct item *item)
{
	const struct units *u = &item->plain;

	if (item->exact || u->n < WORD_LEAST || u->n > WORD_MOST)
		return false;
	for (size_t i = 0; i < u->n; i++)
		if (!is_letter(u->v[i]))
			return false;
	return span_word(u, 0) == u->n;
}

static struct str
from(struct str s, size_t at)
{
	return str_sub(s, at < s.n ? at : s.n, s.n);
}

/* A letter more, less, another, or two swapped. */
static bool
is_one_edit(struct str x, struct str y)
{
	size_t i = 0;

	if (x.n > y.n)
		return is_one_edit(y, x);
	while (i < x.n && x.p[i] == y.p[i])
		i++;
	if (x.n < y.n)
		return str_eq(from(x, i), from(y, i + 1));
	if (i == x.n)
		return false;
	return str_eq(from(x, i + 1), from(y, i + 1)) ||
	       (i + 1 < x.n && x.p[i] == y.p[i + 1] &&
	        x.p[i + 1] == y.p[i] &&
	        str_eq(from(x, i + 2), from(y, i + 2)));
}

/* Words at one edit, each once. */
struct words {
	struct lookup_text *v;
	size_t n;
	size_t room;
};

static void
add_word(struct arena *a, struct words *words, const struct lookup_text *word)
{
	struct lookup_text *was = words->v;

	for (size_t i = 0; i < words->n; i++)
		if (str_eq(words->v[i].text, word->text))
			return;
	if (words->n == words->room) {
		words->room = 2 * words->room + WORDS;
		words->v = arena_array(a, words->room, sizeof *was);
		for (size_t i = 0; i < words->n; i++)
			words->v[i] = was[i];
	}
	words->v[words->n++] = *word;
}

/* The word that was mirrored (tokenize.h). */
static struct str
mirrored_word(struct arena *a, struct str s)
{
	char *text = arena_alloc(a, s.n);

	for (size_t i = 0; i < s.n; i++)
		text[i] = s.p[s.n - 1 - i];
	if (s.n)
		text[s.n - 1] = (char)(text[s.n - 1] | 0x20);
	return (struct str){text, s.n};
}

/* Those of the words with a prefix that are at one edit. */
static int
add_words(struct load *l, struct str word, struct str head, bool mirrored,
          struct words *words, struct err *err)
{
	struct lookup_text *v;
	size_t n;
	int rc = lookup_texts(l, head, &v, &n, err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct lookup_text one = v[i];

		if (!utf8_is_ascii(one.text))
			continue;
		if (mirrored)
			one.text = mirrored_word(l->a, one.text);
		if (is_one_edit(word, one.text))
			add_word(l->a, words, &one);
	}
	return rc;
}

static int
find_by_end(struct load *l, struct str word, struct words *words,
            struct err *err)
{
	char head[HEAD];

	for (size_t i = 0; i < HEAD; i++)
		head[i] = word.p[word.n - 1 - i];
	head[0] = (char)(head[0] & ~0x20);
	return add_words(l, word, arena_str(l->a, (struct str){head, HEAD}),
	                 true, words, err);
}

static int
find_words(struct load *l, struct str word, struct words *words,
           struct err *err)
{
	static const unsigned char at[HEADS][HEAD] = {
	    {0, 1, 2}, {1, 0, 2}, {0, 2, 1},
	    {1, 2, 3}, {0, 2, 3}, {0, 1, 3},
	    {0, 0, 1}, {0, 1, 1}};
	struct str head[HEADS];
	size_t heads = word.n > HEADS_TO ? 1 : HEADS;

	for (size_t i = 0; i < heads; i++) {
		char letter[HEAD];
		size_t j = 0;
		int rc;

		for (size_t k = 0; k < HEAD; k++)
			letter[k] = word.p[at[i][k]];
		head[i] = arena_str(l->a, (struct str){letter, HEAD});
		while (!str_eq(head[j], head[i]))
			j++;
		if (j < i)
			continue;
		rc = add_words(l, word, head[i], false, words, err);
		if (rc < 0)
			return rc;
	}
	return find_by_end(l, word, words, err);
}

static int
by_df(const void *a, const void *b)
{
	const struct lookup_text *x = a;
	const struct lookup_text *y = b;

	if (x->df != y->df)
		return x->df > y->df ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static int
mend_word(struct proposer *p, struct err *err)
{
	const struct items *items = p->items;
	struct words words = {.n = 0};
	size_t at = 0;
	struct str word;
	int rc;

	while (at < items->n && !is_word(&items->v[at]))
		at++;
	if (at == items->n)
		return 0;
	word = spell(p->l->a, &items->v[at].plain, 0,
	             items->v[at].plain.n);
	rc = find_words(p->l, word, &words, err);
	if (rc < 0)
		return rc;
	if (words.n)
		qsort(words.v, words.n, sizeof *words.v, by_df);
	for (size_t i = 0; i < words.n && i < WORDS; i++)
		propose(p, at, words.v[i].text);
	return 0;
}

static bool
has_sound(const struct item *item)
{
	const struct units *u = &item->plain;
	uint16_t ids[2];

	if (item->exact || u->n < SOUND_LEAST || u->n > SOUND_MOST)
		return false;
	for (size_t i = 0; i < u->n; i++)
		if (!(u->v[i] & FOLD_JOINED) ||
		    !pinyin_of(u->v[i] & FOLD_CODE, ids))
			return false;
	return true;
}

static struct pinyin_choice
pairs_of(struct arena *a, const struct units *u)
{
	struct pinyin_choice choice = {
	    PINYIN_PAIR, arena_array(a, u->n - 1, sizeof *choice.v),
	    u->n - 1};

	for (size_t i = 0; i < choice.n; i++) {
		uint16_t x[2];
		uint16_t y[2];

		pinyin_of(u->v[i] & FOLD_CODE, x);
		pinyin_of(u->v[i + 1] & FOLD_CODE, y);
		choice.v[i] = x[0] * 512u + y[0];
	}
	return choice;
}

static bool
sounds_at(const struct units *item, const struct units *title, size_t at)
{
	for (size_t i = 0; i < item->n; i++)
		if (!pinyin_same(item->v[i] & FOLD_CODE,
		                 title->v[at + i] & FOLD_CODE))
			return false;
	return true;
}

static int
propose_title(struct proposer *p, size_t at, uint32_t doc, struct err *err)
{
	const struct units *item = &p->items->v[at].plain;
	struct units title;
	struct card card;
	int rc = load_card(p->l, doc, &card, err);

	if (rc < 0)
		return rc;
	title = fold_text(p->l->a, card.title, FOLD_PLAIN);
	for (size_t i = 0; i + item->n <= title.n; i++) {
		if (!sounds_at(item, &title, i))
			continue;
		propose(p, at, spell(p->l->a, &title, i, i + item->n));
		break;
	}
	return 0;
}

static int
mend_sound(struct proposer *p, struct err *err)
{
	struct pinyin_choice choice;
	struct hits hits;
	size_t at = 0;
	int rc;

	while (at < p->items->n && !has_sound(&p->items->v[at]))
		at++;
	if (at == p->items->n)
		return 0;
	choice = pairs_of(p->l->a, &p->items->v[at].plain);
	rc = hits_by_choice(p->l, &choice, &hits, err);
	if (rc < 0)
		return rc;
	if (hits.n)
		qsort(hits.v, hits.n, sizeof *hits.v, hits_by_score);
	for (size_t i = 0; rc == 0 && i < hits.n && i < SOUND_RECORDS; i++)
		rc = propose_title(p, at, hits.v[i].doc, err);
	return rc;
}

int
nearest_proposals(struct load *l, const struct items *items,
                  struct nearest *nearest, struct err *err)
{
	struct proposer p = {.l = l, .items = items, .nearest = nearest};
	int rc;

	nearest->n = 0;
	if (items->n == 0)
		return 0;
	p.query = join(&p, items->n, (struct str){0});
	close_up(&p);
	leave_out(&p);
	cut(&p);
	rc = mend_word(&p, err);
	if (rc == 0)
		rc = mend_sound(&p, err);
	if (rc < 0)
		nearest->n = 0;
	return rc;
}
