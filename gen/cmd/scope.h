#ifndef CMD_SCOPE_H
#define CMD_SCOPE_H

/*
 * scope - the files and folders that a user wants to hear about.
 *
 * A path is looked for below the working folder, then below the root of the
 * repository; it may be absolute.  All are held as paths in the repository.
 */
#include "build/build.h"

struct scope {
	struct arena *arena;
	struct str *path; /* in the repository; empty: its root */
	size_t n;         /* 0: everything */
};

/*
 * scope_set - find what the user named.
 * in:  options, which tree is looked at; name, n of them, as given
 * out: *scope, in arena a
 * err: ERR_USAGE, nothing of that tree has one of the names; ERR_GIT
 */
int scope_set(struct scope *scope, struct arena *a,
              const struct build_options *options, char **name, size_t n,
              struct err *err);

/*
 * scope_has - is a path of the repository one of them, or below one?
 */
bool scope_has(const struct scope *scope, struct str path);

#endif
