#include "repo/repo.h"

#include "base/vec.h"
#include "os/fs.h"
#include "repo/internal.h"

#include <string.h>

struct overlay {
	struct repo *repo;
	git_tree *base;
	struct VEC(git_tree_update) update;
	struct VEC(char *) name; /* of the updates */
};

static char *
name_of(struct str path)
{
	char *name = mem_alloc(path.n + 1);

	memcpy(name, path.p, path.n);
	name[path.n] = '\0';
	return name;
}

/* What stands at a path of the tree. */
static bool
is_known(struct overlay *o, const char *name, bool *folder)
{
	git_tree_entry *entry = NULL;
	bool known = git_tree_entry_bypath(&entry, o->base, name) == 0;

	*folder = known && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
	git_tree_entry_free(entry);
	return known;
}

/* Does a file pass what git alone runs: a program, another encoding? */
static bool
is_converted(struct overlay *o, const char *name)
{
	static const char *const attribute[] = {"filter",
	                                        "working-tree-encoding"};
	const char *value[2] = {NULL, NULL};

	if (git_attr_get_many(value, o->repo->git, 0, name, 2,
	                      (const char **)(uintptr_t)attribute) < 0)
		return true;
	return git_attr_value(value[0]) == GIT_ATTR_VALUE_STRING ||
	       git_attr_value(value[1]) == GIT_ATTR_VALUE_STRING;
}

/* A file that is there becomes an object; absence is an answer. */
static int
look(struct overlay *o, const char *name, git_tree_update *update)
{
	const struct fs real = fs_real();
	char full[PATH_SIZE];
	enum fs_kind kind = FS_ABSENT;
	git_oid id;
	int ignored = 0;
	int rc;

	if (path_join(full, repo_workdir(o->repo), str_from(name), NULL) == 0)
		kind = fs_kind_of(&real, full);
	if (kind == FS_ABSENT || kind == FS_DIR)
		return kind == FS_DIR ? GIT_EDIRECTORY : GIT_ENOTFOUND;
	if (git_ignore_path_is_ignored(&ignored, o->repo->git, name) == 0 &&
	    ignored)
		return GIT_EDIRECTORY;
	if (is_converted(o, name))
		return GIT_EUSER;
	rc = git_blob_create_from_workdir(&id, o->repo->git, name);
	if (rc == 0) {
		update->action = GIT_TREE_UPDATE_UPSERT;
		update->id = id;
		update->filemode = kind == FS_FILE ? GIT_FILEMODE_BLOB
		                                   : GIT_FILEMODE_LINK;
	}
	return rc;
}

static int
take(struct overlay *o, struct str path)
{
	git_tree_update update = {0};
	char *name = name_of(path);
	bool folder;
	bool known = is_known(o, name, &folder);
	int rc = folder ? GIT_EDIRECTORY : look(o, name, &update);

	vec_push(&o->name, name);
	update.path = name;
	if (rc == GIT_EDIRECTORY)
		return 0;
	if (rc == GIT_ENOTFOUND && !known)
		return 0;
	if (rc == GIT_ENOTFOUND)
		update.action = GIT_TREE_UPDATE_REMOVE;
	else if (rc < 0)
		return rc;
	vec_push(&o->update, update);
	return 0;
}

int
repo_overlay(struct repo *repo, struct oid *tree, const struct str *path,
             size_t n, struct err *err)
{
	struct overlay o = {.repo = repo};
	git_oid theirs = repo_git_oid(tree);
	int rc = git_tree_lookup(&o.base, repo->git, &theirs);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = take(&o, path[i]);
	if (rc == 0 && o.update.n)
		rc = git_tree_create_updated(&theirs, repo->git, o.base,
		                             o.update.n, o.update.v);
	if (rc == 0)
		*tree = repo_oid(&theirs);
	for (size_t i = 0; i < o.name.n; i++)
		mem_free(o.name.v[i]);
	vec_release(&o.name);
	vec_release(&o.update);
	git_tree_free(o.base);
	return rc < 0 ? repo_fail(err, "cannot read the work tree") : 0;
}
