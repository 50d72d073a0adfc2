#ifndef OS_PATH_H
#define OS_PATH_H

/*
 * path - names of files, as bytes between slashes.
 *
 * Paths are C strings of less than PATH_SIZE bytes in the caller's storage.
 * A relative path is safe when it cannot leave the folder it is joined to:
 * not empty, no empty, "." or ".." part, no NUL, no slash at either end.
 */
#include "base/str.h"

struct err;

#define PATH_SIZE 4096

/*
 * path_join - dir, a slash, rel.
 * in:  dir, "" for the working directory; rel, relative, may be empty
 * out: path, ends in NUL; "" on failure
 * err: ERR_IO, longer than PATH_SIZE - 1 bytes
 */
int path_join(char path[PATH_SIZE], const char *dir, struct str rel,
              struct err *err);

/*
 * path_parent - the folder that holds a file, without a slash at its end.
 * out: part of path; "" for a bare name, "/" for what lies in the root
 */
struct str path_parent(struct str path);

/*
 * path_base - the part after the last slash.
 */
struct str path_base(struct str path);

/*
 * path_is_safe - may it be joined to a folder without leaving it?
 */
bool path_is_safe(struct str path);

/*
 * path_absolute - a path from the root of the file system.
 * in:  name, as the user wrote it; need not exist
 * out: path, without ".", ".." and slashes at its end; links are not
 *      followed
 * err: ERR_IO, longer than PATH_SIZE - 1 bytes, or no working directory
 */
int path_absolute(char path[PATH_SIZE], const char *name, struct err *err);

/*
 * path_enter - make a folder the working directory of this process.
 * err: ERR_IO, ERR_ABSENT
 */
int path_enter(const char *dir, struct err *err);

#endif
