#include "build/build.h"

#include "base/mem.h"
#include "cmd/cmd.h"
#include "model/date.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_FINDINGS 50

enum {
	OPT_REPO = 256,
	OPT_REV,
	OPT_CONTENT,
	OPT_THEME,
	OPT_AS_OF,
	OPT_CLEAN,
	OPT_COMPRESS,
	OPT_WORKTREE,
	OPT_EXPLAIN,
	OPT_JSON,
	OPT_DURABILITY
};

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"rev", required_argument, NULL, OPT_REV},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"theme", required_argument, NULL, OPT_THEME},
    {"output", required_argument, NULL, 'o'},
    {"as-of", required_argument, NULL, OPT_AS_OF},
    {"jobs", required_argument, NULL, 'j'},
    {"clean", no_argument, NULL, OPT_CLEAN},
    {"compress", no_argument, NULL, OPT_COMPRESS},
    {"worktree", no_argument, NULL, OPT_WORKTREE},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"json", no_argument, NULL, OPT_JSON},
    {"durability", required_argument, NULL, OPT_DURABILITY},
    {0}};

struct settings {
	struct build_options build;
	bool json;
	bool explain;
};

static bool
set_path(struct settings *s, int c)
{
	switch (c) {
	case OPT_REPO:
		s->build.repo = optarg;
		return true;
	case OPT_REV:
		s->build.rev = optarg;
		return true;
	case OPT_CONTENT:
		s->build.content = optarg;
		return true;
	case OPT_THEME:
		s->build.theme = optarg;
		return true;
	case 'o':
		s->build.output = optarg;
		return true;
	default:
		return false;
	}
}

static bool
set_option(struct settings *s, int c)
{
	switch (c) {
	case OPT_AS_OF:
		return date_parse(str_from(optarg), &s->build.as_of);
	case 'j':
		return cmd_number(optarg, &s->build.threads);
	case OPT_DURABILITY:
		if (strcmp(optarg, "none") == 0)
			s->build.durability = DURABILITY_NONE;
		return strcmp(optarg, "none") == 0 ||
		       strcmp(optarg, "batch") == 0;
	case OPT_CLEAN:
		return s->build.clean = true;
	case OPT_COMPRESS:
		return s->build.compress = true;
	case OPT_WORKTREE:
		s->build.source = BUILD_WORKTREE;
		return true;
	case OPT_EXPLAIN:
		return s->explain = true;
	case OPT_JSON:
		return s->json = true;
	default:
		return set_path(s, c);
	}
}

/* Why an output was looked at: the question whose answer changed, or a plain
 * reason. */
static void
explain(void *ctx, struct str path, struct str reason, const char *became)
{
	static const struct {
		const char *verb;
		const char *text;
	} words[] = {{"title", "title or date changed: "},
	             {"refs", "something changed about: "},
	             {"about", "something was said about: "},
	             {"new", "newest entries changed: "},
	             {"cut", "entries changed: "},
	             {"count", "number changed: "},
	             {"counts", "numbers changed: "},
	             {"feed", "newest entries changed: "},
	             {"map", "addresses or dates changed: "},
	             {"blocks", "more or fewer pieces: "},
	             {"export", "records of the piece changed: "},
	             {"exports", "more or fewer pieces: "},
	             {"changes", "versions told of: "},
	             {"due", "coming days changed: "},
	             {"totals", "total changed"},
	             {"running", "deadlines changed"},
	             {"commit", "another commit"},
	             {"date", "another date"}};
	struct str rest = reason;
	struct str verb = str_cut(&rest, '|');

	(void)ctx;
	printf("%-9s %.*s  (", became, STR_ARG(path));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(verb, str_from(words[i].verb))) {
			printf("%s%.*s)\n", words[i].text, STR_ARG(rest));
			return;
		}
	}
	printf("%.*s)\n", STR_ARG(reason));
}

static void
put_count(struct buf *b, const char *key, uint64_t n)
{
	json_key(b, str_from(key));
	json_int(b, (int64_t)n);
}

static void
put_phases(struct buf *b, const struct trace *trace)
{
	json_key(b, STR("phases_ms"));
	json_open(b, '{');
	for (unsigned i = 0; i < trace->phases; i++) {
		json_key(b, str_from(trace->phase[i].name));
		buf_fmt(b, "%.3f", (double)trace->phase[i].value / 1e6);
	}
	json_close(b, '}');
}

static void
print_json(const struct build_result *r, const struct finding_list *findings)
{
	char as_of[DATE_ISO_SIZE] = "";
	struct buf b = {0};

	if (r->as_of != DATE_NONE)
		date_iso(r->as_of, as_of);
	json_open(&b, '{');
	json_key(&b, STR("commit"));
	json_text(&b, str_from(r->commit));
	json_key(&b, STR("as_of"));
	json_text(&b, str_from(as_of));
	json_key(&b, STR("null_build"));
	json_bool(&b, r->report.null_build);
	json_key(&b, STR("rebuilt"));
	json_bool(&b, r->report.rebuilt);
	put_count(&b, "records", r->report.records);
	put_count(&b, "read", r->report.read);
	put_count(&b, "considered", r->report.considered);
	put_count(&b, "rendered", r->report.rendered);
	put_count(&b, "late", r->report.late);
	put_count(&b, "written", r->report.written);
	put_count(&b, "deleted", r->report.deleted);
	put_count(&b, "bytes", r->report.bytes);
	put_count(&b, "peak_bytes", trace_peak());
	put_count(&b, "warnings", findings->n - findings->errors);
	put_phases(&b, &r->report.trace);
	json_close(&b, '}');
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static void
print_summary(const struct build_result *r, enum lang lang)
{
	const struct report *report = &r->report;

	if (report->rewritten)
		fprintf(stderr, "gongshi: %s\n",
		        lang == LANG_ZH
		            ? "提交历史被改写过，编号和历史已全部重新计算"
		            : "the history was rewritten; numbers and "
		              "versions were made anew");
	if (report->null_build) {
		fprintf(stderr, lang == LANG_ZH
		                    ? "没有变化，共 %llu 条记录\n"
		                    : "nothing changed, %llu records\n",
		        (unsigned long long)report->records);
		return;
	}
	fprintf(stderr,
	        lang == LANG_ZH
	            ? "%llu 条记录，生成 %llu 个文件，写入 %llu，删除 "
	              "%llu\n%s\n"
	            : "%llu records, %llu files made, %llu written, %llu "
	              "deleted\n%s\n",
	        (unsigned long long)report->records,
	        (unsigned long long)(report->rendered + report->late),
	        (unsigned long long)report->written,
	        (unsigned long long)report->deleted, r->output);
}

/* What stops a build is told with its remedy; a line each is enough of what
 * does not, since the first build of a register has many. */
static void
print_findings(struct finding_list *list, enum lang lang)
{
	cmd_findings(stderr, list, lang,
	             list->errors ? FINDING_FULL : FINDING_CONCISE,
	             MOST_FINDINGS);
	if (list->n && !list->errors)
		fputs(lang == LANG_ZH ? "原因和改法: gongshi check\n"
		                      : "why, and what to do: gongshi check\n",
		      stderr);
}

static int
run(struct settings *s, enum lang lang)
{
	struct build_result result = {0};
	struct finding_list findings;
	struct arena arena;
	struct err err = {0};
	int rc;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	if (s->explain)
		result.report.explain = explain;
	rc = build_run(&s->build, &findings, &result, &err);
	print_findings(&findings, lang);
	if (rc == 0 && s->json)
		print_json(&result, &findings);
	else if (rc == 0)
		print_summary(&result, lang);
	mem_free(result.output);
	arena_release(&arena);
	return rc < 0 ? cmd_fail(lang, &err) : EXIT_DONE;
}

int
cmd_build(int argc, char **argv, enum lang lang)
{
	struct settings s = {.build = {.as_of = DATE_NONE}};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:j:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "build", argv[optind - 1]);
	if (optind < argc)
		return cmd_usage(lang, "build", argv[optind]);
	return run(&s, lang);
}
