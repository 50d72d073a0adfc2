#ifndef SEARCH_ROOT_H
#define SEARCH_ROOT_H

/*
 * root - what routes to all the rest, and the newest records.
 *
 * Body of PIECE_ROOT, with shape = level_shape(upto):
 *
 *     varint   records on the site
 *     be32     sum of tail 1 (level 0), 0: absent
 *     be32     for each shard of level 1, its sum, 0: absent
 *     6 bytes  for each node, its HASH48, 0: absent
 *     6 bytes  for each column page (column.h), its HASH48, 0: absent
 *     be32     stamps of cards (card.h), 0: absent
 *     varint   number of common terms
 *     varints  their 16 bits (key_common), ascending, unique: each minus the
 *              one before (the first from -1), minus 1, << 2 | class
 *              (root_class; of several terms the greatest)
 *     rest     body of tail 0 (shard.h); empty when there is none
 *
 * Common terms are the pairs, singles aside, whose list in the base is long
 * (SHARD_LONG): a query avoids them if it can.
 */
#include "search/card.h"
#include "search/column.h"
#include "search/level.h"
#include "search/piece.h"

#define ROOT_CLASSES 4

struct root_common {
	uint16_t key;  /* key_common */
	uint8_t class; /* root_class */
};

struct root {
	uint32_t highest;
	uint32_t live;
	struct level_shape shape; /* of highest */
	uint32_t tail;            /* sum of tail 1 */
	uint32_t *sum;            /* of the shards of level 1 */
	uint64_t *node;           /* hashes, shape.nodes of them */
	uint64_t *column;         /* hashes, column_pages(highest) of them */
	uint32_t *card;           /* stamps, card_stamps of them */
	struct root_common *common; /* ascending, unique keys */
	size_t commons;
	struct str body;          /* of tail 0 */
};

/*
 * root_encode - make the root.
 * in:  root; its shape is taken from highest
 * out: out, the piece appended
 */
void root_encode(const struct root *root, struct buf *out);

/*
 * root_decode - read the root.
 * in:  bytes, the whole piece; highest, as the entry says
 * out: root, in arena a; body borrowed from bytes
 * err: ERR_CORRUPT
 */
int root_decode(struct arena *a, struct str bytes, uint32_t highest,
                struct root *root, struct err *err);

/*
 * root_class - how frequent a common term is.
 * out: 0, at most a sixteenth of the numbers have it; 1, an eighth; 2, a
 *      quarter; 3, more
 */
uint8_t root_class(uint32_t df, uint32_t highest);

/*
 * root_commonness - is a term listed as common?
 * in:  key, a pair
 * out: 0, it is not; else 1 more than its class
 */
unsigned root_commonness(const struct root *root, uint64_t key);

#endif
