#include "search/node.h"

#include "base/codec.h"

#include <assert.h>

static uint32_t
part(const struct level_shape *shape, unsigned level)
{
	return shape->shards[level] / shape->nodes;
}

uint32_t
node_of(const struct level_shape *shape, unsigned level, uint32_t shard)
{
	assert(level >= 2 && level <= shape->levels);
	assert(shard < shape->shards[level]);
	return shard / part(shape, level);
}

uint32_t
node_size(const struct level_shape *shape)
{
	uint32_t n = 0;

	for (unsigned k = 2; k <= shape->levels; k++)
		n += part(shape, k);
	return n;
}

uint32_t
node_slot(const struct level_shape *shape, unsigned level, uint32_t shard)
{
	uint32_t slot = shard % part(shape, level);

	assert(level >= 2 && level <= shape->levels);
	for (unsigned k = 2; k < level; k++)
		slot += part(shape, k);
	return slot;
}

static struct piece
place(const struct level_shape *shape, uint32_t number)
{
	assert(number < shape->nodes);
	return (struct piece){.what = PIECE_NODE,
	                      .detail = shape->class,
	                      .number = number};
}

void
node_encode(const struct level_shape *shape, uint32_t number,
            const uint32_t *sums, struct buf *out)
{
	struct piece piece = place(shape, number);
	size_t start = piece_begin(out, &piece);
	uint32_t any = 0;

	for (uint32_t i = 0; i < node_size(shape); i++) {
		any |= sums[i];
		put_be32(out, sums[i]);
	}
	if (any)
		piece_end(out, start);
	else
		out->n = start;
}

int
node_decode(struct arena *a, struct str bytes,
            const struct level_shape *shape, uint32_t number,
            uint32_t **sums, struct err *err)
{
	struct piece piece = place(shape, number);
	uint32_t n = node_size(shape);
	uint32_t any = 0;
	struct reader r;
	struct str body;
	int rc = piece_open(bytes, &piece, &body, err);

	*sums = NULL;
	if (rc < 0)
		return rc;
	if (body.n != (size_t)n * 4)
		return err_set(err, ERR_CORRUPT,
		               "search index: node %u breaks off", number);
	*sums = arena_array(a, n, sizeof **sums);
	r = reader_over(body);
	for (uint32_t i = 0; i < n; i++)
		any |= (*sums)[i] = get_be32(&r);
	if (any)
		return 0;
	*sums = NULL;
	return err_set(err, ERR_CORRUPT, "search index: node %u is empty",
	               number);
}
