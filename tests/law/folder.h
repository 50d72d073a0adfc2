#ifndef LAW_FOLDER_H
#define LAW_FOLDER_H

/*
 * folder - all files below a folder, to be compared byte for byte.
 */
#include "base/arena.h"
#include "base/hash.h"

struct folder_file {
	struct str path; /* below the folder */
	struct digest digest;
	uint64_t size;
	uint64_t inode;
	int64_t changed; /* nanoseconds, of the inode */
};

struct folder {
	struct arena arena;
	char path[512];
	struct folder_file *file; /* sorted by path */
	size_t n;
};

/*
 * folder_read - look at all files.
 * out: *folder, empty when there is none at path; caller calls
 *      folder_release
 */
void folder_read(struct folder *folder, const char *path);

/*
 * folder_release - free it.
 */
void folder_release(struct folder *folder);

/*
 * folder_digest - one digest of all names and bytes.
 */
struct digest folder_digest(const struct folder *folder);

/*
 * folder_same - have both the same files with the same bytes?  Says on
 * standard output what differs, the first few files.
 */
bool folder_same(const struct folder *a, const struct folder *b);

/*
 * folder_touched - was any file of the folder written, even with the same
 * bytes, since `before` was read?
 */
bool folder_touched(const struct folder *before, const struct folder *now);

/*
 * folder_changes - number of files that came, went or differ.
 */
size_t folder_changes(const struct folder *a, const struct folder *b);

#endif
