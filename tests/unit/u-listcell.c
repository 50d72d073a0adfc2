/* Several values in one cell. */
#include "model/listcell.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static const struct schema_field name = {.type = FIELD_TEXT,
                                         .max = {"60", 2}};
static const struct schema_field prose = {.type = FIELD_TEXT,
                                          .max = {"61", 2}};
static const struct schema_field endless = {.type = FIELD_TEXT};
static const struct schema_field code = {.type = FIELD_USCC};

static void
expect(const struct schema_field *field, const char *text, const char *want)
{
	struct listcell cell = listcell_open(field, str_from(text));
	char got[100] = "";
	struct str one;

	while (listcell_next(&cell, &one))
		sprintf(got + strlen(got), "[%.*s]", STR_ARG(one));
	assert_string_equal(got, want);
}

static void
test_marks(void **state)
{
	(void)state;
	expect(&name, "", "");
	expect(&name, " 甲 ", "[甲]");
	expect(&name, "甲、乙", "[甲][乙]");
	expect(&name, "甲；乙、丙", "[甲][乙、丙]");
	expect(&name, "甲; 乙；；丙；", "[甲][乙][丙]");
	expect(&name, "甲；乙\n\n丙、丁\n", "[甲；乙][丙、丁]");
	expect(&code, "1、2", "[1][2]");
	expect(&prose, "甲、乙", "[甲、乙]");
	expect(&endless, "甲、乙", "[甲、乙]");
	expect(&endless, "甲、乙；丙", "[甲、乙][丙]");
}

static void
test_what_needs_a_line(void **state)
{
	(void)state;
	assert_true(listcell_must_part(STR("甲、乙")));
	assert_true(listcell_must_part(STR("甲;乙")));
	assert_true(listcell_must_part(STR("甲；乙")));
	assert_false(listcell_must_part(STR("甲，乙")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_marks),
	    cmocka_unit_test(test_what_needs_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
