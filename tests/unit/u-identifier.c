/*
 * Identifiers against worked examples of their standards: issued numbers,
 * numbers known to fail, and near misses.
 */
#include "model/identifier.h"
#include "unit.h"

struct number {
	const char *text;
	char expect; /* right check character, 0: the text itself is right */
};

static void
test_credit_codes_with_known_sums(void **state)
{
	static const struct number codes[] = {
	    {"91512081MA62K0260E", 0},   {"91210000719642231W", 0},
	    {"1137078555222300XQ", 0},   {"113417030032499282", 0},
	    {"123502001549897397", 0},   {"91210000242669479E", '9'},
	    {"91350203M0001QAY9B", '9'}, {"91350203MA31DNG762", 'J'},
	    {"91210100MA0DEMA17J", 0},   {"91210200MA0DEMB21U", 0},
	    {"91230100MA1DEMC38H", 0},   {"12210000412345670A", 0},
	    {"1223000042345678XW", 0},   {"52210000512345678A", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct uscc code = uscc_parse(str_from(codes[i].text));
		char last = codes[i].expect ? codes[i].expect
		                            : codes[i].text[17];

		assert_string_equal(code.text, codes[i].text);
		assert_int_equal(code.expect, last);
		assert_int_equal(code.fault, codes[i].expect ? USCC_CHECK
		                                             : USCC_OK);
	}
}

static void
test_fixture_codes_raise_no_doubt(void **state)
{
	static const char *const codes[] = {
	    "91210100MA0DEMA17J", "91210200MA0DEMB21U", "91230100MA1DEMC38H",
	    "12210000412345670A", "1223000042345678XW", "52210000512345678A"};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct uscc code = uscc_parse(str_from(codes[i]));

		assert_false(code.odd_inner);
		assert_false(code.odd_organ);
	}
}

static void
test_malformed_credit_codes(void **state)
{
	static const char *const codes[] = {
	    "",                    "91210100MA0DEMA17",
	    "91210100MA0DEMA17JJ", "9121010OMA0DEMA17J",
	    "91210100MA0DEMI17J",  "91210100MA0DEM 17J",
	    "91A10100MA0DEMA17J",  "9121010-MA0DEMA17J"};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct uscc code = uscc_parse(str_from(codes[i]));

		assert_int_equal(code.fault, USCC_FORM);
		assert_int_equal(code.text[0], '\0');
	}
}

static void
test_credit_code_in_lower_case_and_doubts(void **state)
{
	struct uscc code = uscc_parse(STR("91210100ma0dema17j"));

	(void)state;
	assert_int_equal(code.fault, USCC_OK);
	assert_string_equal(code.text, "91210100MA0DEMA17J");
	assert_true(uscc_parse(STR("A1210100MA0DEMA17J")).odd_organ);
	assert_true(uscc_parse(STR("91210100MA0DEMA27J")).odd_inner);
}

static void
test_patent_numbers_with_known_sums(void **state)
{
	static const struct number numbers[] = {
	    {"201710601862.3", 0}, {"201080063196.9", 0},
	    {"200310102344.5", 0}, {"97101765.4", 0},
	    {"95115608.X", 0},     {"200410081494.6", '7'},
	    {"202110123456.7", 0}, {"202120123456.2", 0},
	    {"202230123456.2", 0}, {"202180012345.7", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const char *text = numbers[i].text;
		struct patent p = patent_parse(str_from(text));

		assert_string_equal(p.text + 2, text);
		assert_int_equal(p.expect, numbers[i].expect
		                               ? numbers[i].expect
		                               : text[strlen(text) - 1]);
		assert_int_equal(p.fault, numbers[i].expect ? PATENT_CHECK
		                                            : PATENT_OK);
	}
}

static void
test_patent_numbers_are_normalised(void **state)
{
	static const char *const forms[] = {
	    "ZL202110123456.7", "zl202110123456.7", "CN202110123456.7",
	    "202110123456.7",   "ZL 2021 1 0123456.7",
	    "2021101234567",    "ZL2021101234567"};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct patent p = patent_parse(str_from(forms[i]));

		assert_int_equal(p.fault, PATENT_OK);
		assert_string_equal(p.text, "ZL202110123456.7");
		assert_int_equal(p.year, 2021);
		assert_int_equal(p.type, '1');
		assert_int_equal(p.dot_added,
		                 strchr(forms[i], '.') == NULL);
	}
	assert_string_equal(patent_parse(STR("95115608x")).text,
	                    "ZL95115608.X");
}

static void
test_old_patent_numbers(void **state)
{
	struct patent p = patent_parse(STR("85100001"));

	(void)state;
	assert_int_equal(p.fault, PATENT_OK);
	assert_string_equal(p.text, "ZL85100001");
	assert_int_equal(p.expect, 0);
	assert_int_equal(p.year, 1985);
	/* From 1989 on there is a check digit. */
	assert_int_equal(patent_parse(STR("89100001")).fault, PATENT_FORM);
	assert_int_equal(patent_parse(STR("02100001.6")).year, 2002);
}

static void
test_what_is_no_patent_number(void **state)
{
	static const char *const bad[] = {
	    "",                 "ZL",              "202110123456",
	    "202110123456.",    "202110123456.77", "202110123456 .7",
	    "202140123456.7",   "199910123456.7",  "2021101234567890123456",
	    "202110123456.A",   "abc",             "20211012345.7",
	    "84100001", "85100001.1", "202110123456..7", "专利202110123456.7"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct patent p = patent_parse(str_from(bad[i]));

		if (p.fault != PATENT_FORM || p.text[0])
			fail_msg("taken: %s", bad[i]);
	}
	assert_int_equal(patent_parse(STR("CN102822194B")).fault,
	                 PATENT_PUBLICATION);
	assert_int_equal(patent_parse(STR("CN102822194A1")).fault,
	                 PATENT_PUBLICATION);
}

static void
test_document_numbers(void **state)
{
	static const char *const good[] = {
	    "辽科发〔2021〕19号", "辽政办发〔2016〕163号",
	    "粤科公告〔2024〕21号", "教科信厅函〔2022〕26号"};
	static const char *const bad[] = {
	    "辽教发〔2021〕019号", "辽教发〔21〕19号", "第19号",
	    "辽教发〔2021〕第19号", "〔2021〕19号", "辽〔2021〕19号",
	    "辽教发(⒛21)23号",
	    "辽教发〔2021〕19", "辽教发〔1821〕19号", "辽教发2021〕19号",
	    "辽教发〔2021〕123456号", "辽教发〔2021〕19号 ",
	    "辽教发\xe2\x92\x9b" "21〕19号"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct docno d = docno_parse(str_from(good[i]));

		assert_int_equal(d.fault, DOCNO_OK);
		assert_string_equal(d.text, good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (docno_parse(str_from(bad[i])).fault != DOCNO_FORM)
			fail_msg("taken: %s", bad[i]);
}

static void
test_brackets_of_document_numbers_are_mended(void **state)
{
	static const char *const forms[] = {
	    "辽教发[2017]23号",   "辽教发［2017］23号", "辽教发(2017)23号",
	    "辽教发（2017）23号", "辽教发【2017】23号", "辽教发〔2017]23号"};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct docno d = docno_parse(str_from(forms[i]));

		assert_int_equal(d.fault, DOCNO_BRACKETS);
		assert_string_equal(d.text, "辽教发〔2017〕23号");
		assert_int_equal(d.year, 2017);
	}
}

static void
test_longest_document_number_fits(void **state)
{
	/* 15 characters of four bytes each */
	struct docno d = docno_parse(
	    STR("\xf0\xa0\x80\x80\xf0\xa0\x80\x80\xf0\xa0\x80\x80"
	        "\xf0\xa0\x80\x80\xf0\xa0\x80\x80\xf0\xa0\x80\x80"
	        "\xf0\xa0\x80\x80\xf0\xa0\x80\x80\xf0\xa0\x80\x80"
	        "\xf0\xa0\x80\x80\xf0\xa0\x80\x80\xf0\xa0\x80\x80"
	        "\xf0\xa0\x80\x80\xf0\xa0\x80\x80\xf0\xa0\x80\x80"
	        "〔2021〕99999号"));

	(void)state;
	assert_int_equal(d.fault, DOCNO_OK);
	assert_int_equal(strlen(d.text), 60 + 3 + 4 + 3 + 5 + 3);
}

static void
test_codes_of_areas(void **state)
{
	(void)state;
	assert_true(adcode_shape(STR("210100")));
	assert_true(adcode_shape(STR("210000-SF")));
	assert_false(adcode_shape(STR("21010")));
	assert_false(adcode_shape(STR("2101000")));
	assert_false(adcode_shape(STR("210000-")));
	assert_false(adcode_shape(STR("210000-sf")));
	assert_false(adcode_shape(STR("沈阳市")));
	assert_false(adcode_shape(STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_credit_codes_with_known_sums),
	    cmocka_unit_test(test_fixture_codes_raise_no_doubt),
	    cmocka_unit_test(test_malformed_credit_codes),
	    cmocka_unit_test(test_credit_code_in_lower_case_and_doubts),
	    cmocka_unit_test(test_patent_numbers_with_known_sums),
	    cmocka_unit_test(test_patent_numbers_are_normalised),
	    cmocka_unit_test(test_old_patent_numbers),
	    cmocka_unit_test(test_what_is_no_patent_number),
	    cmocka_unit_test(test_document_numbers),
	    cmocka_unit_test(test_brackets_of_document_numbers_are_mended),
	    cmocka_unit_test(test_longest_document_number_fits),
	    cmocka_unit_test(test_codes_of_areas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
