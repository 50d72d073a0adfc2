#include "cmd/scope.h"

#include "os/fs.h"
#include "os/path.h"
#include "repo/repo.h"

#include <string.h>

struct looking {
	const struct build_options *options;
	struct repo *repo;
	struct oid tree; /* unless the work tree is looked at */
};

static int
open_tree(struct looking *l, struct err *err)
{
	const struct build_options *o = l->options;
	struct commit commit;
	int rc = repo_open(o->repo ? o->repo : ".", &l->repo, err);

	if (rc < 0 || o->source == BUILD_WORKTREE)
		return rc;
	if (o->source == BUILD_STAGED)
		return repo_staged(l->repo, &l->tree, err);
	rc = repo_resolve(l->repo, o->rev ? o->rev : "HEAD", &commit, err);
	if (rc == 0)
		l->tree = commit.tree;
	return rc;
}

static bool
is_there(const struct looking *l, struct str path)
{
	const char *workdir = repo_workdir(l->repo);
	struct fs fs = fs_real();
	char full[PATH_SIZE];
	struct oid id;

	if (path.n == 0)
		return true;
	if (l->options->source == BUILD_WORKTREE)
		return workdir && path_join(full, workdir, path, NULL) == 0 &&
		       fs_kind_of(&fs, full) != FS_ABSENT;
	return repo_file(l->repo, &l->tree, path, &id, NULL) == 1 ||
	       repo_subtree(l->repo, &l->tree, path, &id, NULL) == 1;
}

/* As seen from the working folder. */
static bool
from_here(const struct looking *l, const char *name, struct str *path,
          char full[PATH_SIZE])
{
	const char *workdir = repo_workdir(l->repo);
	struct str root;

	if (!workdir || path_absolute(full, name, NULL) < 0)
		return false;
	root = str_from(workdir);
	root.n--; /* its slash */
	*path = str_from(full);
	if (!str_starts(*path, root) ||
	    (path->n > root.n && path->p[root.n] != '/'))
		return false;
	*path = str_sub(*path, path->n > root.n ? root.n + 1 : root.n,
	                path->n);
	return is_there(l, *path);
}

/* As seen from the root of the repository. */
static bool
from_root(const struct looking *l, const char *name, struct str *path,
          char full[PATH_SIZE])
{
	char rooted[PATH_SIZE];

	if (name[0] == '/' || strlen(name) + 2 > sizeof rooted)
		return false;
	rooted[0] = '/';
	strcpy(rooted + 1, name);
	if (path_absolute(full, rooted, NULL) < 0)
		return false;
	*path = str_sub(str_from(full), 1, strlen(full));
	return is_there(l, *path);
}

int
scope_set(struct scope *scope, struct arena *a,
          const struct build_options *options, char **name, size_t n,
          struct err *err)
{
	struct looking l = {.options = options};
	char full[PATH_SIZE];
	int rc = 0;

	*scope = (struct scope){.arena = a};
	if (n == 0)
		return 0;
	scope->path = arena_array(a, n, sizeof *scope->path);
	rc = open_tree(&l, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct str path;

		if (name[i][0] && (from_here(&l, name[i], &path, full) ||
		                   from_root(&l, name[i], &path, full)))
			scope->path[scope->n++] = arena_str(a, path);
		else
			rc = err_set(err, ERR_USAGE,
			             "there is no file or folder %s", name[i]);
	}
	repo_close(l.repo);
	return rc;
}

bool
scope_has(const struct scope *scope, struct str path)
{
	for (size_t i = 0; i < scope->n; i++) {
		struct str want = scope->path[i];

		if (want.n == 0 ||
		    (str_starts(path, want) &&
		     (path.n == want.n || path.p[want.n] == '/')))
			return true;
	}
	return scope->n == 0;
}
