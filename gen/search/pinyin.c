#include "search/pinyin.h"

#include "base/codec.h"
#include "search/pinyin_table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 3

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

static void
put_term(struct collector *c, enum pinyin_what what, uint32_t value)
{
	c->v[c->n++] = (struct pinyin_term){(uint8_t)what, value};
}

static void
put_pairs(struct collector *c, const struct readings *r)
{
	for (unsigned i = 0; i < r[0].n; i++)
		for (unsigned j = 0; j < r[1].n; j++)
			put_term(c, PINYIN_PAIR,
			         pair_of(r[0].id[i], r[1].id[j]));
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

	c.v = arena_array(a, u->n, 12 * sizeof *c.v);
	for (size_t i = 0; i < u->n; i++) {
		memmove(r, r + 1, (WINDOW - 1) * sizeof *r);
		r[2].n = pinyin_of(u->v[i] & FOLD_CODE, r[2].id);
		put_pairs(&c, r + 1);
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

static bool
find_syllable(struct str s, uint16_t *id)
{
	size_t low = 0;

	for (size_t high = syllable_count; low < high;) {
		size_t mid = (low + high) / 2;

		if (str_cmp(str_from(syllable_name[mid]), s) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*id = (uint16_t)low;
	return low < syllable_count &&
	       str_eq(str_from(syllable_name[low]), s) &&
	       strpbrk(syllable_name[low], "aeiouv");
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

/* The best ways of the whole are made of the best ways of its ends. */
static void
find_cuts(struct cuts *best, struct str letters)
{
	best[letters.n] = (struct cuts){.n = 1};
	for (size_t at = letters.n; at-- > 0;) {
		size_t left = letters.n - at;

		best[at].n = 0;
		for (size_t k = left < SYLLABLE_MAX ? left : SYLLABLE_MAX; k;
		     k--) {
			struct cut x = {.letters = (uint8_t)k};
			const struct cuts *rest = &best[at + k];

			if (!find_syllable(str_sub(letters, at, at + k),
			                   &x.id))
				continue;
			for (size_t i = 0; i < rest->n; i++) {
				x.rest = (uint8_t)i;
				x.syllables = rest->v[i].syllables;
				x.syllables++;
				insert_cut(&best[at], x);
			}
		}
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

static struct pinyin_choice
pairs_of(struct arena *a, const struct cuts *best, struct cut x)
{
	struct pinyin_choice c = {.what = PINYIN_PAIR};
	unsigned n = x.syllables - 1u;

	c.v = arena_array(a, n, sizeof *c.v);
	for (unsigned i = 0; i < n; i++) {
		struct cut next;

		best += x.letters;
		next = best->v[x.rest];
		require(&c, pair_of(x.id, next.id));
		x = next;
	}
	return c;
}

static struct pinyin_choice
triples_of(struct arena *a, struct str s)
{
	struct pinyin_choice c = {.what = PINYIN_INITIALS};

	c.v = arena_array(a, s.n - 2, sizeof *c.v);
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
	find_cuts(best, letters);
	/* A syllable alone is no choice; it has few other cuts. */
	for (size_t i = 0; i < best[0].n; i++)
		if (best[0].v[i].syllables > 1)
			v[(*n)++] = pairs_of(a, best, best[0].v[i]);
	if (may_be_initials(letters))
		v[(*n)++] = triples_of(a, letters);
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
