/*
 * Charts: one drawing of each form byte for byte, numbers at their edges,
 * the same bytes each time, and nothing of a label that is not text.
 */
#include "unit.h"

#include "base/utf8.h"
#include "render/chart_draw.h"

#define ROWS 60

static const struct chart_row three[] = {
    {.code = {"2024", 4}, .label = {"2024年", 7}, .value = {4, 1}},
    {.code = {"2025", 4}, .label = {"2025年", 7}, .value = {0, 0}},
    {.code = {"2026", 4}, .label = {"2026年", 7}, .value = {9, 3}}};

static struct chart
chart_of(const struct chart_row *row, size_t n, size_t series)
{
	struct chart chart = {.id = STR("x"),
	                      .title = STR("标题"),
	                      .desc = STR("说明"),
	                      .empty = STR("没有"),
	                      .series = {STR("在册"), STR("已撤销")},
	                      .over = {false, true},
	                      .n_series = series,
	                      .row = (struct chart_row *)(uintptr_t)row,
	                      .rows = n};

	return chart;
}

static struct str
draw(struct buf *b, const struct chart *chart, enum chart_form form)
{
	buf_reset(b);
	chart_draw(chart, form, b);
	return buf_str(b);
}

static const char head[] =
    "role=\"img\" aria-labelledby=\"x-t x-d\" focusable=\"false\">"
    "<title id=\"x-t\">标题</title><desc id=\"x-d\">说明</desc>";

static void
test_bars(void **state)
{
	struct chart chart = chart_of(three, 3, 1);
	struct buf want = {0};
	struct buf b = {0};

	(void)state;
	buf_fmt(&want, "<svg class=\"chart\" viewBox=\"0 0 328 74\" %s", head);
	buf_adds(&want,
	         "<text x=\"44\" y=\"15\" class=\"ct\" text-anchor=\"end\">"
	         "2024年</text>"
	         "<rect x=\"50\" y=\"2\" width=\"117\" height=\"16\" "
	         "class=\"c1\"/>"
	         "<text x=\"172\" y=\"15\" class=\"cv\">4</text>"
	         "<text x=\"44\" y=\"39\" class=\"ct\" text-anchor=\"end\">"
	         "2025年</text>"
	         "<text x=\"55\" y=\"39\" class=\"cv\">0</text>"
	         "<text x=\"44\" y=\"63\" class=\"ct\" text-anchor=\"end\">"
	         "2026年</text>"
	         "<rect x=\"50\" y=\"50\" width=\"263\" height=\"16\" "
	         "class=\"c1\"/>"
	         "<text x=\"318\" y=\"63\" class=\"cv\">9</text>"
	         "<path d=\"M50 0V68\" class=\"cx\"/></svg>");
	draw(&b, &chart, CHART_BAR);
	buf_byte(&want, '\0');
	assert_str(buf_str(&b), want.p);
	buf_release(&want);
	buf_release(&b);
}

/* Every form, and each twice: no state, no order of a hash. */
static void
test_repeats(void **state)
{
	static const size_t tile[] = {0, 1, SIZE_MAX, 2};
	static const struct str label[] = {
	    {"沈阳市", 9}, {"大兴 安岭", 13}, {"C", 1}};
	struct buf a = {0};
	struct buf b = {0};

	(void)state;
	for (int form = 0; form < CHART_FORMS; form++) {
		struct chart chart = chart_of(three, 3, 2);

		chart.tile = tile;
		chart.tile_label = label;
		chart.columns = 2;
		chart.lines = 2;
		draw(&a, &chart, (enum chart_form)form);
		draw(&b, &chart, (enum chart_form)form);
		assert_true(str_eq(buf_str(&a), buf_str(&b)));
		assert_true(str_starts(buf_str(&a), STR("<svg ")));
		assert_true(str_ends(buf_str(&a), STR("</svg>")));
		/* Its look is the theme's: no style, no colour. */
		assert_true(str_find(buf_str(&a), STR("style")) > a.n);
		assert_true(str_find(buf_str(&a), STR("#f")) > a.n);
	}
	buf_release(&a);
	buf_release(&b);
}

static size_t
times(struct str text, struct str part)
{
	size_t n = 0;

	while (str_find(text, part) <= text.n) {
		text = str_sub(text, str_find(text, part) + part.n, text.n);
		n++;
	}
	return n;
}

static void
test_series(void **state)
{
	struct chart chart = chart_of(three, 3, 2);
	struct buf b = {0};
	struct str svg = draw(&b, &chart, CHART_STACK);

	(void)state;
	/* A pattern in the legend and in each bar that has some. */
	assert_int_equal(times(svg, STR("fill=\"url(#x-p2)\"")), 3);
	assert_int_equal(times(svg, STR("<pattern ")), 1);
	/* Totals, not parts, stand behind the bars. */
	assert_int_equal(times(svg, STR(">12</text>")), 1);
	svg = draw(&b, &chart, CHART_LINE);
	assert_int_equal(times(svg, STR("class=\"cl s1\"")), 1);
	assert_int_equal(times(svg, STR("class=\"cl s2\"")), 1);
	/* Direct labels as well as a legend. */
	assert_int_equal(times(svg, STR(">已撤销</text>")), 2);
	buf_release(&b);
}

/* Red is of what is over, wherever it stands, and of nothing else. */
static void
test_red(void **state)
{
	struct chart chart = chart_of(three, 3, 2);
	struct buf b = {0};
	struct str svg;

	(void)state;
	chart.over[1] = false;
	svg = draw(&b, &chart, CHART_STACK);
	assert_int_equal(times(svg, STR("\"c2\"")), 0);
	assert_int_equal(times(svg, STR("\"c3\"")), 1);
	chart.over[0] = true;
	svg = draw(&b, &chart, CHART_STACK);
	assert_true(times(svg, STR("class=\"c2\"")) > 1);
	assert_int_equal(times(svg, STR("\"c3\"")), 0);
	buf_release(&b);
}

/* All numbers of an attribute are within the drawing. */
static void
expect_inside(struct str svg)
{
	static const char *const attr[] = {" x=\"", " width=\""};

	for (size_t i = 0; i < 2; i++) {
		struct str rest = svg;

		while (str_find(rest, str_from(attr[i])) <= rest.n) {
			size_t at = str_find(rest, str_from(attr[i])) +
			            strlen(attr[i]);
			long n = strtol(rest.p + at, NULL, 10);

			assert_true(n >= 0 && n <= CHART_WIDTH + 1);
			rest = str_sub(rest, at, rest.n);
		}
	}
}

static void
test_edges(void **state)
{
	struct chart_row row[2] = {{.code = {"a", 1}, .label = {"甲", 3}},
	                           {.code = {"b", 1}, .label = {"乙", 3}}};
	struct chart none = chart_of(row, 0, 1);
	struct chart one = chart_of(row, 1, 1);
	struct chart two = chart_of(row, 2, 2);
	struct buf b = {0};

	(void)state;
	for (int form = 0; form < CHART_PROGRESS; form++) {
		if (form == CHART_TILES)
			continue;
		assert_int_equal(
		    times(draw(&b, &none, (enum chart_form)form),
		          STR("没有")), 1);
		row[0].value[0] = 0;
		expect_inside(draw(&b, &one, (enum chart_form)form));
		row[0].value[0] = 1;
		expect_inside(draw(&b, &one, (enum chart_form)form));
		row[0].value[0] = INT64_MAX;
		row[0].value[1] = INT64_MAX;
		row[1].value[1] = 1;
		expect_inside(draw(&b, &two, (enum chart_form)form));
		row[0].value[1] = row[1].value[1] = 0;
	}
	buf_release(&b);
}

/* Sixty categories with names of sixty characters. */
static void
test_many(void **state)
{
	static struct chart_row row[ROWS];
	struct chart chart = chart_of(row, ROWS, 1);
	struct buf name = {0};
	struct buf b = {0};
	struct str svg;

	(void)state;
	for (int i = 0; i < 60; i++)
		buf_adds(&name, "校");
	for (size_t i = 0; i < ROWS; i++) {
		row[i].code = STR("c");
		row[i].label = buf_str(&name);
		row[i].value[0] = (int64_t)i;
	}
	svg = draw(&b, &chart, CHART_BAR);
	expect_inside(svg);
	/* No line is longer than the drawing is wide; none is lost. */
	assert_int_equal(times(svg, STR("校")), ROWS * 60);
	while (str_find(svg, STR("class=\"ct\">")) <= svg.n) {
		size_t at = str_find(svg, STR("class=\"ct\">"));
		size_t end;

		svg = str_sub(svg, at + 11, svg.n);
		end = str_chr(svg, '<');
		assert_true(utf8_count(str_sub(svg, 0, end)) * CHART_TEXT <=
		            CHART_WIDTH);
	}
	buf_release(&name);
	buf_release(&b);
}

static void
test_hostile(void **state)
{
	struct chart_row row = {.code = {"a", 1},
	                        .label = {"<script>\"&", 10},
	                        .value = {1}};
	struct chart chart = chart_of(&row, 1, 1);
	struct buf b = {0};
	struct str svg;

	(void)state;
	chart.title = STR("</title><script>");
	svg = draw(&b, &chart, CHART_BAR);
	assert_int_equal(times(svg, STR("<script")), 0);
	assert_int_equal(times(svg, STR("&lt;script")), 2);
	buf_release(&b);
}

static void
test_progress(void **state)
{
	struct chart_row row[] = {
	    {.code = {"a", 1}, .label = {"甲", 3}, .done = 3, .target = 2,
	     .done_text = {"3", 1}},
	    {.code = {"b", 1}, .label = {"乙", 3}, .done = 1, .target = 2000,
	     .done_text = {"1", 1}},
	    {.code = {"c", 1}, .label = {"丙", 3}, .done = 0, .target = 5,
	     .done_text = {"0", 1}}};
	struct chart chart = chart_of(row, 3, 1);
	struct buf b = {0};
	struct str svg = draw(&b, &chart, CHART_PROGRESS);

	(void)state;
	/* Full, and with a mark; at least a line; nothing at all. */
	assert_int_equal(
	    times(svg, STR("width=\"326\" height=\"10\" class=\"ck\"")), 1);
	assert_int_equal(times(svg, STR("class=\"cm\"")), 1);
	assert_int_equal(
	    times(svg, STR("width=\"1\" height=\"10\" class=\"c1\"")), 1);
	assert_int_equal(times(svg, STR("class=\"c1\"")), 1);
	buf_release(&b);
}

static void
test_numbers(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_str(chart_number(&a, 0), "0");
	assert_str(chart_number(&a, 999), "999");
	assert_str(chart_number(&a, 1000), "1,000");
	assert_str(chart_number(&a, INT64_MAX), "9,223,372,036,854,775,807");
	assert_str(chart_percent(&a, 0, 7), "0");
	assert_str(chart_percent(&a, 1, 1000), "<1");
	assert_str(chart_percent(&a, 1, 3), "33");
	assert_str(chart_percent(&a, 2, 3), "67");
	assert_str(chart_percent(&a, 1, 8), "13"); /* 12.5, half up */
	assert_str(chart_percent(&a, 3, 2), "150");
	assert_str(chart_percent(&a, INT64_MAX, INT64_MAX), "100");
	assert_int_equal(chart_scale(0, 9, 100), 0);
	assert_int_equal(chart_scale(1, INT64_MAX, 100), 0);
	assert_int_equal(chart_scale(1, 1000000, 100), 1);
	assert_int_equal(chart_scale(9, 9, 100), 100);
	assert_int_equal(chart_scale(INT64_MAX, INT64_MAX, 100), 100);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bars),     cmocka_unit_test(test_repeats),
	    cmocka_unit_test(test_series),   cmocka_unit_test(test_red),
     cmocka_unit_test(test_edges),
	    cmocka_unit_test(test_many),     cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_progress), cmocka_unit_test(test_numbers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
