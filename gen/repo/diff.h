#ifndef REPO_DIFF_H
#define REPO_DIFF_H

/*
 * diff - what changed between two trees, by our own walk over both.
 *
 * Both trees are walked together in git's order and folders with equal ids
 * are skipped unread, so the cost follows the change.  (libgit2's
 * git_diff_tree_to_tree expands equal folders and costs the whole tree.)
 * No rename is guessed: a moved file is a removal and an addition.
 * A tree of a few bytes can name one folder ten times, that one another ten
 * times, and so on: after DIFF_ENTRIES entries the walk gives up.
 */
#include "repo/repo.h"

#define DIFF_ENTRIES 2000000 /* entries of the folders that differ */
#define DIFF_DEPTH 64 /* deeper than content needs; bounds recursion */

enum delta_kind {
	DELTA_ADDED,
	DELTA_CHANGED,
	DELTA_REMOVED
};

enum file_mode {
	MODE_FILE,
	MODE_SYMLINK,
	MODE_SUBMODULE
};

struct delta {
	enum delta_kind kind;
	struct str path;     /* below the trees walked, without a leading '/' */
	struct oid old;      /* zero when added */
	struct oid now;      /* zero when removed */
	enum file_mode mode; /* of the new file, or the old one if removed */
	enum file_mode was;  /* of the old file, or the new one if added */
};

/* A negative answer stops the walk and is its result. */
typedef int delta_fn(void *ctx, const struct delta *delta, struct err *err);

/*
 * diff_trees - walk two trees together.
 * in:  old and now, ids of trees; NULL stands for the empty tree
 * out: fn is called for every file that differs, in path order with folders
 *      in their place; delta and path are borrowed for the call
 * unit: O(folders that differ)
 * err: ERR_GIT, a tree cannot be read, or there is no end to it; or what fn
 *      answered
 */
int diff_trees(struct repo *repo, const struct oid *old,
               const struct oid *now, delta_fn *fn, void *ctx,
               struct err *err);

/*
 * diff_holds - does a tree hold what a delta leaves at its path?
 * in:  tree
 * out: 1, the same file or link, or some submodule where it leaves one; or 0
 * err: ERR_GIT
 */
int diff_holds(struct repo *repo, const struct oid *tree,
               const struct delta *delta, struct err *err);

#endif
