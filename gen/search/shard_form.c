#include "search/shard_form.h"

#include <assert.h>

#define GAPS_MAX 31
#define WIDTH_MIN 8

bool
shard_form_singles(const struct shard_place *place)
{
	return place->level == 0 ? place->number == 1
	                         : place->number % 8 == 7;
}

bool
shard_form_has(const struct shard_place *place, uint64_t key)
{
	if (place->level == 0)
		return place->number == (key & KEY_SINGLE ? 1 : 0);
	return key_shard(key, place->shape->shards[place->level]) ==
	       place->number;
}

bool
shard_form_next(uint64_t key)
{
	return !(key & (KEY_SINGLE | KEY_TEXT));
}

uint32_t
shard_form_from(const struct shard_place *place)
{
	return level_from(place->shape, place->level, place->upto);
}

unsigned
shard_form_gaps(uint64_t pairs)
{
	unsigned k = GAPS_MAX;

	while (k && pairs > ((uint64_t)1 << 32) >> k)
		k--;
	return k;
}

unsigned
shard_form_width(uint32_t df, const struct shard_place *place)
{
	uint64_t room =
	    (uint64_t)SHARD_BLOCK * (place->upto - shard_form_from(place));
	unsigned width = WIDTH_MIN;

	assert(df >= SHARD_LONG);
	while ((uint64_t)df << width < room)
		width++;
	return width;
}

uint32_t
shard_form_blocks(unsigned width, const struct shard_place *place)
{
	return ((place->upto - shard_form_from(place) - 1) >> width) + 1;
}

void
shard_form_range(const struct shard_place *place, unsigned width,
                 uint32_t index, uint32_t *from, uint32_t *upto)
{
	uint64_t begin = shard_form_from(place);
	uint64_t end = begin + (((uint64_t)index + 1) << width);

	*from = (uint32_t)(begin + ((uint64_t)index << width));
	*upto = end < place->upto ? (uint32_t)end : place->upto;
}

struct piece
shard_form_piece(const struct shard_place *place)
{
	return (struct piece){
	    .what = PIECE_SHARD,
	    .detail = place->shape->class << 8 | place->level,
	    .number = place->number,
	    .upto = place->upto,
	};
}

struct piece
shard_form_block(const struct shard_place *place, unsigned ordinal,
                 uint32_t index)
{
	return (struct piece){
	    .what = PIECE_BLOCK,
	    .detail = (uint32_t)place->level << 16 | ordinal,
	    .number = place->number,
	    .upto = index,
	};
}
