/*
 * Decimal numbers: order and sums are exact.
 */
#include "model/decimal.h"
#include "unit.h"

static void
test_order(void **state)
{
	static const char *const rising[] = {"-10", "-9.5", "-1",  "-0.5",
	                                     "0",   "0.05", "0.5", "1",
	                                     "1.2", "9",    "10",  "123456"
	                                     "7890123456789"};

	(void)state;
	for (size_t i = 0; i < sizeof rising / sizeof *rising; i++)
		for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
			int order = decimal_order(str_from(rising[i]),
			                          str_from(rising[k]));

			assert_int_equal((order > 0) - (order < 0),
			                 (i > k) - (i < k));
		}
	assert_int_equal(decimal_order(STR("1.50"), STR("1.5")), 0);
	assert_int_equal(decimal_order(STR("-0"), STR("0.00")), 0);
	assert_int_equal(decimal_order(STR("007"), STR("7")), 0);
}

static void
check(const char *text, bool fits, const char *back)
{
	struct arena a;
	int64_t n = 0;

	arena_init(&a);
	assert_int_equal(decimal_parse(str_from(text), &n), fits);
	if (fits)
		assert_str(decimal_text(&a, n), back);
	arena_release(&a);
}

static void
test_texts(void **state)
{
	(void)state;
	check("0", true, "0");
	check("-0.50", true, "-0.5");
	check("2000.000001", true, "2000.000001");
	check("999999999999.999999", true, "999999999999.999999");
	check("1000000000000", false, NULL);
	check("0.1234567", false, NULL);
	check("", false, NULL);
	check("1e3", false, NULL);
}

static void
test_a_sum_is_exact(void **state)
{
	struct arena a;
	int64_t x, y;

	(void)state;
	arena_init(&a);
	assert_true(decimal_parse(STR("0.1"), &x));
	assert_true(decimal_parse(STR("0.2"), &y));
	assert_str(decimal_text(&a, x + y), "0.3");
	arena_release(&a);
}

static void
check_grouped(const char *text, const char *want)
{
	struct arena a;

	arena_init(&a);
	assert_str(decimal_grouped(&a, str_from(text)), want);
	arena_release(&a);
}

static void
test_digits_in_threes(void **state)
{
	(void)state;
	check_grouped("", "");
	check_grouped("0", "0");
	check_grouped("999", "999");
	check_grouped("1000", "1,000");
	check_grouped("-1000", "-1,000");
	check_grouped("-100", "-100");
	check_grouped("123456.7891", "123,456.7891");
	check_grouped("1234567", "1,234,567");
	check_grouped("2024-0001", "2024-0001");
	check_grouped("12e4567", "12e4567");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_a_sum_is_exact),
	    cmocka_unit_test(test_digits_in_threes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
