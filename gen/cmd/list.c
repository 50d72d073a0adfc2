#include "cmd/cmd.h"

#include "base/vec.h"
#include "cmd/look.h"
#include "model/date.h"
#include "store/row.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/*
 * What wants a clerk's hand, as of the last build: records that are not on
 * the site (yet), whose status soon turns, without an English title although
 * the site has them in English, without the summary that lists and search
 * show.  A record may stand under several.
 * What is wrong is not here: that is what check tells.
 */
#define DEFAULT_DAYS 30
#define SHOWN 20 /* of a group, unless it was asked for */

enum why { DRAFT, EXPIRING, UNTRANSLATED, INCOMPLETE, WHYS };

static const char *const word[WHYS] = {"draft", "expiring", "untranslated",
                                       "incomplete"};
static const char *const heading[LANGS][WHYS] = {
    {"未公开", "快到期", "没有英文标题", "没有概述"},
    {"not on the site", "soon to turn", "no English title", "no summary"}};

enum { OPT_DAYS = 256, OPT_REPO, OPT_CONTENT, OPT_JSON };

static const struct option options[] = {
    {"days", required_argument, NULL, OPT_DAYS},
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct item {
	struct str record;
	struct str title;
	int32_t day; /* or NO_DAY */
};

struct listing {
	const char *output;
	const char *repo;
	const char *content;
	enum why only; /* or WHYS */
	unsigned days;
	bool json;
	enum lang lang;
	struct look look;
	struct config config; /* of the commit that was built */
	struct arena arena;
	struct VEC(struct item) item[WHYS];
};

/* ---------------------------------------------------------- collect */

/* Does the site tell of this kind in English? */
static bool
in_english(const struct listing *l, const struct schema *schema)
{
	return schema && site_kind(&l->config.site, schema)->languages &
	                     LANG_BIT(LANG_EN);
}

static int32_t
next_due(const struct listing *l, const struct row *row)
{
	int32_t today = l->look.built.as_of;

	for (size_t i = 0; i < row->dues; i++)
		if (row->due[i] > today &&
		    row->due[i] <= date_add(today, (int32_t)l->days))
			return row->due[i];
	return NO_DAY;
}

static void
put(struct listing *l, enum why why, struct str record, const struct row *row,
    int32_t day)
{
	struct item item = {arena_str(&l->arena, record),
	                    arena_str(&l->arena, row->title[0]), day};

	if (l->only == WHYS || l->only == why)
		vec_push(&l->item[why], item);
}

static void
judge(struct listing *l, struct str record, const struct row *row)
{
	struct str rest = record;
	const struct schema *schema =
	    schema_of_folder(&l->config.set, str_cut(&rest, '/'));
	int32_t due = next_due(l, row);

	if (!row->visible && !row->left)
		put(l, DRAFT, record, row, row->scheduled);
	if (row->left)
		return;
	if (row->visible && due != NO_DAY)
		put(l, EXPIRING, record, row, due);
	if (row->title[1].n == 0 && in_english(l, schema))
		put(l, UNTRANSLATED, record, row, NO_DAY);
	if (schema && schema->summary && row->summary.n == 0)
		put(l, INCOMPLETE, record, row, NO_DAY);
}

static void
collect(struct listing *l)
{
	struct cursor *c = cursor_open(l->look.txn, TABLE_RECORD);
	struct arena step;
	struct str key;
	struct str value;
	struct row row;
	bool more = cursor_seek(c, STR(""), &key, &value);

	arena_init(&step);
	for (; more; more = cursor_next(c, &key, &value)) {
		arena_reset(&step);
		if (row_decode(&step, value, &row))
			judge(l, key, &row);
	}
	arena_release(&step);
	cursor_close(c);
}

/* ------------------------------------------------------------ print */

static void
put_json(const struct listing *l, struct buf *b)
{
	char day[DATE_ISO_SIZE];

	json_open(b, '[');
	for (size_t why = 0; why < WHYS; why++) {
		for (size_t i = 0; i < l->item[why].n; i++) {
			const struct item *item = &l->item[why].v[i];

			json_open(b, '{');
			json_key(b, STR("why"));
			json_text(b, str_from(word[why]));
			json_key(b, STR("record"));
			json_text(b, item->record);
			json_key(b, STR("title"));
			json_text(b, item->title);
			if (item->day != NO_DAY) {
				date_iso(item->day, day);
				json_key(b, STR("date"));
				json_text(b, str_from(day));
			}
			json_close(b, '}');
		}
	}
	json_close(b, ']');
	buf_byte(b, '\n');
}

static void
put_group(const struct listing *l, enum why why, struct buf *b)
{
	size_t n = l->item[why].n;
	size_t most = l->only == WHYS && n > SHOWN ? SHOWN : n;
	char day[DATE_ISO_SIZE] = "";

	buf_fmt(b, "%s %zu\n", heading[l->lang][why], n);
	for (size_t i = 0; i < most; i++) {
		const struct item *item = &l->item[why].v[i];

		if (item->day != NO_DAY)
			date_iso(item->day, day);
		buf_fmt(b, "  %s%s%.*s  %.*s\n",
		        item->day == NO_DAY ? "" : day,
		        item->day == NO_DAY ? "" : "  ",
		        STR_ARG(item->record), STR_ARG(item->title));
	}
	if (most < n)
		buf_fmt(b,
		        l->lang == LANG_ZH
		            ? "  另有 %zu 条，全部列出：gongshi list %s\n"
		            : "  %zu more, all of them: gongshi list %s\n",
		        n - most, word[why]);
}

static void
print(const struct listing *l)
{
	struct buf b = {0};

	if (l->json)
		put_json(l, &b);
	for (size_t why = 0; !l->json && why < WHYS; why++)
		if (l->item[why].n)
			put_group(l, (enum why)why, &b);
	if (b.n)
		fwrite(b.p, 1, b.n, stdout);
	else
		fputs(l->lang == LANG_ZH ? "没有要处理的记录\n"
		                         : "nothing to do\n",
		      stderr);
	buf_release(&b);
}

/* ---------------------------------------------------------- command */

static int
run(struct listing *l)
{
	struct repo *repo = NULL;
	struct err err = {0};
	int rc = look_open(&l->look, l->output, l->repo, &err);

	arena_init(&l->arena);
	if (rc == 0)
		rc = look_config(&l->look, &l->arena, l->repo, l->content,
		                 &repo, &l->config, &err);
	if (rc == 0) {
		look_age(&l->look, l->repo, l->lang);
		collect(l);
		print(l);
	}
	for (size_t why = 0; why < WHYS; why++)
		vec_release(&l->item[why]);
	config_release(&l->config);
	repo_close(repo);
	look_close(&l->look);
	arena_release(&l->arena);
	return rc < 0 ? cmd_fail(l->lang, &err) : EXIT_DONE;
}

static bool
set_option(struct listing *l, int c)
{
	if (c == 'o')
		l->output = optarg;
	else if (c == OPT_REPO)
		l->repo = optarg;
	else if (c == OPT_CONTENT)
		l->content = optarg;
	else if (c == OPT_JSON)
		l->json = true;
	else
		return c == OPT_DAYS && cmd_number(optarg, &l->days);
	return true;
}

int
cmd_list(int argc, char **argv, enum lang lang)
{
	struct listing l = {.only = WHYS, .days = DEFAULT_DAYS, .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!set_option(&l, c))
			return cmd_usage(lang, "list", argv[optind - 1]);
	if (optind < argc) {
		for (l.only = 0; l.only < WHYS; l.only++)
			if (strcmp(argv[optind], word[l.only]) == 0)
				break;
		if (l.only == WHYS || optind + 1 < argc)
			return cmd_usage(lang, "list",
			                 argv[optind + (l.only != WHYS)]);
	}
	return run(&l);
}
