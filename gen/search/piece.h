#ifndef SEARCH_PIECE_H
#define SEARCH_PIECE_H

/*
 * piece - the files that a search index is made of.
 *
 * An index is one small entry file, search/entry.json (entry.h), and pieces.
 * A piece is a pure function of its content and of the numbers in its header:
 * the road that led there leaves no trace.  Its address never means two
 * contents, so that it may be cached for ever.  A piece without content is
 * not written; whoever routes to it says so with a zero.
 *
 *     what          holds                          layout    address, all
 *                                                            below search/
 *     PIECE_ROOT    what routes to all the rest    root.h    HASH64
 *     PIECE_TABLE   traditional to simplified      fold.h    HASH64
 *     PIECE_SOUNDS  the syllables of Mandarin      pinyin.h  HASH64
 *     PIECE_READING the readings of characters     pinyin.h  HASH64
 *     PIECE_NODE    the sums of some shards        node.h    n/NUMBER-HASH48
 *     PIECE_COLUMN  facets and dates               column.h  k/NUMBER-HASH48
 *     PIECE_SHARD   the postings of some terms     shard.h   LEVEL/DIR/
 *                                                    NUMBER-UPTO-SUM
 *     PIECE_BLOCK   a part of a long list          shard.h   b/DIR/
 *                                                    NUMBER-PART-SUM
 *     PIECE_CARDS   names and dates of records     card.h    c/DIR/
 *                                                    NUMBER-STAMP
 *
 * with ".bin" at the end and all numbers in lower-case hexadecimal: SUM, the
 * sum of the piece, and STAMP, 8 digits; HASH64, the sum and the low 32 bits
 * of the XXH3-64 of the bytes, 16 digits, in a folder named by its first two
 * ("ab/abcdef0123456789.bin"); HASH48, the sum and the low 16 bits, 12 digits;
 * the others without leading zeros; DIR is NUMBER >> 8; PART is the block's
 * `detail` and its `upto` (below), parted by a dot.
 *
 * Every piece opens with 20 bytes, numbers big-endian:
 *
 *     0   "gs"      magic
 *     2   version   PIECE_VERSION
 *     3   what      one of enum piece_what
 *     4   detail    shard: class << 8 | level (level.h); block: level << 16 |
 *                   the list's ordinal within its shard; node and root:
 *                   class; others 0
 *     8   number    which shard, node, page or pack; block: its shard; root,
 *                   tables: 0
 *     12  upto      shard and root: the last accession number that is
 *                   covered; block: its index in its list; cards: stamp,
 *                   the sum of what they belong to; others 0
 *     16  sum       piece_sum of bytes [0,16) and [20,end); never 0
 *
 * Both readers (query.c and search.js) check all of it on load, and the sum,
 * or of cards the stamp, also against what routed to the piece: a piece that
 * is cut, altered, swapped or stale is reported and never searched.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define PIECE_VERSION 3
#define PIECE_HEADER 20
#define PIECE_PATH_MAX 64 /* of an address, with its NUL */

enum piece_what {
	PIECE_ROOT = 'r',
	PIECE_TABLE = 't',
	PIECE_SOUNDS = 'y',
	PIECE_READING = 'z',
	PIECE_NODE = 'n',
	PIECE_COLUMN = 'k',
	PIECE_SHARD = 's',
	PIECE_BLOCK = 'b',
	PIECE_CARDS = 'c'
};

/* What a header states, and what decides the address. */
struct piece {
	enum piece_what what;
	uint32_t detail;
	uint32_t number;
	uint32_t upto;
	uint64_t hash; /* HASH64, HASH48 or SUM; 0 for cards */
};

/*
 * piece_path - where a piece lies under the root of the site.
 * in:  piece, whose hash is the true one
 * out: path, "search/..." and a NUL
 */
void piece_path(const struct piece *piece, char path[PIECE_PATH_MAX]);

/*
 * piece_hash - the hash of a finished piece, of the width that `what` wants.
 * in:  bytes, the whole piece
 * out: never 0, but for cards, which have a stamp
 */
uint64_t piece_hash(enum piece_what what, struct str bytes);

/*
 * piece_of - what a finished piece states, and its hash.
 * in:  bytes, the whole piece, or empty
 * out: all that its address is made of; all zero for no bytes
 */
struct piece piece_of(struct str bytes);

/*
 * piece_begin - append a header whose sum is still missing.
 * in:  piece, without its hash
 * out: where the piece begins in b, for piece_end
 */
size_t piece_begin(struct buf *b, const struct piece *piece);

/*
 * piece_end - write the sum of the piece that began at `start`.
 */
void piece_end(struct buf *b, size_t start);

/*
 * piece_open - check a piece and look behind its header.
 * in:  bytes, the whole piece; piece, what it must state; of its hash, unless
 *      0, the piece must have the sum
 * out: body, borrowed from bytes
 * err: ERR_CORRUPT, not what was asked for, cut or altered; body is empty
 */
int piece_open(struct str bytes, const struct piece *piece, struct str *body,
               struct err *err);

/*
 * piece_sum - 32-bit sum of a piece, its own place left out.
 * in:  bytes, PIECE_HEADER bytes at least
 * out: any change within one aligned group of four bytes alters it; never 0
 */
uint32_t piece_sum(struct str bytes);

#endif
