/*
 * charts.yaml: what is read, what a record measures, sentences with names,
 * and mistakes with their line.
 */
#include "model_world.h"

#include "render/chart_data.h"

static const char *const kinds[] = {
    "thing",
    "kind: thing\nfolder: things\nlabel: {zh: 事项}\ntitle: name\n"
    "facets: [city, year]\ndate: on\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}}\n"
    "  on: {type: date, label: {zh: 日期}}\n"
    "  city: {type: enum, label: {zh: 市}, values: {a: {zh: 甲}}}\n"
    "  price: {type: money, label: {zh: 价}, unit: {zh: 万元}}\n"
    "  owners:\n"
    "    type: list\n"
    "    label: {zh: 人}\n"
    "    of: {type: map, fields: {name: {type: text, label: {zh: 名}}}}\n",
    NULL};

static const char sound[] =
    "charts:\n"
    "  - {id: c, title: {zh: 市}, kind: thing, form: stack, by: city,\n"
    "     split: year, on: [home], finding: {zh: \"{top}最多\"}}\n"
    "  - {id: p, title: {zh: 价}, kind: thing, form: bar, by: price,\n"
    "     bands: [1, 10.5]}\n"
    "  - {id: o, title: {zh: 人}, kind: thing, form: bar,\n"
    "     by: owners.name, most: 3, on: [index]}\n"
    "inspection: {home: 14, columns: {thing: 183}}\n";

static int
load(struct world *w, struct chart_set *charts, const char *text,
     struct err *err)
{
	struct source file = {STR("content/charts.yaml"), str_from(text)};

	world_open(w);
	world_load(w, kinds);
	return chart_set_load(charts, &w->arena, &file, &w->set,
	                      &w->findings, err);
}

static void
test_reads(void **state)
{
	struct chart_set charts;
	struct world w;
	struct err err = {0};

	(void)state;
	assert_int_equal(load(&w, &charts, sound, &err), 0);
	assert_int_equal(charts.n, 3);
	assert_int_equal(charts.v[0].form, CHART_STACK);
	assert_true(charts.v[0].on_home && !charts.v[0].on_index);
	assert_int_equal(charts.v[0].most, 12);
	assert_int_equal(charts.v[1].bands, 2);
	assert_int_equal(charts.v[2].most, 3);
	assert_int_equal(charts.plans, 3);
	assert_str(charts.plan[0].by, "city");
	assert_str(charts.plan[0].split, "year");
	assert_str(charts.plan[1].by, "");
	assert_int_equal(charts.home_days, 14);
	assert_int_equal(charts.column[0].days, 183);
	assert_ptr_equal(chart_set_find(&charts, STR("o")), &charts.v[2]);
	assert_null(chart_set_find(&charts, STR("x")));
	world_close(&w);
}

static void
expect_band(const char *price, const char *band)
{
	struct chart_set charts;
	struct world w;
	struct err err = {0};
	struct record_input in = {
	    .file = {STR("content/things/x.md"), STR("")},
	    .root = STR("content/"),
	    .as_of = DATE_NONE};
	struct buf text = {0};
	struct row row = {0};
	struct record *r;

	assert_int_equal(load(&w, &charts, sound, &err), 0);
	buf_fmt(&text,
	        "---\nname: 某\ncity: a\nprice: %s\n"
	        "owners: [{name: 乙}, {name: 丙}]\n---\n",
	        price);
	in.file.bytes = buf_str(&text);
	r = record_parse(&w.arena, &w.set, &in, &w.findings);
	assert_non_null(r);
	chart_set_measure(&charts, &w.arena, r, &row);
	assert_int_equal(row.measures, 3);
	assert_str(row.measure[0].key, "p");
	assert_str(row.measure[0].code, band);
	assert_str(row.measure[1].code, "乙");
	assert_str(row.measure[2].code, "丙");
	buf_release(&text);
	world_close(&w);
}

/* The lower end of a band belongs to it. */
static void
test_measures(void **state)
{
	(void)state;
	expect_band("0", "00");
	expect_band("0.99", "00");
	expect_band("1", "01");
	expect_band("10.49", "01");
	expect_band("10.50", "02");
	expect_band("999999", "02");
}

static void
expect_wrong(const char *text, const char *line)
{
	struct chart_set charts;
	struct world w;
	struct err err = {0};

	assert_int_equal(load(&w, &charts, text, &err), ERR_CONFIG);
	if (!strstr(err.line, line))
		fail_msg("\"%s\" instead of \"%s\"", err.line, line);
	world_close(&w);
}

static void
test_mistakes(void **state)
{
	(void)state;
	expect_wrong("chart: []\n", "charts.yaml:1:1: error[C101]");
	expect_wrong("charts:\n- {id: a, title: t, kind: no}\n",
	             "charts.yaml:2:27: error[C105]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: x}\n",
	             "error[C104]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: owners}\n",
	             "error[C104]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing}\n",
	             "error[C102]");
	expect_wrong("charts:\n- {id: A_, title: t, kind: thing, by: city}\n",
	             "error[C103]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: city}\n"
	             "- {id: a, title: t, kind: thing, by: city}\n",
	             "charts.yaml:3:8: error[C107]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: city,\n"
	             "  form: pie}\n",
	             "charts.yaml:3:9: error[C105]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: price,\n"
	             "  bands: [2, 1]}\n",
	             "error[C103]");
	expect_wrong("charts:\n- {id: a, title: t, kind: thing, by: city,\n"
	             "  most: 61}\n",
	             "error[C103]");
	expect_wrong("charts: x\n", "error[C103]");
	expect_wrong("inspection: {columns: {no: 1}}\n", "error[C105]");
}

static void
test_sentences(void **state)
{
	static const struct chart_name name[] = {{"top", {"沈阳市", 9}},
	                                         {"n", {"23", 2}}};
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_str(chart_fill_names(&a, STR("{top}最多，{n} 个"), name, 2),
	           "沈阳市最多，23 个");
	/* What is no name stays. */
	assert_str(chart_fill_names(&a, STR("{} {x} {n {n}} }{"), name, 2),
	           "{} {x} {n 23} }{");
	assert_str(chart_fill_names(&a, STR(""), name, 2), "");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads), cmocka_unit_test(test_measures),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_sentences)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
