#include "cmd/hook_news.h"

#include "build/outlook.h"
#include "model/date.h"

#include <stdio.h>

#define ADDRESSES_MOST 20

struct news {
	const struct config *config;
	struct outlook outlook;
	struct arena arena;
	enum lang lang;
};

static const struct words {
	const char *published, *more, *later, *taken, *again;
} words[LANGS] = {
    {"已公开 %.*s\n", "  等 %zu 处\n", "  自 %.*s 起公开  ",
     "  已撤下  ", "  已撤下，自 %.*s 起再公开  "},
    {"published %.*s\n", "  and more, %zu in all\n",
     "  public from %.*s  ", "  taken down  ",
     "  taken down, public again from %.*s  "}};

/* Also what was public, and was given a day to come. */
static bool
is_later(const struct outlook_record *r)
{
	return r->sort == OUTLOOK_LATER ||
	       (r->sort == OUTLOOK_REMOVED && r->now);
}

static void
tell_address(const struct news *n, const struct outlook_record *r)
{
	fprintf(stderr, "%.*s%.*s.html\n",
	        STR_ARG(n->config->site.base_url), STR_ARG(r->name));
}

/* What the public sees now. */
static void
tell_now(const struct news *n, size_t all)
{
	const struct outlook *o = &n->outlook;
	size_t told = 0;

	if (all == 0 && o->others == 0)
		return;
	fprintf(stderr, words[n->lang].published,
	        STR_ARG(n->config->site.base_url));
	for (size_t i = 0; i < o->records && told < ADDRESSES_MOST; i++) {
		const struct outlook_record *r = &o->record[i];

		if (is_later(r))
			continue;
		fputs(r->sort == OUTLOOK_REMOVED ? words[n->lang].taken
		                                 : "  ",
		      stderr);
		tell_address(n, r);
		told++;
	}
	if (all > told)
		fprintf(stderr, words[n->lang].more, all);
}

/* What it will see, and when. */
static void
tell_later(struct news *n, size_t all)
{
	const struct words *w = &words[n->lang];
	const struct outlook *o = &n->outlook;
	size_t told = 0;

	for (size_t i = 0; i < o->records && told < ADDRESSES_MOST; i++) {
		const struct outlook_record *r = &o->record[i];
		bool again = r->sort == OUTLOOK_REMOVED;
		struct str day;

		if (!is_later(r))
			continue;
		day = date_iso_str(&n->arena, r->now->scheduled);
		fprintf(stderr, again ? w->again : w->later, STR_ARG(day));
		tell_address(n, r);
		told++;
	}
	if (all > told)
		fprintf(stderr, w->more, all);
}

/* The content folder of what was published before. */
static int
old_content(const struct hub *hub, const struct oid *commit,
            struct oid *tree, struct err *err)
{
	struct commit c;
	int rc;

	if (oid_is_zero(commit))
		return 0;
	rc = repo_commit(hub->repo, commit, &c, err);
	return rc < 0 ? rc
	              : repo_subtree(hub->repo, &c.tree, hub_content(hub),
	                             tree, err);
}

static int
find_news(struct news *n, struct config *config, const struct hub *hub,
          const struct oid *old, const struct oid *now, int32_t as_of,
          struct err *err)
{
	struct finding_list quiet;
	struct commit commit;
	struct oid was;
	int had = 0;
	int rc = repo_commit(hub->repo, now, &commit, err);

	finding_list_init(&quiet, &n->arena);
	if (rc == 0)
		rc = config_load(config, hub->repo, &commit.tree,
		                 hub_content(hub), NULL, &quiet, err);
	if (rc == 0)
		rc = had = old_content(hub, old, &was, err);
	return rc < 0 ? rc
	              : outlook_between(&n->outlook, &n->arena, hub->repo,
	                                &config->set, had ? &was : NULL,
	                                &config->content, as_of, err);
}

int
hook_news(const struct hub *hub, const struct oid *old,
          const struct oid *now, int32_t as_of, enum lang lang,
          struct err *err)
{
	struct config config = {0};
	struct news news = {.config = &config, .lang = lang};
	size_t later = 0;
	int rc;

	arena_init(&news.arena);
	rc = find_news(&news, &config, hub, old, now, as_of, err);
	for (size_t i = 0; rc == 0 && i < news.outlook.records; i++)
		later += is_later(&news.outlook.record[i]);
	if (rc == 0) {
		tell_now(&news, news.outlook.records - later);
		tell_later(&news, later);
	}
	config_release(&config);
	arena_release(&news.arena);
	return rc;
}
