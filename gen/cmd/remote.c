#include "cmd/remote.h"

#include "base/mem.h"
#include "repo/command.h"

static int
find_server(struct remote *r, struct repo *repo, struct err *err)
{
	static const char *const list[] = {"git", "remote", NULL};
	const struct command git = {.dir = repo_workdir(repo)};
	struct buf names = {0};
	int rc = command_run(&git, list, &names, err);

	r->there = rc == 0 && names.n;
	buf_release(&names);
	return rc;
}

int
remote_look(struct remote *r, struct repo *repo, const struct commit *head,
            struct err *err)
{
	struct commit upstream;
	struct oid *ids = NULL;
	size_t n = 0;
	int rc = find_server(r, repo, err);

	r->base = *head;
	r->waiting = r->there;
	if (rc < 0 || !r->there ||
	    repo_resolve(repo, "@{upstream}", &upstream, NULL) < 0)
		return rc;
	rc = repo_bases(repo, &head->id, &upstream.id, &ids, &n, err);
	if (rc == 0 && n)
		rc = repo_commit(repo, &ids[0], &r->base, err);
	if (rc == 0 && n)
		r->waiting = !oid_eq(&r->base.id, &head->id);
	mem_free(ids);
	return rc;
}
