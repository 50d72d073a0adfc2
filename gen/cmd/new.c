#include "cmd/cmd.h"

#include "base/vec.h"
#include "cmd/draft.h"

#include <getopt.h>
#include <stdio.h>

enum { OPT_SET = 256, OPT_ID, OPT_REPO, OPT_CONTENT };

static const struct option options[] = {
    {"set", required_argument, NULL, OPT_SET},
    {"id", required_argument, NULL, OPT_ID},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {0}};

struct settings {
	struct VEC(struct str) set; /* FIELD=VALUE */
	const char *id;
	const char *repo;
	const char *content;
	const char *kind;
	enum lang lang;
};

static int
run(const struct settings *s)
{
	struct draft draft;
	struct err err = {0};
	char path[PATH_SIZE];
	int rc = draft_open(&draft, s->repo, s->content, &err);

	if (rc < 0)
		cmd_findings(stderr, &draft.findings, s->lang, FINDING_FULL,
		             0);
	if (rc == 0)
		rc = draft_kind(&draft, str_from(s->kind), &err);
	for (size_t i = 0; rc == 0 && i < s->set.n; i++) {
		struct str value = s->set.v[i];
		struct str field = str_cut(&value, '=');

		rc = draft_set(&draft, field, value, &err);
	}
	if (rc == 0)
		rc = draft_write(&draft, str_from(s->id), s->lang, path,
		                 &err);
	if (rc == 0)
		cmd_next(path, s->lang);
	draft_close(&draft);
	return rc < 0 ? cmd_fail(s->lang, &err) : EXIT_DONE;
}

int
cmd_new(int argc, char **argv, enum lang lang)
{
	struct settings s = {.lang = lang};
	int code;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == OPT_SET)
			vec_push(&s.set, str_from(optarg));
		else if (c == OPT_ID)
			s.id = optarg;
		else if (c == OPT_REPO)
			s.repo = optarg;
		else if (c == OPT_CONTENT)
			s.content = optarg;
		else
			break;
	}
	if (c != -1 || optind + 1 != argc) {
		code = cmd_usage(lang, "new",
		                 c != -1 ? argv[optind - 1] : NULL);
	} else {
		s.kind = argv[optind];
		code = run(&s);
	}
	vec_release(&s.set);
	return code;
}
