#ifndef OS_FS_H
#define OS_FS_H

/*
 * fs - the file system, as a table of operations.
 *
 * All reading and writing of files goes through a struct fs, so that tests
 * can put a memory file system (tests/lib/fs_mem.h) or one that fails or
 * dies at its n-th operation (tests/lib/fs_fault.h) under the same code.
 * There are no handles: every operation names its file, which costs an open
 * and a close per operation; callers that stream use blocks of 64 KiB and
 * more.  Interrupted calls and short reads and writes never show.  Files
 * get mode 0644 and folders 0755 whatever the umask.  Every operation may
 * be used by several threads at once.
 *
 * Errors of all functions: ERR_ABSENT when the file (or a folder on the way
 * to it) is not there, ERR_FULL for no space or quota, ERR_IO for the rest;
 * the line names what was tried and the path.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "os/path.h"

struct err;

enum fs_kind {
	FS_ABSENT, /* nothing there */
	FS_FILE,   /* a regular file */
	FS_DIR,    /* a folder */
	FS_OTHER   /* symbolic link, device, socket: never followed */
};

struct fs_stat {
	enum fs_kind kind;
	uint64_t size; /* bytes of a regular file, else 0 */
};

struct fs_entry {
	struct str name; /* one part, followed by an uncounted NUL */
	enum fs_kind kind;
};

struct fs_list {
	struct fs_entry *entry; /* sorted bytewise by name, "." left out */
	size_t n;
};

enum fs_write {
	FS_NEW,     /* the file must not exist yet */
	FS_REPLACE, /* created or emptied */
	FS_APPEND   /* created or continued */
};

enum fs_sync {
	FS_SYNC_FILE, /* contents and size of a file */
	FS_SYNC_DIR,  /* the entries of a folder */
	FS_SYNC_ALL   /* the whole file system that holds a folder */
};

struct fs_ops {
	int (*read)(void *ctx, const char *path, uint64_t from, size_t max,
	            struct buf *out, struct err *err);
	int (*write)(void *ctx, const char *path, struct str bytes,
	             enum fs_write how, struct err *err);
	int (*sync)(void *ctx, const char *path, enum fs_sync how,
	            struct err *err);
	int (*rename)(void *ctx, const char *from, const char *to,
	              struct err *err);
	int (*unlink)(void *ctx, const char *path, struct err *err);
	int (*mkdir)(void *ctx, const char *path, struct err *err);
	int (*rmdir)(void *ctx, const char *path, struct err *err);
	int (*list)(void *ctx, const char *path, struct arena *a,
	            struct fs_list *out, struct err *err);
	int (*stat)(void *ctx, const char *path, struct fs_stat *out,
	            struct err *err);
	int (*liken)(void *ctx, const char *path, const char *like,
	             struct err *err); /* who may use it; see fs_rewrite */
};

struct fs {
	const struct fs_ops *ops;
	void *ctx;
};

/*
 * fs_real - the file system of the machine.
 * out: table without a context; also sets the umask of the process to 022
 */
struct fs fs_real(void);

/*
 * fs_read - a whole file.
 * out: out, emptied first, then the bytes; empty on failure
 */
int fs_read(const struct fs *fs, const char *path, struct buf *out,
            struct err *err);

/*
 * fs_read_part - part of a file.
 * in:   from, offset; max, bytes
 * out:  appended to out: min(max, what there is after from) bytes; out is
 *       as before on failure
 */
int fs_read_part(const struct fs *fs, const char *path, uint64_t from,
                 size_t max, struct buf *out, struct err *err);

/*
 * fs_write_new - write a file that must not exist yet; no sync.
 */
int fs_write_new(const struct fs *fs, const char *path, struct str bytes,
                 struct err *err);

/*
 * fs_replace - create or empty a file, then write; not atomic, no sync.
 */
int fs_replace(const struct fs *fs, const char *path, struct str bytes,
               struct err *err);

/*
 * fs_rewrite - write a file anew beside itself, durably, then give it its
 * name; who may read and write it stays, where the file system knows that
 * and lets us say so.
 * err: ERR_IO, ERR_FULL; the file is as before
 */
int fs_rewrite(const struct fs *fs, const char *path, struct str bytes,
               struct err *err);

/*
 * fs_append - add bytes at the end of a file, which is created when absent.
 */
int fs_append(const struct fs *fs, const char *path, struct str bytes,
              struct err *err);

/*
 * fs_sync_file - make the contents of a file durable (fsync).
 */
int fs_sync_file(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_sync_dir - make the entries of a folder durable (fsync).
 */
int fs_sync_dir(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_sync_all - make everything in the file system of a folder durable:
 * contents and entries (syncfs).
 */
int fs_sync_all(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_rename - give a file a new name, atomically, over any file there.
 */
int fs_rename(const struct fs *fs, const char *from, const char *to,
              struct err *err);

/*
 * fs_unlink - remove a file.
 * err: ERR_ABSENT when there is none
 */
int fs_unlink(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_discard - remove a file that need not be there.
 */
int fs_discard(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_mkdir - make a folder and the folders that it lies in; those that are
 * there already stay.
 * err: ERR_IO also where a part of the path is no folder
 */
int fs_mkdir(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_rmdir - remove a folder if it is empty.
 * out: 1 removed, 0 it holds something or is not there, < 0 error
 */
int fs_rmdir(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_remove_tree - remove a file, or a folder and all below it; nothing is
 * followed.  That it is absent is no error.
 */
int fs_remove_tree(const struct fs *fs, const char *path, struct err *err);

/*
 * fs_list - names in a folder.
 * out: out, lives in arena a, sorted bytewise; empty on failure
 */
int fs_list(const struct fs *fs, const char *path, struct arena *a,
            struct fs_list *out, struct err *err);

/*
 * fs_stat - kind and size; absence is an answer, not an error.
 * out: out; FS_ABSENT on failure
 */
int fs_stat(const struct fs *fs, const char *path, struct fs_stat *out,
            struct err *err);

/*
 * fs_kind_of - kind alone; FS_ABSENT also when it cannot be told.
 */
enum fs_kind fs_kind_of(const struct fs *fs, const char *path);

/*
 * fs_scratch - make a folder for files that nobody keeps, in TMPDIR or /tmp;
 * of a name that nobody can guess, so that nobody was there before.
 * out: path; the caller removes it with fs_remove_tree
 * err: ERR_IO, ERR_FULL
 */
int fs_scratch(const struct fs *fs, char path[PATH_SIZE], struct err *err);

#endif
