#ifndef TESTS_SHARD_WORLD_H
#define TESTS_SHARD_WORLD_H

/*
 * shard_world - a shard beside a plain table of who has which term: what
 * tests of shards share.
 */
#include "unit.h"

#include "base/mem.h"
#include "search/shard.h"

#define PAIRS 14
#define WORDS 3
#define TAILS 5 /* words with the same beginning */
#define TERMS (PAIRS + WORDS * TAILS)
#define LONGS 8    /* ordinals of long lists */
#define BLOCKS 128 /* indexes of their blocks */

/* A posting as one number; 0: there is none. */
#define CELL(impact, next) (uint16_t)(1 + (impact) + 16 * (next))

struct blocks {
	struct buf v[LONGS][BLOCKS];
	size_t n;
};

struct world {
	struct level_shape shape;
	struct shard_place place;
	struct key key[TERMS]; /* ascending */
	char text[TERMS][KEY_TEXT_MAX];
	size_t terms;
	uint32_t docs;        /* documents below this are in the table */
	uint16_t *has;        /* of term t and document d: [t * docs + d] */
	uint16_t *was;        /* what went into the shard */
	struct shard_place before;
	struct buf shard;
	struct blocks blocks; /* of the shard */
	struct shard_delta *d;
	uint32_t seed;
};

static inline uint32_t
roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static inline int
get_block(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
          struct str *bytes, struct err *err)
{
	struct blocks *blocks = ctx;

	if (ordinal >= LONGS || index >= BLOCKS ||
	    !blocks->v[ordinal][index].n)
		return err_set(err, ERR_ABSENT, "no such block");
	*bytes = buf_str(&blocks->v[ordinal][index]);
	assert_int_not_equal(0, sum);
	return 0;
}

static inline void
put_block(void *ctx, unsigned ordinal, uint32_t index, struct str bytes)
{
	struct blocks *blocks = ctx;

	assert_in_range(ordinal, 0, LONGS - 1);
	assert_in_range(index, 0, BLOCKS - 1);
	assert_int_equal(0, blocks->v[ordinal][index].n);
	buf_add(&blocks->v[ordinal][index], bytes);
	blocks->n++;
}

/* Old blocks come from one place and new ones go to another. */
struct road {
	struct blocks *from;
	struct blocks *to;
};

static inline int
road_get(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
         struct str *bytes, struct err *err)
{
	return get_block(((struct road *)ctx)->from, ordinal, index, sum,
	                 bytes, err);
}

static inline void
road_put(void *ctx, unsigned ordinal, uint32_t index, struct str bytes)
{
	put_block(((struct road *)ctx)->to, ordinal, index, bytes);
}

static inline void
blocks_release(struct blocks *blocks)
{
	for (size_t i = 0; i < LONGS; i++)
		for (size_t j = 0; j < BLOCKS; j++)
			buf_release(&blocks->v[i][j]);
	blocks->n = 0;
}

static inline bool
is_here(const struct shard_place *place, uint64_t key)
{
	if (place->level == 0)
		return place->number == (key & KEY_SINGLE ? 1 : 0);
	return place->number ==
	       key_shard(key, place->shape->shards[place->level]);
}

static inline int
key_order(const void *a, const void *b)
{
	const struct key *x = a;
	const struct key *y = b;

	if (x->v != y->v)
		return x->v < y->v ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static inline void
add_words(struct world *w)
{
	static const char *const tail[TAILS] = {
	    "", "a", "c", "c-and-a-middle",
	    "czzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
	    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzz"};
	char word[4] = "aaa";

	for (size_t found = 0, i = 0; found < WORDS && i < 26 * 26 * 26; i++) {
		if (is_here(&w->place, key_text(str_from(word)))) {
			for (size_t j = 0; j < TAILS; j++) {
				char *text = w->text[w->terms];

				snprintf(text, KEY_TEXT_MAX, "%s%s", word,
				         tail[j]);
				w->key[w->terms++] = (struct key){
				    key_text(str_from(text)), str_from(text)};
			}
			found++;
		}
		for (size_t j = 3; j-- > 0 && ++word[j] > 'z';)
			word[j] = 'a';
	}
}

/* The shard of a level, as it is at n. */
static inline void
world_begin(struct world *w, uint32_t n, unsigned level, uint32_t number)
{
	*w = (struct world){.shape = level_shape(n), .seed = n + number};
	w->place = (struct shard_place){
	    &w->shape, level, number,
	    level_upto(&w->shape, level, number, n)};
	w->before = w->place;
	while (w->terms < PAIRS) {
		uint64_t key = roll(&w->seed) << 16 ^ roll(&w->seed);

		if (level == 0 ? number == 1 : number % 8 == 7)
			key |= KEY_SINGLE;
		if (is_here(&w->place, key))
			w->key[w->terms++] = (struct key){.v = key};
	}
	if (is_here(&w->place, w->key[0].v & ~KEY_SINGLE))
		add_words(w);
	qsort(w->key, w->terms, sizeof *w->key, key_order);
	w->docs = n + 1;
	w->has = mem_zalloc(w->terms * w->docs, sizeof *w->has);
	w->was = mem_zalloc(w->terms * w->docs, sizeof *w->was);
	w->d = mem_zalloc(w->terms * w->docs, sizeof *w->d);
}

static inline void
world_end(struct world *w)
{
	mem_free(w->has);
	mem_free(w->was);
	mem_free(w->d);
	buf_release(&w->shard);
	blocks_release(&w->blocks);
}

/* The documents that a place holds of a term: those in (low, upto]. */
static inline uint32_t
low_of(const struct world *w, const struct shard_place *place, size_t t)
{
	uint32_t base =
	    key_shard(w->key[t].v, w->shape.shards[w->shape.levels]);

	return level_low(&w->shape, place->level, base, place->upto);
}

static inline void
set_delta(const struct world *w, size_t t, uint32_t doc,
          struct shard_delta *d)
{
	uint16_t cell = w->has[t * w->docs + doc];

	*d = (struct shard_delta){
	    .key = w->key[t],
	    .doc = doc,
	    .impact = (uint8_t)((cell - 1) % 16),
	    .next = (uint8_t)((cell - 1) / 16),
	    .gone = cell == 0,
	};
}

/* All that is to stand in the shard. */
static inline size_t
all_deltas(const struct world *w, struct shard_delta *d)
{
	size_t n = 0;

	for (size_t t = 0; t < w->terms; t++)
		for (uint32_t doc = low_of(w, &w->place, t) + 1;
		     doc <= w->place.upto; doc++)
			if (w->has[t * w->docs + doc])
				set_delta(w, t, doc, &d[n++]);
	return n;
}

/* What is not so in the shard yet, and now and then what is. */
static inline size_t
changed_deltas(struct world *w, struct shard_delta *d)
{
	size_t n = 0;

	for (size_t t = 0; t < w->terms; t++) {
		uint32_t low = low_of(w, &w->before, t);

		for (uint32_t doc = low_of(w, &w->place, t) + 1;
		     doc <= w->place.upto; doc++) {
			size_t cell = t * w->docs + doc;
			bool inside = doc > low && doc <= w->before.upto;
			uint16_t was = inside ? w->was[cell] : 0;

			if (was != w->has[cell] ||
			    roll(&w->seed) % 5000 == 0)
				set_delta(w, t, doc, &d[n++]);
		}
	}
	return n;
}

/* Bring the shard to where the table is. */
static inline void
apply(struct world *w)
{
	struct blocks fresh = {0};
	struct road road = {&w->blocks, &fresh};
	struct shard_blocks blocks = {&road, road_get, road_put};
	struct buf out = {0};
	struct err err;
	size_t n = changed_deltas(w, w->d);

	if (shard_apply(buf_str(&w->shard), &w->before, w->d, n, &w->place,
	                &blocks, &out, &err) != 0)
		fail_msg("%s", err.line);
	buf_release(&w->shard);
	blocks_release(&w->blocks);
	w->shard = out;
	w->blocks = fresh;
	w->before = w->place;
	memcpy(w->was, w->has, w->terms * w->docs * sizeof *w->has);
}

static inline struct str
body_of(const struct world *w)
{
	size_t head = w->shard.n ? PIECE_HEADER : 0;

	return str_sub(buf_str(&w->shard), head, w->shard.n);
}

#endif
