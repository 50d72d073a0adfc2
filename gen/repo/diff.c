#include "repo/diff.h"

#include "base/buf.h"
#include "repo/internal.h"

#include <string.h>

struct walk {
	struct repo *repo;
	struct buf path; /* of the folder being walked, ends in '/' */
	unsigned depth;
	size_t entries; /* looked at so far */
	delta_fn *fn;
	void *ctx;
	struct err *err;
};

static int walk_folders(struct walk *w, const git_oid *old,
                        const git_oid *now);

static enum file_mode
mode_of(const git_tree_entry *entry)
{
	git_filemode_t mode = git_tree_entry_filemode(entry);

	return mode == GIT_FILEMODE_LINK     ? MODE_SYMLINK
	       : mode == GIT_FILEMODE_COMMIT ? MODE_SUBMODULE
	                                     : MODE_FILE;
}

static int
report(struct walk *w, const git_tree_entry *old, const git_tree_entry *now)
{
	const git_tree_entry *entry = now ? now : old;
	size_t base = w->path.n;
	struct delta delta = {0};
	int rc;

	buf_adds(&w->path, git_tree_entry_name(entry));
	delta.path = buf_str(&w->path);
	delta.kind = !old ? DELTA_ADDED : !now ? DELTA_REMOVED : DELTA_CHANGED;
	if (old)
		delta.old = repo_oid(git_tree_entry_id(old));
	if (now)
		delta.now = repo_oid(git_tree_entry_id(now));
	delta.mode = mode_of(entry);
	delta.was = mode_of(old ? old : entry);
	rc = w->fn(w->ctx, &delta, w->err);
	w->path.n = base;
	return rc;
}

static bool
is_folder(const git_tree_entry *entry)
{
	return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

static int
enter(struct walk *w, const git_tree_entry *old, const git_tree_entry *now)
{
	size_t base = w->path.n;
	int rc;

	if (w->depth >= DIFF_DEPTH)
		return err_set(w->err, ERR_GIT,
		               "folders nested deeper than %d: %.*s",
		               DIFF_DEPTH, STR_ARG(buf_str(&w->path)));
	buf_adds(&w->path, git_tree_entry_name(now ? now : old));
	buf_byte(&w->path, '/');
	w->depth++;
	rc = walk_folders(w, old ? git_tree_entry_id(old) : NULL,
	                  now ? git_tree_entry_id(now) : NULL);
	w->depth--;
	w->path.n = base;
	return rc;
}

/* One entry that stands on one side only. */
static int
lonely(struct walk *w, const git_tree_entry *old, const git_tree_entry *now)
{
	if (is_folder(old) || is_folder(now))
		return enter(w, old, now);
	return report(w, old, now);
}

/* Two entries of the same name. */
static int
pair(struct walk *w, const git_tree_entry *old, const git_tree_entry *now)
{
	int rc;

	if (git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(now)) &&
	    git_tree_entry_filemode(old) == git_tree_entry_filemode(now))
		return 0;
	if (is_folder(old) && is_folder(now))
		return enter(w, old, now);
	if (!is_folder(old) && !is_folder(now))
		return report(w, old, now);
	rc = lonely(w, old, NULL);
	return rc < 0 ? rc : lonely(w, NULL, now);
}

static int
merge(struct walk *w, const git_tree *old, const git_tree *now)
{
	size_t olds = old ? git_tree_entrycount(old) : 0;
	size_t nows = now ? git_tree_entrycount(now) : 0;
	size_t i = 0;
	size_t j = 0;
	int rc = 0;

	w->entries += olds + nows;
	if (w->entries > DIFF_ENTRIES)
		return err_set(w->err, ERR_GIT,
		               "more than %d files and folders differ",
		               DIFF_ENTRIES);
	while (rc >= 0 && (i < olds || j < nows)) {
		const git_tree_entry *a =
		    i < olds ? git_tree_entry_byindex(old, i) : NULL;
		const git_tree_entry *b =
		    j < nows ? git_tree_entry_byindex(now, j) : NULL;
		int order = !a ? 1 : !b ? -1 : git_tree_entry_cmp(a, b);

		if (order == 0)
			rc = pair(w, a, b);
		else if (order < 0)
			rc = lonely(w, a, NULL);
		else
			rc = lonely(w, NULL, b);
		i += order <= 0;
		j += order >= 0;
	}
	return rc;
}

static int
walk_folders(struct walk *w, const git_oid *old, const git_oid *now)
{
	git_tree *a = NULL;
	git_tree *b = NULL;
	int rc = 0;

	if (old && git_tree_lookup(&a, w->repo->git, old) < 0)
		rc = repo_fail(w->err, "cannot read a folder");
	if (rc == 0 && now && git_tree_lookup(&b, w->repo->git, now) < 0)
		rc = repo_fail(w->err, "cannot read a folder");
	if (rc == 0)
		rc = merge(w, a, b);
	git_tree_free(a);
	git_tree_free(b);
	return rc;
}

int
diff_trees(struct repo *repo, const struct oid *old, const struct oid *now,
           delta_fn *fn, void *ctx, struct err *err)
{
	struct walk w = {.repo = repo, .fn = fn, .ctx = ctx, .err = err};
	git_oid a;
	git_oid b;
	int rc;

	if (old)
		a = repo_git_oid(old);
	if (now)
		b = repo_git_oid(now);
	if (old && now && git_oid_equal(&a, &b))
		return 0;
	rc = walk_folders(&w, old ? &a : NULL, now ? &b : NULL);
	buf_release(&w.path);
	return rc < 0 ? rc : 0;
}

int
diff_holds(struct repo *repo, const struct oid *tree,
           const struct delta *delta, struct err *err)
{
	git_oid theirs = repo_git_oid(tree);
	struct buf path = {0};
	git_tree_entry *entry = NULL;
	git_tree *root;
	int rc = git_tree_lookup(&root, repo->git, &theirs);

	if (rc < 0)
		return repo_fail(err, "cannot read a folder");
	buf_add(&path, delta->path);
	buf_byte(&path, '\0');
	rc = git_tree_entry_bypath(&entry, root, path.p);
	if (rc == 0) {
		struct oid id = repo_oid(git_tree_entry_id(entry));

		rc = mode_of(entry) == delta->mode &&
		     (delta->mode == MODE_SUBMODULE ||
		      oid_eq(&id, &delta->now));
	} else if (rc == GIT_ENOTFOUND) {
		rc = 0;
	}
	git_tree_entry_free(entry);
	git_tree_free(root);
	buf_release(&path);
	return rc < 0 ? repo_fail(err, "cannot read a folder") : rc;
}
