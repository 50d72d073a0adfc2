/*
 * Records: front matter typed by the schema, canonical values, and all that
 * follows from them; and every record that the repository ships is sound.
 */
#include "model_world.h"

#include "model/record_texts.h"
#include "text/value.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "summary: goal\n"
    "date: [filing.on, month]\n"
    "scheduled: published\n"
    "facets: [status, city, tags, filing.open, count, year]\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, weight: 6, localized: true}\n"
    "  goal: {type: text, label: {zh: 目标}, weight: 2}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市}}\n"
    "  tags: {type: list, label: {zh: 标签}, of: {type: enum, weight: 3,\n"
    "         values: {a: {zh: 甲类, en: Kind A}, b: {zh: 乙类}}}}\n"
    "  count: {type: integer, label: {zh: 数}}\n"
    "  price: {type: money, label: {zh: 价}}\n"
    "  patent: {type: patent, label: {zh: 专利号}, weight: 8}\n"
    "  code: {type: uscc, label: {zh: 代码}, weight: 8, unique: true}\n"
    "  docno: {type: docno, label: {zh: 字号}}\n"
    "  month: {type: month, label: {zh: 月}}\n"
    "  mail: {type: email, label: {zh: 邮箱}}\n"
    "  phone: {type: phone, label: {zh: 电话}}\n"
    "  web: {type: url, label: {zh: 网址}}\n"
    "  scan: {type: file, label: {zh: 扫描件}}\n"
    "  secret: {type: text, label: {zh: 内部}, weight: 5, hidden: true}\n"
    "  text: {type: markdown, label: {zh: 长文}, weight: 1}\n"
    "  filing:\n"
    "    type: map\n"
    "    label: {zh: 备案}\n"
    "    fields:\n"
    "      on: {type: date, label: {zh: 日期}}\n"
    "      until: {type: date, label: {zh: 止}}\n"
    "      open: {type: bool, label: {zh: 公开}}\n"
    "  published: {type: date, label: {zh: 发布}}\n"
    "life:\n"
    "  states:\n"
    "    filed: {rank: 20, tone: ok, label: {zh: 已备案}}\n"
    "    over: {rank: 30, label: {zh: 期满}}\n"
    "    gone: {rank: 90, banner: true, label: {zh: 已撤销}}\n"
    "  own:\n"
    "    - {set: filed, from: filing.on, until: filing.until}\n"
    "    - {set: over, from: filing.until, after: true,\n"
    "       when: {filing.open: true}, unless: {name: 了结}}\n";

static const char note_yaml[] =
    "kind: note\n"
    "folder: notes\n"
    "label: {zh: 公示}\n"
    "title: name\n"
    "withdraws: lost\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}}\n"
    "  lost: {type: text, label: {zh: 撤回}}\n"
    "  from: {type: date, label: {zh: 起}}\n"
    "  items:\n"
    "    type: list\n"
    "    label: {zh: 对象}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        thing: {type: ref, kind: thing, label: {zh: 事项}}\n"
    "        sort: {type: enum, label: {zh: 类},\n"
    "               values: {bad: {zh: 撤销}, good: {zh: 备案}}}\n"
    "        on: {type: date, label: {zh: 日}}\n"
    "about:\n"
    "  - {kind: thing, ref: items.thing, set: gone, from: items.on,\n"
    "     when: {items.sort: bad}}\n"
    "  - {kind: thing, ref: items.thing, set: filed, from: from,\n"
    "     when: {items.sort: good}}\n";

static const char *const kinds[] = {"thing", thing_yaml, "note", note_yaml,
                                    NULL};

static struct record *
parse_as(struct world *w, const char *path, const char *text)
{
	world_open(w);
	world_load(w, kinds);
	return world_parse(w, path, str_from(text));
}

static struct record *
parse(struct world *w, const char *text)
{
	return parse_as(w, "content/things/2021/t-1.md", text);
}

static void
sound(const struct world *w)
{
	world_show(&w->findings);
	assert_int_equal(w->findings.n, 0);
	assert_non_null(w->record);
}

static void
at(const struct record *r, const char *path, const char *expected)
{
	assert_str(value_str(record_field(r, str_from(path))), expected);
}

static void
test_place_is_kind_and_id(void **state)
{
	struct str folder, id;
	struct world w;
	struct record *r =
	    parse(&w, "---\nid: t-1\nkind: thing\nname: 名\n---\n");

	(void)state;
	sound(&w);
	assert_str(r->id, "t-1");
	assert_str(r->schema->kind, "thing");
	assert_str(r->inner, "things/2021/t-1.md");
	assert_true(record_place(STR("things/a.yaml"), &folder, &id));
	assert_str(folder, "things");
	assert_str(id, "a");
	assert_false(record_place(STR("site.yaml"), &folder, &id));
	assert_false(record_place(STR("things/a.txt"), &folder, &id));
	assert_false(record_place(STR("things/.md"), &folder, &id));
	assert_false(record_place(STR("/a.md"), &folder, &id));
	world_close(&w);
}

static void
test_values_are_canonical(void **state)
{
	struct world w;
	struct record *r = parse(
	    &w, "---\n"
	        "name: '  某智联盟 '\n"
	        "city: 沈阳市\n"
	        "tags: [乙类, a]\n"
	        "count: 12\n"
	        "price: -0.50\n"
	        "patent: zl202110123456.7\n"
	        "code: 91210100ma0dema17j\n"
	        "docno: 辽科发〔2021〕19号\n"
	        "month: 2021年6月\n"
	        "mail: office@example.cn\n"
	        "phone: (024)2398-1234转5\n"
	        "web: https://example.cn/a?b=1\n"
	        "scan: files/2021/x-1.pdf\n"
	        "filing: {on: 2021年6月28日, open: 是}\n"
	        "---\n");

	(void)state;
	sound(&w);
	at(r, "name", "某智联盟");
	at(r, "city", "210100");
	at(r, "count", "12");
	at(r, "price", "-0.50");
	at(r, "patent", "ZL202110123456.7");
	at(r, "code", "91210100MA0DEMA17J");
	at(r, "docno", "辽科发〔2021〕19号");
	at(r, "month", "2021-06");
	at(r, "filing.on", "2021-06-28");
	assert_true(record_field(r, STR("filing.open"))->yes);
	assert_str(value_str(record_field(r, STR("tags"))->member[0].value),
	           "b");
	assert_int_equal(r->fields->member[3].value->type, VALUE_NUMBER);
	assert_str(r->fields->member[0].key, "name");
	world_close(&w);
}

static void
test_scalars_keep_their_text(void **state)
{
	struct world w;
	struct record *r = parse(&w, "---\n"
	                             "name: no\n"
	                             "goal: 012\n"
	                             "secret: 1e3\n"
	                             "text: 113417030032499282\n"
	                             "---\n");

	(void)state;
	sound(&w);
	at(r, "name", "no");
	at(r, "goal", "012");
	at(r, "secret", "1e3");
	at(r, "text", "113417030032499282");
	world_close(&w);
}

static void
test_head_title_summary_dates(void **state)
{
	struct world w;
	struct record *r = parse(
	    &w, "---\n"
	        "name: {zh: 联盟, en: Alliance}\n"
	        "goal: 目标\n"
	        "month: 2020-02\n"
	        "filing: {on: 2021-06-28}\n"
	        "published: 2021/7/1\n"
	        "---\n");

	(void)state;
	sound(&w);
	assert_str(r->title.zh, "联盟");
	assert_str(r->title.en, "Alliance");
	assert_str(r->summary.zh, "目标");
	assert_int_equal(r->date, 18806);
	assert_int_equal(r->scheduled, 18809);
	assert_int_equal(record_day(r,
	                            schema_field(r->schema, STR("month")),
	                            RECORD_NO_ROW),
	                 18293);
	world_close(&w);
	r = parse(&w, "---\nmonth: 2020-02\n---\n");
	assert_int_equal(r->date, 18293);
	assert_int_equal(r->scheduled, DATE_NONE);
	assert_str(r->title.zh, "t-1");
	world_close(&w);
}

static void
test_facets(void **state)
{
	static const char *const expected[][2] = {
	    {"city", "210200"}, {"tags", "a"},  {"tags", "b"},
	    {"filing.open", "false"}, {"count", "3"}, {"year", "2021"}};
	struct world w;
	struct record *r = parse(&w, "---\n"
	                             "name: 名\n"
	                             "city: \"210200\"\n"
	                             "tags: [a, b, a]\n"
	                             "count: 3\n"
	                             "filing: {on: 2021-06-28, open: false}\n"
	                             "---\n");

	(void)state;
	sound(&w);
	assert_int_equal(r->facets, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_str(r->facet[i].facet->key, expected[i][0]);
		assert_str(r->facet[i].code, expected[i][1]);
	}
	world_close(&w);
}

static bool
searched(const struct record *r, const char *text, unsigned weight)
{
	for (size_t i = 0; i < r->texts; i++)
		if (str_eq(r->text[i].text, str_from(text)) &&
		    r->text[i].weight == weight)
			return true;
	return false;
}

static void
test_search_texts(void **state)
{
	struct world w;
	struct record *r = parse(&w, "---\n"
	                             "name: {zh: 联盟, en: Alliance}\n"
	                             "city: \"210100\"\n"
	                             "tags: [a]\n"
	                             "count: 77\n"
	                             "secret: 不公开\n"
	                             "text: |\n"
	                             "  **粗**体\n"
	                             "---\n"
	                             "正文 [链接](https://example.cn/)\n");

	(void)state;
	sound(&w);
	assert_true(searched(r, "联盟", 6));
	assert_true(searched(r, "Alliance", 6));
	assert_true(searched(r, "沈阳市", 1));
	assert_true(searched(r, "Shenyang", 1));
	assert_true(searched(r, "甲类", 3));
	assert_true(searched(r, "粗体\n", 1));
	assert_true(searched(r, "正文 链接\n", 1));
	assert_false(searched(r, "不公开", 5));
	assert_false(searched(r, "77", 0));
	world_close(&w);
}

/* An id is searched as numbers are: it has no sound. */
static void
test_id_is_a_text(void **state)
{
	struct world w;
	struct record *r = parse(&w, "---\nname: 名\n---\n正文\n");
	size_t n;
	struct record_text *text = record_texts(&w.arena, r, &n);

	(void)state;
	sound(&w);
	assert_int_equal(n, 4);
	assert_str(text[0].text, "名");
	assert_str(text[1].text, "");
	assert_str(text[2].text, "正文\n");
	assert_str(text[3].text, "t-1");
	assert_int_equal(text[3].weight, 8);
	assert_false(text[3].sound);
	world_close(&w);
}

static void
test_body_and_its_links(void **state)
{
	struct world w;
	struct record *r = parse(
	    &w, "---\r\nname: 名\r\n---\r\n"
	        "见 [甲](record:notes/n-1) 和 [乙](../2020/t-0.md#h-1)\n"
	        "附 [件](../../files/a/b.pdf) ![图](/files/c.png)\n");

	(void)state;
	assert_non_null(r);
	assert_int_equal(r->body_line, 4);
	assert_int_equal(r->links, 2);
	assert_str(r->link[0].target->kind, "note");
	assert_str(r->link[0].id, "n-1");
	assert_int_equal(r->link[0].at.line, 4);
	assert_int_equal(r->link[0].at.column, 7);
	assert_int_equal(r->link[0].at.length, 16);
	assert_str(r->link[1].target->kind, "thing");
	assert_str(r->link[1].id, "t-0");
	assert_int_equal(r->files, 1);
	assert_str(r->file[0].path, "files/a/b.pdf");
	assert_int_equal(r->file[0].at.line, 5);
	world_close(&w);
}

static void
test_resolving_addresses(void **state)
{
	struct world w;
	struct record_target to;
	struct str inner = STR("things/2021/t-1.md");

	(void)state;
	world_open(&w);
	world_load(&w, kinds);
	assert_true(record_resolve(&w.arena, &w.set, inner,
	                           STR("../../notes/n.yaml"), false, &to));
	assert_str(to.id, "n");
	assert_str(to.schema->kind, "note");
	assert_true(record_resolve(&w.arena, &w.set, inner,
	                           STR("./t-2.md"), false, &to));
	assert_str(to.schema->kind, "thing");
	assert_true(record_resolve(&w.arena, &w.set, inner,
	                           STR("../../files/x.pdf"), false, &to));
	assert_null(to.schema);
	assert_str(to.file, "files/x.pdf");
	assert_false(record_resolve(&w.arena, &w.set, inner,
	                            STR("../../../files/x.pdf"), false, &to));
	assert_false(record_resolve(&w.arena, &w.set, inner,
	                            STR("../../schema/thing.yaml"), false,
	                            &to));
	assert_false(record_resolve(&w.arena, &w.set, inner,
	                            STR("things"), true, &to));
	assert_false(record_resolve(&w.arena, &w.set, inner,
	                            STR("things/2021/t-1"), true, &to));
	world_close(&w);
}

static void
test_references_and_rows(void **state)
{
	struct world w;
	struct record *r = parse_as(
	    &w, "content/notes/n-1.yaml",
	    "name: 公示\n"
	    "from: 2021-01-01\n"
	    "items:\n"
	    "  - {thing: t-1, sort: good, on: 2021-02-01}\n"
	    "  - {thing: t-2, sort: bad, on: 2021-03-01}\n"
	    "  - {thing: t-3, sort: bad}\n");

	(void)state;
	sound(&w);
	assert_int_equal(r->body.n, 0);
	assert_int_equal(r->refs, 3);
	assert_str(r->ref[1].id, "t-2");
	assert_str(r->ref[1].target->kind, "thing");
	assert_int_equal(r->ref[1].at.line, 5);
	assert_int_equal(r->ref[1].at.column, 13);
	assert_int_equal(r->ref[1].at.length, 3);
	/* t-2 by its own date, t-1 by the date of the notice; t-3 has no
	 * date, so nothing is said of it. */
	assert_int_equal(r->abouts, 2);
	assert_str(r->about[0].id, "t-2");
	assert_int_equal(r->about[0].state, 2);
	assert_int_equal(r->about[0].from, 18687);
	assert_int_equal(r->about[0].until, DATE_NEVER);
	assert_str(r->about[1].id, "t-1");
	assert_int_equal(r->about[1].from, 18628);
	world_close(&w);
}

static void
test_own_life(void **state)
{
	struct world w;
	struct record *r = parse(
	    &w, "---\nname: 名\n"
	        "filing: {on: 2021-01-01, until: 2021-06-28, open: true}\n"
	        "---\n");

	(void)state;
	sound(&w);
	assert_int_equal(r->owns, 2);
	assert_int_equal(r->own[0].from, 18628);
	assert_int_equal(r->own[0].until, 18806);
	assert_int_equal(r->own[1].state, 1);
	assert_int_equal(r->own[1].from, 18807); /* the day after */
	assert_str(r->own[1].id, "t-1");
	world_close(&w);
	r = parse(&w, "---\nname: 名\nfiling: {on: 2021-06-29, "
	              "until: 2021-06-28, open: 否}\n---\n");
	assert_int_equal(r->owns, 0); /* over before it began */
	world_expect(&w, "D102", 3, 33);
	assert_false(record_field(r, STR("filing.open"))->yes);
	world_close(&w);
	r = parse(&w, "---\nname: 名\nfiling: {until: 2021-06-28}\n---\n");
	assert_int_equal(r->owns, 0); /* no start, and not open */
	world_close(&w);
	r = parse(&w, "---\nname: 了结\n"
	              "filing: {until: 2021-06-28, open: true}\n---\n");
	assert_int_equal(r->owns, 0); /* unless it says so */
	world_close(&w);
}

static void
test_withdrawal(void **state)
{
	struct world w;
	struct record *r =
	    parse_as(&w, "content/notes/n-1.yaml",
	             "name: 撤回\nlost: things/t-9\n");

	(void)state;
	sound(&w);
	assert_str(r->withdraws, "things/t-9");
	world_close(&w);
	r = parse_as(&w, "content/notes/n-1.yaml",
	             "name: 撤回\nlost: t-9\n");
	assert_str(r->withdraws, "");
	world_expect(&w, "R108", 2, 7);
	world_close(&w);
}

static void
test_labels_for_readers(void **state)
{
	struct world w;
	struct record *r = parse(&w, "---\nname: {zh: 名, en: Name}\n"
	                             "city: \"210100\"\n"
	                             "filing: {open: true}\n---\n");
	const struct schema *s = r->schema;

	(void)state;
	assert_str(record_label(schema_field(s, STR("city")),
	                        record_field(r, STR("city")), LANG_EN),
	           "Shenyang");
	assert_str(record_label(schema_field(s, STR("name")),
	                        record_field(r, STR("name")), LANG_EN),
	           "Name");
	assert_str(record_label(schema_field(s, STR("filing.open")),
	                        record_field(r, STR("filing.open")),
	                        LANG_ZH),
	           "是");
	world_close(&w);
}

static void
test_byte_order_mark_and_empty_values(void **state)
{
	struct world w;
	struct record *r = parse(&w, "\xef\xbb\xbf---\nname: 名\ngoal:\n"
	                             "month: ''\n---\n\n");

	(void)state;
	sound(&w);
	assert_null(record_field(r, STR("goal")));
	assert_int_equal(r->date, DATE_NONE);
	assert_int_equal(r->body.n, 0);
	world_close(&w);
}

/* Cut at every length, a record is refused or read, and nothing breaks. */
static void
test_cut_at_every_length(void **state)
{
	static const char text[] =
	    "---\nname: {zh: 联盟, en: A}\ntags: [a, b]\ncity: '210100'\n"
	    "filing:\n  on: 2021-06-28\n  open: true\n---\n"
	    "正文 [甲](record:notes/n-1)\n\n- 一\n  - 二\n";

	(void)state;
	for (size_t n = 0; n < sizeof text; n++) {
		struct world w;
		struct record *r;
		char *bytes = malloc(n + 1);

		memcpy(bytes, text, n);
		world_open(&w);
		world_load(&w, kinds);
		r = world_parse(&w, "content/things/t-1.md",
		                (struct str){bytes, n});
		assert_true(r || w.findings.errors);
		world_close(&w);
		free(bytes);
	}
}

static size_t
parse_folder(struct world *w, const char *pattern)
{
	struct source file[512];
	size_t n = world_files(&w->arena, pattern, file, 512);

	for (size_t i = 0; i < n; i++) {
		struct record_input input = {.file = file[i],
		                             .root = STR("content/"),
		                             .as_of = DATE_NONE};
		struct record *r = record_parse(&w->arena, &w->set, &input,
		                                &w->findings);

		assert_true(r || w->findings.errors);
	}
	return n;
}

static void
test_shipped_records_are_sound(void **state)
{
	static const char *const depth[] = {"content/%.*s/*.md",
	                                    "content/%.*s/*.yaml",
	                                    "content/%.*s/*/*.md",
	                                    "content/%.*s/*/*.yaml"};
	struct world w;
	size_t n = 0;

	(void)state;
	world_open(&w);
	world_load_shipped(&w);
	for (size_t i = 0; i < w.set.n; i++) {
		for (size_t k = 0; k < sizeof depth / sizeof *depth; k++) {
			struct str folder = w.set.kind[i].folder;
			char pattern[200];

			snprintf(pattern, sizeof pattern, depth[k],
			         STR_ARG(folder));
			n += parse_folder(&w, pattern);
		}
	}
	if (w.findings.errors)
		world_show(&w.findings);
	assert_int_equal(w.findings.errors, 0); /* warnings may be true */
	assert_true(n > 0);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_place_is_kind_and_id),
	    cmocka_unit_test(test_values_are_canonical),
	    cmocka_unit_test(test_scalars_keep_their_text),
	    cmocka_unit_test(test_head_title_summary_dates),
	    cmocka_unit_test(test_facets),
	    cmocka_unit_test(test_search_texts),
	    cmocka_unit_test(test_id_is_a_text),
	    cmocka_unit_test(test_body_and_its_links),
	    cmocka_unit_test(test_resolving_addresses),
	    cmocka_unit_test(test_references_and_rows),
	    cmocka_unit_test(test_own_life),
	    cmocka_unit_test(test_withdrawal),
	    cmocka_unit_test(test_labels_for_readers),
	    cmocka_unit_test(test_byte_order_mark_and_empty_values),
	    cmocka_unit_test(test_cut_at_every_length),
	    cmocka_unit_test(test_shipped_records_are_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
