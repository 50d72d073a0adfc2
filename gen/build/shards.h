#ifndef BUILD_SHARDS_H
#define BUILD_SHARDS_H

/*
 * shards - changed postings of the search index, dealt out by shard and
 * applied on all threads.
 *
 * A posting lies in its shard's bucket as: length byte and term, doc be32,
 * flags byte, impact byte.  Within a shard, postings are grouped by a small
 * hash table of its terms, and only the terms are sorted; documents arrive
 * nearly in order.  (A comparison sort of all postings cost 12% of a clean
 * build of 10,000 records.)
 */
#include "base/buf.h"
#include "base/err.h"

struct fs;
struct shards;

/* Where shards come from and go to; called on the calling thread only. */
struct shards_sink {
	void *ctx;
	/* The shard as it stands, in bytes; empty when there is none. */
	struct str (*get)(void *ctx, uint32_t shard, struct buf *bytes);
	/* The shard as it will be; empty when nothing is left. */
	void (*set)(void *ctx, uint32_t shard, struct str bytes);
};

/*
 * shards_new - no changes.
 * in:  fs and dir, where what exceeds the memory may lie; bits, log2 of the
 *      number of shards; memory, bytes
 * out: shards; caller frees with shards_free
 */
struct shards *shards_new(const struct fs *fs, const char *dir,
                              unsigned bits, size_t memory);

/*
 * shards_add - add one change.
 * in:  term, at most 255 bytes; doc; now, whether it is a change of this
 *      build, which wins over what stood there; gone, the document no
 *      longer has the term; impact, 0 to 15
 * err: ERR_IO, ERR_FULL
 */
int shards_add(struct shards *p, struct str term, uint32_t doc, bool now,
                 bool gone, uint8_t impact, struct err *err);

/*
 * shards_apply - make all shards that changed.
 * in:  threads, 0 for one per processor
 * out: each through sink->set, in order of numbers
 * err: ERR_IO, ERR_CORRUPT
 */
int shards_apply(struct shards *p, unsigned threads,
                   const struct shards_sink *sink, struct err *err);

/*
 * shards_free - forget the changes.
 * in:  p, or NULL
 */
void shards_free(struct shards *p);

#endif
