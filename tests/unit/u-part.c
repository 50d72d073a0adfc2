#include "search/part.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The parts, each followed by a bar, or by two if it is exact. */
static void
assert_parts(const char *query, const char *want)
{
	struct str rest = str_from(query);
	struct buf b = {0};
	struct part part;

	while (part_next(&rest, &part))
		buf_fmt(&b, part.exact ? "%.*s||" : "%.*s|",
		        STR_ARG(part.inner));
	buf_byte(&b, '\0');
	assert_string_equal(want, b.p);
	buf_release(&b);
}

static void
assert_loose(const char *query, const char *want)
{
	struct arena a;
	struct str s;

	arena_init(&a);
	s = part_loose(&a, str_from(query));
	if (!str_eq(s, str_from(want)))
		fail_msg("%.*s", STR_ARG(s));
	arena_release(&a);
}

static void
white_space_and_quotes_part(void **state)
{
	(void)state;
	assert_parts("", "");
	assert_parts(" 　\t", "");
	assert_parts("a　b\xc2\xa0\xef\xbb\xbf" "c", "a|b|c|");
	assert_parts("\"a b\"c “d”", "a b||c|d||");
	assert_parts("“a b", "a b||");
	assert_parts("a“b c”", "a“b|c”|");
	assert_parts("甲，乙", "甲，乙|");
	assert_parts("\xff\xfe \xe4\xb8", "\xff\xfe|\xe4\xb8|");
}

static void
texts_keep_the_quotes(void **state)
{
	struct str rest = STR(" “a b” c");
	struct part part;

	(void)state;
	assert_true(part_next(&rest, &part));
	assert_true(str_eq(part.text, STR("“a b”")));
	assert_true(part_next(&rest, &part));
	assert_true(str_eq(part.text, STR("c")));
	assert_false(part_next(&rest, &part));
}

static void
patents_are_one_part(void **state)
{
	(void)state;
	assert_parts("ZL 2021 2 9346723.X", "ZL 2021 2 9346723.X|");
	assert_parts("甲 zl2021　2  9346723.x 乙",
	             "甲|zl2021　2  9346723.x|乙|");
	assert_parts("2021 2 9346723.X 2021", "2021 2 9346723.X|2021|");
	assert_parts("ZL 98 1 01234.5", "ZL 98 1 01234.5|");
	assert_parts("CN 112345678 A 2021", "CN 112345678 A|2021|");
	assert_parts("CN 112345678 B2", "CN 112345678 B2|");
	assert_parts("CN 112345678 B 2", "CN 112345678 B|2|");
	assert_parts("CN 1123456 network", "CN 1123456|network|");
	assert_parts("ZL 2021 2 9346723.", "ZL 2021 2 9346723.|");
	assert_parts("cn 1123456 78 2021 22", "cn 1123456 78|2021|22|");
	assert_parts("CN 2021 1 0123456 7", "CN 2021 1 0123456 7|");
	assert_parts("CN 2021 10123456.7", "CN 2021 10123456.7|");
	assert_parts("CN 112345678 2021", "CN 112345678|2021|");
	assert_parts("CN 2021 1 2 12345", "CN|2021|1|2|12345|");
	assert_parts("CN 12345 2021", "CN 12345|2021|");
	assert_parts("CN 1 12345 12", "CN 1 12345 12|");
	assert_parts("CN 1234 A", "CN|1234|A|");
	assert_parts("x ZL 2021 2 9346723.X", "x|ZL 2021 2 9346723.X|");
}

static void
other_numbers_are_not(void **state)
{
	(void)state;
	assert_parts("AI 2021 2022", "AI|2021|2022|");
	assert_parts("2021 2 号", "2021|2|号|");
	assert_parts("ZL2019 1918 0424.0 甲", "ZL2019 1918 0424.0|甲|");
	assert_parts("甲 cn 2019　1918  0424", "甲|cn 2019　1918  0424|");
	assert_parts("2019 1918 0424", "2019 1918 0424|");
	assert_parts("2019 1918 0424.x", "2019 1918 0424.x|");
	assert_parts("2019 1918 0424.", "2019|1918|0424.|");
	assert_parts("2019 1918 0424.05", "2019|1918|0424.05|");
	assert_parts("2019 1918 04245", "2019|1918|04245|");
	assert_parts("2019 19180 0424", "2019|19180|0424|");
	assert_parts("9121 0100 0000 1234 5X", "9121 0100 0000 1234 5X|");
	assert_parts("2021 2022 2023", "2021|2022|2023|");
	assert_parts("ZL 2021", "ZL|2021|");
	assert_parts("CN 2021 22", "CN|2021|22|");
	assert_parts("2021 2 1234.5", "2021|2|1234.5|");
	assert_parts("2021 22 12345.6", "2021|22|12345.6|");
	assert_parts("2021 2 12345.67", "2021|2|12345.67|");
	assert_parts("XZL 2021 2 9346723.X", "XZL|2021 2 9346723.X|");
	assert_parts("辽科发 〔2021〕 19 号", "辽科发|〔2021〕|19|号|");
	assert_parts("ZL 2021 “2 9346723.X”", "ZL|2021|2 9346723.X||");
}

static void
codes_are_one_part(void **state)
{
	(void)state;
	assert_parts("9121 0100 MA0X YK12 5b", "9121 0100 MA0X YK12 5b|");
	assert_parts("91210100 123456789X 甲", "91210100 123456789X|甲|");
	assert_parts("12 210000 463605432 C", "12 210000 463605432 C|");
	assert_parts("9121 0100 MA0X YK12 5", "9121|0100|MA0X|YK12|5|");
	assert_parts("9121 0100 MA0X YK12 5bc", "9121|0100|MA0X|YK12|5bc|");
	assert_parts("2021 2022 university", "2021|2022|university|");
	assert_parts("1921 2022 university", "1921|2022|university|");
}

static void
punctuation_is_made_white_space(void **state)
{
	(void)state;
	assert_loose("甲，乙。丙", "甲 乙 丙");
	assert_loose("《甲》（乙）!c;", " 甲  乙  c ");
	assert_loose("a-b/c.d_e'f+g&h", "a-b/c.d_e'f+g&h");
	assert_loose("〔2021〕[1]", "〔2021〕[1]");
	assert_loose("【甲】「乙」〈丙〉…丁—戊·己", " 甲  乙  丙  丁 戊 己");
	assert_loose("，｡､｛", "    ");
	assert_loose("甲“乙，丙”丁，戊", "甲 “乙，丙” 丁 戊");
	assert_loose("甲\"乙，丙", "甲 \"乙，丙 ");
	assert_loose("", "");
	assert_loose("\"\"\"\"", " \"\"  \"\" ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(white_space_and_quotes_part),
	    cmocka_unit_test(texts_keep_the_quotes),
	    cmocka_unit_test(patents_are_one_part),
	    cmocka_unit_test(other_numbers_are_not),
	    cmocka_unit_test(codes_are_one_part),
	    cmocka_unit_test(punctuation_is_made_white_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
