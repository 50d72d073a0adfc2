#include "search/pinyin.h"

#include "base/codec.h"
#include "search/pinyin_table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 3
#define TRIPLES 17576u /* 26 ** 3 */
#define OPEN 0xffff    /* the id of a beginning */

unsigned
pinyin_count(void)
{
	return (unsigned)syllable_count;
}

struct str
pinyin_syllable(unsigned i)
{
	assert(i < syllable_count);
	return str_from(syllable_name[i]);
}

static uint16_t
second_reading(uint32_t c)
{
	size_t low = 0;

	for (size_t high = reading_seconds; low < high;) {
		size_t mid = (low + high) / 2;

		if (reading_second[mid][0] < c)
			low = mid + 1;
		else
			high = mid;
	}
	assert(low < reading_seconds && reading_second[low][0] == c);
	return reading_second[low][1];
}

unsigned
pinyin_of(uint32_t c, uint16_t ids[2])
{
	uint32_t first;

	if (c < READING_LOW || c >= READING_HIGH)
		return 0;
	first = reading_first[c - READING_LOW];
	if (!first)
		return 0;
	ids[0] = (uint16_t)((first & ~READING_MORE) - 1);
	if (!(first & READING_MORE))
		return 1;
	ids[1] = second_reading(c);
	return 2;
}

bool
pinyin_same(uint32_t a, uint32_t b)
{
	uint16_t left[2];
	uint16_t right[2];
	unsigned n = pinyin_of(a, left);
	unsigned m = pinyin_of(b, right);

	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++)
			if (left[i] == right[j])
				return true;
	return false;
}

/* ---- terms of a text ---- */

struct readings {
	uint16_t id[2];
	unsigned n; /* 0 parts runs */
};

struct collector {
	struct pinyin_term *v;
	size_t n;
};

static uint32_t
pair_of(uint32_t first, uint32_t second)
{
	return first * 512 + second;
}

static uint32_t
initials_of(char a, char b, char c)
{
	return (uint32_t)((a - 'a') * 676 + (b - 'a') * 26 + (c - 'a'));
}

static uint32_t
two_initials_of(char a, char b)
{
	return TRIPLES + (uint32_t)((a - 'a') * 26 + (b - 'a'));
}

static void
put_term(struct collector *c, enum pinyin_what what, uint32_t value)
{
	c->v[c->n++] = (struct pinyin_term){(uint8_t)what, value};
}

/* Of r[1] and r[2]; two initials if they begin a run. */
static void
put_pairs(struct collector *c, const struct readings *r)
{
	for (unsigned i = 0; i < r[1].n; i++)
		for (unsigned j = 0; j < r[2].n; j++) {
			uint16_t x = r[1].id[i];
			uint16_t y = r[2].id[j];

			put_term(c, PINYIN_PAIR, pair_of(x, y));
			if (r[0].n)
				continue;
			put_term(c, PINYIN_INITIALS,
			         two_initials_of(syllable_name[x][0],
			                         syllable_name[y][0]));
		}
}

static void
put_initials(struct collector *c, const struct readings *r)
{
	unsigned n = r[0].n * r[1].n * r[2].n;

	for (unsigned i = 0; i < n; i++) {
		uint16_t x = r[0].id[i % r[0].n];
		uint16_t y = r[1].id[i / r[0].n % r[1].n];
		uint16_t z = r[2].id[i / r[0].n / r[1].n];

		put_term(c, PINYIN_INITIALS,
		         initials_of(syllable_name[x][0], syllable_name[y][0],
		                     syllable_name[z][0]));
	}
}

static int
term_order(const void *a, const void *b)
{
	const struct pinyin_term *x = a;
	const struct pinyin_term *y = b;

	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static void
sort_terms(struct collector *c)
{
	size_t n = 0;

	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, term_order);
	for (size_t i = 0; i < c->n; i++)
		if (!n || term_order(&c->v[n - 1], &c->v[i]))
			c->v[n++] = c->v[i];
	c->n = n;
}

struct pinyin_term *
pinyin_terms(struct arena *a, const struct units *u, size_t *n)
{
	struct collector c = {0};
	struct readings r[WINDOW] = {0};

	c.v = arena_array(a, u->n, 16 * sizeof *c.v);
	for (size_t i = 0; i < u->n; i++) {
		memmove(r, r + 1, (WINDOW - 1) * sizeof *r);
		r[2].n = pinyin_of(u->v[i] & FOLD_CODE, r[2].id);
		put_pairs(&c, r);
		put_initials(&c, r);
	}
	sort_terms(&c);
	*n = c.n;
	return c.v;
}

/* ---- meanings of a query ---- */

/* One way to cut the letters from some place on. */
struct cut {
	uint8_t syllables;
	uint8_t letters; /* of the first syllable */
	uint8_t rest;    /* which of the ways behind it */
	uint16_t id;
};

/* The best ways from one place on, best first. */
struct cuts {
	struct cut v[PINYIN_CUTS];
	size_t n;
};

/* The first syllable that is not before s. */
static size_t
place_of(struct str s)
{
	size_t low = 0;

	for (size_t high = syllable_count; low < high;) {
		size_t mid = (low + high) / 2;

		if (str_cmp(str_from(syllable_name[mid]), s) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
has_vowel(size_t i)
{
	return strpbrk(syllable_name[i], "aeiouv") != NULL;
}

static size_t
find_syllable(struct str s, uint16_t *id)
{
	size_t at = place_of(s);

	*id = (uint16_t)at;
	return at < syllable_count &&
	       str_eq(str_from(syllable_name[at]), s) && has_vowel(at);
}

/* The syllables that letters may be, at most two. */
static size_t
find_syllables(struct str s, uint16_t *id)
{
	size_t n = find_syllable(s, id);
	size_t u = s.n > 1 && s.p[1] == 'y' ? 2 : 1;
	char text[SYLLABLE_MAX] = {0};
	struct str other;

	if (u >= s.n || s.p[u] != 'u' || (s.p[0] != 'l' && s.p[0] != 'n'))
		return n;
	text[0] = s.p[0];
	text[1] = 'v';
	other = (struct str){text, 2 + (s.n - u - 1)};
	memcpy(text + 2, s.p + u + 1, s.n - u - 1);
	return n + find_syllable(other, id + n);
}

/* The syllables that begin so and are longer. */
static size_t
find_ends(struct str s, size_t *first)
{
	size_t n = 0;

	*first = place_of(s);
	while (*first < syllable_count &&
	       (str_eq(str_from(syllable_name[*first]), s) ||
	        !has_vowel(*first)))
		++*first;
	for (size_t i = *first; i < syllable_count; i++) {
		if (strncmp(syllable_name[i], s.p, s.n) != 0)
			break;
		n += has_vowel(i);
	}
	return n;
}

/* Behind those of as many syllables: they were found first. */
static void
insert_cut(struct cuts *c, struct cut x)
{
	size_t at = c->n;

	while (at && c->v[at - 1].syllables > x.syllables)
		at--;
	if (at == PINYIN_CUTS)
		return;
	if (c->n < PINYIN_CUTS)
		c->n++;
	memmove(c->v + at + 1, c->v + at, (c->n - at - 1) * sizeof x);
	c->v[at] = x;
}

/* What a part may be, or the last if it is open. */
static size_t
find_part(struct str s, bool open, uint16_t *id)
{
	size_t first;
	size_t n;

	if (!open)
		return find_syllables(s, id);
	n = find_ends(s, &first);
	*id = OPEN;
	return n && n <= PINYIN_ENDS;
}

/* The ways that begin with one part, from at to end. */
static void
insert_cuts(struct cuts *best, struct str letters, size_t at, size_t end,
            bool open)
{
	const struct cuts *rest = &best[end];
	struct cut x = {.letters = (uint8_t)(end - at)};
	uint16_t id[2];
	size_t n = find_part(str_sub(letters, at, end),
	                     open && end == letters.n, id);

	for (size_t j = 0; j < n; j++) {
		for (size_t i = 0; i < rest->n; i++) {
			x.id = id[j];
			x.rest = (uint8_t)i;
			x.syllables = rest->v[i].syllables;
			x.syllables++;
			insert_cut(&best[at], x);
		}
	}
}

/*
 * The best ways of the whole are made of the best ways of its ends.  Open:
 * the last part is a beginning.
 */
static void
find_cuts(struct cuts *best, struct str letters, bool open)
{
	best[letters.n] = (struct cuts){.n = 1};
	for (size_t at = letters.n; at-- > 0;) {
		size_t left = letters.n - at;

		best[at].n = 0;
		for (size_t k = left < SYLLABLE_MAX ? left : SYLLABLE_MAX; k;
		     k--)
			insert_cuts(best, letters, at, at + k, open);
	}
}

static void
require(struct pinyin_choice *c, uint32_t value)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i] == value)
			return;
	c->v[c->n++] = value;
}

/* last: what stands for a beginning. */
static struct pinyin_choice
pairs_of(struct arena *a, const struct cuts *best, struct cut x,
         uint16_t last)
{
	struct pinyin_choice c = {.what = PINYIN_PAIR};
	unsigned n = x.syllables - 1u;

	c.v = arena_array(a, n, sizeof *c.v);
	for (unsigned i = 0; i < n; i++) {
		struct cut next;

		best += x.letters;
		next = best->v[x.rest];
		if (next.id == OPEN)
			next.id = last;
		require(&c, pair_of(x.id, next.id));
		x = next;
	}
	return c;
}

static struct pinyin_choice
initials_in(struct arena *a, struct str s)
{
	struct pinyin_choice c = {.what = PINYIN_INITIALS};

	c.v = arena_array(a, s.n - 1, sizeof *c.v);
	if (s.n == 2)
		require(&c, two_initials_of(s.p[0], s.p[1]));
	for (size_t i = 2; i < s.n; i++)
		require(&c, initials_of(s.p[i - 2], s.p[i - 1], s.p[i]));
	return c;
}

static bool
are_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return s.n >= PINYIN_LETTERS_MIN && s.n <= PINYIN_LETTERS_MAX;
}

static bool
may_be_initials(struct str s)
{
	return s.n <= PINYIN_INITIALS_MAX && str_chr(s, 'i') == s.n &&
	       str_chr(s, 'u') == s.n && str_chr(s, 'v') == s.n;
}

struct pinyin_choice *
pinyin_query(struct arena *a, struct str letters, size_t *n)
{
	struct cuts best[PINYIN_LETTERS_MAX + 1];
	struct pinyin_choice *v;

	*n = 0;
	if (!are_letters(letters))
		return NULL;
	v = arena_array(a, PINYIN_CHOICES, sizeof *v);
	find_cuts(best, letters, false);
	/* A syllable alone is no choice; it has few other cuts. */
	for (size_t i = 0; i < best[0].n; i++)
		if (best[0].v[i].syllables > 1)
			v[(*n)++] = pairs_of(a, best, best[0].v[i], 0);
	if (may_be_initials(letters))
		v[(*n)++] = initials_in(a, letters);
	return v;
}

/* The letters of the last part of a way. */
static size_t
last_part(const struct cuts *best, struct cut x)
{
	while (x.id != OPEN) {
		best += x.letters;
		x = best->v[x.rest];
	}
	return x.letters;
}

struct pinyin_choice *
pinyin_ends(struct arena *a, struct str letters, size_t *n)
{
	struct cuts best[PINYIN_LETTERS_MAX + 1];
	struct pinyin_choice *v;
	size_t way = 0;
	size_t first;
	size_t ends;

	*n = 0;
	if (!are_letters(letters))
		return NULL;
	find_cuts(best, letters, true);
	while (way < best[0].n && best[0].v[way].syllables < 2)
		way++;
	if (way == best[0].n)
		return NULL;
	ends = find_ends(
	    str_sub(letters, letters.n - last_part(best, best[0].v[way]),
	            letters.n),
	    &first);
	v = arena_array(a, ends, sizeof *v);
	for (; *n < ends; first++)
		if (has_vowel(first))
			v[(*n)++] = pairs_of(a, best, best[0].v[way],
			                     (uint16_t)first);
	return v;
}

/* ---- the table of the page ---- */

void
pinyin_names(struct buf *out)
{
	struct str was = {0};

	put_varint(out, syllable_count);
	for (size_t i = 0; i < syllable_count; i++) {
		struct str is = str_from(syllable_name[i]);
		size_t shared = 0;

		while (shared < was.n && was.p[shared] == is.p[shared])
			shared++;
		buf_byte(out, (char)(shared << 4 | (is.n - shared)));
		buf_add(out, str_sub(is, shared, is.n));
		was = is;
	}
}

static unsigned
first_of(size_t i)
{
	return reading_first[i] & ~READING_MORE;
}

void
pinyin_table(struct buf *out)
{
	size_t n = READING_HIGH - READING_LOW;
	uint32_t before = READING_LOW;

	pinyin_names(out);
	for (size_t i = 0; i < n; i++)
		buf_byte(out, (char)(first_of(i) & 0xff));
	for (size_t i = 0; i < n; i += 8) {
		unsigned bits = 0;

		for (unsigned j = 0; j < 8; j++)
			bits |= (first_of(i + j) >> 8) << j;
		buf_byte(out, (char)bits);
	}
	for (size_t i = 0; i < reading_seconds; i++) {
		put_varint(out, reading_second[i][0] - before);
		put_varint(out, reading_second[i][1]);
		before = reading_second[i][0];
	}
}
