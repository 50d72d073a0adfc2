#ifndef TESTS_CONSTRAINT_WORLD_H
#define TESTS_CONSTRAINT_WORLD_H

/*
 * constraint_world - what tests of rules share: one kind with fields of all
 * sorts, to which each example adds a rule, and records of it.
 */
#include "model/constraint.h"
#include "model_world.h"

static const char constraint_fields[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, localized: true}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市}}\n"
    "  short: {type: text, label: {zh: 简称}}\n"
    "  industry: {type: text, label: {zh: 产业}}\n"
    "  docno: {type: docno, label: {zh: 字号}}\n"
    "  number: {type: patent, label: {zh: 专利号}}\n"
    "  sort: {type: enum, label: {zh: 种类}, values: {invention: {zh: 发明},\n"
    "         utility: {zh: 实用新型}, design: {zh: 外观设计}}}\n"
    "  filed: {type: date, label: {zh: 申请日}}\n"
    "  granted: {type: date, label: {zh: 授权日}}\n"
    "  announced: {type: date, label: {zh: 公告日}}\n"
    "  month: {type: month, label: {zh: 月}}\n"
    "  until: {type: date, label: {zh: 止}}\n"
    "  extra: {type: integer, label: {zh: 补偿}}\n"
    "  total: {type: integer, label: {zh: 总数}}\n"
    "  firms: {type: integer, label: {zh: 企业}}\n"
    "  schools: {type: integer, label: {zh: 高校}}\n"
    "  sales: {type: money, label: {zh: 销售}}\n"
    "  rd: {type: money, label: {zh: 研发}}\n"
    "  rate: {type: decimal, label: {zh: 比例}}\n"
    "  unpaid: {type: bool, label: {zh: 欠费}}\n"
    "  code: {type: uscc, label: {zh: 代码}}\n"
    "  text: {type: text, label: {zh: 文}}\n"
    "  note: {type: markdown, label: {zh: 长文}}\n"
    "  secret: {type: text, label: {zh: 内部}, hidden: true}\n"
    "  phone: {type: phone, label: {zh: 电话}}\n"
    "  mail: {type: email, label: {zh: 邮箱}}\n"
    "  closed: {type: bool, label: {zh: 了结}}\n"
    "  result: {type: text, label: {zh: 结果}}\n"
    "  items:\n"
    "    type: list\n"
    "    label: {zh: 项}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}}\n"
    "        who: {type: text, label: {zh: 谁}}\n"
    "        type: {type: enum, label: {zh: 类}, values: {firm: {zh: 企},\n"
    "               school: {zh: 校}}}\n"
    "        from: {type: date, label: {zh: 起}}\n"
    "        to: {type: date, label: {zh: 止}}\n"
    "        sum: {type: money, label: {zh: 金额}}\n"
    "  others:\n"
    "    type: list\n"
    "    label: {zh: 其他}\n"
    "    of: {type: text}\n"
    "  term:\n"
    "    type: map\n"
    "    label: {zh: 期限}\n"
    "    fields:\n"
    "      from: {type: date, label: {zh: 起}}\n"
    "      to: {type: date, label: {zh: 止}}\n"
    "  stages:\n"
    "    type: list\n"
    "    label: {zh: 阶段}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        from: {type: integer, label: {zh: 自}}\n"
    "        to: {type: integer, label: {zh: 至}}\n"
    "        mode: {type: enum, label: {zh: 方式}, values: {free: {zh: 免费},\n"
    "               lump: {zh: 一次}, royalty_sales: {zh: 销售提成},\n"
    "               royalty_profit: {zh: 利润提成}}}\n"
    "        amount: {type: money, label: {zh: 金额}}\n"
    "        rate: {type: decimal, label: {zh: 比例}}\n"
    "        text: {type: text, label: {zh: 说明}}\n"
    "life:\n"
    "  states: {open: {rank: 1, label: {zh: 开}}}\n"
    "  own: [{set: open, from: term.from, until: term.to}]\n"
    "rules:\n";

static const char constraint_adcode[] =
    "name: adcode\n"
    "label: {zh: 区划}\n"
    "rows: {\"210100\": {zh: 沈阳市}, \"210200\": {zh: 大连市}}\n";

static const char constraint_words[] =
    "name: promotion\n"
    "label: {zh: 宣传用语}\n"
    "rows: {a: {zh: 国际领先}, b: {zh: 最佳}}\n";

static const char constraint_holidays[] =
    "name: holidays\n"
    "label: {zh: 放假}\n"
    "rows:\n"
    "  \"2020-01-01\": {zh: 休, en: off}\n"
    "  \"2021-10-07\": {zh: 休, en: off}\n"
    "  \"2021-10-09\": {zh: 班, en: work}\n"
    "  \"2023-04-23\": {zh: 班, en: work}\n"
    "  \"2023-04-29\": {zh: 休, en: off}\n"
    "  \"2023-04-30\": {zh: 休, en: off}\n"
    "  \"2023-05-01\": {zh: 休, en: off}\n"
    "  \"2023-05-02\": {zh: 休, en: off}\n"
    "  \"2023-05-03\": {zh: 休, en: off}\n"
    "  \"2023-05-06\": {zh: 班, en: work}\n";

/* An example: a rule, a front matter whose first line is line 2, and what
 * is found: "CODE LINE:COLUMN+WIDTH", joined by spaces; "" for nothing. */
struct example {
	const char *rule;
	const char *text;
	const char *found;
};

/* The kind with a rule; other, a second schema file or NULL. */
static inline int
constraint_load(struct world *w, const char *rule, const char *other,
                struct err *err)
{
	struct source schema[2], table[3];
	struct schema_sources sources = {schema, 1, table, 3};
	struct buf b = {0};

	table[0] = (struct source){STR("tables/adcode.yaml"),
	                           str_from(constraint_adcode)};
	table[1] = (struct source){STR("tables/holidays.yaml"),
	                           str_from(constraint_holidays)};
	table[2] = (struct source){STR("tables/promotion.yaml"),
	                           str_from(constraint_words)};
	buf_fmt(&b, "%s  - %s\n", constraint_fields, rule);
	schema[0] = (struct source){STR("schema/thing.yaml"),
	                            arena_str(&w->arena, buf_str(&b))};
	buf_release(&b);
	if (other) {
		schema[1] = (struct source){STR("schema/other.yaml"),
		                            str_from(other)};
		sources.schemas = 2;
	}
	return schema_set_load(&w->set, &w->arena, &sources, &w->findings,
	                       err);
}

static inline struct str
constraint_found(struct world *w)
{
	struct buf b = {0};
	struct str s;

	for (size_t i = 0; i < w->findings.n; i++) {
		const struct finding *f = &w->findings.v[i];

		buf_fmt(&b, "%s%s %u:%u+%u", i ? " " : "", f->code, f->line,
		        f->column, f->width);
	}
	s = arena_str(&w->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

/* Parse a record of the kind with a rule. */
static inline void
constraint_try(struct world *w, const char *rule, const char *text,
               int32_t as_of)
{
	struct err err;
	struct str bytes;

	world_open(w);
	w->as_of = as_of;
	if (constraint_load(w, rule, NULL, &err)) {
		world_show(&w->findings);
		fail_msg("%s", rule);
	}
	bytes = arena_fmt(&w->arena, "---\n%s\n---\n", text);
	world_parse(w, "content/things/t-1.md", bytes);
}

static inline void
constraint_run(const struct example *example, size_t n, int32_t as_of)
{
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &example[i];
		struct world w;

		constraint_try(&w, e->rule, e->text, as_of);
		if (!str_eq(constraint_found(&w), str_from(e->found))) {
			world_show(&w.findings);
			fail_msg("%s\n%s\ngot  %.*s\nwant %s", e->rule,
			         e->text, STR_ARG(constraint_found(&w)),
			         e->found);
		}
		world_close(&w);
	}
}

#define constraint_run_all(examples, as_of)                              \
	constraint_run((examples), sizeof(examples) / sizeof *(examples), \
	               (as_of))

#endif
