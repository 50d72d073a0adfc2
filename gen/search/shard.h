#ifndef SEARCH_SHARD_H
#define SEARCH_SHARD_H

/*
 * shard - the postings of the terms that fall into one file.
 *
 * Body of PIECE_SHARD (and the end of PIECE_ROOT, which holds tail 0):
 *
 *     varint   number of pairs (key.h), in ascending order of their keys
 *     byte     Rice parameter of the gaps between keys: the greatest k <= 31
 *              with pairs << k <= 2^32
 *     varint   number of texts, in bytewise order
 *     texts    each: byte shared << 4 | rest: how much of the text before is
 *              repeated (at most 15), and how many bytes follow; rest 15
 *              means that a varint of the true count follows; the bytes
 *     bits     (list.h) for each pair: the key, the first in 32 bits, the
 *              others as the gap - 1 from the key before in Rice code; then
 *              df in gamma code; then the list, or if df >= SHARD_LONG what
 *              stands for it.  For each text: df and list, the same way.
 *              Zero-padded to a byte.
 *
 * In a shard of singles (number % 8 == 7; of level 0, number 1) and for texts
 * lists are without `next`.  Lists lie in (level_from, upto].
 *
 * A long list, with df >= SHARD_LONG, is in blocks:
 *
 *     its SHARD_BEST best postings (by impact, then the greatest document),
 *     as a list without `next` of that many postings
 *     5 bits   w: block i holds the documents with
 *              (document - from - 1) >> w == i
 *     gamma    number of blocks: ((upto - from - 1) >> w) + 1
 *     32 bits  for each block, its sum; 0: there is no posting in it
 *
 * w is the least with (uint64) df << w >= SHARD_BLOCK * (upto - from), at
 * least 8.  Body of PIECE_BLOCK: gamma df, then the list, whose from and upto
 * are the block's own: from + (i << w) and the lesser of from + ((i + 1) << w)
 * and upto.  Zero-padded.  A block's ordinal is the number of long lists
 * before its own in the shard.
 *
 * Thus a term of any frequency costs one small file for its number of
 * documents and its best ones.
 */
#include "search/key.h"
#include "search/level.h"
#include "search/list.h"
#include "search/piece.h"

#define SHARD_LONG 2048u  /* postings from which a list is in blocks */
#define SHARD_BLOCK 4096u /* postings that a block aims at */
#define SHARD_BEST 64u

struct shard_delta {
	struct key key;
	uint32_t doc;
	uint8_t impact; /* 0 to 15 */
	uint8_t next;
	bool gone;      /* the document no longer has the term */
};

/* Which file: level 0 to the top, and its number. */
struct shard_place {
	const struct level_shape *shape;
	unsigned level;
	uint32_t number;
	uint32_t upto;
};

/* Where the blocks of long lists come from and go to. */
struct shard_blocks {
	void *ctx;
	/* The whole piece of a block of the old shard, borrowed until the next
	   call; 0, or a negative err_code. */
	int (*get)(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
	           struct str *bytes, struct err *err);
	/* The whole piece of a block of the new shard. */
	void (*put)(void *ctx, unsigned ordinal, uint32_t index,
	            struct str bytes);
};

/* A term as it stands in a shard. */
struct shard_term {
	struct key key;
	uint32_t df;
	struct postings list; /* of a long list: its best ones */
	unsigned ordinal;     /* of a long list */
	unsigned width;       /* w */
	const uint32_t *sum;  /* of its blocks; NULL: the list is not long */
	uint32_t blocks;
};

/*
 * shard_apply - a shard with some postings set or removed, and brought up to
 * another number.
 * in:  old, the whole piece as it was, or empty; was, the place that it
 *      states; deltas, sorted by (key, text, document), at most one for a pair
 *      of term and document, all of this shard, all that set or remove a
 *      document of (lo, upto] (level.h), others are passed over; setting what
 *      is there and removing what is not there are allowed; place, what it is
 *      to state; blocks
 * out: out, the new piece appended; nothing when no posting is left; postings
 *      that fell out of (lo, upto] are dropped; all blocks of the new shard
 *      were given to blocks->put, also those that did not change
 * unit: linear in old and deltas
 * err: ERR_CORRUPT, old is not this shard; out is as before
 */
int shard_apply(struct str old, const struct shard_place *was,
                const struct shard_delta *deltas, size_t n,
                const struct shard_place *place,
                const struct shard_blocks *blocks, struct buf *out,
                struct err *err);

/*
 * shard_read - all postings of a shard, for cutting it anew.
 * in:  bytes, the whole piece, or empty
 * out: n deltas sorted by (key, text, document), in arena a
 * err: ERR_CORRUPT; *n is 0
 */
int shard_read(struct arena *a, struct str bytes,
               const struct shard_place *place,
               const struct shard_blocks *blocks,
               struct shard_delta **deltas, size_t *n, struct err *err);

/*
 * shard_long - the long lists of a shard.
 * in:  bytes, the whole piece, or empty
 * out: n terms in order of ordinals, in arena a
 * err: ERR_CORRUPT
 */
int shard_long(struct arena *a, struct str bytes,
               const struct shard_place *place, struct shard_term **terms,
               size_t *n, struct err *err);

/*
 * shard_find - a term, or all texts with a prefix, in a body.
 * in:  body, checked by piece_open; key; prefix, whether longer texts match
 *      too (key.v with KEY_TEXT only)
 * out: n terms in arena a, in order; none when it is not there
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int shard_find(struct arena *a, struct str body,
               const struct shard_place *place, struct key key, bool prefix,
               struct shard_term **terms, size_t *n, struct err *err);

/*
 * shard_block - the postings of a block.
 * in:  bytes, the whole piece; term, a long list of the shard; index
 * out: postings in arena a
 * err: ERR_CORRUPT
 */
int shard_block(struct arena *a, struct str bytes,
                const struct shard_place *place,
                const struct shard_term *term, uint32_t index,
                struct postings *postings, struct err *err);

#endif
