#ifndef BUILD_MERGED_H
#define BUILD_MERGED_H

/*
 * merged - what a merge answers for, and what it takes over.
 *
 * A file that it has from one parent counts as merged when the other left it
 * as it was where the lines parted; else somebody's choice has undone what
 * somebody else did.
 */
#include "repo/diff.h"

/* A commit, seen from one of its parents. */
struct merged {
	struct repo *repo;
	struct oid *parent;
	size_t parents;
	size_t against; /* the parent that it is compared with */
};

/*
 * merged_file - the file at a path of a commit.
 * out: *file, zero when there is none
 * err: ERR_GIT
 */
int merged_file(struct repo *repo, const struct oid *commit, struct str path,
                struct oid *file, struct err *err);

/*
 * merged_takes_over - does the merge merely take over what another parent
 * has?
 * in:  delta, between parent[against] and the merge
 * out: 1, it does; 0, or with one parent alone
 * err: ERR_GIT
 */
int merged_takes_over(const struct merged *merged, const struct delta *delta,
                      struct err *err);

#endif
