/*
 * Changes between two versions of a record, in the words of its schema.
 */
#include "model/change_words.h"
#include "model_world.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称, en: Name}, localized: true}\n"
    "  goal: {type: text, label: {zh: 目标}}\n"
    "  price: {type: money, label: {zh: 价格}, unit: {zh: 万元}}\n"
    "  on: {type: date, label: {zh: 日期, en: Date}}\n"
    "  free: {type: bool, label: {zh: 免费}}\n"
    "  way: {type: enum, label: {zh: 方式},\n"
    "        values: {a: {zh: 甲类}, b: {zh: 乙类}}}\n"
    "  secret: {type: text, label: {zh: 内部}, hidden: true}\n"
    "  tags: {type: list, label: {zh: 标签}, of: {type: text}}\n"
    "  leader:\n"
    "    type: map\n"
    "    label: {zh: 盟主单位}\n"
    "    fields:\n"
    "      unit: {type: text, label: {zh: 单位名称}}\n"
    "  members:\n"
    "    type: list\n"
    "    label: {zh: 成员单位}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}}\n"
    "        name: {type: text, label: {zh: 名称}}\n"
    "        role: {type: text, label: {zh: 地位}}\n"
    "        of: {type: ref, kind: thing, label: {zh: 所属}}\n"
    "  stages:\n"
    "    type: list\n"
    "    label: {zh: 阶段, en: Stages}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}}\n"
    "        from: {type: integer, label: {zh: 自第几月, en: From month}}\n"
    "        way: {type: enum, label: {zh: 方式},\n"
    "              values: {a: {zh: 总付, en: Lump}, b: {zh: 提成}}}\n"
    "        rate: {type: money, label: {zh: 金额, en: Amount},\n"
    "               unit: {zh: 万元, en: 10k}}\n"
    "        inner: {type: text, label: {zh: 内部}, hidden: true}\n"
    "        note: {type: text, label: {zh: 说明}}\n";

static struct str
title_of(void *ctx, const struct schema_field *ref, struct str id)
{
	(void)ctx;
	assert_true(str_eq(ref->target_schema->kind, STR("thing")));
	return str_eq(id, STR("t-2")) ? STR("乙事") : STR("");
}

/* All sentences of a change, parted by " | ". */
static void
assert_change(const char *want, const char *old, const char *now,
              enum lang lang)
{
	static const char *const text[] = {"thing", thing_yaml,
	                                   NULL};
	struct world w;
	struct record *x;
	struct record *y;
	struct changes c;
	struct change_words words = {
	    .a = &w.arena, .lang = lang, .title = title_of};
	struct str got = STR("");

	world_open(&w);
	world_load(&w, text);
	x = world_parse(&w, "content/things/t-1.md", str_from(old));
	y = world_parse(&w, "content/things/t-1.md", str_from(now));
	world_show(&w.findings);
	assert_int_equal(0, w.findings.n);
	c = change_list(&w.arena, x, y);
	for (size_t i = 0; i < c.n; i++)
		got = arena_fmt(&w.arena, "%.*s%s%.*s", STR_ARG(got),
		                i ? " | " : "",
		                STR_ARG(change_sentence(&words, &c.v[i])));
	if (!str_eq(got, str_from(want)))
		fail_msg("want %s\n got %.*s", want, STR_ARG(got));
	world_close(&w);
}

#define FRONT(text) "---\nname: 甲\n" text "---\n"

static void
scalars(void **state)
{
	(void)state;
	assert_change("", FRONT("price: 3\n"), FRONT("price: 3\n"), LANG_ZH);
	assert_change("价格由“3 万元”改为“2.5 万元”", FRONT("price: 3\n"),
	              FRONT("price: 2.5\n"), LANG_ZH);
	assert_change("增加日期“2021年6月28日” | 免费由“否”改为“是”",
	              FRONT("free: false\n"),
	              FRONT("on: 2021-06-28\nfree: true\n"), LANG_ZH);
	assert_change("删去方式“乙类”", FRONT("way: b\n"), FRONT(""),
	              LANG_ZH);
	assert_change("盟主单位的单位名称由“甲厂”改为“乙厂”",
	              FRONT("leader: {unit: 甲厂}\n"),
	              FRONT("leader: {unit: 乙厂}\n"), LANG_ZH);
	assert_change("Date added: “28 June 2021”", FRONT(""),
	              FRONT("on: 2021-06-28\n"), LANG_EN);
}

static void
languages(void **state)
{
	(void)state;
	assert_change("名称（英文）由“One”改为“Two”",
	              "---\nname: {zh: 甲, en: One}\n---\n",
	              "---\nname: {zh: 甲, en: Two}\n---\n", LANG_ZH);
	/* The same name, now in both languages. */
	assert_change("名称由“甲”改为“乙”", "---\nname: 甲\n---\n",
	              "---\nname: {zh: 乙, en: Two}\n---\n", LANG_ZH);
}

static void
hidden_fields_stay_hidden(void **state)
{
	(void)state;
	assert_change("", FRONT("secret: 一\n"), FRONT("secret: 二\n"),
	              LANG_ZH);
}

static void
lists(void **state)
{
	(void)state;
	assert_change("删去标签“乙” | 增加标签“丙”",
	              FRONT("tags: [甲, 乙]\n"), FRONT("tags: [丙, 甲]\n"),
	              LANG_ZH);
	assert_change("成员单位“乙大学”的地位由“参与”改为“牵头”",
	              FRONT("members:\n- {seq: 1, name: 甲厂}\n"
	                    "- {seq: 2, name: 乙大学, role: 参与}\n"),
	              FRONT("members:\n- {seq: 1, name: 甲厂}\n"
	                    "- {seq: 2, name: 乙大学, role: 牵头}\n"),
	              LANG_ZH);
	assert_change("增加成员单位“丙所”（地位 参与，所属 乙事 t-2）",
	              FRONT("members: [{seq: 1, name: 甲厂}]\n"),
	              FRONT("members: [{seq: 1, name: 甲厂}, {seq: 2, "
	                    "name: 丙所, role: 参与, of: t-2}]\n"),
	              LANG_ZH);
	assert_change("删去成员单位“甲厂”",
	              FRONT("members: [{seq: 1, name: 甲厂}]\n"), FRONT(""),
	              LANG_ZH);
}

static void
references(void **state)
{
	(void)state;
	assert_change("成员单位“甲厂”的所属由“t-9”改为“乙事 t-2”",
	              FRONT("members: [{seq: 1, name: 甲厂, of: t-9}]\n"),
	              FRONT("members: [{seq: 1, name: 甲厂, of: t-2}]\n"),
	              LANG_ZH);
}

#define STAGE(n, from, way, rate)                                             \
	"- {seq: " n ", from: " from ", way: " way ", rate: " rate             \
	", inner: 密}\n"

/* What an item says that came or went, and which one of its name it is. */
static void
items(void **state)
{
	(void)state;
	assert_change("增加阶段“总付”（自第几月 7，金额 2 万元）",
	              FRONT("stages:\n" STAGE("1", "0", "b", "1")),
	              FRONT("stages:\n" STAGE("1", "0", "b", "1")
	                        STAGE("2", "7", "a", "2")),
	              LANG_ZH);
	assert_change("Stages removed: “Lump” (From month 7, Amount 2 10k)",
	              FRONT("stages:\n" STAGE("1", "7", "a", "2")), FRONT(""),
	              LANG_EN);
	assert_change("阶段“提成（自第几月 18）”的序号由“1”改为“2” | "
	              "阶段“提成（自第几月 18）”的金额由“1 万元”改为“3 万元” | "
	              "增加阶段“提成”（自第几月 7，金额 1 万元）",
	              FRONT("stages:\n" STAGE("1", "18", "b", "1")
	                        STAGE("2", "36", "b", "2")),
	              FRONT("stages:\n" STAGE("1", "7", "b", "1")
	                        STAGE("2", "18", "b", "3")
	                            STAGE("2", "36", "b", "2")),
	              LANG_ZH);
}

static void
long_texts(void **state)
{
	(void)state;
	assert_change("正文有修改", FRONT("") "一。\n", FRONT("") "二。\n",
	              LANG_ZH);
	assert_change("增加正文", FRONT(""), FRONT("") "二。\n", LANG_ZH);
	assert_change("", FRONT("") "一。\n", FRONT("") "\n一。\n\n",
	              LANG_ZH);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scalars), cmocka_unit_test(languages),
	    cmocka_unit_test(hidden_fields_stay_hidden),
	    cmocka_unit_test(lists),
	    cmocka_unit_test(references), cmocka_unit_test(items),
	    cmocka_unit_test(long_texts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
