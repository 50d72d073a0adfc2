#include "search/tokenize.h"

#include "search/span.h"

#include <stdlib.h>
#include <string.h>

#define BODY_TOP 11u         /* greatest impact of a light field */
#define BODY_LENGTH 600u     /* units that an average body has */
#define SUMMARY_LENGTH 60u   /* and an average summary */
#define HALF 512u            /* sum that gives half of BODY_TOP */
#define SUM_MAX (1u << 20)
#define HEAVY 6              /* least weight of titles and identifiers */
#define KEY 8                /* bytes of a term that its key holds */

/*
 * One term being counted.  The key is its first KEY bytes, big-endian and
 * filled up with zeros, so that keys compare as terms do.
 */
struct slot {
	uint64_t key;    /* 0: free */
	struct str text; /* only if it is longer than KEY bytes */
	uint32_t sum;    /* of the light fields, 256 an occurrence in a body */
	uint8_t heavy;   /* impact by heavy fields, 0: none */
};

struct ranked {
	uint64_t key;
	const struct slot *slot;
};

struct counter {
	struct arena *a;
	struct slot *slot;
	size_t slots; /* a power of two */
	size_t n;
	uint32_t share; /* of one occurrence in the present field */
	uint8_t heavy;
};

static uint64_t
key_of(struct str text)
{
	uint64_t key = 0;

	for (size_t i = 0; i < KEY; i++)
		key = key << 8 | (i < text.n ? (uint8_t)text.p[i] : 0u);
	return key;
}

static size_t
place_of(const struct counter *c, uint64_t key, struct str text)
{
	uint64_t h = key;

	for (size_t i = KEY; i < text.n; i++)
		h = h * 31 + (uint8_t)text.p[i];
	h *= 0x9e3779b97f4a7c15u;
	return (size_t)(h >> 32) & (c->slots - 1);
}

/* The slot of a term, or the free one where it belongs. */
static struct slot *
look_up(const struct counter *c, uint64_t key, struct str text)
{
	size_t at = place_of(c, key, text);

	while (c->slot[at].key &&
	       (c->slot[at].key != key ||
	        !str_eq(c->slot[at].text,
	                text.n > KEY ? text : (struct str){0})))
		at = (at + 1) & (c->slots - 1);
	return &c->slot[at];
}

static void
grow(struct counter *c)
{
	struct slot *was = c->slot;
	size_t n = c->slots;

	c->slots = n * 2;
	c->slot = arena_array(c->a, c->slots, sizeof *c->slot);
	for (size_t i = 0; i < n; i++)
		if (was[i].key)
			*look_up(c, was[i].key, was[i].text) = was[i];
}

static void
count(struct counter *c, struct str text)
{
	uint64_t key = key_of(text);
	struct slot *slot = look_up(c, key, text);

	if (!slot->key) {
		if (c->n * 2 >= c->slots) {
			grow(c);
			slot = look_up(c, key, text);
		}
		slot->key = key;
		if (text.n > KEY)
			slot->text = arena_str(c->a, text);
		c->n++;
	}
	if (slot->sum < SUM_MAX)
		slot->sum += c->share;
	if (slot->heavy < c->heavy)
		slot->heavy = c->heavy;
}

static void
count_span(struct counter *c, const struct units *u, size_t i, size_t j)
{
	char text[SPAN_TERM_BYTES];

	count(c, (struct str){text, span_spell(u, i, j, text)});
}

static void
count_identifiers(struct counter *c, const struct units *u)
{
	size_t from;
	size_t at = 0;

	while (span_ident(u, true, &from, &at)) {
		for (size_t i = from; i + SPAN_GRAM <= at; i++) {
			char text[1 + SPAN_TERM_BYTES] = "#";
			size_t n = span_spell(u, i, i + SPAN_GRAM, text + 1);

			count(c, (struct str){text, n + 1});
		}
	}
}

static void
count_units(struct counter *c, const struct units *u)
{
	for (size_t i = 0; i < u->n; i++) {
		bool joined = u->v[i] & FOLD_JOINED;

		if (joined)
			count_span(c, u, i, i + 1);
		else if (u->v[i] & FOLD_EDGE)
			count_span(c, u, i,
			           i + span_kept(u, i, span_word(u, i)));
		if (i + 1 < u->n && (joined || u->v[i + 1] & FOLD_JOINED))
			count_span(c, u, i, i + 2);
	}
	count_identifiers(c, u);
}

/* Lengths in steps of a quarter, so that small edits seldom tell. */
static uint32_t
length_step(size_t n)
{
	uint32_t length = n < 1u << 20 ? (uint32_t)n : 1u << 20;
	unsigned cut = 0;

	while (length >> cut >= 8)
		cut++;
	return length >> cut << cut;
}

static void
count_field(struct counter *c, const struct tokenize_field *field)
{
	struct units u = fold_text(c->a, field->text, FOLD_PLAIN);
	uint32_t mean = field->weight > 1 ? SUMMARY_LENGTH : BODY_LENGTH;
	uint32_t norm = 128 + 128 * length_step(u.n) / mean;

	if (field->weight >= HEAVY) {
		c->share = 0;
		c->heavy = u.n <= 8 ? 15 : u.n <= 16 ? 14 : u.n <= 32 ? 13
		                                          : TOKENIZE_TITLE;
	} else {
		c->share = (uint32_t)field->weight * 65536 / norm;
		c->heavy = 0;
	}
	count_units(c, &u);
}

static uint8_t
impact_of(const struct slot *slot)
{
	uint32_t x = slot->sum;

	if (slot->heavy)
		return slot->heavy;
	return (uint8_t)((2 * BODY_TOP * x + x + HALF) / (2 * (x + HALF)));
}

/* Distribute by one byte of the key; false if all have the same. */
static bool
distribute(const struct ranked *v, struct ranked *to, size_t n,
           unsigned shift)
{
	size_t at[256] = {0};
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		at[v[i].key >> shift & 255]++;
	if (at[v[0].key >> shift & 255] == n)
		return false;
	for (size_t i = 0; i < 256; i++) {
		size_t count = at[i];

		at[i] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[at[v[i].key >> shift & 255]++] = v[i];
	return true;
}

static int
text_order(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;

	return str_cmp(x->slot->text, y->slot->text);
}

/* Terms with equal keys are longer than KEY, but for the first. */
static void
order_equal_keys(struct ranked *v, size_t n)
{
	size_t j;

	for (size_t i = 0; i < n; i = j) {
		j = i + 1;
		while (j < n && v[j].key == v[i].key)
			j++;
		if (j > i + 1)
			qsort(v + i, j - i, sizeof *v, text_order);
	}
}

/* The slots in use, in bytewise order of their terms. */
static struct ranked *
rank_slots(const struct counter *c)
{
	struct ranked *v = arena_array(c->a, c->n, sizeof *v);
	struct ranked *spare = arena_array(c->a, c->n, sizeof *spare);

	for (size_t i = 0, n = 0; i < c->slots; i++)
		if (c->slot[i].key)
			v[n++] = (struct ranked){c->slot[i].key,
			                         &c->slot[i]};
	for (unsigned shift = 0; c->n && shift < 64; shift += 8) {
		struct ranked *was = v;

		if (!distribute(v, spare, c->n, shift))
			continue;
		v = spare;
		spare = was;
	}
	order_equal_keys(v, c->n);
	return v;
}

static struct str
spell_key(uint64_t key, char *to)
{
	size_t n = 0;

	for (; n < KEY && (key >> 56); n++, key <<= 8)
		to[n] = (char)(key >> 56);
	return (struct str){to, n};
}

static struct terms
give_terms(const struct counter *c)
{
	struct terms terms = {0};
	const struct ranked *v = rank_slots(c);
	char *text = arena_alloc(c->a, c->n * KEY);

	terms.v = arena_array(c->a, c->n, sizeof *terms.v);
	for (terms.n = 0; terms.n < c->n; terms.n++) {
		const struct slot *slot = v[terms.n].slot;
		struct term *term = &terms.v[terms.n];

		term->impact = impact_of(slot);
		term->text = slot->text.n
		                 ? slot->text
		                 : spell_key(slot->key, text + terms.n * KEY);
	}
	return terms;
}

struct terms
tokenize_terms(struct arena *a, const struct tokenize_field *fields,
               size_t n)
{
	struct counter c = {.a = a, .slots = 2048};

	c.slot = arena_array(a, c.slots, sizeof *c.slot);
	for (size_t i = 0; i < n; i++)
		if (fields[i].weight)
			count_field(&c, &fields[i]);
	return give_terms(&c);
}

struct term_change *
tokenize_diff(struct arena *a, struct terms was, struct terms is, size_t *n)
{
	struct term_change *changes =
	    arena_array(a, was.n + is.n, sizeof *changes);
	size_t i = 0;
	size_t j = 0;

	*n = 0;
	while (i < was.n || j < is.n) {
		int order = i == was.n   ? 1
		            : j == is.n ? -1
		                        : str_cmp(was.v[i].text,
		                                  is.v[j].text);

		if (order < 0) {
			changes[(*n)++] = (struct term_change){
			    .text = was.v[i].text, .gone = true};
		} else if (order > 0 ||
		           was.v[i].impact != is.v[j].impact) {
			changes[(*n)++] = (struct term_change){
			    .text = is.v[j].text,
			    .impact = is.v[j].impact};
		}
		i += order <= 0;
		j += order >= 0;
	}
	return changes;
}
