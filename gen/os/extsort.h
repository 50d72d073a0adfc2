#ifndef OS_EXTSORT_H
#define OS_EXTSORT_H

/*
 * extsort - sort any number of byte strings in bounded memory.
 *
 * Records are compared bytewise, a prefix first; equal records are all
 * kept.  Phases: extsort_add many times, extsort_sort once, extsort_next
 * until it answers 0.  Records are gathered in memory with an index that
 * caches eight bytes of each; when the limit is reached they are sorted and
 * written as a run.  Nothing is written when all fits.  Runs are merged 64
 * at a time.  Run files `run-NNNNNN` lie in a folder that belongs to the
 * sorter alone and hold records as varint length and bytes; they are
 * removed by extsort_free, and are garbage after a crash.
 */
#include "base/str.h"

struct err;
struct fs;
struct extsort;

#define EXTSORT_MAX ((size_t)1 << 20) /* bytes of the longest record */

/*
 * extsort_new - an empty sorter.
 * in:  fs and dir, borrowed until extsort_free; dir is made when a run is
 *      written, and removed when empty; memory, bytes to hold at most, not
 *      counting one record per open run; clamped to 64 KiB .. 2 GiB
 * out: sorter; caller frees with extsort_free
 */
struct extsort *extsort_new(const struct fs *fs, const char *dir,
                            size_t memory);

/*
 * extsort_add - add one record.
 * in:  record, at most EXTSORT_MAX bytes; copied
 * err: ERR_IO, ERR_FULL writing a run; the sorter can only be freed
 */
int extsort_add(struct extsort *s, struct str record, struct err *err);

/*
 * extsort_sort - end of adding.
 * err: as extsort_add
 */
int extsort_sort(struct extsort *s, struct err *err);

/*
 * extsort_next - the next record in order.
 * out: 1 and *record, borrowed until the next call; 0 at the end
 * err: ERR_IO; ERR_CORRUPT, a run is not what was written
 */
int extsort_next(struct extsort *s, struct str *record, struct err *err);

/*
 * extsort_free - free memory and remove the runs.
 * in:  s, or NULL
 */
void extsort_free(struct extsort *s);

#endif
