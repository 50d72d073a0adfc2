/*
 * Dates: the calendar, the forms that people write, and the forms that
 * readers see.
 */
#include "model/date.h"
#include "unit.h"

static int32_t
day_of(const char *iso)
{
	int32_t day = 0;

	assert_true(date_parse_iso(str_from(iso), &day));
	return day;
}

static void
test_epoch_and_known_days(void **state)
{
	(void)state;
	assert_int_equal(day_of("1970-01-01"), 0);
	assert_int_equal(day_of("1969-12-31"), -1);
	assert_int_equal(day_of("2000-03-01"), 11017);
	assert_int_equal(day_of("2021-06-28"), 18806);
	assert_int_equal(day_of("0001-01-01"), -719162);
	assert_int_equal(day_of("9999-12-31"), 2932896);
}

static void
test_every_day_of_four_centuries_round_trips(void **state)
{
	int32_t day = day_of("1800-01-01");
	int32_t last = day_of("2200-12-31");
	struct date_parts before = date_split(day - 1);

	(void)state;
	for (; day <= last; day++) {
		struct date_parts p = date_split(day);
		int32_t again;
		bool next_day = p.day == before.day + 1 &&
		                p.month == before.month &&
		                p.year == before.year;
		bool next_month = p.day == 1 && (p.month == before.month + 1 ||
		                                 (p.month == 1 &&
		                                  p.year == before.year + 1));

		assert_true(date_of(p, &again));
		assert_int_equal(again, day);
		assert_true(next_day || next_month);
		before = p;
	}
}

static void
test_iso_takes_nothing_else(void **state)
{
	static const char *const bad[] = {
	    "", "2021-6-28", "2021-06-28 ", " 2021-06-28", "2021-02-29",
	    "2100-02-29", "2021-00-10", "2021-13-01", "2021-04-31",
	    "2021-01-00", "0000-01-01", "21-06-28", "2021/06/28",
	    "2021-06-28T00:00", "2021-06", "٢٠٢١-٠٦-٢٨"};
	int32_t day = 7;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_parse_iso(str_from(bad[i]), &day))
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(day, 7);
	assert_true(date_parse_iso(STR("2000-02-29"), &day));
}

static void
test_forms_that_people_write(void **state)
{
	static const char *const good[] = {
	    "2021-06-28",         "2021年6月28日",
	    "2021年06月28日",     "2021/6/28",
	    "2021/06/28",         "二〇二一年六月二十八日",
	    "二○二一年六月二十八日", "二零二一年六月二十八日"};
	int32_t day;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		day = 0;
		if (!date_parse(str_from(good[i]), &day) || day != 18806)
			fail_msg("not taken: %s (%d)", good[i], (int)day);
	}
}

static void
test_chinese_numerals(void **state)
{
	static const struct {
		const char *text;
		const char *iso;
	} good[] = {
	    {"二〇二一年十月十日", "2021-10-10"},
	    {"二〇二一年十一月二十日", "2021-11-20"},
	    {"二〇二〇年十二月三十一日", "2020-12-31"},
	    {"一九九九年一月十九日", "1999-01-19"},
	};
	static const char *const bad[] = {
	    "二〇二一年十三月一日", "二〇二一年二月三十日",
	    "二一年六月二十八日",   "二〇二一年六月一十日",
	    "二〇二一年六月〇日",   "二〇二一年六月二十八",
	    "二〇二一年六月",       "2021年六月28日",
	    "二〇二一年六月二十八日止"};
	int32_t day = 0;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char iso[DATE_ISO_SIZE];

		assert_true(date_parse(str_from(good[i].text), &day));
		date_iso(day, iso);
		assert_string_equal(iso, good[i].iso);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_parse(str_from(bad[i]), &day))
			fail_msg("taken: %s", bad[i]);
}

static void
test_months(void **state)
{
	int32_t day = 0;

	(void)state;
	assert_true(date_parse_month(STR("2021-06"), &day));
	assert_int_equal(day, day_of("2021-06-01"));
	assert_true(date_parse_month(STR("2021年6月"), &day));
	assert_false(date_parse_month(STR("2021-6"), &day));
	assert_false(date_parse_month(STR("2021-13"), &day));
	assert_false(date_parse_month(STR("2021-06-01"), &day));
}

static void
test_texts_for_readers(void **state)
{
	struct arena a;
	int32_t day = day_of("2021-06-08");

	(void)state;
	arena_init(&a);
	assert_str(date_iso_str(&a, day), "2021-06-08");
	assert_str(date_text(&a, day, LANG_ZH), "2021年6月8日");
	assert_str(date_text(&a, day, LANG_EN), "8 June 2021");
	assert_str(date_month_text(&a, day, LANG_ZH), "2021年6月");
	assert_str(date_month_text(&a, day, LANG_EN), "June 2021");
	assert_str(date_iso_str(&a, day_of("0009-01-02")), "0009-01-02");
	arena_release(&a);
}

static void
test_adding_days_stays_in_the_calendar(void **state)
{
	(void)state;
	assert_int_equal(date_add(day_of("2020-02-28"), 2),
	                 day_of("2020-03-01"));
	assert_int_equal(date_add(day_of("2021-03-01"), -1),
	                 day_of("2021-02-28"));
	assert_int_equal(date_add(day_of("9999-12-31"), 1),
	                 day_of("9999-12-31"));
	assert_int_equal(date_add(day_of("0001-01-01"), INT32_MIN),
	                 day_of("0001-01-01"));
	assert_int_equal(date_add(DATE_NEVER, -1), DATE_NEVER);
	assert_int_equal(date_add(DATE_NONE, 1), DATE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_epoch_and_known_days),
	    cmocka_unit_test(test_every_day_of_four_centuries_round_trips),
	    cmocka_unit_test(test_iso_takes_nothing_else),
	    cmocka_unit_test(test_forms_that_people_write),
	    cmocka_unit_test(test_chinese_numerals),
	    cmocka_unit_test(test_months),
	    cmocka_unit_test(test_texts_for_readers),
	    cmocka_unit_test(test_adding_days_stays_in_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
