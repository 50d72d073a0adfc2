#include "repo/repo.h"

#include "os/process.h"
#include "repo/internal.h"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

int
repo_keep_clean(struct repo *repo, struct err *err)
{
	git_odb_backend *memory = NULL;
	git_odb *odb = NULL;
	int rc = git_repository_odb(&odb, repo->git);

	if (rc == 0)
		rc = git_mempack_new(&memory);
	if (rc == 0)
		rc = git_odb_add_backend(odb, memory, 999);
	git_odb_free(odb);
	return rc < 0 ? repo_fail(err, "cannot read the repository") : 0;
}

int
repo_worktree(struct repo *repo, struct oid *tree, struct err *err)
{
	git_index *index;
	git_oid id;
	int rc;

	if (git_repository_is_bare(repo->git))
		return err_set(err, ERR_GIT,
		               "a bare repository has no work tree");
	if (git_repository_index(&index, repo->git) < 0)
		return repo_fail(err, "cannot read the index");
	rc = git_index_read(index, 1);
	if (rc == 0)
		rc = git_index_add_all(index, NULL, GIT_INDEX_ADD_DEFAULT,
		                       NULL, NULL);
	if (rc == 0)
		rc = git_index_update_all(index, NULL, NULL, NULL);
	if (rc == 0)
		rc = git_index_write_tree_to(&id, index, repo->git);
	git_index_free(index);
	if (rc < 0)
		return repo_fail(err, "cannot read the work tree");
	*tree = repo_oid(&id);
	return 0;
}

/* The first line of what git said. */
static int
git_fail(struct err *err, struct str errors)
{
	struct str line = str_cut(&errors, '\n');

	return err_set(err, ERR_GIT, "git write-tree: %.*s", STR_ARG(line));
}

/*
 * git itself makes the tree: it knows the index that a hook is about
 * (GIT_INDEX_FILE) and takes over the subtrees that did not change, where
 * libgit2 reads and sorts every entry, which takes ten times as long.
 */
int
repo_staged(struct repo *repo, struct oid *tree, struct err *err)
{
	const char *const argv[] = {"git", "write-tree", NULL};
	struct process git = {.argv = argv, .dir = repo_workdir(repo)};
	struct buf out = {0};
	struct buf errors = {0};
	int rc;

	if (!git.dir)
		return err_set(err, ERR_GIT,
		               "a bare repository has no index");
	rc = process_run(&git, &out, &errors, err);
	if (rc > 0)
		rc = git_fail(err, buf_str(&errors));
	else if (rc == 0 && (out.n == 0 ||
	                     !oid_parse(str_sub(buf_str(&out), 0, out.n - 1),
	                                tree)))
		rc = git_fail(err, buf_str(&out));
	buf_release(&out);
	buf_release(&errors);
	return rc;
}

/* Of a folder that a tree has not, nothing is to be replaced. */
static int
put_folder(struct repo *repo, git_oid *tree, const char *path,
           const git_oid *folder)
{
	git_tree_update update = {.action = folder ? GIT_TREE_UPDATE_UPSERT
	                                           : GIT_TREE_UPDATE_REMOVE,
	                          .filemode = GIT_FILEMODE_TREE,
	                          .path = path};
	git_tree *base = NULL;
	int rc = git_tree_lookup(&base, repo->git, tree);

	if (folder)
		update.id = *folder;
	if (rc == 0)
		rc = git_tree_create_updated(tree, repo->git, base, 1,
		                             &update);
	git_tree_free(base);
	return rc;
}

int
repo_take_folder(struct repo *repo, struct oid *tree, const struct oid *from,
                 const char *path, struct err *err)
{
	git_oid theirs = repo_git_oid(tree);
	git_oid folder;
	struct oid id[2];
	int old = repo_subtree(repo, tree, str_from(path), &id[0], err);
	int now = old < 0 ? old
	                  : repo_subtree(repo, from, str_from(path), &id[1],
	                                 err);
	int rc = 0;

	if (now < 0)
		return now;
	folder = repo_git_oid(&id[1]);
	if (!*path)
		theirs = folder;
	else if (now || old)
		rc = put_folder(repo, &theirs, path, now ? &folder : NULL);
	if (rc < 0)
		return repo_fail(err, "cannot put a folder into a tree");
	*tree = repo_oid(&theirs);
	return 0;
}

bool
repo_in_between(const struct repo *repo)
{
	return git_repository_state(repo->git) != GIT_REPOSITORY_STATE_NONE;
}
