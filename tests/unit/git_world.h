#ifndef TESTS_GIT_WORLD_H
#define TESTS_GIT_WORLD_H

/*
 * git_world - a repository in a scratch folder, made commit by commit, and
 * our own handle on it.
 */
#include "unit.h"

#include "base/arena.h"
#include "os/fs.h"
#include "repo/internal.h"

#include <git2/sys/repository.h>

struct git_world {
	char dir[PATH_SIZE];
	struct fs fs;
	git_repository *git;
	struct repo *repo;
	struct arena arena;
	git_oid tree; /* the next commit's */
	bool has_tree;
	git_oid tip;
	bool has_tip;
	git_time_t time;
};

#define git_ok(call) git_world_ok((call), __FILE__, __LINE__)

static inline void
git_world_ok(int rc, const char *file, int line)
{
	const git_error *last = git_error_last();

	if (rc >= 0)
		return;
	print_error("%s\n", last ? last->message : "git failed");
	_fail(file, line);
}

static inline void
git_world_open(struct git_world *w, bool bare)
{
	struct err err = {0};

	*w = (struct git_world){.fs = fs_real(), .time = 1600000000};
	arena_init(&w->arena);
	git_libgit2_init();
	unit_folder(w->dir, sizeof w->dir);
	git_ok(git_repository_init(&w->git, w->dir, bare));
	if (repo_open(w->dir, &w->repo, &err))
		fail_msg("%s", err.line);
}

static inline void
git_world_close(struct git_world *w)
{
	repo_close(w->repo);
	git_repository_free(w->git);
	git_libgit2_shutdown();
	assert_int_equal(fs_remove_tree(&w->fs, w->dir, NULL), 0);
	arena_release(&w->arena);
}

static inline git_oid
git_world_blob(struct git_world *w, struct str bytes)
{
	git_oid id;

	git_ok(git_blob_create_from_buffer(&id, w->git, bytes.n ? bytes.p : "",
	                                   bytes.n));
	return id;
}

static inline void
git_world_update(struct git_world *w, const git_tree_update *update)
{
	git_tree *was = NULL;

	if (w->has_tree)
		git_ok(git_tree_lookup(&was, w->git, &w->tree));
	git_ok(git_tree_create_updated(&w->tree, w->git, was, 1, update));
	w->has_tree = true;
	git_tree_free(was);
}

static inline void
git_world_put_mode(struct git_world *w, const char *path, const char *text,
                   git_filemode_t mode)
{
	git_tree_update update = {.action = GIT_TREE_UPDATE_UPSERT,
	                          .filemode = mode,
	                          .path = path};

	update.id = git_world_blob(w, str_from(text));
	git_world_update(w, &update);
}

/* Put a file into the next commit's tree, or take it out. */
static inline void
git_world_put(struct git_world *w, const char *path, const char *text)
{
	git_world_put_mode(w, path, text, GIT_FILEMODE_BLOB);
}

static inline void
git_world_del(struct git_world *w, const char *path)
{
	git_tree_update update = {.action = GIT_TREE_UPDATE_REMOVE,
	                          .path = path};

	git_world_update(w, &update);
}

/* Commit the tree; parents are the tip and perhaps another commit. */
static inline struct oid
git_world_merge(struct git_world *w, const struct oid *other)
{
	const git_commit *parent[2] = {NULL, NULL};
	git_commit *found[2] = {NULL, NULL};
	git_signature *who;
	git_tree *tree;
	git_oid id = {{0}};
	size_t n = 0;

	w->time += 3600;
	git_ok(git_signature_new(&who, "a", "a@b.c", w->time, 0));
	git_ok(git_tree_lookup(&tree, w->git, &w->tree));
	if (w->has_tip)
		git_ok(git_commit_lookup(&found[n++], w->git, &w->tip));
	if (other) {
		id = repo_git_oid(other);
		git_ok(git_commit_lookup(&found[n++], w->git, &id));
	}
	parent[0] = found[0];
	parent[1] = found[1];
	git_ok(git_commit_create(&w->tip, w->git, NULL, who, who, NULL, "m",
	                         tree, n, parent));
	w->has_tip = true;
	git_commit_free(found[0]);
	git_commit_free(found[1]);
	git_tree_free(tree);
	git_signature_free(who);
	return repo_oid(&w->tip);
}

static inline struct oid
git_world_commit(struct git_world *w)
{
	return git_world_merge(w, NULL);
}

/* Stand on another commit: the next one is its child. */
static inline void
git_world_go(struct git_world *w, const struct oid *commit)
{
	git_commit *found;

	w->tip = repo_git_oid(commit);
	w->has_tip = true;
	git_ok(git_commit_lookup(&found, w->git, &w->tip));
	w->tree = *git_commit_tree_id(found);
	w->has_tree = true;
	git_commit_free(found);
}

/* Let the branch that HEAD names lead to the tip. */
static inline void
git_world_head(struct git_world *w)
{
	git_reference *ref = NULL;

	git_ok(git_reference_create(&ref, w->git, "refs/heads/main", &w->tip, 1,
	                            NULL));
	git_reference_free(ref);
	git_ok(git_repository_set_head(w->git, "refs/heads/main"));
}

/* Take an object out of the repository: nobody can read it then. */
static inline void
git_world_lose(struct git_world *w, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	struct buf path = {0};
	struct err err = {0};

	git_oid_tostr(hex, sizeof hex, id);
	buf_fmt(&path, "%sobjects/%.2s/%s", git_repository_path(w->git), hex,
	        hex + 2);
	buf_byte(&path, '\0');
	if (fs_unlink(&w->fs, path.p, &err))
		fail_msg("%s", err.line);
	buf_release(&path);
}

#endif
