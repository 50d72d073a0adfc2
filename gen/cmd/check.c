#include "build/build.h"

#include "base/vec.h"
#include "cmd/cmd.h"
#include "model/date.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
	OPT_REPO = 256,
	OPT_REV,
	OPT_CONTENT,
	OPT_STAGED,
	OPT_FORMAT,
	OPT_MAX,
	OPT_LANG
};

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"rev", required_argument, NULL, OPT_REV},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"staged", no_argument, NULL, OPT_STAGED},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"max", required_argument, NULL, OPT_MAX},
    {"lang", required_argument, NULL, OPT_LANG},
    {0}};

struct settings {
	struct build_options build;
	enum finding_form form;
	bool json;
	unsigned most;
	enum lang lang;
	char **path; /* only findings below these */
	int paths;
};

static bool
set_format(struct settings *s, const char *format)
{
	s->json = strcmp(format, "json") == 0;
	s->form = strcmp(format, "concise") == 0 ? FINDING_CONCISE
	                                         : FINDING_FULL;
	return s->json || s->form == FINDING_CONCISE ||
	       strcmp(format, "full") == 0;
}

static bool
set_option(struct settings *s, int c)
{
	switch (c) {
	case OPT_REPO:
		s->build.repo = optarg;
		return true;
	case OPT_REV:
		s->build.rev = optarg;
		s->build.source = BUILD_COMMIT;
		return true;
	case OPT_CONTENT:
		s->build.content = optarg;
		return true;
	case OPT_STAGED:
		s->build.source = BUILD_STAGED;
		return true;
	case OPT_FORMAT:
		return set_format(s, optarg);
	case OPT_MAX:
		return cmd_number(optarg, &s->most);
	case OPT_LANG:
		return lang_parse(str_from(optarg), &s->lang);
	default:
		return false;
	}
}

static bool
is_wanted(const struct settings *s, struct str path)
{
	for (int i = 0; i < s->paths; i++) {
		struct str want = str_from(s->path[i]);

		if (str_starts(want, STR("./")))
			want = str_sub(want, 2, want.n);
		if (want.n && want.p[want.n - 1] == '/')
			want = str_sub(want, 0, want.n - 1);
		if (str_starts(path, want) &&
		    (path.n == want.n || path.p[want.n] == '/' ||
		     want.n == 0))
			return true;
	}
	return s->paths == 0;
}

/* Keep what the user asked about. */
static void
keep_wanted(const struct settings *s, struct finding_list *list)
{
	size_t kept = 0;

	list->errors = 0;
	for (size_t i = 0; i < list->n; i++) {
		if (!is_wanted(s, list->v[i].path))
			continue;
		list->errors += list->v[i].severity == FINDING_ERROR;
		list->v[kept++] = list->v[i];
	}
	list->n = kept;
}

static void
print_json(struct finding_list *list)
{
	struct buf b = {0};

	finding_list_sort(list);
	json_open(&b, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_byte(&b, ',');
		buf_byte(&b, '\n');
		json_write(&b, finding_json(list->arena, &list->v[i]));
	}
	buf_adds(&b, "\n]\n");
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static int
run(struct settings *s)
{
	struct finding_list findings;
	struct arena arena;
	struct err err = {0};
	uint64_t records = 0;
	int rc;
	int code;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	rc = build_check(&s->build, &findings, &records, &err);
	keep_wanted(s, &findings);
	if (s->json)
		print_json(&findings);
	else
		cmd_findings(stdout, &findings, s->lang, s->form, s->most);
	code = findings.errors ? EXIT_FINDINGS : EXIT_DONE;
	if (rc < 0 && rc != ERR_CONTENT)
		code = cmd_fail(s->lang, &err);
	else if (!s->json && findings.n == 0)
		fprintf(stderr,
		        s->lang == LANG_ZH ? "%llu 条记录，没有问题\n"
		                           : "%llu records, no problems\n",
		        (unsigned long long)records);
	arena_release(&arena);
	return code;
}

int
cmd_check(int argc, char **argv, enum lang lang)
{
	struct settings s = {.build = {.as_of = DATE_NONE,
	                               .source = BUILD_WORKTREE},
	                     .most = 50,
	                     .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "check", argv[optind - 1]);
	s.path = argv + optind;
	s.paths = argc - optind;
	return run(&s);
}
