#ifndef SEARCH_ROUTE_H
#define SEARCH_ROUTE_H

/*
 * route - from the entry file to a piece.
 *
 * Three rows of pieces exist: shards, card packs, columns.  Level 0 of a row
 * are the pieces themselves; node i of level l + 1 lists the names
 * [64 i, 64 i + 64) of level l.  The entry lists the names of the first level
 * that is short enough (route_levels), so that a small register needs no
 * nodes at all.  A node all of whose names are absent is absent itself.
 *
 * Body of a node: up to 64 names of 8 bytes each, absent ones at the end
 * left out.
 */
#include "search/piece.h"

#define ROUTE_FAN 64
#define ROUTE_ROWS 3

/* The rows, in the order in which the entry lists them. */
extern const enum piece_what route_rows[ROUTE_ROWS];

/*
 * route_pieces - how many pieces a row has: level 0.
 * in:  what, PIECE_SHARD, PIECE_CARDS or PIECE_COLUMN; highest, the highest
 *      accession number
 */
uint32_t route_pieces(enum piece_what what, uint32_t highest);

/*
 * route_count - how many names a level of a row has.
 */
uint32_t route_count(enum piece_what what, uint32_t highest, unsigned level);

/*
 * route_levels - the level that the entry lists.
 * out: 0 when it lists the pieces themselves
 */
unsigned route_levels(enum piece_what what, uint32_t highest);

/*
 * route_node - make a node.
 * in:  level, 1 or more; number of the node; names of the level below that
 *      fall to it, n at most ROUTE_FAN
 * out: out, the piece appended; nothing when all names are absent
 */
void route_node(enum piece_what what, unsigned level, uint32_t number,
                const struct piece_name *names, size_t n, struct buf *out);

/*
 * route_read - the names in a node.
 * in:  bytes, the whole piece
 * out: names, absent ones filled up
 * err: ERR_CORRUPT
 */
int route_read(struct str bytes, enum piece_what what, unsigned level,
               uint32_t number, struct piece_name names[ROUTE_FAN],
               struct err *err);

#endif
