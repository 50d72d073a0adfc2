/*
 * Working days: the notices of real authorities, counted by the State
 * Council's arrangements of their years; a year without a table.
 */
#include "model/workday.h"
#include "unit.h"

/* Holidays and worked weekends of 2020, 2021 and 2023 around the periods. */
static struct code rows[] = {
    {{"2020-01-01", 10}, {{"休", 3}, {"off", 3}}},
    {{"2020-01-19", 10}, {{"班", 3}, {"work", 4}}},
    {{"2020-01-24", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-01", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-04", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-05", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-06", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-07", 10}, {{"休", 3}, {"off", 3}}},
    {{"2021-10-09", 10}, {{"班", 3}, {"work", 4}}},
    {{"2023-04-05", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-04-23", 10}, {{"班", 3}, {"work", 4}}},
    {{"2023-04-29", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-04-30", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-05-01", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-05-02", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-05-03", 10}, {{"休", 3}, {"off", 3}}},
    {{"2023-05-06", 10}, {{"班", 3}, {"work", 4}}},
};

struct world {
	struct arena arena;
	struct codes codes;
};

static void
open_world(struct world *w)
{
	arena_init(&w->arena);
	w->codes = (struct codes){.v = rows, .n = sizeof rows / sizeof *rows};
	codes_index(&w->codes, &w->arena);
}

static int32_t
day_of(const char *iso)
{
	int32_t day;

	assert_true(date_parse_iso(str_from(iso), &day));
	return day;
}

static void
test_notices_of_five_days(void **state)
{
	static const char *const periods[][2] = {
	    {"2021-10-27", "2021-11-02"}, /* Chongqing */
	    {"2020-01-13", "2020-01-17"}, /* Weifang */
	    {"2023-04-27", "2023-05-06"}, /* Rongcheng, over the holiday */
	};
	struct world w;

	(void)state;
	open_world(&w);
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		int32_t from = day_of(periods[i][0]);
		int32_t to = day_of(periods[i][1]);

		assert_int_equal(workday_count(&w.codes, from, to, 99), 5);
		assert_int_equal(workday_after(&w.codes, from - 1, 5), to);
		assert_int_equal(workday_count(&w.codes, from, to, 3), 3);
	}
	arena_release(&w.arena);
}

static void
test_twenty_days_to_publish(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	assert_int_equal(workday_after(&w.codes, day_of("2023-04-20"), 20),
	                 day_of("2023-05-19"));
	arena_release(&w.arena);
}

static void
test_single_days(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	assert_true(workday_is(&w.codes, day_of("2021-10-09"))); /* Sat */
	assert_false(workday_is(&w.codes, day_of("2021-10-10")));
	assert_false(workday_is(&w.codes, day_of("2021-10-04"))); /* Mon */
	assert_true(workday_is(&w.codes, day_of("2021-10-08")));
	assert_false(workday_is(NULL, day_of("1969-12-28"))); /* Sun */
	assert_true(workday_is(NULL, day_of("1969-12-29")));
	assert_false(workday_is(NULL, day_of("0001-01-06")));
	arena_release(&w.arena);
}

static void
test_years(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	assert_true(workday_known(&w.codes, 2020));
	assert_false(workday_known(&w.codes, 2022));
	assert_true(workday_known(&w.codes, 2023));
	assert_false(workday_known(&w.codes, 2024));
	assert_false(workday_known(NULL, 2021));
	/* weekdays alone: the holiday of May is not left out */
	assert_int_equal(workday_count(NULL, day_of("2023-04-27"),
	                               day_of("2023-05-06"), 99),
	                 7);
	arena_release(&w.arena);
}

static void
test_the_end_of_time(void **state)
{
	(void)state;
	assert_int_equal(workday_after(NULL, day_of("9999-12-31"), 5),
	                 day_of("9999-12-31"));
	assert_int_equal(workday_count(NULL, 10, 9, 5), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_notices_of_five_days),
	    cmocka_unit_test(test_twenty_days_to_publish),
	    cmocka_unit_test(test_single_days),
	    cmocka_unit_test(test_years),
	    cmocka_unit_test(test_the_end_of_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
