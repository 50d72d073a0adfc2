#ifndef REPO_INTERNAL_H
#define REPO_INTERNAL_H

/*
 * internal - what the files of this folder share about libgit2's handles.
 */
#include "os/path.h"
#include "repo/repo.h"

#include <git2.h>

struct repo {
	git_repository *git;
	bool env; /* opened as a hook sees it */
	char scratch[PATH_SIZE]; /* for objects, of repo_keep_clean; or "" */
};

/*
 * repo_fail - turn libgit2's last error into ours.
 * in:  doing, what was tried
 * out: ERR_GIT
 */
int repo_fail(struct err *err, const char *doing);

/*
 * repo_oid - our id of a libgit2 id.
 */
struct oid repo_oid(const git_oid *id);

/*
 * repo_git_oid - libgit2's id of one of ours.
 */
git_oid repo_git_oid(const struct oid *id);

#endif
