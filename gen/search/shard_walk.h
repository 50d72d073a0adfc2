#ifndef SEARCH_SHARD_WALK_H
#define SEARCH_SHARD_WALK_H

/*
 * shard_walk - the terms of a shard's body, one after the other.
 *
 * After each shard_walk_next the list of the term must be read or passed
 * over, by shard_walk_list and, of a long list, shard_walk_sums, or by
 * shard_walk_load, before the next call.  All that is read is checked; what
 * a caller makes room for is bounded by the bytes that are there.
 */
#include "base/codec.h"
#include "search/shard_form.h"

struct shard_walk {
	const struct shard_place *place; /* borrowed */
	uint32_t from;
	struct bit_reader bits;
	struct reader texts;
	uint64_t pairs_left;
	uint64_t texts_left;
	unsigned gaps;  /* Rice parameter between keys */
	bool begun;     /* a pair was read */
	unsigned longs; /* long lists so far */
	char text[KEY_TEXT_MAX];
	/* The present term.  Its text lives until the next one; list.v and sum
	   are NULL, list.n is how many postings stand in the shard. */
	struct shard_term term;
	bool is_long;
};

/*
 * shard_walk_begin - stand before the first term.
 * in:  body, borrowed; may be empty
 * err: ERR_CORRUPT
 */
int shard_walk_begin(struct shard_walk *w, struct str body,
                     const struct shard_place *place, struct err *err);

/*
 * shard_walk_next - go to the next term.
 * out: 1; 0 at the end
 * err: ERR_CORRUPT
 */
int shard_walk_next(struct shard_walk *w, struct err *err);

/*
 * shard_walk_list - the postings of the term that stand in the shard.
 * in:  v, room for w->term.list.n of them, or NULL to pass over them
 * out: of a long list also w->term.width and blocks
 * err: ERR_CORRUPT
 */
int shard_walk_list(struct shard_walk *w, struct posting *v,
                    struct err *err);

/*
 * shard_walk_sums - the sums of the blocks of a long list, after its list.
 * in:  sum, room for w->term.blocks of them, or NULL to pass over them
 */
void shard_walk_sums(struct shard_walk *w, uint32_t *sum);

/*
 * shard_walk_load - all postings of the term, those in blocks too.
 * out: to, the postings appended
 * err: ERR_CORRUPT, or what blocks->get says
 */
int shard_walk_load(struct shard_walk *w, const struct shard_blocks *blocks,
                    struct posting_vec *to, struct err *err);

/*
 * shard_walk_room - make room for n more postings.
 * out: where they go
 */
struct posting *shard_walk_room(struct posting_vec *vec, size_t n);

/*
 * shard_walk_block - open a block.
 * in:  bytes, the whole piece; term, its key, ordinal and width; sum, what
 *      the shard says
 * out: r, before the list; n, how many postings it has
 * err: ERR_CORRUPT
 */
int shard_walk_block(struct str bytes, const struct shard_place *place,
                     const struct shard_term *term, uint32_t index,
                     uint32_t sum, struct bit_reader *r, uint32_t *n,
                     struct err *err);

/*
 * shard_walk_block_list - the postings of a block that was opened.
 * in:  v, room for n of them
 * err: ERR_CORRUPT
 */
int shard_walk_block_list(struct bit_reader *r,
                          const struct shard_place *place,
                          const struct shard_term *term, uint32_t index,
                          struct posting *v, uint32_t n, struct err *err);

#endif
