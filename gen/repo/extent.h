#ifndef REPO_EXTENT_H
#define REPO_EXTENT_H

/*
 * extent - how much a tree is once it is written out.
 *
 * Each tree object is read once, however many paths lead to it, so that the
 * cost follows what is stored.  A tree of a few bytes may stand for more
 * paths than any disk holds, and whoever checks it out would write them all:
 * the bounds are those of repo/diff.h.
 */
#include "repo/repo.h"

/*
 * extent_check - has the tree an end that a work tree can hold?
 * in:  tree
 * unit: O(entries of distinct folders)
 * err: ERR_GIT, more than DIFF_ENTRIES entries, folders nested deeper than
 *      DIFF_DEPTH, or a folder that cannot be read
 */
int extent_check(struct repo *repo, const struct oid *tree, struct err *err);

#endif
