#include "text/worddiff.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/myers.h"

#include <string.h>

/* Edits looked for before a stretch counts as replaced. */
#define SENTENCES_MOST 600
#define WORDS_MOST 400
/* A stretch that stays and is shorter is swallowed by its neighbours. */
#define ISLAND 2

/* A text cut into symbols; symbol i begins at start[i], start[n] is the
 * end. */
struct cut {
	struct str text;
	uint64_t *symbol;
	size_t *start;
	bool *keep;
	size_t n;
};

/* Takes one symbol off the front of the text. */
typedef void take_fn(struct str *rest);

static bool
ends_sentence(uint32_t c)
{
	return c == '\n' || c == 0x3002 || c == 0xff1b || c == 0xff01 ||
	       c == 0xff1f; /* 。；！？ */
}

static void
take_sentence(struct str *rest)
{
	while (rest->n)
		if (ends_sentence(utf8_next(rest)))
			return;
}

enum letter { LETTER_OTHER, LETTER_LATIN, LETTER_DIGIT, LETTER_SPACE };

static enum letter
letter_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return LETTER_DIGIT;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= 0xc0 && c < 0x250))
		return LETTER_LATIN;
	return utf8_is_space(c) ? LETTER_SPACE : LETTER_OTHER;
}

/* Is there a digit behind the dot that comes now? */
static bool
digit_follows(struct str rest)
{
	return rest.n > 1 && (rest.p[0] == '.' || rest.p[0] == ',' ||
	                      rest.p[0] == '-') &&
	       rest.p[1] >= '0' && rest.p[1] <= '9';
}

static void
take_word(struct str *rest)
{
	enum letter sort = letter_of(utf8_next(rest));

	while (sort != LETTER_OTHER && rest->n) {
		struct str after = *rest;
		enum letter next = letter_of(utf8_next(&after));

		if (next != sort &&
		    !(sort == LETTER_DIGIT && digit_follows(*rest)))
			return;
		*rest = after;
	}
}

static struct cut
cut_text(struct arena *a, struct str text, take_fn *take)
{
	struct cut cut = {.text = text};
	struct str rest = text;
	size_t n = 0;

	while (rest.n) {
		take(&rest);
		cut.n++;
	}
	cut.symbol = arena_array(a, cut.n, sizeof *cut.symbol);
	cut.start = arena_array(a, cut.n + 1, sizeof *cut.start);
	cut.keep = arena_array(a, cut.n, sizeof *cut.keep);
	for (rest = text; rest.n; n++) {
		struct str one = rest;

		take(&rest);
		one.n -= rest.n;
		cut.start[n] = (size_t)(one.p - text.p);
		cut.symbol[n] = hash64(one);
	}
	cut.start[n] = text.n;
	return cut;
}

static struct str
slice(const struct cut *cut, size_t from, size_t to)
{
	return str_sub(cut->text, cut->start[from], cut->start[to]);
}

struct writer {
	struct arena *a;
	struct worddiff diff;
	size_t cap;
};

/* Runs of one sort that follow one another are one. */
static void
put(struct writer *w, enum worddiff_op op, struct str text)
{
	struct worddiff_run *last =
	    w->diff.n ? &w->diff.run[w->diff.n - 1] : NULL;

	if (text.n == 0)
		return;
	if (last && last->op == op && last->text.p + last->text.n == text.p) {
		last->text.n += text.n;
		return;
	}
	w->diff.run = arena_room(w->a, w->diff.run, w->diff.n,
	                         sizeof *w->diff.run, &w->cap, 16);
	w->diff.run[w->diff.n++] = (struct worddiff_run){op, text};
}

/* Called for each stretch of two cuts, the same or not. */
typedef void stretch_fn(struct writer *w, struct str old, struct str now,
                        bool same);

static void
walk(struct writer *w, const struct cut *old, const struct cut *now,
     stretch_fn *fn)
{
	size_t i = 0;
	size_t k = 0;

	while (i < old->n || k < now->n) {
		size_t from_i = i;
		size_t from_k = k;
		bool same = i < old->n && k < now->n && old->keep[i] &&
		            now->keep[k];

		if (same) {
			while (i < old->n && k < now->n && old->keep[i] &&
			       now->keep[k]) {
				i++;
				k++;
			}
		} else {
			while (i < old->n && !old->keep[i])
				i++;
			while (k < now->n && !now->keep[k])
				k++;
		}
		fn(w, slice(old, from_i, i), slice(now, from_k, k), same);
	}
}

/* Let go of short stretches between changes on both sides. */
static void
drop_islands(struct cut *old, struct cut *now)
{
	size_t k = 0;

	for (size_t i = 0; i < old->n;) {
		size_t from = i;
		size_t from_k;

		if (!old->keep[i]) {
			i++;
			continue;
		}
		while (k < now->n && !now->keep[k])
			k++;
		from_k = k;
		while (i < old->n && k < now->n && old->keep[i] &&
		       now->keep[k]) {
			i++;
			k++;
		}
		if (from == 0 || from_k == 0 || i == old->n ||
		    k == now->n || i - from > ISLAND)
			continue;
		memset(old->keep + from, 0, i - from);
		memset(now->keep + from_k, 0, i - from);
	}
}

static void
put_words(struct writer *w, struct str old, struct str now, bool same)
{
	put(w, same ? WORDDIFF_SAME : WORDDIFF_OUT, old);
	if (!same)
		put(w, WORDDIFF_IN, now);
}

static void
put_sentences(struct writer *w, struct str old, struct str now, bool same)
{
	struct cut a;
	struct cut b;

	if (same || old.n == 0 || now.n == 0) {
		put_words(w, old, now, same);
		return;
	}
	a = cut_text(w->a, old, take_word);
	b = cut_text(w->a, now, take_word);
	myers_keep(w->a, (struct symbols){a.symbol, a.n},
	           (struct symbols){b.symbol, b.n}, WORDS_MOST, a.keep,
	           b.keep);
	drop_islands(&a, &b);
	walk(w, &a, &b, put_words);
}

struct worddiff
worddiff_of(struct arena *a, struct str old, struct str now)
{
	struct writer w = {.a = a};
	struct cut x = cut_text(a, old, take_sentence);
	struct cut y = cut_text(a, now, take_sentence);

	myers_keep(a, (struct symbols){x.symbol, x.n},
	           (struct symbols){y.symbol, y.n}, SENTENCES_MOST, x.keep,
	           y.keep);
	walk(&w, &x, &y, put_sentences);
	return w.diff;
}
