#include "search/level.h"

#include <assert.h>
#include <stddef.h>

/* The classes of level.h; n lies below `end`. */
static const struct {
	uint32_t end;
	struct level_shape shape;
} classes[] = {
    {512, {0, 1, {1, 16}, {LEVEL_TAILS, 64}, 0}},
    {2048, {1, 2, {1, 16, 128}, {LEVEL_TAILS, 64, 512}, 4}},
    {8192, {2, 2, {1, 16, 256}, {LEVEL_TAILS, 64, 2048}, 16}},
    {32768, {3, 3, {1, 16, 128, 1536}, {LEVEL_TAILS, 64, 1024, 8192}, 64}},
    {262144,
     {4, 3, {1, 16, 256, 4096}, {LEVEL_TAILS, 128, 2048, 32768}, 128}},
    {LEVEL_DOC_MAX + 1,
     {5,
      4,
      {1, 16, 256, 4096, 32768},
      {LEVEL_TAILS, 64, 2048, 32768, 262144},
      256}},
};

struct level_shape
level_shape(uint32_t n)
{
	size_t i = 0;

	assert(n <= LEVEL_DOC_MAX);
	while (n >= classes[i].end)
		i++;
	return classes[i].shape;
}

uint32_t
level_upto(const struct level_shape *shape, unsigned level, uint32_t shard,
           uint32_t n)
{
	uint32_t every;
	uint64_t turn;
	uint32_t over;

	assert(level <= shape->levels && shard < shape->shards[level]);
	every = shape->every[level];
	turn = (uint64_t)shard * every / shape->shards[level];
	over = (uint32_t)((n + turn) % every);
	return over < n ? n - over : 0;
}

uint32_t
level_coarser(const struct level_shape *shape, unsigned level,
              uint32_t shard, unsigned to)
{
	uint32_t finer = shape->shards[level] / 8;
	uint32_t ratio;
	uint32_t part;

	assert(to < level && level <= shape->levels);
	if (to == 0)
		return shard % 8 == 7;
	ratio = finer / (shape->shards[to] / 8);
	if (shard % 8 == 7)
		return shard / 8 / ratio * 8 + 7;
	part = (shard / 8 * 7 + shard % 8) / ratio;
	return part / 7 * 8 + part % 7;
}

/* The last number that a level or one above it covers. */
static uint32_t
covered(const struct level_shape *shape, uint32_t base, unsigned level,
        uint32_t n)
{
	uint32_t hi = level_upto(shape, shape->levels, base, n);

	for (unsigned k = shape->levels; k-- > level;) {
		uint32_t upto = level_upto(
		    shape, k, level_coarser(shape, shape->levels, base, k),
		    n);

		if (upto > hi)
			hi = upto;
	}
	return hi;
}

void
level_ranges(const struct level_shape *shape, uint32_t base, uint32_t n,
             uint32_t hi[LEVEL_MAX + 2])
{
	hi[shape->levels + 1] = 0;
	for (unsigned k = 0; k <= shape->levels; k++)
		hi[k] = covered(shape, base, k, n);
}

uint32_t
level_low(const struct level_shape *shape, unsigned level, uint32_t base,
          uint32_t upto)
{
	if (level == shape->levels)
		return 0;
	return covered(shape, base, level + 1, upto);
}

uint32_t
level_from(const struct level_shape *shape, unsigned level, uint32_t upto)
{
	uint32_t every;

	if (level == shape->levels)
		return 0;
	every = shape->every[level + 1];
	return upto > every ? upto - every : 0;
}
