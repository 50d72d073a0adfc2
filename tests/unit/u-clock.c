/* Dates of instants: every day of 800 years, zones, and both ends. */
#include "unit.h"

#include "os/clock.h"

#include <time.h>

static void
assert_date(int64_t seconds, int offset, const char *want)
{
	char date[CLOCK_DATE];

	clock_date(seconds, offset, date);
	assert_string_equal(date, want);
}

static void
test_known(void **state)
{
	(void)state;
	assert_date(0, 0, "1970-01-01");
	assert_date(-1, 0, "1969-12-31");
	assert_date(86399, 0, "1970-01-01");
	assert_date(951782400, 0, "2000-02-29");
	assert_date(2147483648, 0, "2038-01-19");
	assert_date(4107542400, 0, "2100-03-01");
	assert_date(4107542399, 0, "2100-02-28");
}

/* Shanghai is eight hours ahead: its day begins at 16:00 UTC. */
static void
test_zones(void **state)
{
	(void)state;
	assert_date(57599, 480, "1970-01-01");
	assert_date(57600, 480, "1970-01-02");
	assert_date(0, -1, "1969-12-31");
	assert_date(0, -720, "1969-12-31");
}

static int
days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
	                           31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

static void
test_every_day(void **state)
{
	int64_t at = -62167219200;
	char want[64];

	(void)state;
	for (int y = 0; y < 800; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= days_of(y, m); d++) {
				snprintf(want, sizeof want, "%04d-%02d-%02d",
				         y, m, d);
				assert_date(at + 43200, 0, want);
				at += 86400;
			}
	assert_int_equal(at, -36921657600);
}

static void
test_ends(void **state)
{
	(void)state;
	assert_date(INT64_MIN, 0, "0000-01-01");
	assert_date(INT64_MIN, -60, "0000-01-01");
	assert_date(INT64_MAX, 0, "9999-12-31");
	assert_date(INT64_MAX, 60, "9999-12-31");
}

static void
test_today(void **state)
{
	char before[CLOCK_DATE], date[CLOCK_DATE], after[CLOCK_DATE];

	(void)state;
	clock_date((int64_t)time(NULL), 480, before);
	clock_today(480, date);
	clock_date((int64_t)time(NULL), 480, after);
	assert_true(strcmp(before, date) <= 0 && strcmp(date, after) <= 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_known),
	    cmocka_unit_test(test_zones),
	    cmocka_unit_test(test_every_day),
	    cmocka_unit_test(test_ends),
	    cmocka_unit_test(test_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
