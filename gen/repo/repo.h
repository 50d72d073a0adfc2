#ifndef REPO_REPO_H
#define REPO_REPO_H

/*
 * repo - a git repository: revisions, commits, trees and blobs.
 *
 * This folder alone includes git2.h.  Objects are read by id: no
 * checkout, no filters, no hooks, no configuration beyond the object
 * format.  Trees of the work tree and of the index are made by git, with its
 * filters and settings, as `git add` would.
 * libgit2 knows no refs/replace or grafts, by which git would show one object
 * for another.  Strict hash verification is off, because it costs more
 * than the build; `gongshi verify` checks the published files and reads no
 * object.  One handle serves one thread; repo_dup makes another handle on the
 * same repository.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define OID_SIZE 20
#define BLOB_MB 64 /* what a file may have, in 2^20 bytes, to be read */

struct oid {
	uint8_t b[OID_SIZE];
};

struct repo;

struct commit {
	struct oid id;
	struct oid tree;
	struct oid parent; /* the first one; zero when there is none */
	bool root;         /* has no parent */
	int64_t time;      /* committer's, seconds since 1970 UTC */
};

/*
 * repo_open - open the repository around a folder.
 * in:  path, a folder inside a work tree, or a bare repository
 * out: *repo; caller closes with repo_close
 * err: ERR_GIT, there is none, or it cannot be read; a shallow clone is
 *      refused, since its history would give other numbers
 */
int repo_open(const char *path, struct repo **repo, struct err *err);

/*
 * repo_open_env - open the repository of the hook that we are: what git
 * says in GIT_DIR, with the objects of a push that is not accepted yet.
 * out: *repo, and whatever repo_dup makes of it
 * err: as repo_open
 */
int repo_open_env(struct repo **repo, struct err *err);

/*
 * repo_dup - another handle on the same repository, for another thread.
 * out: *dup; caller closes with repo_close
 * err: ERR_GIT
 */
int repo_dup(const struct repo *repo, struct repo **dup, struct err *err);

/*
 * repo_close - close a handle.
 * in:  repo, or NULL
 */
void repo_close(struct repo *repo);

/*
 * repo_workdir - the work tree's folder.
 * out: path that ends in '/', borrowed; NULL for a bare repository
 */
const char *repo_workdir(const struct repo *repo);

/*
 * repo_folder - the folder that holds the repository itself.
 * out: path that ends in '/', borrowed
 */
const char *repo_folder(const struct repo *repo);

/*
 * repo_common - the one that all its work trees share, where hooks lie.
 * out: path that ends in '/', borrowed
 */
const char *repo_common(const struct repo *repo);

/*
 * repo_head - the branch that HEAD stands for, also one without commits.
 * out: *name, reset and filled: refs/heads/NAME
 * err: ERR_GIT, HEAD stands for no branch
 */
int repo_head(struct repo *repo, struct buf *name, struct err *err);

/*
 * repo_set_head - let HEAD stand for a branch, which may have no commits.
 * in:  name, refs/heads/NAME
 * err: ERR_GIT
 */
int repo_set_head(struct repo *repo, const char *name, struct err *err);

/*
 * repo_setting - a setting of the repository.
 * in:  own, only what its own file says; else also the user's and the
 *      machine's
 * out: 1 and *value, reset and filled; 0 when it is not set
 * err: ERR_GIT
 */
int repo_setting(struct repo *repo, const char *name, bool own,
                 struct buf *value, struct err *err);

/*
 * repo_set - write a setting into the repository's own file.
 * err: ERR_GIT
 */
int repo_set(struct repo *repo, const char *name, const char *value,
             struct err *err);

/*
 * repo_unset - take a setting out of the repository's own file.
 * err: ERR_GIT, also when it is not there
 */
int repo_unset(struct repo *repo, const char *name, struct err *err);

/*
 * repo_resolve - the commit that a revision names.
 * in:  rev, anything `git rev-parse` takes; "HEAD" by default
 * err: ERR_GIT, no such revision, or a repository without commits
 */
int repo_resolve(struct repo *repo, const char *rev, struct commit *commit,
                 struct err *err);

/*
 * repo_commit - read a commit.
 * err: ERR_GIT, absent or no commit
 */
int repo_commit(struct repo *repo, const struct oid *id,
                struct commit *commit, struct err *err);

/*
 * repo_tree_of - the tree that an object stands for: a commit, a tag of one,
 * a tree.
 * out: 1 and *tree; or 0 when it stands for none
 * err: ERR_GIT, absent
 */
int repo_tree_of(struct repo *repo, const struct oid *id, struct oid *tree,
                 struct err *err);

/*
 * repo_message - a commit's message.
 * out: appended to out; invalid UTF-8 as it is
 * err: ERR_GIT
 */
int repo_message(struct repo *repo, const struct oid *id, struct buf *out,
                 struct err *err);

/*
 * repo_line - commits of the first-parent line, oldest first.
 * in:  tip, the newest; until, an ancestor that ends the walk and is left
 *      out, or NULL for the whole line
 * out: *ids, n of them, freed by the caller with mem_free; *met tells
 *      whether until was found (true when it is NULL)
 * err: ERR_GIT
 */
int repo_line(struct repo *repo, const struct oid *tip,
              const struct oid *until, struct oid **ids, size_t *n,
              bool *met, struct err *err);

/*
 * repo_new - commits that one revision has and another has not, oldest
 * first, over all parents.
 * in:  since, or NULL for all
 * out: *ids, n of them, freed by the caller with mem_free
 * err: ERR_GIT
 */
int repo_new(struct repo *repo, const struct oid *tip,
             const struct oid *since, struct oid **ids, size_t *n,
             struct err *err);

/*
 * repo_parents - all parents of a commit.
 * out: *ids, n of them, freed by the caller with mem_free
 * err: ERR_GIT
 */
int repo_parents(struct repo *repo, const struct oid *id, struct oid **ids,
                 size_t *n, struct err *err);

/*
 * repo_bases - best common ancestors of two commits.
 * out: *ids, n of them, perhaps none; freed by the caller with mem_free
 * err: ERR_GIT
 */
int repo_bases(struct repo *repo, const struct oid *a, const struct oid *b,
               struct oid **ids, size_t *n, struct err *err);

/*
 * repo_signature - what a commit is signed with.
 * out: 1, signature and what it signs, reset and filled; 0 unsigned
 * err: ERR_GIT
 */
int repo_signature(struct repo *repo, const struct oid *id,
                   struct buf *signature, struct buf *signed_bytes,
                   struct err *err);

/*
 * repo_blob - contents of a file.
 * out: out is reset, then filled
 * err: ERR_GIT, absent, no blob, or more than BLOB_MB: a few bytes that are
 *      pushed may unpack to more than there is memory
 */
int repo_blob(struct repo *repo, const struct oid *id, struct buf *out,
              struct err *err);

/*
 * repo_blob_known - the same for a file that repo_blob has read before: its
 * size, half of what a small one costs, is not asked for.
 * err: ERR_GIT
 */
int repo_blob_known(struct repo *repo, const struct oid *id, struct buf *out,
                    struct err *err);

/*
 * repo_blob_at - the same, for a file whose path is known.
 * err: as repo_blob, with the path in front of the line
 */
int repo_blob_at(struct repo *repo, const struct oid *id, struct str path,
                 struct buf *out, struct err *err);

/*
 * repo_blob_size - size of a file's contents, without reading them.
 * err: ERR_GIT
 */
int repo_blob_size(struct repo *repo, const struct oid *id, uint64_t *size,
                   struct err *err);

/*
 * repo_subtree - the folder at a path below a tree.
 * in:  path, "" for the tree itself
 * out: 1 and *id; or 0 when there is no folder at that path
 * err: ERR_GIT
 */
int repo_subtree(struct repo *repo, const struct oid *tree, struct str path,
                 struct oid *id, struct err *err);

/*
 * repo_file - the file at a path below a tree.
 * out: 1 and *id; or 0 when there is no regular file at that path
 * err: ERR_GIT
 */
int repo_file(struct repo *repo, const struct oid *tree, struct str path,
              struct oid *id, struct err *err);

/*
 * repo_worktree - a tree of the files in the work tree as they stand.
 * out: *tree; its objects are written into the repository, unreferenced,
 *      as `git add` would (not after repo_keep_clean); the index file stays
 *      untouched
 * err: ERR_GIT, for example a bare repository; ERR_ABSENT, git is not
 *      installed; ERR_IO, ERR_FULL
 */
int repo_worktree(struct repo *repo, struct oid *tree, struct err *err);

/*
 * repo_copy_index - git's index for a command that is to leave it alone; its
 * age, too: git trusts no entry that is younger than it.
 * in:  to, a file; not written when the repository has no index yet
 * err: ERR_IO, ERR_ABSENT
 */
int repo_copy_index(const struct repo *repo, const char *to,
                    struct err *err);

/*
 * repo_keep_clean - write no object into the repository from now on: those
 * that are made go to a scratch folder, which only this handle knows and
 * repo_close removes.
 * err: ERR_GIT, ERR_IO, ERR_FULL
 */
int repo_keep_clean(struct repo *repo, struct err *err);

/*
 * repo_take_folder - a tree that has one folder from another tree.
 * in:  path of the folder, in both; "" takes all
 * out: *tree, changed; without the folder when from has none
 * err: ERR_GIT
 */
int repo_take_folder(struct repo *repo, struct oid *tree,
                     const struct oid *from, const char *path,
                     struct err *err);

/*
 * repo_in_between - is a merge, a rebase or the like still to be ended?
 */
bool repo_in_between(const struct repo *repo);

/*
 * repo_overlay - a tree that differs from another in some files, which are
 * read from the work tree, or gone from it.
 * in:  path, n of them, below the work tree; ignored files, folders and
 *      what is neither a file nor a link are passed over
 * out: *tree, changed; its objects are written as by repo_worktree
 * unit: O(paths x depth)
 * err: ERR_GIT, also for a file that passes a filter or has an encoding by
 *      .gitattributes, which git alone runs: repo_worktree sees it
 */
int repo_overlay(struct repo *repo, struct oid *tree, const struct str *path,
                 size_t n, struct err *err);

/*
 * repo_staged - a tree of the files in the index.
 * out: *tree, as for repo_worktree
 * err: ERR_GIT
 */
int repo_staged(struct repo *repo, struct oid *tree, struct err *err);

/*
 * oid_eq - are two ids equal?
 */
bool oid_eq(const struct oid *a, const struct oid *b);

/*
 * oid_is_zero - is it the id that names nothing?
 */
bool oid_is_zero(const struct oid *id);

/*
 * oid_hex - lower-case hexadecimal.
 * out: text, 2 * OID_SIZE digits and a NUL
 */
void oid_hex(const struct oid *id, char text[2 * OID_SIZE + 1]);

/*
 * oid_parse - read hexadecimal.
 * out: true and *id, or false when text is not 40 hexadecimal digits
 */
bool oid_parse(struct str text, struct oid *id);

#endif
