#include "search/column.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct card_change
change(uint32_t doc, const char *kind, const char *date)
{
	return (struct card_change){
	    .doc = doc,
	    .card = {.kind = str_from(kind), .date = str_from(date)}};
}

static void
apply(struct buf *page, const struct card_change *c, size_t n)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(0, column_apply(buf_str(page), c, n, 1, &out,
	                                 &err));
	buf_release(page);
	*page = out;
}

static void
days_are_in_order(void **state)
{
	(void)state;
	assert_int_equal(0, column_day(STR("")));
	assert_int_equal(0, column_day(STR("soon")));
	assert_int_equal(0, column_day(STR("2021-00-01")));
	assert_int_equal(0, column_day(STR("2021-01-01x")));
	assert_int_equal(0, column_day(STR("2021-1-1")));
	assert_true(column_day(STR("2021-12-31")) <
	            column_day(STR("2022-01-01")));
	assert_true(column_day(STR("2021-01-31")) <
	            column_day(STR("2021-02-01")));
	assert_int_equal(column_day(STR("2021")),
	                 column_day(STR("2021-01-01")));
	assert_int_equal(column_day(STR("2021-05")),
	                 column_day(STR("2021-05-01")));
}

static void
rows_come_back(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct card_change c[] = {change(1024, "notice", "2022-01-02"),
	                          change(1025, "alliance", ""),
	                          change(2047, "notice", "2016-03")};
	struct buf page = {0};
	struct str body;
	struct err err;

	(void)state;
	apply(&page, c, 3);
	assert_int_equal(0, piece_open(buf_str(&page), PIECE_COLUMN, 0, 1,
	                               &body, &err));
	assert_int_equal(0, column_read(body, rows, &err));
	assert_true(str_eq(rows[0].kind, STR("notice")));
	assert_int_equal(column_day(STR("2022-01-02")), rows[0].day);
	assert_true(str_eq(rows[1].kind, STR("alliance")));
	assert_int_equal(0, rows[1].day);
	assert_int_equal(0, rows[2].kind.n);
	assert_int_equal(column_day(STR("2016-03-01")), rows[1023].day);
	buf_release(&page);
}

static void
the_road_does_not_show(void **state)
{
	struct card_change c[] = {change(1030, "b", "2022-01-02"),
	                          change(1031, "a", "2020-01-02"),
	                          change(1090, "b", "2016-03")};
	struct card_change other = change(1031, "z", "");
	struct card_change gone = {.doc = 1090, .gone = true};
	struct buf clean = {0};
	struct buf page = {0};

	(void)state;
	apply(&clean, c, 3);
	apply(&page, c + 2, 1);
	apply(&page, &other, 1);
	apply(&page, &gone, 1);
	apply(&page, c, 3);
	assert_int_equal(clean.n, page.n);
	assert_memory_equal(clean.p, page.p, clean.n);
	for (size_t i = 0; i < 3; i++)
		c[i].gone = true;
	apply(&page, c, 3);
	assert_int_equal(0, page.n);
	buf_release(&clean);
	buf_release(&page);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct card_change c[] = {change(1030, "b", "2022-01-02"),
	                          change(1031, "a", "2020-01-02"),
	                          change(1900, "b", "2016-03")};
	struct buf page = {0};
	struct str body;
	struct err err;

	(void)state;
	apply(&page, c, 3);
	body = str_sub(buf_str(&page), PIECE_HEADER, page.n);
	for (size_t n = 0; n < body.n; n++)
		if (column_read(str_sub(body, 0, n), rows, &err) < 0)
			assert_int_equal(0, rows[6].kind.n);
	for (size_t i = 0; i < body.n * 8; i++) {
		page.p[PIECE_HEADER + i / 8] ^= (char)(1 << i % 8);
		if (column_read(body, rows, &err) < 0)
			assert_int_equal(0, rows[6].kind.n);
		page.p[PIECE_HEADER + i / 8] ^= (char)(1 << i % 8);
	}
	assert_int_equal(ERR_CORRUPT,
	                 column_read(STR("\x01\x01" "a\x00\x01\x00"), rows,
	                             &err));
	assert_int_equal(1, column_pages(1023));
	assert_int_equal(2, column_pages(1024));
	buf_release(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_are_in_order),
	    cmocka_unit_test(rows_come_back),
	    cmocka_unit_test(the_road_does_not_show),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
