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

static bool
same_args(const struct finding *a, const struct finding *b)
{
	for (size_t i = 0; i < FINDING_ARGS; i++)
		if (!str_eq(a->arg[i], b->arg[i]))
			return false;
	return true;
}

/* What an error before has explained already is not explained again. */
static enum finding_form
form_of(const struct finding_list *list, size_t i)
{
	const struct finding *f = &list->v[i];
	enum finding_form form = FINDING_FULL;

	if (f->severity != FINDING_ERROR)
		return FINDING_CONCISE;
	while (i-- && form != FINDING_CONCISE)
		if (strcmp(list->v[i].code, f->code) == 0)
			form = same_args(f, &list->v[i]) ? FINDING_CONCISE
			                                 : FINDING_AGAIN;
	return form;
}

/* The place without its row: a column of the sheet. */
static struct str
column_of(const struct finding *f)
{
	size_t n = f->path.n;

	while (n && f->path.p[n - 1] >= '0' && f->path.p[n - 1] <= '9')
		n--;
	return str_sub(f->path, 0, n);
}

/* Was a value of the same column rewritten, too? */
static bool
is_alike(const struct finding *a, const struct finding *b)
{
	return strcmp(a->code, "I210") == 0 && strcmp(b->code, "I210") == 0 &&
	       str_eq(column_of(a), column_of(b));
}

/* The changes of a column are one line: the first, and how many. */
static bool
fold(struct finding_list *list, size_t i, size_t *folded)
{
	size_t n = 1;

	for (size_t k = i; k--;)
		if (is_alike(&list->v[k], &list->v[i]))
			return false;
	for (size_t k = i + 1; k < list->n; k++)
		n += is_alike(&list->v[k], &list->v[i]);
	if (n > 1)
		list->v[i].arg[2] = arena_fmt(list->arena, "%zu", n);
	*folded += n;
	return true;
}

/* Errors first, each sort in order of the sheet. */
static void
show(struct finding_list *list, enum lang lang)
{
	struct buf b = {0};
	size_t shown = 0, told = 0;

	for (int level = FINDING_ERROR; level <= FINDING_WARNING; level++)
		for (size_t i = 0; i < list->n && shown < SHOWN; i++) {
			if ((int)list->v[i].severity != level ||
			    !fold(list, i, &told))
				continue;
			finding_format(&list->v[i], lang, form_of(list, i), &b);
			shown++;
		}
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	buf_release(&b);
	if (list->n > told)
		fprintf(stderr,
		        lang == LANG_ZH ? "另有 %zu 个未显示\n"
		                        : "%zu more are not shown\n",
		        list->n - told);
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
	if (r->foreign)
		fprintf(stderr,
		        zh ? "旁边的列对照里有 %zu 列不在这张表里，没有用到；"
		             "加 --map 逐列列出\n"
		           : "%zu columns of the map beside it are not in this "
		             "sheet; --map lists them\n",
		        r->foreign);
	if (r->report[0])
		fprintf(stderr, zh ? "逐行结果：%s\n" : "row by row: %s\n",
		        r->report);
	if (o->dry_run && r->report[0])
		fputs(zh ? "试运行，没有写入记录，只写出逐行结果\n"
		         : "dry run, no record was written, only the row by "
		           "row result\n",
		      stderr);
	else if (o->dry_run)
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
