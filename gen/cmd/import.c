#include "build/import.h"

#include "cmd/cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define SHOWN 50 /* findings on the terminal; all are in the report */

enum {
	OPT_KIND = 256,
	OPT_DRY_RUN,
	OPT_MAP,
	OPT_UPDATE,
	OPT_REPORT,
	OPT_SHEET,
	OPT_PARTIAL,
	OPT_REPO,
	OPT_CONTENT
};

static const struct option options[] = {
    {"kind", required_argument, NULL, OPT_KIND},
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"map", required_argument, NULL, OPT_MAP},
    {"update", required_argument, NULL, OPT_UPDATE},
    {"report", required_argument, NULL, OPT_REPORT},
    {"sheet", required_argument, NULL, OPT_SHEET},
    {"partial", no_argument, NULL, OPT_PARTIAL},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {0}};

static bool
set_update(struct import_options *o, const char *word)
{
	static const char *const name[] = {"fail", "skip", "merge"};

	for (int i = 0; i < 3; i++) {
		if (strcmp(word, name[i]) != 0)
			continue;
		o->update = (enum import_update)i;
		return true;
	}
	return false;
}

static bool
set_option(struct import_options *o, int c)
{
	switch (c) {
	case OPT_KIND:
		o->kind = optarg;
		return true;
	case OPT_DRY_RUN:
		o->dry_run = true;
		return true;
	case OPT_MAP:
		o->map = optarg;
		return true;
	case OPT_UPDATE:
		return set_update(o, optarg);
	case OPT_REPORT:
		o->report = optarg;
		return true;
	case OPT_SHEET:
		return cmd_number(optarg, &o->sheet) && o->sheet > 0;
	case OPT_PARTIAL:
		o->partial = true;
		return true;
	case OPT_REPO:
		o->repo = optarg;
		return true;
	case OPT_CONTENT:
		o->content = optarg;
		return true;
	default:
		return false;
	}
}

/* In order of the sheet: errors whole, then the rest a line each. */
static void
show(const struct finding_list *list, enum lang lang)
{
	struct buf b = {0};
	size_t shown = 0;

	for (int level = FINDING_ERROR; level <= FINDING_WARNING; level++)
		for (size_t i = 0; i < list->n && shown < SHOWN; i++) {
			if ((int)list->v[i].severity != level)
				continue;
			finding_format(&list->v[i], lang,
			               level == FINDING_ERROR
			                   ? FINDING_FULL
			                   : FINDING_CONCISE,
			               &b);
			shown++;
		}
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	buf_release(&b);
	if (list->n > SHOWN)
		fprintf(stderr,
		        lang == LANG_ZH ? "另有 %zu 个未显示\n"
		                        : "%zu more are not shown\n",
		        list->n - SHOWN);
}

static void
sum_up(const struct import_options *o, const struct import_result *r)
{
	bool zh = o->lang == LANG_ZH;

	if (r->encoding)
		fprintf(stderr, zh ? "文字编码：%s\n" : "encoding: %s\n",
		        r->encoding);
	fprintf(stderr,
	        zh ? "%zu 行：新增 %zu，更新 %zu，未变 %zu，保留 %zu，"
	             "有错 %zu\n"
	           : "%zu rows: %zu new, %zu updated, %zu unchanged, "
	             "%zu left, %zu wrong\n",
	        r->rows, r->added, r->changed, r->same, r->skipped,
	        r->failed);
	if (r->map[0])
		fprintf(stderr, zh ? "列的对照：%s\n" : "columns: %s\n",
		        r->map);
	if (r->report[0])
		fprintf(stderr, zh ? "逐行结果：%s\n" : "row by row: %s\n",
		        r->report);
	if (o->dry_run)
		fputs(zh ? "试运行，没有写入记录\n"
		         : "dry run, no record was written\n",
		      stderr);
	else if (!r->written)
		fputs(zh ? "没有写入记录\n" : "no record was written\n",
		      stderr);
}

static int
run(const struct import_options *o)
{
	struct finding_list findings;
	struct import_result result;
	struct arena arena;
	struct err err = {0};
	int code = EXIT_DONE;
	int rc;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	rc = import_run(o, &findings, &result, &err);
	show(&findings, o->lang);
	if (rc < 0 && rc != ERR_CONTENT)
		code = cmd_fail(o->lang, &err);
	else
		sum_up(o, &result);
	if (rc == ERR_CONTENT)
		code = EXIT_FINDINGS;
	arena_release(&arena);
	return code;
}

int
cmd_import(int argc, char **argv, enum lang lang)
{
	struct import_options o = {.lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!set_option(&o, c))
			return cmd_usage(lang, "import", argv[optind - 1]);
	if (optind + 1 != argc || !o.kind)
		return cmd_usage(lang, "import", NULL);
	o.file = argv[optind];
	return run(&o);
}
