/*
 * From a question to outputs: those whose subject it is, in each language
 * and kind of file that the site has, and those that asked it.
 */
#include "model_world.h"
#include "store_world.h"

#include "base/hash.h"
#include "build/dirty.h"
#include "store/key.h"

static const char *const kinds[] = {
    "firm", "kind: firm\nfolder: firms\nlabel: {zh: 企业, en: Firms}\n"
            "nav: 10\ntitle: name\nfields:\n"
            "  name: {type: text, label: {zh: 名称, en: Name}}\n",
    "note", "kind: note\nfolder: notes\nlabel: {zh: 公告, en: Notes}\n"
            "title: name\nfields:\n"
            "  name: {type: text, label: {zh: 名称, en: Name}}\n",
    "offer", "kind: offer\nfolder: offers\nlabel: {zh: 许可, en: Offers}\n"
             "life: {states: {open: {rank: 1, label: {zh: 开放}}},\n"
             "  own: [{set: open, from: on}]}\n"
             "title: name\nfacets: [mode, year]\ndate: on\nfields:\n"
             "  name: {type: text, label: {zh: 名称, en: Name}}\n"
             "  on: {type: date, label: {zh: 日期, en: Date}}\n"
             "  mode: {type: enum, label: {zh: 方式}, values: {\n"
             "    free: {zh: 免费}, lump: {zh: 总付}}}\n"
             "  stages: {type: list, label: {zh: 阶段}, of: {type: map,\n"
             "    fields: {from: {type: integer, label: {zh: 自}},\n"
             "      to: {type: integer, label: {zh: 至}},\n"
             "      mode: {type: enum, label: {zh: 方式}, values: {\n"
             "        free: {zh: 免费}, lump: {zh: 总付}}},\n"
             "      amount: {type: money, label: {zh: 额}}}}}\n"
             "rules:\n"
             "  - {rule: stages, list: stages, from: stages.from,\n"
             "     to: stages.to, mode: stages.mode,\n"
             "     amount: stages.amount}\n",
    NULL};

struct dirty_world {
	struct world model;
	struct store_world s;
	struct config config;
	struct site_kind kind[3];
	struct dirty d;
};

/* Firms and offers have all, notes Chinese data and no pages, no feed. */
static void
open_world(struct dirty_world *w)
{
	*w = (struct dirty_world){0};
	world_open(&w->model);
	world_load(&w->model, kinds);
	store_world_open(&w->s);
	w->config.set = w->model.set;
	w->config.site.languages = LANG_ALL;
	w->config.site.kind = w->kind;
	w->config.site.kinds = w->config.set.n;
	for (size_t i = 0; i < w->config.set.n; i++) {
		struct str kind = w->config.set.kind[i].kind;
		bool all = !str_eq(kind, STR("note"));

		w->kind[i] = (struct site_kind){
		    kind, all ? LANG_ALL : LANG_BIT(LANG_ZH),
		    all ? OUTPUT_ALL : OUTPUT_JSON};
	}
	dirty_init(&w->d, w->s.txn, &w->config);
}

static void
close_world(struct dirty_world *w)
{
	dirty_release(&w->d);
	store_world_close(&w->s);
	world_close(&w->model);
}

/* The marks are these keys, each behind a space; they go. */
static void
expect(struct dirty_world *w, const char *want)
{
	struct cursor *c = cursor_open(w->s.txn, TABLE_DIRTY);
	struct buf got = {0};
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		buf_fmt(&got, " %.*s", STR_ARG(key));
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	assert_str(buf_str(&got), want);
	buf_release(&got);
	txn_clear(w->s.txn, TABLE_DIRTY);
}

static void
test_subject(void **state)
{
	static const char *const cases[][2] = {
	    {"new|firms", " 4l|firms|00000000|en 4l|firms|00000000|zh"},
	    {"count|firms|city|x",
	     " 4f|firms|city|x|00000000|en 4f|firms|city|x|00000000|zh"
	     " 4s|firms|city|x|00000000"},
	    {"cut|firms|12", " 4l|firms|0000000c|en 4l|firms|0000000c|zh"},
	    {"cut|firms|city|x|16",
	     " 4f|firms|city|x|00000010|en 4f|firms|city|x|00000010|zh"
	     " 4s|firms|city|x|00000010"},
	    {"feed|firms",
	     " 5f|firms|en 5f|firms|zh 5g|firms|en 5g|firms|zh"},
	    {"feed|*", " 5f|*|en 5f|*|zh 5g|*|en 5g|*|zh"},
	    {"feed|firms|city|x", ""},
	    {"due|firms", " 5c|firms|en 5c|firms|zh"},
	    {"due|*", " 5c|*|en 5c|*|zh"},
	    {"due|notes", ""},
	    {"export|firms|2", " 5t|firms|00000002 5u|firms|00000002"},
	    {"export|notes|2", ""},
	    {"exports|firms", " 6p|firms 6w|firms"},
	    {"exports|notes", ""},
	    {"changes|5", " 5z|00000005"},
	    {"changes", " 6p|*"},
	    {"map|firms|3", " 5m|firms|00000003"},
	    {"running", " 6h|en 6h|zh"},
	    {"blocks|firms", " 7m"},
	    {"rank|offers", " 4r|offers|en 4r|offers|zh"},
	    {"rank|offers|mode|free",
	     " 4r|offers|mode|free|en 4r|offers|mode|free|zh"},
	    {"rank|offers|year|2020", ""},
	    {"new|*|zh|s", " 4t|s|00000000|zh"},
    {"cut|*|en|0|16", " 4t|0|00000010|en"},
    {"letters|zh", ""},
    {"rank|firms", ""},
	    {"count|offers|mode|free",
	     " 4f|offers|mode|free|00000000|en 4f|offers|mode|free|00000000|zh"
	     " 4s|offers|mode|free|00000000"},
	    {"priced|offers", ""},
	    {"new|notes", ""},
	    {"cut|notes|1", ""},
	    {"cut|notes|city|x|1", ""},
	    {"feed|notes", ""},
	    {"map|notes|0", ""},
	    {"new|nobody", ""},
	    {"about|offers/x", " 3i|offers/x|en 3i|offers/x|zh"},
	    {"about|firms/x", ""},
	    {"about|notes/x", ""},
	    {"title|firms/x", ""},
	    {"date", ""},
	    {"commit", ""},
	};
	struct dirty_world w;

	(void)state;
	open_world(&w);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		dirty_question(&w.d, str_from(cases[i][0]));
		expect(&w, cases[i][1]);
	}
	close_world(&w);
}

static void
test_record(void **state)
{
	struct dirty_world w;
	struct str value;

	(void)state;
	open_world(&w);
	dirty_record(&w.d, STR("firms/x"), STR("first"));
	dirty_record(&w.d, STR("firms/x"), STR("second"));
	assert_true(
	    txn_get(w.s.txn, TABLE_DIRTY, STR("3h|firms/x|zh"), &value));
	assert_str(value, "first");
	expect(&w, " 3h|firms/x|en 3h|firms/x|json 3h|firms/x|md"
	           " 3h|firms/x|zh");
	dirty_record(&w.d, STR("offers/x"), STR("one"));
	expect(&w, " 3h|offers/x|en 3h|offers/x|json 3h|offers/x|md"
	           " 3h|offers/x|zh 3i|offers/x|en 3i|offers/x|zh"
	           " 3n|offers/x|en 3n|offers/x|zh");
	dirty_record(&w.d, STR("notes/x"), STR("one"));
	expect(&w, " 3h|notes/x|json");
	dirty_record(&w.d, STR("nobody/x"), STR("one"));
	expect(&w, "");
	dirty_site(&w.d, OUTPUT_ROBOTS, STR("one"));
	dirty_site(&w.d, OUTPUT_STATS, STR("one"));
	expect(&w, " 6s|en 6s|zh 7r");
	close_world(&w);
}

static void
ask(struct dirty_world *w, const char *question, const char *output)
{
	struct buf key = {0};

	txn_put(w->s.txn, TABLE_DEP,
	        key_dep(&key, hash64(str_from(question)), str_from(output)),
	        (struct str){0});
	buf_release(&key);
}

static void
test_askers(void **state)
{
	struct dirty_world w;

	(void)state;
	open_world(&w);
	ask(&w, "title|firms/x", "3h|firms/y|zh");
	ask(&w, "title|firms/x", "3h|firms/z|en");
	ask(&w, "title|firms/xy", "3h|firms/other|zh");
	ask(&w, "new|firms", "6h|zh");
	dirty_question(&w.d, STR("title|firms/x"));
	expect(&w, " 3h|firms/y|zh 3h|firms/z|en");
	/* A question is looked up once in a build. */
	dirty_question(&w.d, STR("title|firms/x"));
	expect(&w, "");
	dirty_question(&w.d, STR("new|firms"));
	expect(&w,
	       " 4l|firms|00000000|en 4l|firms|00000000|zh 6h|zh");
	close_world(&w);
}

static void
test_published(void **state)
{
	static const char *const keys[] = {
	    "1a|site.css",   "3h|firms/x|en", "3h|firms/x|json",
	    "3h|firms/x|zh", "3h|notes/x|zh", "6h|zh",
	    "8m|0123",       "9b"};
	struct dirty_world w;

	(void)state;
	open_world(&w);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		txn_put(w.s.txn, TABLE_OUTPUT, str_from(keys[i]), STR("x"));
	dirty_type(&w.d, OUTPUT_RECORD, STR("firms/"), LANG_ZH, STR("y"));
	expect(&w, " 3h|firms/x|zh");
	dirty_type(&w.d, OUTPUT_RECORD, STR(""), LANG_EN, STR("y"));
	expect(&w, " 3h|firms/x|en");
	dirty_type(&w.d, OUTPUT_ASSET, STR(""), LANG_ZH, STR("y"));
	expect(&w, " 1a|site.css");
	/* All but what speaks of all others. */
	dirty_everything(&w.d, STR("y"));
	expect(&w, " 1a|site.css 3h|firms/x|en 3h|firms/x|json "
	           "3h|firms/x|zh 3h|notes/x|zh 6h|zh");
	close_world(&w);
}

/* A register that comes into the navigation or leaves it is on every page,
 * one that never stands there on none. */
static void
test_columns(void **state)
{
	static const char *const keys[] = {
	    "1a|site.css",   "3h|firms/x|en", "3h|firms/x|json",
	    "4l|firms|00000000|zh", "5f|*|zh", "5t|firms|00000000",
	    "6h|zh", "7m"};
	struct dirty_world w;

	(void)state;
	open_world(&w);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		txn_put(w.s.txn, TABLE_OUTPUT, str_from(keys[i]), STR("x"));
	dirty_question(&w.d, STR("columns|notes"));
	expect(&w, "");
	dirty_question(&w.d, STR("columns|firms"));
	expect(&w, " 3h|firms/x|en 4l|firms|00000000|zh 6h|zh");
	close_world(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_subject),
	    cmocka_unit_test(test_record),
	    cmocka_unit_test(test_askers),
	    cmocka_unit_test(test_published),
	    cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
