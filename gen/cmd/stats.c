#include "cmd/cmd.h"

#include "base/codec.h"
#include "build/config.h"
#include "cmd/inspect.h"
#include "cmd/look.h"
#include "model/date.h"
#include "store/titles.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>

enum { OPT_REPO = 256, OPT_CONTENT, OPT_JSON };

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct settings {
	const char *output;
	const char *repo;
	const char *content;
	bool json;
	enum lang lang;
};

struct stats {
	struct look look;
	struct arena arena;
	struct config config; /* of the commit that was built */
	enum lang lang;
};

/* Lists are named FOLDER, FOLDER|FACET|CODE, and "*" for all; those of titles
 * tell nobody anything by their numbers. */
static void
print_line(const struct stats *s, struct str list, uint32_t count)
{
	struct str rest = list;
	const struct schema *schema =
	    schema_of_folder(&s->config.set, str_cut(&rest, '|'));
	const struct schema_facet *facet;
	struct str key = str_cut(&rest, '|');

	if (!schema) {
		printf("%8u  %s\n", count, s->lang == LANG_ZH ? "全部" : "all");
		return;
	}
	if (key.n == 0) {
		printf("%8u  %.*s\n", count,
		       STR_ARG(text2_in(schema->label, s->lang)));
		return;
	}
	facet = schema_facet(schema, key);
	if (facet)
		printf("%8u    %.*s: %.*s\n", count,
		       STR_ARG(text2_in(facet->label, s->lang)),
		       STR_ARG(schema_facet_label(schema, facet, rest,
		                                  s->lang)));
}

static void
walk(struct stats *s, struct buf *json)
{
	struct cursor *c = cursor_open(s->look.txn, TABLE_COUNT);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		struct reader r = reader_over(value);
		uint32_t count = get_be32(&r);

		if (json && !titles_is(key)) {
			json_key(json, key);
			json_int(json, count);
		} else if (!titles_is(key)) {
			print_line(s, key, count);
		}
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
}

static void
print_json(struct stats *s)
{
	char as_of[DATE_ISO_SIZE];
	struct buf b = {0};

	date_iso(s->look.built.as_of, as_of);
	json_open(&b, '{');
	json_key(&b, STR("as_of"));
	json_text(&b, str_from(as_of));
	json_key(&b, STR("counts"));
	json_open(&b, '{');
	walk(s, &b);
	json_close(&b, '}');
	inspect_json(s->look.txn, &s->config, s->look.built.as_of, &b);
	json_close(&b, '}');
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static void
print_text(struct stats *s)
{
	char as_of[DATE_ISO_SIZE];
	struct buf b = {0};

	walk(s, NULL);
	date_iso(s->look.built.as_of, as_of);
	buf_fmt(&b,
	        s->lang == LANG_ZH ? "栏目体检（截至 %s）\n"
	                           : "Inspection of columns (as of %s)\n",
	        as_of);
	inspect_text(s->look.txn, &s->config, s->look.built.as_of, s->lang,
	             &b);
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static int
run(const struct settings *set)
{
	struct stats s = {.lang = set->lang};
	struct repo *repo = NULL;
	struct err err = {0};
	int rc;

	arena_init(&s.arena);
	rc = look_open(&s.look, set->output, set->repo, &err);
	if (rc == 0) {
		look_age(&s.look, set->repo, set->lang);
		rc = look_config(&s.look, &s.arena, set->repo, set->content,
		                 &repo, &s.config, &err);
		if (rc == 0 && set->json)
			print_json(&s);
		else if (rc == 0)
			print_text(&s);
		config_release(&s.config);
		repo_close(repo);
	}
	look_close(&s.look);
	arena_release(&s.arena);
	return rc < 0 ? cmd_fail(set->lang, &err) : EXIT_DONE;
}

int
cmd_stats(int argc, char **argv, enum lang lang)
{
	struct settings set = {.lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			set.output = optarg;
		else if (c == OPT_REPO)
			set.repo = optarg;
		else if (c == OPT_CONTENT)
			set.content = optarg;
		else if (c == OPT_JSON)
			set.json = true;
		else
			return cmd_usage(lang, "stats", argv[optind - 1]);
	}
	if (optind < argc)
		return cmd_usage(lang, "stats", argv[optind]);
	return run(&set);
}
