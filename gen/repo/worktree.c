#include "repo/repo.h"

#include "os/fs.h"
#include "os/process.h"
#include "repo/command.h"
#include "repo/internal.h"

#include <git2/sys/odb_backend.h>

/*
 * git itself makes the trees.  It takes over the subtrees that did not
 * change and looks up the attributes of a folder once, where libgit2 sorts
 * every entry and resolves every link of every path: of 10,000 new files
 * it makes a tree in a tenth of the time.  It alone runs the filters that
 * .gitattributes name.
 */
static int
write_tree(const struct command *git, struct oid *tree, struct err *err)
{
	static const char *const argv[] = {"git", "write-tree", NULL};
	struct buf said = {0};
	int rc = command_run(git, argv, &said, err);

	if (rc == 0 && !oid_parse(str_trim(buf_str(&said)), tree))
		rc = err_set(err, ERR_GIT, "git %s: %.*s", argv[1],
		             STR_ARG(buf_str(&said)));
	buf_release(&said);
	return rc;
}

int
repo_staged(struct repo *repo, struct oid *tree, struct err *err)
{
	const struct command git = {.dir = repo_workdir(repo)};

	if (!git.dir)
		return err_set(err, ERR_GIT,
		               "a bare repository has no index");
	return write_tree(&git, tree, err);
}

/* ------------------------------------------------------- work tree */

int
repo_copy_index(const struct repo *repo, const char *to, struct err *err)
{
	const struct fs fs = fs_real();
	char from[PATH_SIZE];
	const char *const argv[] = {"cp", "-p", from, to, NULL};
	struct process cp = {.argv = argv};
	int rc = path_join(from, repo_folder(repo), STR("index"), err);

	/* A repository that holds nothing yet has none. */
	if (rc == 0 && fs_kind_of(&fs, from) != FS_ABSENT)
		rc = process_run(&cp, NULL, NULL, err);
	return rc > 0 ? err_set(err, ERR_IO, "cannot copy %s", from) : rc;
}

static int
add_all(struct repo *repo, const char *index, struct oid *tree,
        struct err *err)
{
	const struct command git = {
	    .dir = repo_workdir(repo),
	    .repo = repo_folder(repo),
	    .index = index,
	    .objects = repo->scratch[0] ? repo->scratch : NULL};
	static const char *const argv[] = {"git", "add", "-A", NULL};
	int rc = command_run(&git, argv, NULL, err);

	return rc < 0 ? rc : write_tree(&git, tree, err);
}

/* Where objects go that nobody keeps; git finds the others beside them. */
static int
name_others(const struct fs *fs, const struct repo *repo, struct err *err)
{
	git_buf objects = {0};
	char path[PATH_SIZE];
	int rc = path_join(path, repo->scratch, STR("info"), err);

	if (rc == 0)
		rc = fs_mkdir(fs, path, err);
	if (rc == 0)
		rc = path_join(path, repo->scratch, STR("info/alternates"),
		               err);
	if (rc == 0 &&
	    git_repository_item_path(&objects, repo->git,
	                             GIT_REPOSITORY_ITEM_OBJECTS) < 0)
		rc = repo_fail(err, "cannot read the repository");
	if (rc == 0)
		rc = fs_write_new(fs, path, str_from(objects.ptr), err);
	git_buf_dispose(&objects);
	return rc;
}

/* Before all others, so that objects of ours go there, too. */
static int
use_scratch(struct repo *repo, struct err *err)
{
	git_odb_backend *loose = NULL;
	git_odb *odb = NULL;
	int rc = git_repository_odb(&odb, repo->git);

	if (rc == 0)
		rc = git_odb_backend_loose(&loose, repo->scratch, 0, 0, 0, 0);
	if (rc == 0)
		rc = git_odb_add_backend(odb, loose, 999);
	git_odb_free(odb);
	return rc < 0 ? repo_fail(err, "cannot read the repository") : 0;
}

int
repo_keep_clean(struct repo *repo, struct err *err)
{
	const struct fs fs = fs_real();
	int rc = fs_scratch(&fs, repo->scratch, err);

	if (rc < 0)
		repo->scratch[0] = '\0';
	if (rc == 0)
		rc = name_others(&fs, repo, err);
	return rc < 0 ? rc : use_scratch(repo, err);
}

int
repo_worktree(struct repo *repo, struct oid *tree, struct err *err)
{
	const struct fs fs = fs_real();
	char index[PATH_SIZE];
	char scratch[PATH_SIZE];
	int rc;

	if (!repo_workdir(repo))
		return err_set(err, ERR_GIT,
		               "a bare repository has no work tree");
	rc = fs_scratch(&fs, scratch, err);
	if (rc < 0)
		return rc;
	rc = path_join(index, scratch, STR("index"), err);
	if (rc == 0)
		rc = repo_copy_index(repo, index, err);
	if (rc == 0)
		rc = add_all(repo, index, tree, err);
	fs_remove_tree(&fs, scratch, NULL);
	return rc;
}

/* --------------------------------------------------------- folders */

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
