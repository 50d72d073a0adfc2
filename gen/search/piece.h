#ifndef SEARCH_PIECE_H
#define SEARCH_PIECE_H

/*
 * piece - the files that a search index is made of.
 *
 * An index is one small entry file, search/entry.json (entry.h), and pieces
 * `search/HH/HHHHHHHHHHHHHHHH.bin`, named by the XXH3-64 of their bytes, so
 * that a name never means two contents.  A piece is a pure function of its
 * content: the road that led there leaves no trace.  A piece without content
 * is not written; its name is all zero.
 *
 * Every piece opens with 16 bytes:
 *
 *     0   "gs"            magic
 *     2   version         PIECE_VERSION
 *     3   what            one of enum piece_what
 *     4   detail, be32    shard: log2 of the number of shards
 *                         node: what it routes to << 8 | its level
 *                         others: 0
 *     8   number, be32    which shard, pack, page or node
 *     12  sum, be32       piece_sum of bytes [0,12) and [16,end)
 *
 * Both readers (query.c and search.js) check all of it on load: a piece that
 * is cut, altered or swapped is reported and never searched.
 *
 *     what            holds                                layout in
 *     PIECE_SHARD     the postings of some terms           shard.h
 *     PIECE_CARDS     the cards of 16 accession numbers    card.h
 *     PIECE_COLUMN    kind and date of 1,024 numbers       column.h
 *     PIECE_NODE      the names of 64 pieces or nodes      route.h
 *     PIECE_TABLE     traditional to simplified, for       fold.h
 *                     search.js
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define PIECE_VERSION 1
#define PIECE_HEADER 16
#define PIECE_PATH_MAX 32 /* "search/HH/HHHHHHHHHHHHHHHH.bin" and a NUL */

enum piece_what {
	PIECE_SHARD = 's',
	PIECE_CARDS = 'c',
	PIECE_COLUMN = 'k',
	PIECE_NODE = 'n',
	PIECE_TABLE = 't'
};

struct piece_name {
	uint8_t b[8]; /* XXH3-64, big-endian; all zero: there is no piece */
};

/*
 * piece_name_of - the name of a piece.
 * in:  bytes, the whole piece; may be empty
 * out: its name; all zero for no bytes
 */
struct piece_name piece_name_of(struct str bytes);

/*
 * piece_absent - does the name say that there is no piece?
 */
bool piece_absent(struct piece_name name);

/*
 * piece_path - where a piece lies under the root of the site.
 * in:  name, not absent
 * out: path, "search/HH/HHHHHHHHHHHHHHHH.bin" and a NUL
 */
void piece_path(struct piece_name name, char path[PIECE_PATH_MAX]);

/*
 * piece_begin - append a header whose sum is still missing.
 * out: where the piece begins in b, for piece_end
 */
size_t piece_begin(struct buf *b, enum piece_what what, uint32_t detail,
                   uint32_t number);

/*
 * piece_end - write the sum of the piece that began at `start`.
 */
void piece_end(struct buf *b, size_t start);

/*
 * piece_open - check a piece and look behind its header.
 * in:  bytes, the whole piece; what, detail and number it must state
 * out: body, borrowed from bytes
 * err: ERR_CORRUPT, not what was asked for, cut or altered; body is empty
 */
int piece_open(struct str bytes, enum piece_what what, uint32_t detail,
               uint32_t number, struct str *body, struct err *err);

/*
 * piece_sum - 32-bit sum of a piece, its own place left out.
 * in:  bytes, PIECE_HEADER bytes at least
 * out: any change within one aligned group of four bytes alters it
 */
uint32_t piece_sum(struct str bytes);

#endif
