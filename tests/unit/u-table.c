/* Lines of pipe tables: cells, escapes, delimiter rows, limits. */
#include "unit.h"

#include "base/buf.h"
#include "text/table.h"

static void
expect_cells(const char *line, size_t n, const char *joined)
{
	struct str cell[TABLE_COLUMNS + 1];
	struct buf b = {0};

	assert_int_equal(table_cells(str_from(line), cell), n);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_byte(&b, ',');
		buf_add(&b, cell[i]);
	}
	assert_str(buf_str(&b), joined);
	buf_release(&b);
}

static void
test_cells(void **state)
{
	(void)state;
	expect_cells("| a | b |", 2, "a,b");
	expect_cells("a|b", 2, "a,b");
	expect_cells("  | 中文 |\t乙\t| ", 2, "中文,乙");
	expect_cells("a", 1, "a");
	expect_cells("||", 1, "");
	expect_cells("| | |", 2, ",");
	expect_cells("a || b", 3, "a,,b");
	expect_cells("a \\| b | c", 2, "a \\| b,c");
	expect_cells("a \\\\| b", 2, "a \\\\,b");
	expect_cells("a \\", 1, "a \\");
	expect_cells("`|` | c", 3, "`,`,c");
	expect_cells("", 1, "");
}

static void
test_unescape(void **state)
{
	struct buf b = {0};

	(void)state;
	table_unescape(&b, STR("a \\| b \\* \\\\ \\|"));
	assert_str(buf_str(&b), "a | b \\* \\\\ |");
	buf_reset(&b);
	table_unescape(&b, STR("\\"));
	table_unescape(&b, (struct str){0});
	assert_str(buf_str(&b), "\\");
	buf_release(&b);
}

static void
test_delimiter(void **state)
{
	enum table_align align[TABLE_COLUMNS] = {0};

	(void)state;
	assert_int_equal(table_delimiter(STR("| --- | :-: | -: | :- |"),
	                                 align),
	                 4);
	assert_int_equal(align[0], TABLE_NONE);
	assert_int_equal(align[1], TABLE_CENTER);
	assert_int_equal(align[2], TABLE_RIGHT);
	assert_int_equal(align[3], TABLE_LEFT);
	assert_int_equal(table_delimiter(STR("-|-"), align), 2);
	assert_int_equal(table_delimiter(STR("---"), align), 1);
	assert_int_equal(table_delimiter(STR("-|-\r"), align), 2);
	assert_int_equal(table_delimiter(STR("- | a"), align), 0);
	assert_int_equal(table_delimiter(STR("- || -"), align), 0);
	assert_int_equal(table_delimiter(STR(":"), align), 0);
	assert_int_equal(table_delimiter(STR("::-"), align), 0);
	assert_int_equal(table_delimiter(STR("- -|-"), align), 0);
	assert_int_equal(table_delimiter(STR(""), align), 0);
	assert_int_equal(table_delimiter(STR("|"), align), 0);
}

static void
test_limit(void **state)
{
	struct str cell[TABLE_COLUMNS + 1];
	enum table_align align[TABLE_COLUMNS];
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		buf_adds(&b, "-|");
	assert_int_equal(table_cells(buf_str(&b), cell), TABLE_COLUMNS);
	assert_int_equal(table_delimiter(buf_str(&b), align), TABLE_COLUMNS);
	for (size_t i = 0; i < 5000; i++)
		buf_adds(&b, "-|");
	assert_int_equal(table_cells(buf_str(&b), cell), TABLE_COLUMNS + 1);
	assert_int_equal(table_delimiter(buf_str(&b), align),
	                 TABLE_COLUMNS + 1);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_unescape),
		cmocka_unit_test(test_delimiter),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
