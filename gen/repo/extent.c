#include "repo/extent.h"

#include "base/arena.h"
#include "base/map.h"
#include "repo/diff.h"
#include "repo/internal.h"

struct extent {
	size_t entries; /* of the folder and of all below it */
	unsigned depth; /* of folders in it */
};

struct walk {
	struct repo *repo;
	struct arena arena;
	struct map known; /* id of a folder: its extent */
	struct err *err;
};

static int measure(struct walk *w, const git_oid *id, unsigned depth,
                   struct extent *extent);

static int
too_deep(struct walk *w)
{
	return err_set(w->err, ERR_GIT, "folders nested deeper than %d",
	               DIFF_DEPTH);
}

static int
measure_entries(struct walk *w, const git_tree *tree, unsigned depth,
                struct extent *extent)
{
	size_t n = git_tree_entrycount(tree);
	struct extent inner;
	int rc = 0;

	extent->entries = n;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);

		if (git_tree_entry_type(e) != GIT_OBJECT_TREE)
			continue;
		rc = measure(w, git_tree_entry_id(e), depth + 1, &inner);
		if (rc < 0)
			return rc;
		extent->entries += inner.entries;
		if (inner.depth >= extent->depth)
			extent->depth = inner.depth + 1;
		if (extent->entries > DIFF_ENTRIES)
			rc = err_set(w->err, ERR_GIT,
			             "more than %d files and folders in all",
			             DIFF_ENTRIES);
	}
	return rc;
}

static struct str
key_of(const git_oid *id)
{
	return (struct str){(const char *)id->id, OID_SIZE};
}

/* A folder that was met before may lie deeper this time. */
static int
measure(struct walk *w, const git_oid *id, unsigned depth,
        struct extent *extent)
{
	struct extent *known = map_get(&w->known, key_of(id));
	git_tree *tree;
	int rc;

	*extent = known ? *known : (struct extent){0};
	if (depth + extent->depth > DIFF_DEPTH)
		return too_deep(w);
	if (known)
		return 0;
	if (git_tree_lookup(&tree, w->repo->git, id) < 0)
		return repo_fail(w->err, "cannot read a folder");
	rc = measure_entries(w, tree, depth, extent);
	git_tree_free(tree);
	known = arena_alloc(&w->arena, sizeof *known);
	*known = *extent;
	map_put(&w->known, arena_str(&w->arena, key_of(id)), known);
	return rc;
}

int
extent_check(struct repo *repo, const struct oid *tree, struct err *err)
{
	struct walk w = {.repo = repo, .err = err};
	git_oid id = repo_git_oid(tree);
	struct extent extent;
	int rc;

	arena_init(&w.arena);
	rc = measure(&w, &id, 0, &extent);
	map_release(&w.known);
	arena_release(&w.arena);
	return rc;
}
