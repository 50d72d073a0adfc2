/*
 * search-block - a block of any contents.
 */
#include "fuzz.h"

#include "search/shard.h"

#define BLOCKS 16
#define WIDTH 12

static struct shard_place
place_of(const struct fuzz *f, const struct level_shape *shape)
{
	unsigned level = (f->detail >> 16) % (shape->levels + 1);
	uint32_t number = f->number % shape->shards[level];

	return (struct shard_place){shape, level, number,
	                            BLOCKS << WIDTH};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct level_shape shape = fuzz_shape(4);
	struct shard_place place;
	uint32_t sums[BLOCKS];
	struct shard_term term = {.sum = sums, .blocks = BLOCKS,
	                          .width = WIDTH};
	struct postings postings;
	uint32_t index;
	struct str bytes;

	if (!fuzz_begin(&f, data, size))
		return 0;
	place = place_of(&f, &shape);
	term.ordinal = f.detail & 0xffff;
	term.df = SHARD_LONG + (f.detail >> 20);
	index = f.upto % BLOCKS;
	bytes = fuzz_wrap(&f,
	                  &(struct piece){PIECE_BLOCK,
	                                  place.level << 16 | term.ordinal,
	                                  place.number, index, 0},
	                  f.body);
	for (size_t i = 0; i < BLOCKS; i++)
		sums[i] = piece_sum(bytes);
	shard_block(&f.a, bytes, &place, &term, index, &postings, NULL);
	fuzz_end(&f);
	return 0;
}
