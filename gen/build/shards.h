#ifndef BUILD_SHARDS_H
#define BUILD_SHARDS_H

/*
 * shards - changed postings of the search index, dealt out by the files that
 * hold them, and applied on all threads.
 *
 * A posting waits in its file's bucket as: flags byte (SHARDS_), key be32,
 * doc be32, impact << 4 | next; a text's own bytes follow, length first.
 * Within a file, postings are grouped by a small hash table of its terms,
 * and only the terms are sorted; documents arrive nearly in order.  (A
 * comparison sort of all postings cost 12% of a clean build of 10,000
 * records.)
 */
#include "base/buf.h"
#include "base/err.h"
#include "search/level.h"
#include "search/shard.h"

struct fs;
struct shards;

/* A block of a long list of the shard at hand. */
struct shards_block {
	unsigned ordinal;
	uint32_t index;
	size_t at; /* its bytes in `bytes` */
	size_t n;
};

/* A shard as it stands, or as it will be. */
struct shards_file {
	unsigned level;
	uint32_t number;
	struct buf bytes;  /* the whole piece; empty when there is none */
	struct buf blocks; /* bytes of all blocks */
	struct shards_block *block; /* ascending ordinal and index */
	size_t n;
	size_t cap;
};

/* Where shards come from and go to; called on the calling thread only. */
struct shards_sink {
	void *ctx;
	/* Fill bytes and blocks of the shard as it stands; they are empty. */
	void (*get)(void *ctx, struct shards_file *file);
	/* The shard as it will be. */
	void (*set)(void *ctx, const struct shards_file *file);
};

/*
 * shards_new - no changes.
 * in:  fs and dir, where what exceeds the memory may lie; was, the highest
 *      number that the index covers up to now; n, from now on; memory, bytes
 * out: shards; caller frees with shards_free
 */
struct shards *shards_new(const struct fs *fs, const char *dir, uint32_t was,
                          uint32_t n, size_t memory);

/*
 * shards_add - add one change to every file that covers it.
 * in:  delta; now, whether it is a change of this build, which wins over
 *      what stood there
 * err: ERR_IO, ERR_FULL
 */
int shards_add(struct shards *p, const struct shard_delta *delta, bool now,
               struct err *err);

/*
 * shards_add_to - add what stood in one file to another.
 */
int shards_add_to(struct shards *p, unsigned level, uint32_t number,
                  const struct shard_delta *delta, struct err *err);

/*
 * shards_apply - make all files that changed or that cover more now.
 * in:  threads, 0 for one per processor; afresh: nothing stands there
 * out: each through sink->set, in order of level and number
 * err: ERR_IO, ERR_CORRUPT
 */
int shards_apply(struct shards *p, bool afresh, unsigned threads,
                 const struct shards_sink *sink, struct err *err);

/*
 * shards_block_add - append a block to a file.
 */
void shards_block_add(struct shards_file *file, unsigned ordinal,
                      uint32_t index, struct str bytes);

/*
 * shards_block_get - a block of a file, as struct shard_blocks wants it.
 * in:  ctx, a struct shards_file
 */
int shards_block_get(void *ctx, unsigned ordinal, uint32_t index,
                     uint32_t sum, struct str *bytes, struct err *err);

/*
 * shards_file_reset - an empty file with another place; memory is kept.
 */
void shards_file_reset(struct shards_file *file, unsigned level,
                       uint32_t number);

/*
 * shards_file_release - free the memory.
 */
void shards_file_release(struct shards_file *file);

/*
 * shards_free - forget the changes.
 * in:  p, or NULL
 */
void shards_free(struct shards *p);

#endif
