#ifndef OS_SPILL_H
#define OS_SPILL_H

/*
 * spill - bytes dealt into buckets, in bounded memory.
 *
 * The first half of a sort whose keys fall into known classes: add each
 * piece to its bucket, then take the buckets one by one, each small enough
 * to be sorted in memory.  Bytes of a bucket come back in the order in which
 * they were added.  When the limit is reached all buckets are written to one
 * file `spill-NNNN` in a folder that belongs to the spill alone; files are
 * removed by spill_free and are garbage after a crash.
 *
 * Refused: one external sort over everything (os/extsort.h), which compared
 * each posting of the search index some twenty times on one thread.
 */
#include "base/buf.h"

struct err;
struct fs;
struct spill;

/*
 * spill_new - empty buckets.
 * in:  fs and dir, borrowed until spill_free; dir is made when it is first
 *      needed; buckets, how many; memory, bytes to hold at most
 * out: spill; caller frees with spill_free
 */
struct spill *spill_new(const struct fs *fs, const char *dir,
                        uint32_t buckets, size_t memory);

/*
 * spill_add - add bytes to a bucket.
 * in:  bucket, below their number; bytes, copied
 * err: ERR_IO, ERR_FULL; the spill can only be freed
 */
int spill_add(struct spill *s, uint32_t bucket, struct str bytes,
              struct err *err);

/*
 * spill_is_empty - has nothing been added to a bucket?
 */
bool spill_is_empty(const struct spill *s, uint32_t bucket);

/*
 * spill_read - all bytes of a bucket; nothing may be added any more, and
 * several threads may read at once.
 * out: out is reset, then filled
 * err: ERR_IO; ERR_CORRUPT, a file is shorter than what was written
 */
int spill_read(const struct spill *s, uint32_t bucket, struct buf *out,
               struct err *err);

/*
 * spill_free - free memory and remove the files.
 * in:  s, or NULL
 */
void spill_free(struct spill *s);

#endif
