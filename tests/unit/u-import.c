/*
 * Cells and headings: what is rewritten, what is refused, and what a column
 * stands for.
 */
#include "model/columns.h"
#include "model/normal.h"
#include "model_world.h"

static const char deed_yaml[] =
    "kind: deed\n"
    "folder: deeds\n"
    "label: {zh: 许可, en: Deeds}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称, en: Name}, localized: true}\n"
    "  no: {type: patent, label: {zh: 专利号, en: Number}, aka: [证书号]}\n"
    "  code: {type: uscc, label: {zh: 代码, en: Code}}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市, en: City}}\n"
    "  stage: {type: enum, label: {zh: 阶段, en: Stage}, values: {\n"
    "    trl4: {zh: 4级·样件·小试}, trl6: {zh: 6级·中试},\n"
    "    trl7: {zh: 7级·试用}, trl8: {zh: 8级·试用}}}\n"
    "  open: {type: bool, label: {zh: 公开, en: Open}}\n"
    "  day: {type: date, label: {zh: 日期, en: Day}}\n"
    "  month: {type: month, label: {zh: 月份, en: Month}}\n"
    "  fee:\n"
    "    type: map\n"
    "    label: {zh: 费用, en: Fee}\n"
    "    fields:\n"
    "      price: {type: money, label: {zh: 金额, en: Amount},\n"
    "              unit: {zh: 万元, en: CNY 10k}}\n"
    "      rate: {type: decimal, label: {zh: 比例, en: Rate},\n"
    "             unit: {zh: '%', en: '%'}}\n"
    "  owners:\n"
    "    type: list\n"
    "    label: {zh: 权利人, en: Owners}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        name: {type: text, label: {zh: 名称, en: Name}}\n"
    "        rate: {type: decimal, label: {zh: 份额, en: Part}}\n";

static const char *const kinds[] = {"deed", deed_yaml, NULL};

/* want: the text; "!CODE": refused with it; "": as good as empty. */
struct row {
	const char *path, *cell, *want;
};

static const struct row rows[] = {
    {"name", " 一种　装置 ", "一种 装置"},
    {"name", "ＡＢ１２", "AB12"},
    {"name", "（一）、“二”", "（一）、“二”"},
    {"name", "1.1E+11", "!I201"},
    {"no", "ＺＬ２０２３１０４１２３４５．７", "ZL202310412345.7"},
    {"no", "zl 2023 1 0412345.7", "ZL202310412345.7"},
    {"no", "202310412345.7", "ZL202310412345.7"},
    {"no", "202310412345", "!I203"},
    {"no", "2.0231E+11", "!I201"},
    {"no", "201910000000", "!I201"},
    {"no", "ZL2019100000000", "!I201"},
    {"no", "110000000000", "!I201"},
    {"no", "201910000000.4", "ZL201910000000.4"},
    {"no", "202310412348", "ZL202310412348.0"},
    {"no", "/", ""},
    {"code", "91210100 MA0DEMA17J", "91210100MA0DEMA17J"},
    {"code", "91210100ma0dema17j", "91210100MA0DEMA17J"},
    {"code", "912101001234567000", "!I204"},
    {"code", "9.12101E+17", "!I201"},
    {"city", "沈阳市", "210100"},
    {"city", "Dalian", "210200"},
    {"stage", "6级·中试", "trl6"},
    {"stage", "TRL6", "trl6"},
    {"stage", "ＴＲＬ ６", "trl6"},
    {"stage", "中试", "trl6"},
    {"stage", "小试", "trl4"},
    {"stage", "样件", "trl4"},
    {"stage", "8级", "trl8"},
    {"stage", "试用", "试用"},
    {"stage", "试", "试"},
    {"stage", "TRL66", "TRL66"},
    {"stage", "6级", "trl6"},
    {"stage", "6级·中试阶段", "trl6"},
    {"stage", "级", "级"},
    {"open", "√", "true"},
    {"open", "否", "false"},
    {"open", "无", "false"},
    {"open", "maybe", "maybe"},
    {"day", "2024.5.6", "2024-05-06"},
    {"day", "2024/5/6", "2024-05-06"},
    {"day", "20240506", "2024-05-06"},
    {"day", "2024-05-06 00:00:00", "2024-05-06"},
    {"day", "２０２４年５月６日", "2024-05-06"},
    {"day", "45418", "!I206"},
    {"day", "2024年5月", "2024年5月"},
    {"month", "2024年5月", "2024-05"},
    {"month", "2024.5", "2024-05"},
    {"month", "2024.1", "!I208"},
    {"month", "2024.10", "2024-10"},
    {"month", "2024.13", "2024.13"},
    {"fee.price", "2 万元/年", "2"},
    {"fee.price", "1,234.5", "1234.5"},
    {"fee.price", "1,23", "1,23"},
    {"fee.price", "３万", "3"},
    {"fee.price", "20000元", "!I207"},
    {"fee.price", "叁万元", "3"},
    {"fee.price", "叁万元/年", "3"},
    {"fee.price", "人民币叁拾伍万元整", "35"},
    {"fee.price", "一亿二千万元", "12000"},
    {"fee.price", "两万", "2"},
    {"fee.price", "十五", "15"},
    {"fee.price", "三点五万元", "3.5"},
    {"fee.price", "叁仟元", "!I207"},
    {"fee.price", "三万五", "!I209"},
    {"fee.price", "一次付清", "一次付清"},
    {"fee.rate", "百分之三点五", "3.5"},
    {"fee.rate", "三", "3"},
    {"fee.price", "1.1E+5", "!I201"},
    {"fee.rate", "3％", "3"},
    {"fee.rate", "约3", "约3"},
    {"owners.rate", "3%", "3%"},
};

static void
cells(void **state)
{
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];
		struct grid_cell cell = {GRID_TEXT, str_from(r->cell)};
		const struct schema_field *f;
		struct str text;
		bool took;

		world_open(&w);
		world_load(&w, kinds);
		f = schema_field(&w.set.kind[0], str_from(r->path));
		assert_non_null(f);
		took = normal_cell(&w.arena, f, STR("D17"), &cell,
		                   &w.findings, &text);
		if (r->want[0] == '!') {
			assert_false(took);
			assert_int_equal(w.findings.n, 1);
			assert_string_equal(w.findings.v[0].code,
			                    r->want + 1);
			assert_str(w.findings.v[0].path, "D17");
		} else {
			if (took != (r->want[0] != '\0') ||
			    !str_eq(text, str_from(r->want)))
				fail_msg("%s: %s is %.*s, not %s", r->path,
				         r->cell, STR_ARG(text), r->want);
			assert_int_equal(w.findings.errors, 0);
		}
		world_close(&w);
	}
}

/* A gap that shows nothing is named, close to it; Markdown keeps its own. */
static void
unseen(void **state)
{
	static const struct schema_field markdown = {.type = FIELD_MARKDOWN};
	static const struct schema_field line = {.type = FIELD_TEXT};
	const struct str prose = STR("第九条　自愿申请。\n\n第十条\u00a0总结");
	struct grid_cell cell = {GRID_TEXT, prose};
	struct world w;
	struct str text;

	(void)state;
	world_open(&w);
	assert_true(normal_cell(&w.arena, &markdown, STR("D17"), &cell,
	                        &w.findings, &text));
	assert_str(text, prose.p);
	assert_int_equal(w.findings.n, 0);
	cell.text = STR("甲　乙");
	assert_true(normal_cell(&w.arena, &line, STR("D17"), &cell,
	                        &w.findings, &text));
	assert_int_equal(w.findings.n, 1);
	assert_str(w.findings.v[0].arg[0], "甲[U+3000]乙");
	assert_str(w.findings.v[0].arg[1], "甲 乙");
	cell.text = STR("关于建设实质性产学研联盟工作指引的说明和有关要求"
	                "\r\n甲");
	assert_true(normal_cell(&w.arena, &line, STR("D17"), &cell,
	                        &w.findings, &text));
	assert_str(w.findings.v[1].arg[0], "…有关要求[U+000D] 甲");
	assert_str(w.findings.v[1].arg[1], "…有关要求 甲");
	world_close(&w);
}

/* A change is told once; what is as it should be is not mentioned. */
static void
changes_are_told(void **state)
{
	static const struct {
		const char *path, *cell, *code;
	} told[] = {
	    {"day", "2024.5.6", "I210"},   {"day", "2024-05-06", NULL},
	    {"no", "202310412348", "I202"}, {"no", "ZL202310412345.7", NULL},
	    {"fee.price", "2", NULL},      {"city", "沈阳市", NULL},
	    {"name", "x ", "I210"},
	};
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct grid_cell cell = {GRID_TEXT, str_from(told[i].cell)};
		struct str text;

		world_open(&w);
		world_load(&w, kinds);
		normal_cell(&w.arena,
		            schema_field(&w.set.kind[0],
		                         str_from(told[i].path)),
		            STR("A1"), &cell, &w.findings, &text);
		assert_int_equal(w.findings.n, told[i].code != NULL);
		if (told[i].code)
			assert_string_equal(w.findings.v[0].code,
			                    told[i].code);
		world_close(&w);
	}
}

/* ---------------------------------------------------------- headings */

static void
headings(void **state)
{
	static const struct {
		const char *heading, *path; /* "?": unknown; "-": passed */
	} known[] = {
	    {"专利号", "no"},          {"专利（申请）号", "no"},
	    {"申请号", "no"},          {"证书号", "no"},
	    {"*专利号：", "no"},       {"Number", "no"},
	    {"专利号/公开号", "no"},   {"no", "no"},
	    {"名称（英文）", "name.en"}, {"Name (English)", "name.en"},
	    {"费用 · 金额", "fee.price"}, {"金额（万元）", "fee.price"},
	    {"fee.price", "fee.price"}, {"权利人名称", "owners.1.name"},
	    {"权利人2 · 名称", "owners.2.name"},
	    {"owners.12.name", "owners.12.name"},
	    {"权利人0名称", "?"},      {"编号", "id"},
	    {"正文", "body"},          {"问题", "-"},
	    {"", "-"},                 {"备注", "?"},
	    {"专利号2", "?"},          {"权利人", "owners.1.name"},
	    {"权利人2", "owners.2.name"}, {"费用", "?"},
	};
	const struct column_names *names;
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, kinds);
	names = column_names(&w.arena, &w.set.kind[0]);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct column c;
		struct str got;

		column_find(&w.arena, names, str_from(known[i].heading), &c);
		got = c.role == COLUMN_UNKNOWN  ? STR("?")
		      : c.role == COLUMN_PASSED ? STR("-")
		                                : column_path(&w.arena, &c);
		if (!str_eq(got, str_from(known[i].path)))
			fail_msg("%s is %.*s, not %s", known[i].heading,
			         STR_ARG(got), known[i].path);
	}
	world_close(&w);
}

/* What a column is called leads back to it. */
static void
headings_lead_back(void **state)
{
	const struct schema_field *f = NULL;
	const struct column_names *names;
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, kinds);
	names = column_names(&w.arena, &w.set.kind[0]);
	while ((f = schema_next(&w.set.kind[0], f))) {
		struct column c = {.role = COLUMN_FIELD, .field = f,
		                   .item = {3, 1, 1, 1}};
		struct column back;

		if (f->type == FIELD_MAP || f->type == FIELD_LIST ||
		    !f->name.n)
			continue;
		if (!f->list)
			c.item[0] = 1;
		column_find(&w.arena, names, column_path(&w.arena, &c),
		            &back);
		assert_true(column_same(&c, &back));
		column_find(&w.arena, names,
		            column_heading(&w.arena, &c, LANG_ZH), &back);
		assert_true(column_same(&c, &back));
	}
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells),
	    cmocka_unit_test(unseen),
	    cmocka_unit_test(changes_are_told),
	    cmocka_unit_test(headings),
	    cmocka_unit_test(headings_lead_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
