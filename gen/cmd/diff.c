#include "build/origin.h"
#include "build/outlook.h"
#include "cmd/cmd.h"
#include "cmd/outlook_text.h"
#include "model/date.h"
#include "repo/repo.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { OPT_REPO = 256, OPT_CONTENT, OPT_STAGED, OPT_AS_OF, OPT_JSON };

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"staged", no_argument, NULL, OPT_STAGED},
    {"as-of", required_argument, NULL, OPT_AS_OF},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct settings {
	const char *repo;
	const char *content;
	const char *range; /* A..B, A, or NULL */
	bool staged;
	int32_t as_of; /* DATE_NONE: today */
	bool json;
	enum lang lang;
};

struct sides {
	struct repo *repo;
	struct oid old; /* trees of the whole repository */
	struct oid now;
	struct str content;
};

static int
commit_tree(struct sides *s, const char *rev, struct oid *tree,
            struct err *err)
{
	struct commit commit;
	int rc = repo_resolve(s->repo, rev, &commit, err);

	if (rc == 0)
		*tree = commit.tree;
	return rc;
}

/* "A..B": two commits; "A" or nothing: a commit and the work tree. */
static int
find_sides(struct sides *s, const struct settings *set, struct err *err)
{
	struct str now = str_from(set->range ? set->range : "HEAD");
	size_t found = str_find(now, STR(".."));
	size_t dots = found < now.n ? found : now.n;
	struct buf old = {0};
	int rc;

	buf_add(&old, dots ? str_sub(now, 0, dots) : STR("HEAD"));
	buf_byte(&old, '\0');
	rc = commit_tree(s, old.p, &s->old, err);
	if (rc == 0 && dots < now.n)
		rc = commit_tree(s,
		                 dots + 2 < now.n ? now.p + dots + 2 : "HEAD",
		                 &s->now, err);
	else if (rc == 0 && set->staged)
		rc = repo_staged(s->repo, &s->now, err);
	else if (rc == 0 && (rc = repo_keep_clean(s->repo, err)) == 0)
		rc = repo_worktree(s->repo, &s->now, err);
	buf_release(&old);
	return rc;
}

static int
compare(struct sides *s, const struct config *config, int32_t as_of,
        struct arena *a, struct outlook *outlook, struct err *err)
{
	struct oid old;
	int rc = repo_subtree(s->repo, &s->old, s->content, &old, err);

	if (rc < 0)
		return rc;
	if (as_of == DATE_NONE)
		as_of = origin_today(config->site.utc_offset);
	return outlook_between(outlook, a, s->repo, &config->set,
	                       rc ? &old : NULL, &config->content, as_of,
	                       err);
}

static void
print(const struct settings *set, const struct outlook *outlook,
      struct arena *a)
{
	struct buf b = {0};

	if (set->json)
		outlook_json(outlook, a, set->lang, &b);
	else
		outlook_text(outlook, a, set->lang, &b);
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static int
run(const struct settings *set)
{
	struct sides s = {.content = str_from(set->content ? set->content
	                                                   : "content")};
	struct finding_list findings;
	struct config config = {0};
	struct outlook outlook;
	struct arena a;
	struct err err = {0};
	int rc = repo_open(set->repo ? set->repo : ".", &s.repo, &err);

	arena_init(&a);
	finding_list_init(&findings, &a);
	if (str_eq(s.content, STR(".")))
		s.content = STR("");
	if (rc == 0)
		rc = find_sides(&s, set, &err);
	if (rc == 0)
		rc = config_load(&config, s.repo, &s.now, s.content, NULL,
		                 &findings, &err);
	if (rc < 0)
		cmd_findings(stderr, &findings, set->lang, FINDING_FULL, 0);
	if (rc == 0)
		rc = compare(&s, &config, set->as_of, &a, &outlook, &err);
	if (rc == 0)
		print(set, &outlook, &a);
	config_release(&config);
	arena_release(&a);
	repo_close(s.repo);
	return rc < 0 ? cmd_fail(set->lang, &err) : EXIT_DONE;
}

int
cmd_diff(int argc, char **argv, enum lang lang)
{
	struct settings s = {.as_of = DATE_NONE, .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == OPT_REPO)
			s.repo = optarg;
		else if (c == OPT_CONTENT)
			s.content = optarg;
		else if (c == OPT_STAGED)
			s.staged = true;
		else if (c == OPT_AS_OF &&
		         date_parse(str_from(optarg), &s.as_of))
			continue;
		else if (c == OPT_JSON)
			s.json = true;
		else
			return cmd_usage(lang, "diff", argv[optind - 1]);
	}
	if (optind + 1 < argc)
		return cmd_usage(lang, "diff", argv[optind + 1]);
	if (optind < argc)
		s.range = argv[optind];
	return run(&s);
}
