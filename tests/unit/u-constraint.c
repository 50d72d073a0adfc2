/*
 * Rules within one record: each is found where it is broken, at the value
 * that is wrong, and nowhere else.
 */
#include "constraint_world.h"

#define ORDER "{rule: order, fields: [filed, granted, announced]}"
#define MONTH "{rule: order, fields: [month, filed]}"
#define ROWS "{rule: order, fields: [items.from, items.to]}"
#define YEAR "{rule: same_year, field: docno, date: filed}"
#define PATENT_YEAR "{rule: same_year, field: number, date: filed}"

static const struct example dates[] = {
    {ORDER, "filed: 2021-01-05\ngranted: 2023-03-03\nannounced: 2023-03-03",
     ""},
    {ORDER, "filed: 2021-01-05\ngranted: 2020-03-03", "D104 3:10+10"},
    {ORDER, "filed: 2021-01-05\nannounced: 2020-03-03", "D104 3:12+10"},
    {ORDER, "granted: 2020-03-03", ""},
    {ORDER, "announced: 2021-01-01\nfiled: 2022-01-01",
     "D104 2:12+10"},
    {ORDER, "granted: 二〇二〇年一月一日\nfiled: 2021-01-05",
     "D104 2:10+18"},
    {MONTH, "month: 2021-06\nfiled: 2021-06-01", ""},
    {"{rule: order, fields: [filed, until], level: warning}",
     "filed: 2021-12-03\nuntil: 2021-11-30", "D203 2:8+10"},
    {MONTH, "filed: 2021-05-31\nmonth: 2021-06", "D104 2:8+10"},
    {ROWS, "items:\n  - {from: 2021-01-02, to: 2021-01-01}\n"
           "  - {from: 2021-01-01, to: 2021-01-02}",
     "D104 3:28+10"},
    {ROWS, "items:\n  - {from: 2021-01-02}\n  - {to: 2021-01-01}", ""},
    /* said already of the life of the record */
    {"{rule: order, fields: [term.from, term.to]}",
     "term: {from: 2021-01-02, to: 2021-01-01}", "D102 2:30+10"},
    {YEAR, "docno: 辽政办发〔2016〕163号\nfiled: 2017-01-02",
     "D105 3:8+10"},
    {YEAR, "docno: 辽政办发〔2016〕163号\nfiled: 2016-12-31", ""},
    {YEAR, "docno: 辽政办发〔2016〕163号", ""},
    {PATENT_YEAR, "number: ZL97101765.4\nfiled: 1997-02-02", ""},
    {PATENT_YEAR, "number: ZL97101765.4\nfiled: 1998-02-02",
     "D105 3:8+10"},
};

static void
test_dates(void **state)
{
	(void)state;
	constraint_run_all(dates, DATE_NONE);
}

#define NOTICE "{rule: workdays, from: filed, to: until, min: 5}"
#define PUBLISH "{rule: workdays, from: filed, to: until, max: 20}"
#define PRICE "{rule: workdays, from: filed, to: until, days: 15}"
#define STALE                                                            \
	"{rule: stale, date: filed, days: 183, unless: {closed: true}}"
#define VALID "{rule: stale, date: filed, days: 183, until: until}"
#define FOLLOW "{rule: follow_up, after: until, workdays: 10, need: result}"
#define FOLLOW_UNLESS                                                    \
	"{rule: follow_up, after: until, workdays: 10, need: result,"    \
	" unless: {granted: present}}"

static const struct example periods[] = {
    {NOTICE, "filed: 2021-10-27\nuntil: 2021-11-02", ""},
    {NOTICE, "filed: 2021-10-27\nuntil: 2021-11-01", "D106 3:8+10"},
    {NOTICE, "filed: 2020-01-13\nuntil: 2020-01-17", ""},
    {NOTICE, "filed: 2020-01-13\nuntil: 2020-01-16", "D106 3:8+10"},
    {NOTICE, "filed: 2023-04-27\nuntil: 2023-05-06", ""},
    {NOTICE, "filed: 2023-04-27\nuntil: 2023-05-05", "D106 3:8+10"},
    {NOTICE, "filed: 2023-04-27\nuntil: 2023-04-26", ""},
    {NOTICE, "filed: 2031-10-27\nuntil: 2031-10-31", "D107 2:8+10"},
    {NOTICE, "filed: 2023-12-29\nuntil: 2024-01-04", "D107 3:8+10"},
    {PUBLISH, "filed: 2023-04-20\nuntil: 2023-05-19", ""},
    {PUBLISH, "filed: 2023-04-20\nuntil: 2023-05-20", "D106 3:8+10"},
    {PRICE, "filed: 2031-10-01\nuntil: 2031-10-15", ""},
    {PRICE, "filed: 2031-10-01\nuntil: 2031-10-14", "D106 3:8+10"},
};

static void
test_periods(void **state)
{
	(void)state;
	constraint_run_all(periods, DATE_NONE);
}

static int32_t
day_of(const char *iso)
{
	int32_t day;

	assert_true(date_parse_iso(str_from(iso), &day));
	return day;
}

static void
test_rules_about_today(void **state)
{
	static const struct example late[] = {
	    {STALE, "filed: 2021-05-01", "D201 2:8+10"},
	    {STALE, "filed: 2021-05-02", ""},
	    {STALE, "filed: 2021-05-01\nclosed: true", ""},
	    {STALE, "filed: 2021-05-01\nclosed: false", "D201 2:8+10"},
	    {STALE, "granted: 2021-05-01", ""},
	    {VALID, "filed: 2021-05-01\nuntil: 2021-11-01", "D201 2:8+10"},
	    {VALID, "filed: 2021-05-01\nuntil: 2021-10-31", ""},
	    {VALID, "filed: 2021-05-01", "D201 2:8+10"},
	    /* ten working days: 10-18 to 10-29; over on 11-01 */
	    {FOLLOW, "until: 2021-10-15", "D202 2:8+10"},
	    {FOLLOW, "until: 2021-10-18", ""},
	    {FOLLOW, "until: 2021-10-15\nresult: 无异议", ""},
	    {FOLLOW, "until: 2022-10-15", ""},
	    {FOLLOW_UNLESS, "until: 2021-10-15", "D202 2:8+10"},
	    {FOLLOW_UNLESS, "until: 2021-10-15\ngranted: 2001-01-01", ""},
	};
	static const struct example unasked[] = {
	    {STALE, "filed: 2001-05-01", ""},
	    {FOLLOW, "until: 2001-10-15", ""},
	};

	(void)state;
	constraint_run_all(late, day_of("2021-11-01"));
	constraint_run_all(unasked, DATE_NONE);
}

#define NAME                                                             \
	"{rule: compose, field: name,"                                   \
	" of: [city, short, industry, {text: 产学研联盟}]}"
#define PARTS "city: 沈阳市\nshort: 某智\nindustry: 机器人\n"

static const struct example composed[] = {
    {NAME, PARTS "name: 沈阳市某智机器人产学研联盟", ""},
    {NAME, PARTS "name: 沈阳某智机器人产学研联盟", "T201 5:7+24"},
    {NAME, PARTS "name: 沈阳市某智机器人产学研联盟二", "T201 5:7+28"},
    {NAME, PARTS "name: '沈阳市某智机器人联盟'", "T201 5:8+20"},
    {NAME, PARTS "name: {zh: 沈阳市某智机器人产学研联盟, en: A}", ""},
    {NAME, PARTS "name: {zh: 某智联盟, en: A}", "T201 5:12+8"},
    {NAME, "city: 沈阳市\nname: 某智联盟", ""},
};

static void
test_composed_texts(void **state)
{
	struct world w;

	(void)state;
	constraint_run_all(composed, DATE_NONE);
	constraint_try(&w, NAME, PARTS "name: 某智联盟", DATE_NONE);
	assert_str(w.findings.v[0].arg[1], "沈阳市某智机器人产学研联盟");
	assert_str(w.findings.v[0].arg[2],
	           "city + short + industry + 产学研联盟");
	world_close(&w);
}

#define SUM "{rule: sum, fields: [firms, schools], max: total}"
#define EQUAL "{rule: sum, fields: [firms, schools], equals: total}"
#define LIST_SUM "{rule: sum, fields: [items.sum], equals: sales}"
#define RATIO "{rule: at_most, field: rd, bound: sales, level: warning}"
#define LIMIT "{rule: limit, field: rate, max: 20}"
#define RANGE "{rule: limit, field: text, min: 2, max: 4}"
#define SOME "{rule: some, fields: [firms, schools]}"

static const struct example numbers[] = {
    {SUM, "total: 3\nfirms: 2\nschools: 1", ""},
    {SUM, "total: 4\nfirms: 2\nschools: 1", ""},
    {SUM, "total: 2\nfirms: 2\nschools: 1", "F121 2:8+1"},
    {SUM, "total: 2\nfirms: 3", "F121 2:8+1"},
    {SUM, "firms: 3\nschools: 1", ""},
    {EQUAL, "total: 3\nfirms: 2\nschools: 1", ""},
    {EQUAL, "total: 4\nfirms: 2\nschools: 1", "F121 2:8+1"},
    {EQUAL, "total: 4\nfirms: 2", ""},
    {LIST_SUM, "sales: 0.30\nitems: [{sum: 0.1}, {sum: 0.2}]", ""},
    {LIST_SUM, "sales: 0.31\nitems: [{sum: 0.1}, {sum: 0.2}]",
     "F121 2:8+4"},
    {RATIO, "sales: 800\nrd: 800.00", ""},
    {RATIO, "sales: 800\nrd: 800.01", "F122 3:5+6"},
    {RATIO, "rd: 900", ""},
    {LIMIT, "rate: 20.0", ""},
    {LIMIT, "rate: 20.1", "F129 2:7+4"},
    {RANGE, "text: 一 二", ""},
    {RANGE, "text: 一", "F129 2:7+2"},
    {RANGE, "text: 一二三四五", "F129 2:7+10"},
    {SOME, "firms: 0\nschools: 1", ""},
    {SOME, "firms: 0\nschools: 0", "F127 2:8+1"},
    {SOME, "total: 0", "F127 1:1+3"},
    {"{rule: some, fields: [unpaid, text]}", "unpaid: false",
     "F127 2:9+5"},
    {"{rule: some, fields: [unpaid, text]}", "unpaid: true", ""},
    {"{rule: some, fields: [unpaid, text]}", "text: 甲", ""},
};

static void
test_numbers(void **state)
{
	(void)state;
	constraint_run_all(numbers, DATE_NONE);
}

#define NEEDS                                                            \
	"{rule: needs, field: text, words: [试行, 暂行], need: until}"

static const struct example needs[] = {
    {NEEDS, "text: 办法（试行）", "F130 2:10+4"},
    {NEEDS, "text: 暂行办法（试行）", "F130 2:12+4"},
    {NEEDS, "text: 办法（试行）\nuntil: 2021-01-01", ""},
    {NEEDS, "text: 办法", ""},
    {NEEDS, "until: 2021-01-01", ""},
    {"{rule: needs, field: items.who, words: [试行], need: items.to}",
     "items:\n  - {who: 试行, to: 2021-01-01}\n  - {who: 试行}",
     "F130 4:11+4"},
};

static void
test_needs(void **state)
{
	(void)state;
	constraint_run_all(needs, DATE_NONE);
}

#define COUNT "{rule: count, list: items, equals: total, partial_above: 2}"
#define COUNT_FIRMS                                                      \
	"{rule: count, list: items, equals: firms, total: total,"        \
	" where: {items.type: firm}, partial_above: 2}"
#define COUNT_HERE                                                       \
	"{rule: count, list: items, equals: total,"                      \
	" where: {items.to: absent}, partial_above: 2}"
#define TWO "items: [{type: firm}, {type: school}]\n"

#define SIZE "{rule: size, list: others, min: 2, max: 3}"
#define SIZE_WHEN "{rule: size, list: items, min: 2, when: {firms: 1}}"

static const struct example lists[] = {
    {SIZE, "others: [甲]", "F112 2:10+2"},
    {SIZE, "others: [甲, 乙]", ""},
    {SIZE, "others: [甲, 乙, 丙]", ""},
    {SIZE, "others: [甲, 乙, 丙, 丁]", "F111 2:10+2"},
    {SIZE, "total: 1", ""},
    {SIZE_WHEN, "firms: 1\nitems: [{seq: 1}]", "F112 3:15+1"},
    {SIZE_WHEN, "firms: 2\nitems: [{seq: 1}]", ""},
    {COUNT, TWO "total: 2", ""},
    {COUNT, TWO "total: 1", "F123 3:8+1"},
    {COUNT, "items: [{seq: 1}]\ntotal: 2", "F123 3:8+1"},
    {COUNT, TWO "total: 9", ""},
    {COUNT, "items: [{seq: 1}]\ntotal: 9", "F123 3:8+1"},
    {COUNT, "total: 9", ""},
    /* who left is not counted; above two, two are wanted */
    {COUNT_HERE, "items: [{seq: 1}, {to: 2021-01-01}]\ntotal: 1", ""},
    {COUNT_HERE, "items: [{seq: 1}, {to: 2021-01-01}]\ntotal: 2",
     "F123 3:8+1"},
    {COUNT_HERE, "items: [{seq: 1}, {to: 2021-01-01}]\ntotal: 9",
     "F123 3:8+1"},
    {COUNT_HERE, "items: [{seq: 1}, {seq: 2}]\ntotal: 9", ""},
    {COUNT_FIRMS, TWO "total: 2\nfirms: 1", ""},
    {COUNT_FIRMS, TWO "total: 2\nfirms: 2", "F123 4:8+1"},
    {COUNT_FIRMS, TWO "total: 9\nfirms: 8", ""},
    {COUNT_FIRMS, TWO "total: 9\nfirms: 0", "F123 4:8+1"},
    {"{rule: sequence, field: items.seq}", "items: [{seq: 1}, {seq: 2}]",
     ""},
    {"{rule: sequence, field: items.seq}",
     "items: [{seq: 1}, {seq: 3}, {seq: 4}]", "F124 2:25+1"},
    {"{rule: sequence, field: items.seq}", "items: [{seq: 0}]",
     "F124 2:15+1"},
    {"{rule: distinct, field: items.who}",
     "items:\n  - {who: 甲}\n  - {who: 乙}\n  - {who: 甲}",
     "F125 5:11+2"},
    {"{rule: distinct, field: others}", "others: [甲, 乙]", ""},
    {"{rule: distinct, field: others}", "others: [甲, 甲, 甲]",
     "F125 2:13+2 F125 2:16+2"},
    {"{rule: member, field: short, in: items.who}",
     "short: 乙\nitems: [{who: 甲}, {who: 乙}]", ""},
    {"{rule: member, field: short, in: items.who}",
     "short: 丙\nitems: [{who: 甲}, {who: 乙}]", "F126 2:8+2"},
    {"{rule: member, field: short, in: items.who}", "short: 丙", ""},
};

static void
test_lists(void **state)
{
	struct world w;

	(void)state;
	constraint_run_all(lists, DATE_NONE);
	constraint_try(&w, "{rule: member, field: short, in: items.who}",
	               "short: 某智装各\nitems: [{who: 甲乙丙丁}, "
	               "{who: 某智装备}]",
	               DATE_NONE);
	assert_str(w.findings.v[0].arg[3], "某智装备");
	world_close(&w);
}

#define WORDS "{rule: words, fields: [text, note, items.who], table: promotion}"
#define PREFIX "{rule: prefix, field: code, at: 3, any: ['21']}"

static const struct example texts[] = {
    {WORDS, "text: 减速器，国际领先、最佳", "T110 2:11+8 T110 2:16+4"},
    {WORDS, "text: '国际 领先'", ""},
    {WORDS, "items: [{who: 最佳}]", "T110 2:15+4"},
    {WORDS, "note: |\n  第一行\n  第二行最佳", "T110 4:6+4"},
    {PREFIX, "code: 91210100MA0DEMA17J", ""},
    {PREFIX, "code: 91230100MA1DEMC38H", "N110 2:7+18"},
    {"{rule: forbid, field: unpaid, value: true}", "unpaid: true",
     "F128 2:9+4"},
    {"{rule: forbid, field: unpaid, value: true}", "unpaid: false", ""},
    {"{rule: forbid, field: text, when: {closed: true}}",
     "text: 甲\nclosed: true", "F128 2:7+2"},
    {"{rule: forbid, field: text, when: {closed: true}}",
     "text: 甲\nclosed: false", ""},
    {"{rule: forbid, field: sort, value: [design, utility]}",
     "sort: 外观设计", "F128 2:7+8"},
};

static void
test_texts(void **state)
{
	(void)state;
	constraint_run_all(texts, DATE_NONE);
}

#define KIND "{rule: patent_kind, number: number, kind: sort, filed: filed}"
#define TERM                                                             \
	"{rule: patent_term, number: number, filed: filed, until: until,"\
	" extension: extra}"
#define INVENTION "number: ZL202110123456.7\n"
#define UTILITY "number: ZL202120123456.2\n"
#define DESIGN "number: ZL202230123456.2\n"

static const struct example patents[] = {
    {KIND, INVENTION "sort: 发明\nfiled: 2021-05-05", ""},
    {KIND, UTILITY "sort: 实用新型", ""},
    {KIND, DESIGN "sort: 外观设计", ""},
    {KIND, "number: ZL202180012345.7\nsort: 发明", ""},
    {KIND, "number: ZL202190012345.2\nsort: 实用新型", ""},
    {KIND, "number: ZL202190012345.2\nsort: 发明", "P201 3:7+4"},
    {KIND, UTILITY "sort: 发明", "P201 3:7+4"},
    {KIND, INVENTION "sort: design", "P201 3:7+6"},
    {KIND, INVENTION "filed: 2020-05-05", "P202 3:8+10"},
    {KIND, "number: ZL97101765.4\nfiled: 1997-05-05", ""},
    {TERM, UTILITY "filed: 1999-09-06\nuntil: 2009-09-05", ""},
    {TERM, UTILITY "filed: 1999-09-06\nuntil: 2009-09-06", "P203 4:8+10"},
    {TERM, INVENTION "filed: 2018-03-01\nuntil: 2038-02-28", ""},
    {TERM, INVENTION "filed: 2018-03-01\nuntil: 2038-03-01",
     "P203 4:8+10"},
    {TERM, INVENTION "filed: 2018-03-01\nuntil: 2038-03-10\nextra: 10", ""},
    {TERM, INVENTION "filed: 2018-03-01\nuntil: 2038-03-11\nextra: 10",
     "P203 4:8+10"},
    {TERM, DESIGN "filed: 2021-05-31\nuntil: 2031-05-30", ""},
    {TERM, DESIGN "filed: 2021-05-31\nuntil: 2031-05-31", "P203 4:8+10"},
    {TERM, DESIGN "filed: 2021-06-01\nuntil: 2036-05-31", ""},
    {TERM, DESIGN "filed: 2021-06-01\nuntil: 2036-06-01", "P203 4:8+10"},
    {TERM, UTILITY "filed: 2020-02-29\nuntil: 2030-02-28", ""},
    {TERM, UTILITY "filed: 2020-02-29\nuntil: 2030-03-01", "P203 4:8+10"},
    {TERM, UTILITY "filed: 9999-02-01\nuntil: 9999-03-01", ""},
};

static void
test_patents(void **state)
{
	(void)state;
	constraint_run_all(patents, DATE_NONE);
}

static void
test_what_a_finding_says(void **state)
{
	struct world w;
	struct buf b = {0};

	(void)state;
	constraint_try(&w,
	               "{rule: workdays, from: filed, to: until, min: 5,"
	               " why: {zh: 辽科发〔2021〕19号第九条, en: Art 9}}",
	               "filed: 2023-04-27\nuntil: 2023-05-05", DATE_NONE);
	finding_format(&w.findings.v[0], LANG_ZH, FINDING_FULL, &b);
	assert_str(buf_str(&b),
	           "content/things/t-1.md:3:8: 提醒[D106]: 2023-04-27 – "
	           "2023-05-05 只有 4 个工作日，不足 5 个\n"
	           "   |\n"
	           " 3 | until: 2023-05-05\n"
	           "   |        ^^^^^^^^^^ 至少到 2023-05-06\n"
	           "   = 原因: 首尾两天都算，周末和放假不算，调休上班算"
	           "（辽科发〔2021〕19号第九条）\n"
	           "   = 改法: 把截止日期改到 2023-05-06 或以后\n"
	           "   = 详情: gongshi explain D106\n");
	b.n = 0;
	finding_format(&w.findings.v[0], LANG_EN, FINDING_FULL, &b);
	buf_byte(&b, '\0');
	assert_non_null(strstr(b.p, "do (Art 9)\n"));
	buf_release(&b);
	world_close(&w);
}

static void
test_levels(void **state)
{
	struct world w;

	(void)state;
	constraint_try(&w, RATIO, "sales: 8\nrd: 9", DATE_NONE);
	assert_int_equal(w.findings.n, 1);
	assert_int_equal(w.findings.errors, 0);
	world_close(&w);
	constraint_try(&w, "{rule: limit, field: rate, max: 2, level: error}",
	               "rate: 9", DATE_NONE);
	assert_int_equal(w.findings.errors, 1);
	world_close(&w);
}

static void
test_conditions(void **state)
{
	static const struct example cases[] = {
	    {"{rule: order, fields: [items.from, items.to],"
	     " when: {items.type: firm}}",
	     "items:\n  - {type: school, from: 2021-01-02, to: 2021-01-01}\n"
	     "  - {type: firm, from: 2021-01-02, to: 2021-01-01}",
	     "D104 4:40+10"},
	    {"{rule: order, fields: [filed, granted],"
	     " when: {items.type: [firm, school]}}",
	     "filed: 2021-01-02\ngranted: 2021-01-01\n"
	     "items: [{seq: 1}, {type: school}]",
	     "D104 3:10+10"},
	    /* a scalar beside several items is reported once */
	    {"{rule: order, fields: [items.from, filed]}",
	     "filed: 2021-01-01\nitems: [{from: 2021-01-01},"
	     " {from: 2021-01-02}, {from: 2021-01-03}]",
	     "D104 2:8+10"},
	    {"{rule: order, fields: [filed, granted, items.from]}",
	     "filed: 2021-01-02\ngranted: 2021-01-01", "D104 3:10+10"},
	    {"{rule: order, fields: [filed, granted],"
	     " when: {items.type: firm}}",
	     "filed: 2021-01-02\ngranted: 2021-01-01\n"
	     "items: [{type: school}]",
	     ""},
	};

	(void)state;
	constraint_run_all(cases, DATE_NONE);
}

/* The first mistakes of a list come with proposals, all are told. */
static void
test_proposals_for_the_first(void **state)
{
	struct buf text = {0};
	struct world w;

	(void)state;
	buf_adds(&text, "others: [数控机床厂]\nitems:\n");
	for (int i = 0; i < 10; i++)
		buf_adds(&text, "  - who: 数控机床场\n");
	buf_byte(&text, '\0');
	constraint_try(&w, "{rule: member, field: items.who, in: others}",
	               text.p, DATE_NONE);
	assert_int_equal(w.findings.n, 10);
	for (size_t i = 0; i < 10; i++) {
		assert_string_equal(w.findings.v[i].code, "F126");
		assert_str(w.findings.v[i].arg[3], i < 8 ? "数控机床厂" : "");
	}
	world_close(&w);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_periods),
	    cmocka_unit_test(test_rules_about_today),
	    cmocka_unit_test(test_composed_texts),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_needs),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_patents),
	    cmocka_unit_test(test_what_a_finding_says),
	    cmocka_unit_test(test_levels),
	    cmocka_unit_test(test_conditions),
	    cmocka_unit_test(test_proposals_for_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
