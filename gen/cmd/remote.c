#include "cmd/remote.h"

#include "base/mem.h"
#include "repo/command.h"

/* out: *any, does git name anything? */
static int
ask(const char *const argv[], struct repo *repo, bool *any, struct err *err)
{
	const struct command git = {.dir = repo_workdir(repo)};
	struct buf names = {0};
	int rc = command_run(&git, argv, &names, err);

	*any = rc == 0 && names.n;
	buf_release(&names);
	return rc;
}

static int
find_server(struct remote *r, struct repo *repo, struct err *err)
{
	static const char *const servers[] = {"git", "remote", NULL};
	static const char *const theirs[] = {"git", "branch", "-r", NULL};
	bool some = false;
	int rc = ask(servers, repo, &r->there, err);

	if (rc == 0 && r->there)
		rc = ask(theirs, repo, &some, err);
	r->fresh = r->there && !some;
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
