#ifndef SEARCH_NODE_H
#define SEARCH_NODE_H

/*
 * node - the sums of some shards, so that their addresses are known.
 *
 * Node i of N (level.h) covers, of each level k from 2 to the top, the R / N
 * shards from i * R / N.  Body: the sums of those shards, 4 bytes each,
 * level 2 first; 0: the shard is absent.  A node all of whose shards are
 * absent is absent itself.
 */
#include "search/level.h"
#include "search/piece.h"

/*
 * node_of - the node that routes to a shard.
 * in:  level, 2 or more
 */
uint32_t node_of(const struct level_shape *shape, unsigned level,
                 uint32_t shard);

/*
 * node_size - how many sums a node has.
 */
uint32_t node_size(const struct level_shape *shape);

/*
 * node_slot - where a shard's sum stands in its node.
 */
uint32_t node_slot(const struct level_shape *shape, unsigned level,
                   uint32_t shard);

/*
 * node_encode - make a node.
 * in:  sums, node_size of them
 * out: out, the piece appended; nothing when all are 0
 */
void node_encode(const struct level_shape *shape, uint32_t number,
                 const uint32_t *sums, struct buf *out);

/*
 * node_decode - the sums in a node.
 * in:  bytes, the whole piece
 * out: sums, node_size of them in arena a
 * err: ERR_CORRUPT
 */
int node_decode(struct arena *a, struct str bytes,
                const struct level_shape *shape, uint32_t number,
                uint32_t **sums, struct err *err);

#endif
