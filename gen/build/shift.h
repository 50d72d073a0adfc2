#ifndef BUILD_SHIFT_H
#define BUILD_SHIFT_H

/*
 * shift - what stands in the index, dealt out anew when the highest accession
 * number moves.
 *
 * Files of higher levels come to cover records that stood in files of lower
 * levels (search/level.h).  Each lower file that is a source of one that
 * moved is read once, and its postings are added to those.  When the class
 * changes, all files are read and removed.
 */
#include "build/pieces.h"
#include "build/shards.h"

/*
 * shift_load - a shard and its blocks from the store.
 * in:  file, with its place
 * out: bytes and blocks filled
 */
void shift_load(struct pieces *p, struct shards_file *file);

/*
 * shift_store - put a shard and its blocks into the store, and take away the
 * blocks that are no more.
 * in:  shape, of the new index
 * err: ERR_CORRUPT
 */
int shift_store(struct pieces *p, const struct level_shape *shape, uint32_t n,
                const struct shards_file *file, struct err *err);

/*
 * shift_run - add to the changes what moves from file to file.
 * in:  was and n, the highest numbers before and now; was is not 0
 * out: *afresh, whether all files are cut anew; they are gone then
 * err: ERR_CORRUPT, ERR_IO
 */
int shift_run(struct pieces *p, struct shards *shards, uint32_t was,
              uint32_t n, bool *afresh, struct err *err);

#endif
