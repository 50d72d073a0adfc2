/* Tables that were pasted from an office program. */
#include "model/pasted.h"
#include "unit.h"

static void
expect(const char *text, unsigned line, const char *row, const char *rule)
{
	struct arena a;
	struct pasted found;

	arena_init(&a);
	assert_true(pasted_find(&a, str_from(text), &found));
	assert_int_equal(found.line, line);
	assert_str(found.row, row);
	assert_str(found.rule, rule);
	arena_release(&a);
}

static void
expect_none(const char *text)
{
	struct arena a;
	struct pasted found;

	arena_init(&a);
	assert_false(pasted_find(&a, str_from(text), &found));
	arena_release(&a);
}

static void
test_found(void **state)
{
	(void)state;
	expect("a\tb\nc\td", 1, "| a | b |", "| --- | --- |");
	expect("x\n\n单位\t 家数\t备注\r\n甲\t1\t\r\n", 3,
	       "| 单位 | 家数 | 备注 |", "| --- | --- | --- |");
	expect("a\t\tb\n\tc\nd\te\nf\tg", 3, "| d | e |", "| --- | --- |");
	expect("1\ta\n2\tb", 1, "| 1 | a |", "| --- | --- |");
	expect("```\nx\n```\na\tb\nc\td", 4, "| a | b |", "| --- | --- |");
}

static void
test_left_alone(void **state)
{
	(void)state;
	expect_none("");
	expect_none("a\tb");
	expect_none("a\tb\n\nc\td\n");
	expect_none("a\t\nb\t\n");
	expect_none("\ta\tb\n\tc\td\n");
	expect_none("    a\tb\n    c\td\n");
	expect_none("1.\t甲\n2.\t乙\n");
	expect_none("10)\ta\n11)\tb\n");
	expect_none("-\ta\n*\tb\n+\tc\n");
	expect_none("~~~\na\tb\nc\td\n~~~\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_found),
	    cmocka_unit_test(test_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
