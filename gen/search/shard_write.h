#ifndef SEARCH_SHARD_WRITE_H
#define SEARCH_SHARD_WRITE_H

/*
 * shard_write - terms and their postings, gathered and then written as the
 * body of a shard.
 *
 * How many pairs there are decides how their keys are written, so nothing
 * is written before all is known.  {.place = ...} is a valid empty writer.
 */
#include "base/vec.h"
#include "search/shard_form.h"

/* A term and its postings, the `n` from `start`. */
struct shard_written {
	uint64_t key;
	size_t text; /* where its text begins in `texts`; it ends at the next */
	size_t start;
	size_t n;
};

struct shard_writer {
	const struct shard_place *place; /* borrowed */
	struct VEC(struct shard_written) terms;
	struct posting_vec list; /* of all terms, one behind the other */
	struct buf texts;
	size_t pairs;
};

/*
 * shard_write_term - the postings at the end of the list are a term's.
 * in:  key, greater than the one before (texts bytewise, after all pairs);
 *      start, where its postings begin; there may be none
 */
void shard_write_term(struct shard_writer *w, struct key key, size_t start);

/*
 * shard_write_body - write all terms.
 * in:  blocks, where the blocks of long lists go
 * out: out, the body appended; nothing without terms
 */
void shard_write_body(const struct shard_writer *w,
                      const struct shard_blocks *blocks, struct buf *out);

/*
 * shard_write_release - free the memory.
 */
void shard_write_release(struct shard_writer *w);

#endif
