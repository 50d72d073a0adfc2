/*
 * Numbers in Chinese: simple, formal, digit by digit; what can be read in two
 * ways is refused.
 */
#include "unit.h"

#include "model/numeral.h"

static void
numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t value; /* millionths; -1: none */
	} known[] = {
	    {"零", 0},
	    {"叁", 3000000},
	    {"十", 10000000},
	    {"十五", 15000000},
	    {"二十", 20000000},
	    {"一百一十", 110000000},
	    {"一百零五", 105000000},
	    {"叁万", 30000000000},
	    {"叁萬伍仟", 35000000000},
	    {"三万零五", 30005000000},
	    {"两千三百", 2300000000},
	    {"一亿二千万", 120000000000000},
	    {"九千九百九十九亿", 999900000000000000},
	    {"二〇二四", 2024000000},
	    {"三点五", 3500000},
	    {"一百点〇二五", 100025000},
	    {"三万五", -1},
	    {"一百五", -1},
	    {"三五十", -1},
	    {"百", -1},
	    {"十百", -1},
	    {"万", -1},
	    {"三万三万", -1},
	    {"三点", -1},
	    {"点五", -1},
	    {"三点五万", 35000000000},
	    {"三点五千", -1},
	    {"九九九九九九九点五亿", -1},
	    {"", -1},
	    {"三元", -1},
	    {"一二三四五六七八九一二三四", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		int64_t got = -1;

		if (!numeral_parse(str_from(known[i].text), &got))
			got = -1;
		if (got != known[i].value)
			fail_msg("%s is %lld", known[i].text, (long long)got);
	}
}

static void
lengths(void **state)
{
	(void)state;
	assert_int_equal(numeral_length(STR("叁万元整")), 6);
	assert_int_equal(numeral_length(STR("三点五%")), 9);
	assert_int_equal(numeral_length(STR("3万")), 0);
	assert_int_equal(numeral_length(STR("")), 0);
	assert_int_equal(numeral_length(STR("一\xe4\xb8")), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
