#include "cmd/hub.h"

#define COMMITS_MOST "500" /* in one push, unless the repository says more */

static int
load_one(struct hub *hub, const char *name, struct buf *value,
         const char *otherwise, struct err *err)
{
	int rc = repo_setting(hub->repo, name, true, value, err);

	if (rc == 0 && !otherwise)
		rc = err_set(err, ERR_CONFIG,
		             "%s is not set; run gongshi hook install", name);
	else if (rc == 0)
		buf_adds(value, otherwise);
	buf_byte(value, '\0');
	return rc < 0 ? rc : 0;
}

static int
load_most(struct hub *hub, struct err *err)
{
	struct buf text = {0};
	int rc = load_one(hub, "gongshi.maxCommits", &text, COMMITS_MOST, err);

	if (rc == 0 && !str_u64(str_from(text.p), &hub->most))
		rc = err_set(err, ERR_CONFIG,
		             "gongshi.maxCommits is no number: %s", text.p);
	buf_release(&text);
	return rc;
}

int
hub_load(struct hub *hub, struct err *err)
{
	int rc = load_one(hub, "gongshi.output", &hub->output, NULL, err);

	if (rc == 0)
		rc = load_one(hub, "gongshi.content", &hub->content,
		              "content", err);
	if (rc == 0)
		rc = load_one(hub, "gongshi.branch", &hub->branch,
		              "refs/heads/main", err);
	if (rc == 0)
		rc = load_most(hub, err);
	return rc;
}

struct str
hub_content(const struct hub *hub)
{
	struct str content = str_from(hub->content.p);

	return str_eq(content, STR(".")) ? STR("") : content;
}

void
hub_release(struct hub *hub)
{
	repo_close(hub->repo);
	buf_release(&hub->branch);
	buf_release(&hub->content);
	buf_release(&hub->output);
}
