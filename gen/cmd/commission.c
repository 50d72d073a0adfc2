#include "cmd/commission.h"

#include "os/fs.h"
#include "repo/command.h"

int
commission_ready(const struct repo *repo, struct err *err)
{
	static const char *const who[] = {"git", "var", "GIT_COMMITTER_IDENT",
	                                  NULL};
	const struct command git = {.dir = repo_workdir(repo)};
	int rc = command_run(&git, who, NULL, err);

	return rc == ERR_GIT
	           ? err_set(err, ERR_USAGE,
	                     "git does not know who commits; run git "
	                     "config --global user.name \"Our office\" and "
	                     "git config --global user.email "
	                     "\"office@...\"")
	           : rc;
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
commit(const struct commission *c, const char *index, struct err *err)
{
	char hex[2 * OID_SIZE + 1];
	const char *dir = repo_workdir(c->repo);
	const struct command ours = {.dir = dir, .index = index, .show = true};
	const struct command own = {.dir = dir, .show = true};
	const char *const fill[] = {"git", "read-tree", "-i", "-m", hex, NULL};
	const char *const made[] = {"git", "commit",     "-q",
	                            "-m",  c->message.p, NULL};
	const char *const keep[] = {"git", "reset",   "-q",
	                            "--",  c->folder, NULL};
	int rc;

	oid_hex(c->tree, hex);
	rc = command_run(&ours, fill, NULL, err);
	if (rc == 0)
		rc = refuse_moved(c, err);
	if (rc == 0)
		rc = command_run(&ours, made, NULL, err);
	return rc < 0 ? rc : command_run(&own, keep, NULL, err);
}

int
commission_run(const struct commission *commission, struct err *err)
{
	const struct fs fs = fs_real();
	char dir[PATH_SIZE];
	char index[PATH_SIZE];
	int rc = fs_scratch(&fs, dir, err);

	if (rc < 0)
		return rc;
	rc = path_join(index, dir, STR("index"), err);
	if (rc == 0)
		rc = repo_copy_index(commission->repo, index, err);
	if (rc == 0)
		rc = commit(commission, index, err);
	fs_remove_tree(&fs, dir, NULL);
	return rc < 0 ? rc : refuse_other(commission, err);
}
