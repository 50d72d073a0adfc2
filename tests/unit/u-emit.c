/*
 * Records written by the program: what it writes reads back the same, for
 * every record that the repository ships and for hostile texts.
 */
#include "model/emit.h"
#include "model_world.h"

#include "text/json.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, required: true}\n"
    "  code: {type: adcode, table: adcode, label: {zh: 市}}\n"
    "  way: {type: enum, label: {zh: 方式}, required: true,\n"
    "        help: {zh: 任选一项},\n"
    "        values: {a: {zh: 甲类}, b: {zh: 乙类}}}\n"
    "  price: {type: money, label: {zh: 价格}, unit: {zh: 万元}}\n"
    "  note: {type: markdown, label: {zh: 说明}}\n"
    "  tags: {type: list, label: {zh: 标签}, of: {type: text}}\n"
    "  members:\n"
    "    type: list\n"
    "    label: {zh: 成员}\n"
    "    required: true\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}, required: true}\n"
    "        name: {type: text, label: {zh: 名称}}\n";

static struct str
json_of(struct arena *a, const struct value *v)
{
	struct buf b = {0};
	struct str s;

	json_write(&b, v);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
assert_same(struct world *w, const char *path, const struct record *r)
{
	struct buf b = {0};
	struct record *again;

	emit_record(&b, r->schema, r->fields, str_trim(r->body));
	again = world_parse(w, path,
	                    arena_str(&w->arena, buf_str(&b)));
	if (!again || !str_eq(json_of(&w->arena, r->fields),
	                      json_of(&w->arena, again->fields)))
		fail_msg("%s is not the same:\n%.*s", path, (int)b.n, b.p);
	assert_true(
	    str_eq(str_trim(r->body), str_trim(again->body)));
	buf_release(&b);
}

static void
shipped_records_come_back(void **state)
{
	static const char *const depth[] = {"content/%.*s/*.md",
	                                    "content/%.*s/*/*.md"};
	struct world w;
	size_t n = 0;

	(void)state;
	world_open(&w);
	world_load_shipped(&w);
	for (size_t i = 0; i < w.set.n * 2; i++) {
		struct source file[400];
		char pattern[200];
		struct str folder = w.set.kind[i / 2].folder;
		size_t files;

		snprintf(pattern, sizeof pattern, depth[i % 2],
		         STR_ARG(folder));
		files = world_files(&w.arena, pattern, file, 400);
		for (size_t k = 0; k < files; k++) {
			struct record *r =
			    world_parse(&w, file[k].path.p, file[k].bytes);

			assert_non_null(r);
			assert_same(&w, file[k].path.p, r);
			n++;
		}
	}
	assert_true(n > 100);
	world_close(&w);
}

static void
hostile_texts_come_back(void **state)
{
	static const char *const text[] = {
	    "thing", thing_yaml, NULL};
	static const char *const hostile[] = {
	    "- a", "a: b", "a #b", "'", "\"", "\\", "null", "~", "true", "",
	    "[x]", "{x", "x, y", "x]", "*a", "&a", "!t", "%d", "@x", "`x",
	    "|", ">", "x:", "0123", "1.10", "2021-06-28", "？", "一：二",
	    "x\ty", "---", "...", "?x", ": x", "=x"};
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, text);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct value *map = value_map(&w.arena);
		struct value *tags = value_list(&w.arena);
		struct value *v =
		    value_text(&w.arena, str_from(hostile[i]));
		struct buf b = {0};
		struct record *r;

		value_put(&w.arena, map, STR("name"), v);
		value_add(&w.arena, tags, v);
		value_put(&w.arena, map, STR("tags"), tags);
		emit_record(&b, schema_of_kind(&w.set, STR("thing")), map,
		            STR(""));
		r = world_parse(&w, "content/things/t-1.md",
		                arena_str(&w.arena, buf_str(&b)));
		assert_non_null(r);
		if (hostile[i][0]) {
			assert_true(str_eq(
			    value_str(record_field(r, STR("name"))),
			    str_from(hostile[i])));
			assert_int_equal(
			    1, record_field(r, STR("tags"))->n);
		}
		buf_release(&b);
	}
	world_close(&w);
}

static void
has_one_form(void **state)
{
	static const char *const text[] = {"thing", thing_yaml, NULL};
	static const char want[] =
	    "---\n"
	    "name: 甲\n"
	    "code: \"210100\"\n"
	    "way: b\n"
	    "price: 2.50\n"
	    "note: |-\n"
	    "  一。\n"
	    "\n"
	    "  二。\n"
	    "tags: [x, y]\n"
	    "members:\n"
	    "  - {seq: 1, name: 甲厂}\n"
	    "---\n"
	    "\n"
	    "正文。\n";
	struct world w;
	struct buf b = {0};
	struct record *r;

	(void)state;
	world_open(&w);
	world_load(&w, text);
	r = world_parse(&w, "content/things/t-1.md", str_from(want));
	emit_record(&b, r->schema, r->fields, str_trim(r->body));
	if (!str_eq(buf_str(&b), str_from(want)))
		fail_msg("got\n%.*s", (int)b.n, b.p);
	buf_release(&b);
	world_close(&w);
}

static void
skeleton_says_what_is_wanted(void **state)
{
	static const char *const text[] = {"thing", thing_yaml, NULL};
	static const char want[] =
	    "---\n"
	    "name: 甲\n"
	    "# code:  # 市\n"
	    "way:  # 方式，必填。任选一项。可选：甲类 | 乙类\n"
	    "# price:  # 价格，单位万元\n"
	    "# note:  # 说明\n"
	    "# tags:  # 标签\n"
	    "members:  # 成员，必填\n"
	    "  -\n"
	    "    seq:  # 序号，必填\n"
	    "#     name:  # 名称\n"
	    "---\n\n";
	struct world w;
	struct value *map;
	struct buf b = {0};

	(void)state;
	world_open(&w);
	world_load(&w, text);
	map = value_map(&w.arena);
	value_put_text(&w.arena, map, "name", STR("甲"));
	emit_skeleton(&b, schema_of_kind(&w.set, STR("thing")), map,
	              LANG_ZH);
	if (!str_eq(buf_str(&b), str_from(want)))
		fail_msg("got\n%.*s", (int)b.n, b.p);
	/* It reads as a record that lacks what is required. */
	world_parse(&w, "content/things/t-1.md",
	            arena_str(&w.arena, buf_str(&b)));
	assert_int_equal(2, w.findings.errors);
	buf_release(&b);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shipped_records_come_back),
	    cmocka_unit_test(hostile_texts_come_back),
	    cmocka_unit_test(has_one_form),
	    cmocka_unit_test(skeleton_says_what_is_wanted)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
