/*
 * What a push is made of: commits, parents, signatures; and the settings of
 * the repository that takes it.
 */
#include "repo/repo.h"

#include "base/vec.h"
#include "repo/internal.h"

/* ---------------------------------------------------------- commits */

int
repo_new(struct repo *repo, const struct oid *tip, const struct oid *since,
         struct oid **ids, size_t *n, struct err *err)
{
	struct VEC(struct oid) found = {0};
	git_oid theirs = repo_git_oid(tip);
	git_revwalk *walk = NULL;
	int rc = git_revwalk_new(&walk, repo->git);

	if (rc == 0)
		rc = git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL |
		                                   GIT_SORT_REVERSE);
	if (rc == 0)
		rc = git_revwalk_push(walk, &theirs);
	if (rc == 0 && since) {
		theirs = repo_git_oid(since);
		rc = git_revwalk_hide(walk, &theirs);
	}
	while (rc == 0 && (rc = git_revwalk_next(&theirs, walk)) == 0)
		vec_push(&found, repo_oid(&theirs));
	git_revwalk_free(walk);
	*ids = found.v;
	*n = found.n;
	if (rc == GIT_ITEROVER)
		return 0;
	vec_release(&found);
	*ids = NULL;
	*n = 0;
	return repo_fail(err, "cannot walk the commits");
}

int
repo_parents(struct repo *repo, const struct oid *id, struct oid **ids,
             size_t *n, struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_commit *commit;

	*ids = NULL;
	*n = 0;
	if (git_commit_lookup(&commit, repo->git, &theirs) < 0)
		return repo_fail(err, "cannot read a commit");
	*n = git_commit_parentcount(commit);
	*ids = mem_zalloc(*n, sizeof **ids);
	for (size_t i = 0; i < *n; i++)
		(*ids)[i] =
		    repo_oid(git_commit_parent_id(commit, (unsigned)i));
	git_commit_free(commit);
	return 0;
}

int
repo_bases(struct repo *repo, const struct oid *a, const struct oid *b,
           struct oid **ids, size_t *n, struct err *err)
{
	git_oid one = repo_git_oid(a);
	git_oid two = repo_git_oid(b);
	git_oidarray bases = {0};
	int rc = git_merge_bases(&bases, repo->git, &one, &two);

	*n = rc == 0 ? bases.count : 0;
	*ids = mem_zalloc(*n, sizeof **ids);
	for (size_t i = 0; i < *n; i++)
		(*ids)[i] = repo_oid(&bases.ids[i]);
	git_oidarray_dispose(&bases);
	if (rc < 0 && rc != GIT_ENOTFOUND)
		return repo_fail(err, "cannot find where lines part");
	return 0;
}

int
repo_signature(struct repo *repo, const struct oid *id, struct buf *signature,
               struct buf *signed_bytes, struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_buf one = {0};
	git_buf two = {0};
	int rc = git_commit_extract_signature(&one, &two, repo->git, &theirs,
	                                      NULL);

	buf_reset(signature);
	buf_reset(signed_bytes);
	if (rc == 0) {
		buf_add(signature, (struct str){one.ptr, one.size});
		buf_add(signed_bytes, (struct str){two.ptr, two.size});
	}
	git_buf_dispose(&one);
	git_buf_dispose(&two);
	if (rc < 0 && rc != GIT_ENOTFOUND)
		return repo_fail(err, "cannot read a signature");
	return rc == 0;
}

/* --------------------------------------------------------- settings */

int
repo_head(struct repo *repo, struct buf *name, struct err *err)
{
	git_reference *head = NULL;
	const char *branch = NULL;
	int rc = git_reference_lookup(&head, repo->git, "HEAD");

	buf_reset(name);
	if (rc == 0)
		branch = git_reference_symbolic_target(head);
	if (branch)
		buf_adds(name, branch);
	git_reference_free(head);
	return branch ? 0 : err_set(err, ERR_GIT, "HEAD is on no branch");
}

int
repo_set_head(struct repo *repo, const char *name, struct err *err)
{
	return git_repository_set_head(repo->git, name) < 0
	           ? repo_fail(err, "cannot set HEAD")
	           : 0;
}

static int
open_settings(struct repo *repo, bool own, git_config **config)
{
	git_config *all = NULL;
	int rc = git_repository_config(&all, repo->git);

	*config = all;
	if (rc < 0 || !own)
		return rc;
	rc = git_config_open_level(config, all, GIT_CONFIG_LEVEL_LOCAL);
	git_config_free(all);
	return rc;
}

int
repo_setting(struct repo *repo, const char *name, bool own,
             struct buf *value, struct err *err)
{
	git_config *config = NULL;
	git_buf text = {0};
	int rc = open_settings(repo, own, &config);

	buf_reset(value);
	if (rc == 0) {
		rc = git_config_get_string_buf(&text, config, name);
		git_config_free(config);
	}
	if (rc == 0)
		buf_add(value, (struct str){text.ptr, text.size});
	git_buf_dispose(&text);
	if (rc < 0 && rc != GIT_ENOTFOUND)
		return repo_fail(err, "cannot read the settings");
	return rc == 0;
}

int
repo_set(struct repo *repo, const char *name, const char *value,
         struct err *err)
{
	git_config *config = NULL;
	int rc = open_settings(repo, true, &config);

	if (rc == 0) {
		rc = git_config_set_string(config, name, value);
		git_config_free(config);
	}
	return rc < 0 ? repo_fail(err, "cannot write the settings") : 0;
}

int
repo_unset(struct repo *repo, const char *name, struct err *err)
{
	git_config *config = NULL;
	int rc = open_settings(repo, true, &config);

	if (rc == 0) {
		rc = git_config_delete_entry(config, name);
		git_config_free(config);
	}
	return rc < 0 ? repo_fail(err, "cannot write the settings") : 0;
}
