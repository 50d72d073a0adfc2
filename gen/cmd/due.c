#include "cmd/cmd.h"

#include "cmd/look.h"
#include "model/date.h"
#include "store/key.h"
#include "store/row.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>

#define DEFAULT_DAYS 30

enum { OPT_DAYS = 256, OPT_REPO, OPT_JSON };

static const struct option options[] = {
    {"days", required_argument, NULL, OPT_DAYS},
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

static void
print_one(struct look *look, struct arena *a, int32_t day,
          struct str record, struct buf *json)
{
	struct str title = STR("");
	struct str iso = date_iso_str(a, day);
	struct str value;
	struct row row;

	if (txn_get(look->txn, TABLE_RECORD, record, &value) &&
	    row_decode(a, value, &row))
		title = row.title[0];
	if (!json) {
		printf("%.*s  %.*s  %.*s\n", STR_ARG(iso), STR_ARG(record),
		       STR_ARG(title));
		return;
	}
	json_open(json, '{');
	json_key(json, STR("date"));
	json_text(json, iso);
	json_key(json, STR("record"));
	json_text(json, record);
	json_key(json, STR("title"));
	json_text(json, title);
	json_close(json, '}');
}

static uint64_t
walk(struct look *look, unsigned days, struct buf *json)
{
	struct cursor *c = cursor_open(look->txn, TABLE_DUE);
	int32_t last = date_add(look->built.as_of, (int32_t)days);
	struct buf from = {0};
	struct arena a;
	struct str key;
	struct str value;
	struct str record;
	uint64_t n = 0;
	bool more;

	arena_init(&a);
	key_day(&from, look->built.as_of + 1, STR(""));
	more = cursor_seek(c, buf_str(&from), &key, &value);
	while (more) {
		int32_t day = key_day_of(key, &record);

		if (day > last)
			break;
		arena_reset(&a);
		print_one(look, &a, day, record, json);
		n++;
		more = cursor_next(c, &key, &value);
	}
	buf_release(&from);
	cursor_close(c);
	arena_release(&a);
	return n;
}

static void
print(struct look *look, unsigned days, bool as_json, enum lang lang)
{
	struct buf b = {0};

	if (as_json) {
		json_open(&b, '[');
		walk(look, days, &b);
		json_close(&b, ']');
		buf_byte(&b, '\n');
		fwrite(b.p, 1, b.n, stdout);
	} else if (walk(look, days, NULL) == 0) {
		fprintf(stderr,
		        lang == LANG_ZH ? "%u 天内没有到期的事项\n"
		                        : "nothing falls due in %u days\n",
		        days);
	}
	buf_release(&b);
}

int
cmd_due(int argc, char **argv, enum lang lang)
{
	const char *output = NULL;
	const char *repo = NULL;
	unsigned days = DEFAULT_DAYS;
	bool json = false;
	struct look look;
	struct err err = {0};
	int rc;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			output = optarg;
		else if (c == OPT_REPO)
			repo = optarg;
		else if (c == OPT_JSON)
			json = true;
		else if (c != OPT_DAYS || !cmd_number(optarg, &days))
			return cmd_usage(lang, "due", argv[optind - 1]);
	}
	if (optind < argc)
		return cmd_usage(lang, "due", argv[optind]);
	rc = look_open(&look, output, repo, &err);
	if (rc == 0) {
		look_age(&look, repo, lang);
		print(&look, days, json, lang);
	}
	look_close(&look);
	return rc < 0 ? cmd_fail(lang, &err) : EXIT_DONE;
}
