#include "cmd/commission.h"

#include "os/fs.h"
#include "os/process.h"

#include <string.h>

int
commission_ready(const struct repo *repo, struct err *err)
{
	static const char *const who[] = {"git", "var", "GIT_COMMITTER_IDENT",
	                                  NULL};
	const struct process process = {.argv = who,
	                                .dir = repo_workdir(repo)};
	int rc = process_run(&process, NULL, NULL, err);

	return rc > 0 ? err_set(err, ERR_USAGE,
	                        "git does not know who commits; run git "
	                        "config --global user.name \"Our office\" and "
	                        "git config --global user.email "
	                        "\"office@...\"")
	              : rc;
}

int
commission_git(const struct repo *repo, const char *const *argv,
               struct err *err)
{
	const struct process process = {
	    .argv = argv, .dir = repo_workdir(repo), .show = true};
	int rc = process_run(&process, NULL, NULL, err);

	while (rc > 0 && strcmp(*argv, "git") != 0)
		argv++;
	return rc > 0 ? err_set(err, ERR_GIT,
	                        "git %s ended with %d, see above", argv[1], rc)
	              : rc;
}

/* A copy of git's index, so that what it knows of files is not asked anew. */
static int
copy_index(const struct repo *repo, const char *to, struct err *err)
{
	const struct fs fs = fs_real();
	char path[PATH_SIZE];
	struct buf bytes = {0};
	int rc = path_join(path, repo_folder(repo), STR("index"), err);

	if (rc == 0 && fs_kind_of(&fs, path) == FS_FILE) {
		rc = fs_read(&fs, path, &bytes, err);
		if (rc == 0)
			rc = fs_replace(&fs, to, buf_str(&bytes), err);
	}
	buf_release(&bytes);
	return rc;
}

static int
refuse_moved(const struct commission *c, struct err *err)
{
	struct commit now;
	int rc = repo_resolve(c->repo, "HEAD", &now, err);

	if (rc == 0 && !oid_eq(&now.id, c->head))
		rc = err_set(err, ERR_GIT,
		             "somebody committed meanwhile; run gongshi "
		             "publish again");
	return rc;
}

static int
refuse_other(const struct commission *c, struct err *err)
{
	struct commit now;
	int rc = repo_resolve(c->repo, "HEAD", &now, err);

	if (rc == 0 && !oid_eq(&now.tree, c->tree))
		rc = err_set(err, ERR_GIT,
		             "a hook changed what was committed, so it is "
		             "not pushed; look at it with git show");
	return rc;
}

static int
commit(const struct commission *c, const char *index, struct arena *a,
       struct err *err)
{
	char hex[2 * OID_SIZE + 1];
	struct str ours = arena_fmt(a, "GIT_INDEX_FILE=%s", index);
	const char *const fill[] = {"env", ours.p, "git", "read-tree", "-i",
	                            "-m",  hex,    NULL};
	const char *const made[] = {"env", ours.p, "git",        "commit",
	                            "-q",  "-m",   c->message.p, NULL};
	const char *const keep[] = {"git", "reset",   "-q",
	                            "--",  c->folder, NULL};
	int rc;

	oid_hex(c->tree, hex);
	rc = commission_git(c->repo, fill, err);
	if (rc == 0)
		rc = refuse_moved(c, err);
	if (rc == 0)
		rc = commission_git(c->repo, made, err);
	if (rc == 0)
		rc = commission_git(c->repo, keep, err);
	return rc;
}

int
commission_run(const struct commission *commission, struct arena *a,
               struct err *err)
{
	const struct fs fs = fs_real();
	char dir[PATH_SIZE];
	char index[PATH_SIZE];
	int rc = fs_scratch(&fs, dir, err);

	if (rc < 0)
		return rc;
	rc = path_join(index, dir, STR("index"), err);
	if (rc == 0)
		rc = copy_index(commission->repo, index, err);
	if (rc == 0)
		rc = commit(commission, index, a, err);
	fs_remove_tree(&fs, dir, NULL);
	return rc < 0 ? rc : refuse_other(commission, err);
}
