#ifndef TESTS_FS_MEM_H
#define TESTS_FS_MEM_H

/*
 * fs_mem - a file system in memory that remembers what was done to it.
 *
 * Behaves as fs_real does, seen through struct fs.  Every operation that
 * changed something, and every sync, goes into the log with the bytes that
 * it wrote, so that a test can make the file system of a machine whose
 * power failed: fs_mem_crash runs a part of the log again, from nothing.
 *
 * An operation is durable after a sync that covers it: a rename, unlink,
 * mkdir or rmdir by a sync of each folder it changed; a write by a sync of
 * the file and one of its folder; everything by FS_SYNC_ALL.
 */
#include "os/fs.h"

enum fs_mem_what {
	FS_MEM_WRITE,
	FS_MEM_SYNC,
	FS_MEM_RENAME,
	FS_MEM_UNLINK,
	FS_MEM_MKDIR,
	FS_MEM_RMDIR
};

struct fs_mem_op {
	enum fs_mem_what what;
	enum fs_write write; /* FS_MEM_WRITE */
	enum fs_sync sync;   /* FS_MEM_SYNC */
	char *path;
	char *to;         /* FS_MEM_RENAME, else NULL */
	struct buf bytes; /* FS_MEM_WRITE */
};

struct fs_mem;

/*
 * fs_mem_new - an empty file system; the root and the working directory
 * are there.
 * out: m; caller frees with fs_mem_free
 */
struct fs_mem *fs_mem_new(void);

/*
 * fs_mem_free - free the file system and its log.
 * in:  m, or NULL
 */
void fs_mem_free(struct fs_mem *m);

/*
 * fs_mem_fs - the table of operations over m.
 */
struct fs fs_mem_fs(struct fs_mem *m);

/*
 * fs_mem_dump - all files below a folder, as text.
 * out: appended to out: a line `path: bytes` each, sorted; folders that are
 *      empty as `path/`
 */
void fs_mem_dump(const struct fs_mem *m, const char *folder,
                 struct buf *out);

/*
 * fs_mem_log - the operations so far, borrowed from m.
 * out: n, how many
 */
const struct fs_mem_op *fs_mem_log(const struct fs_mem *m, size_t *n);

/*
 * fs_mem_pending - operations before the n-th that may be lost when the
 * power fails right before it.
 * out: lost, n flags
 */
void fs_mem_pending(const struct fs_mem *m, size_t n, bool *lost);

/*
 * fs_mem_crash - the file system after a power failure.
 * in:  n, operations of m that took place; lost, n flags: those that did
 *      not reach the disk; torn, a write that left half of its bytes, or n
 * out: a new file system with an empty log; caller frees
 */
struct fs_mem *fs_mem_crash(const struct fs_mem *m, size_t n,
                            const bool *lost, size_t torn);

#endif
