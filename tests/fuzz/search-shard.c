/*
 * search-shard - a shard of any contents: found in, read, changed.
 */
#include "fuzz.h"

#include "search/shard.h"

#define KEYS 16

/* A block for any list: the tail of the shard's body. */
static int
get_block(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
          struct str *bytes, struct err *err)
{
	struct fuzz *f = ctx;

	(void)ordinal;
	(void)index;
	(void)sum;
	(void)err;
	*bytes = str_sub(f->body, f->body.n / 2, f->body.n);
	return 0;
}

static void
put_block(void *ctx, unsigned ordinal, uint32_t index, struct str bytes)
{
	(void)ctx;
	(void)ordinal;
	(void)index;
	(void)bytes;
}

/* Texts and pairs that may be there: the bytes of the body themselves. */
static void
find_some(struct fuzz *f, const struct shard_place *place)
{
	for (size_t i = 0; i < KEYS && i + 4 <= f->body.n; i++) {
		struct str text = str_sub(f->body, i, i + 1 + i % 4);
		struct key key = {key_text(text), text};
		struct shard_term *terms;
		size_t n;

		shard_find(&f->a, f->body, place, key, i % 2, &terms, &n,
		           NULL);
		key = (struct key){.v = key.v & 0xffffffff};
		shard_find(&f->a, f->body, place, key, false, &terms, &n,
		           NULL);
	}
}

static void
find_all(struct fuzz *f, const struct shard_place *place,
         const struct shard_delta *deltas, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct shard_term *terms;
		size_t found;

		if (i && deltas[i].key.v == deltas[i - 1].key.v)
			continue;
		shard_find(&f->a, f->body, place, deltas[i].key, false,
		           &terms, &found, NULL);
	}
}

/* Bring it up to a later number, with one of its postings gone. */
static void
change(struct str bytes, const struct shard_place *place,
       const struct shard_blocks *blocks, struct shard_delta *deltas,
       size_t n)
{
	struct shard_place later = *place;
	struct buf out = {0};

	later.upto += place->level ? place->shape->every[place->level] : 1;
	if (n)
		deltas[n / 2].gone = true;
	if (later.upto <= LEVEL_DOC_MAX)
		shard_apply(bytes, place, n ? deltas + n / 2 : NULL, n > 0,
		            &later, blocks, &out, NULL);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct level_shape shape;
	struct shard_place place = {.shape = &shape};
	struct shard_blocks blocks = {&f, get_block, put_block};
	struct shard_delta *deltas;
	struct shard_term *terms;
	struct str bytes;
	size_t n;

	if (!fuzz_begin(&f, data, size))
		return 0;
	shape = fuzz_shape(f.detail >> 8 & 255);
	place.level = f.detail % 256 % (shape.levels + 1);
	place.number = f.number % shape.shards[place.level];
	place.upto = f.upto & LEVEL_DOC_MAX;
	bytes = fuzz_wrap(&f,
	                  &(struct piece){PIECE_SHARD,
	                                  shape.class << 8 | place.level,
	                                  place.number, place.upto, 0},
	                  f.body);
	find_some(&f, &place);
	shard_long(&f.a, bytes, &place, &terms, &n, NULL);
	n = 0;
	if (shard_read(&f.a, bytes, &place, &blocks, &deltas, &n, NULL) == 0)
		find_all(&f, &place, deltas, n);
	change(bytes, &place, &blocks, deltas, n);
	fuzz_end(&f);
	return 0;
}
