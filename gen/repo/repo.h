#ifndef REPO_REPO_H
#define REPO_REPO_H

/*
 * repo - a git repository, read only: revisions, commits, trees and blobs.
 *
 * The only includer of git2.h, with diff.c.  Objects are read by id: no
 * checkout, no filters, no hooks, no configuration beyond the object
 * format.  Strict hash verification is off, because it costs more than the
 * build; `gongshi verify` checks the published files and reads no object.
 * One handle serves one thread; repo_dup makes another handle on the same
 * repository.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define OID_SIZE 20

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
 * repo_blob - contents of a file.
 * out: out is reset, then filled
 * err: ERR_GIT, absent or no blob
 */
int repo_blob(struct repo *repo, const struct oid *id, struct buf *out,
              struct err *err);

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
 *      as `git add` would; the index file stays untouched
 * err: ERR_GIT, for example a bare repository
 */
int repo_worktree(struct repo *repo, struct oid *tree, struct err *err);

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
