#include "build/config.h"
#include "build/kind_word.h"

#include "cmd/cmd.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { OPT_REPO = 256, OPT_REV, OPT_CONTENT, OPT_JSON };

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"rev", required_argument, NULL, OPT_REV},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct settings {
	const char *repo;
	const char *rev;
	const char *content;
	const char *kind;
	bool json;
};

static void
print_kinds(const struct schema_set *set, enum lang lang)
{
	for (size_t i = 0; i < set->n; i++)
		printf("%-12.*s %-12.*s %.*s\n", STR_ARG(set->kind[i].kind),
		       STR_ARG(set->kind[i].folder),
		       STR_ARG(text2_in(set->kind[i].label, lang)));
}

static void
print_fields(const struct schema *schema, enum lang lang)
{
	const struct schema_field *f = NULL;

	while ((f = schema_next(schema, f))) {
		if (f->name.n == 0)
			continue;
		printf("%-32.*s %-9.*s %s %.*s\n", STR_ARG(f->path),
		       STR_ARG(schema_type_name(f->type)),
		       f->required      ? "*"
		       : f->required_ifs ? "?"
		                         : " ",
		       STR_ARG(text2_in(f->label, lang)));
	}
}

static int
print(const struct settings *s, const struct config *config, enum lang lang)
{
	const struct schema *schema;
	struct arena arena;
	struct err err = {0};
	struct buf b = {0};

	if (!s->kind) {
		print_kinds(&config->set, lang);
		return EXIT_DONE;
	}
	if (kind_word(&config->set, str_from(s->kind), &schema, &err) < 0)
		return cmd_fail(lang, &err);
	if (!s->json) {
		print_fields(schema, lang);
		return EXIT_DONE;
	}
	arena_init(&arena);
	json_write(&b, schema_json(&arena, schema, lang));
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	arena_release(&arena);
	return EXIT_DONE;
}

static int
run(const struct settings *s, enum lang lang)
{
	struct str content = str_from(s->content ? s->content : "content");
	struct finding_list findings;
	struct config config = {0};
	struct commit commit;
	struct repo *repo;
	struct arena arena;
	struct err err = {0};
	int code;
	int rc = repo_open(s->repo ? s->repo : ".", &repo, &err);

	if (rc < 0)
		return cmd_fail(lang, &err);
	arena_init(&arena);
	finding_list_init(&findings, &arena);
	if (str_eq(content, STR(".")))
		content = STR("");
	rc = repo_resolve(repo, s->rev ? s->rev : "HEAD", &commit, &err);
	if (rc == 0) {
		rc = config_load(&config, repo, &commit.tree, content, NULL,
		                 &findings, &err);
		cmd_findings(stderr, &findings, lang, FINDING_FULL, 0);
		code = rc < 0 ? cmd_fail(lang, &err)
		              : print(s, &config, lang);
		config_release(&config);
	} else {
		code = cmd_fail(lang, &err);
	}
	arena_release(&arena);
	repo_close(repo);
	return code;
}

int
cmd_schema(int argc, char **argv, enum lang lang)
{
	struct settings s = {0};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == OPT_REPO)
			s.repo = optarg;
		else if (c == OPT_REV)
			s.rev = optarg;
		else if (c == OPT_CONTENT)
			s.content = optarg;
		else if (c == OPT_JSON)
			s.json = true;
		else
			return cmd_usage(lang, "schema", argv[optind - 1]);
	}
	if (optind + 1 < argc)
		return cmd_usage(lang, "schema", argv[optind + 1]);
	if (optind < argc)
		s.kind = argv[optind];
	return run(&s, lang);
}
