#include "search/tokenize.h"

#include "search/pinyin.h"
#include "search/span.h"

#include <stdlib.h>
#include <string.h>

#define BODY_TOP 11u         /* greatest impact of a light field */
#define BODY_LENGTH 600u     /* units that an average body has */
#define SUMMARY_LENGTH 60u   /* and an average summary */
#define HALF 512u            /* sum that gives half of BODY_TOP */
#define SUM_MAX (1u << 20)
#define HEAVY 6              /* least weight of titles and identifiers */
#define MIRROR_LEAST 4       /* letters of a word that is mirrored */
#define SOUND 8              /* impact of a sound in a light field */
#define BITS_MIN 6u
#define BITS_MAX 14u         /* of a new table */

/* One term being counted. */
struct slot {
	uint64_t key;
	const char *text;
	uint32_t sum;    /* of the light fields, 256 an occurrence in a body */
	uint8_t length;  /* of the text */
	uint8_t heavy;   /* impact by heavy fields, 0: none */
	uint8_t next;
	bool used;
};

/*
 * The slots are addressed by the first bits of the keys, so that they are
 * nearly in order: keys are spread evenly.  Texts are anywhere, for those
 * with a prefix in common have the same key.
 */
struct counter {
	struct arena *a;
	struct slot *slot;
	unsigned bits; /* log2 of the number of slots */
	size_t n;      /* slots in use: */
	size_t pairs;
	size_t singles;
	uint32_t share; /* of one occurrence in the present field */
	uint8_t heavy;
};

static inline size_t
place_of(const struct counter *c, const struct key *key)
{
	uint32_t h = (uint32_t)key->v;

	for (size_t i = 0; i < key->text.n; i++)
		h = (h ^ (uint8_t)key->text.p[i]) * 0x9e3779b1u;
	return h >> (32 - c->bits);
}

/* The slot of a term, or the free one where it belongs. */
static inline struct slot *
look_up(const struct counter *c, const struct key *key)
{
	size_t mask = ((size_t)1 << c->bits) - 1;
	size_t at = place_of(c, key);

	for (;; at = (at + 1) & mask) {
		struct slot *slot = &c->slot[at];

		if (!slot->used ||
		    (slot->key == key->v && slot->length == key->text.n &&
		     (!slot->length || !memcmp(slot->text, key->text.p,
		                               slot->length))))
			return slot;
	}
}

static struct key
key_of(const struct slot *slot)
{
	return (struct key){slot->key, {slot->text, slot->length}};
}

static void
set_size(struct counter *c, unsigned bits)
{
	c->bits = bits;
	c->slot = arena_array(c->a, (size_t)1 << bits, sizeof *c->slot);
}

static void
grow(struct counter *c)
{
	struct slot *was = c->slot;
	size_t n = (size_t)1 << c->bits;

	set_size(c, c->bits + 1);
	for (size_t i = 0; i < n; i++) {
		struct key key = key_of(&was[i]);

		if (was[i].used)
			*look_up(c, &key) = was[i];
	}
}

static struct slot *
put_slot(struct counter *c, const struct key *key, uint8_t next)
{
	struct slot *slot;

	if (c->n * 4 >= (size_t)3 << c->bits)
		grow(c);
	slot = look_up(c, key);
	*slot = (struct slot){.key = key->v, .next = next, .used = true};
	if (key->text.n) {
		slot->text = arena_str(c->a, key->text).p;
		slot->length = (uint8_t)key->text.n;
	}
	c->n++;
	c->pairs += key->v < KEY_SINGLE;
	c->singles += (key->v & KEY_SINGLE) != 0;
	return slot;
}

static inline void
count(struct counter *c, const struct key *key, uint8_t next)
{
	struct slot *slot = look_up(c, key);

	if (!slot->used)
		slot = put_slot(c, key, next);
	else if (slot->next != next)
		slot->next = KEY_NEXT_ANY;
	if (slot->sum < SUM_MAX)
		slot->sum += c->share;
	if (slot->heavy < c->heavy)
		slot->heavy = c->heavy;
}

static void
count_identifiers(struct counter *c, const struct units *u)
{
	size_t from;
	size_t at = 0;

	while (span_ident(u, true, &from, &at)) {
		for (size_t i = from; i + SPAN_GRAM <= at; i++) {
			char text[SPAN_TEXT_BYTES];
			struct key key = span_gram(u, i, text);

			count(c, &key, span_next(u, i + SPAN_GRAM, &key));
		}
	}
}

/* A word again, from its end. */
static void
count_mirrored(struct counter *c, const struct units *u, size_t i, size_t j)
{
	char text[SPAN_TEXT_BYTES];
	struct key key = {.text = {text, 0}};
	size_t n = j - i;

	if (n < MIRROR_LEAST || n > SPAN_WORD)
		return;
	for (size_t k = 0; k < n; k++) {
		uint32_t letter = u->v[j - 1 - k] & FOLD_CODE;

		if (letter - 'a' >= 26)
			return;
		text[k] = (char)letter;
	}
	text[0] = (char)(text[0] - 'a' + 'A');
	key.text.n = n;
	key.v = key_text(key.text);
	count(c, &key, 0);
}

static void
count_word(struct counter *c, const struct units *u, size_t i)
{
	char text[SPAN_TEXT_BYTES];
	size_t j = span_word(u, i);
	struct key key = span_text(u, i, i + span_kept(u, i, j), text);

	count(c, &key, 0);
	count_mirrored(c, u, i, j);
}

/* As span_units and span_next say, but most terms are pairs: a shorter way. */
static void
count_span(struct counter *c, const struct units *u, size_t i, size_t j)
{
	uint32_t first = u->v[i] & FOLD_CODE;
	uint32_t second = j - i > 1 ? u->v[i + 1] & FOLD_CODE : 0;
	char text[SPAN_TEXT_BYTES];
	struct key key = {0};
	uint8_t next = 0;

	if (!key_units(first, second, &key.v))
		key = span_units(u, i, j, text);
	else if (second && j < u->n)
		next = (uint8_t)key_next(u->v[j] & FOLD_CODE);
	count(c, &key, next);
}

static void
count_units(struct counter *c, const struct units *u)
{
	for (size_t i = 0; i < u->n; i++) {
		bool joined = u->v[i] & FOLD_JOINED;

		if (joined)
			count_span(c, u, i, i + 1);
		else if (u->v[i] & FOLD_EDGE)
			count_word(c, u, i);
		if (i + 1 < u->n && (joined || u->v[i + 1] & FOLD_JOINED))
			count_span(c, u, i, i + 2);
	}
	count_identifiers(c, u);
}

uint64_t
tokenize_sound(unsigned what, uint32_t value)
{
	uint32_t base = what == PINYIN_PAIR ? 0xf000u : 0xf010u;

	return key_pair(base + (value >> 16), value & 0xffff);
}

static void
count_sounds(struct counter *c, const struct units *u)
{
	size_t n;
	const struct pinyin_term *term = pinyin_terms(c->a, u, &n);

	c->share = 0;
	if (c->heavy < SOUND)
		c->heavy = SOUND;
	for (size_t i = 0; i < n; i++) {
		struct key key = {tokenize_sound(term[i].what, term[i].value),
		                  {0}};

		count(c, &key, KEY_NEXT_ANY);
	}
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
	if (field->weight)
		count_units(c, &u);
	if (field->sound)
		count_sounds(c, &u);
}

static uint8_t
impact_of(const struct slot *slot)
{
	uint32_t x = slot->sum;

	if (slot->heavy)
		return slot->heavy;
	return (uint8_t)((2 * BODY_TOP * x + x + HALF) / (2 * (x + HALF)));
}

static int
term_order(const void *a, const void *b)
{
	const struct term *x = a;
	const struct term *y = b;

	if (x->key.v != y->key.v)
		return x->key.v < y->key.v ? -1 : 1;
	return str_cmp(x->key.text, y->key.text);
}

/* Put a term where it belongs: it seldom goes far from the end. */
static void
insert(struct term *v, size_t n, const struct slot *slot)
{
	if (!slot->length)
		for (; n && v[n - 1].key.v > slot->key; n--)
			v[n] = v[n - 1];
	v[n].key = key_of(slot);
	v[n].impact = impact_of(slot);
	v[n].next = slot->next;
}

static struct terms
give_terms(const struct counter *c)
{
	struct terms terms = {
	    arena_array(c->a, c->n, sizeof *terms.v), c->n};
	struct term *single = terms.v + c->pairs;
	struct term *text = single + c->singles;
	size_t slots = (size_t)1 << c->bits;
	size_t pairs = 0;
	size_t singles = 0;
	size_t texts = 0;

	for (size_t i = 0; i < slots; i++) {
		const struct slot *slot = &c->slot[i];

		if (!slot->used)
			continue;
		if (slot->key & KEY_TEXT)
			insert(text, texts++, slot);
		else if (slot->key & KEY_SINGLE)
			insert(single, singles++, slot);
		else
			insert(terms.v, pairs++, slot);
	}
	if (texts)
		qsort(text, texts, sizeof *text, term_order);
	return terms;
}

/* Enough slots for most texts: two bytes make less than one term. */
static unsigned
bits_for(const struct tokenize_field *fields, size_t n)
{
	size_t bytes = 0;
	unsigned bits = BITS_MIN;

	for (size_t i = 0; i < n; i++)
		bytes += fields[i].text.n;
	while (bits < BITS_MAX && bytes * 5 / 8 >> bits)
		bits++;
	return bits;
}

struct terms
tokenize_terms(struct arena *a, const struct tokenize_field *fields,
               size_t n)
{
	struct counter c = {.a = a};

	set_size(&c, bits_for(fields, n));
	for (size_t i = 0; i < n; i++)
		if (fields[i].weight || fields[i].sound)
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
		int order = i == was.n  ? 1
		            : j == is.n ? -1
		                        : term_order(&was.v[i], &is.v[j]);

		if (order < 0) {
			changes[(*n)++] = (struct term_change){
			    .key = was.v[i].key, .gone = true};
		} else if (order > 0 ||
		           was.v[i].impact != is.v[j].impact ||
		           was.v[i].next != is.v[j].next) {
			changes[(*n)++] = (struct term_change){
			    .key = is.v[j].key,
			    .impact = is.v[j].impact,
			    .next = is.v[j].next};
		}
		i += order <= 0;
		j += order >= 0;
	}
	return changes;
}
