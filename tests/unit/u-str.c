/* Slices: every function at its edges: empty, whole, absent, NULL. */
#include "unit.h"

#include "base/str.h"

static void
test_from(void **state)
{
	(void)state;
	assert_int_equal(str_from(NULL).n, 0);
	assert_int_equal(str_from("").n, 0);
	assert_str(str_from("联盟"), "联盟");
	assert_int_equal(STR("a\0b").n, 3);
}

static void
test_sub(void **state)
{
	struct str s = STR("abcdef");

	(void)state;
	assert_str(str_sub(s, 0, 6), "abcdef");
	assert_str(str_sub(s, 2, 4), "cd");
	assert_int_equal(str_sub(s, 6, 6).n, 0);
	assert_int_equal(str_sub((struct str){0}, 0, 0).n, 0);
}

static void
test_order(void **state)
{
	struct str none = {0};

	(void)state;
	assert_true(str_eq(none, STR("")));
	assert_true(str_eq(STR("x"), STR("x")));
	assert_false(str_eq(STR("x"), STR("y")));
	assert_false(str_eq(STR("x"), STR("xx")));
	assert_int_equal(str_cmp(none, none), 0);
	assert_true(str_cmp(none, STR("a")) < 0);
	assert_true(str_cmp(STR("ab"), STR("abc")) < 0);
	assert_true(str_cmp(STR("abd"), STR("abc")) > 0);
	/* bytes are unsigned: 0xff sorts after 'a' */
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
}

static void
test_sort(void **state)
{
	struct str v[] = {STR("b"), STR(""), STR("ab"), STR("a"), STR("联")};

	(void)state;
	qsort(v, 5, sizeof *v, str_order);
	assert_str(v[0], "");
	assert_str(v[1], "a");
	assert_str(v[2], "ab");
	assert_str(v[3], "b");
	assert_str(v[4], "联");
}

static void
test_ends(void **state)
{
	(void)state;
	assert_true(str_starts(STR("notice"), STR("not")));
	assert_true(str_starts(STR("notice"), STR("")));
	assert_true(str_starts(STR("notice"), STR("notice")));
	assert_false(str_starts(STR("not"), STR("notice")));
	assert_false(str_starts((struct str){0}, STR("n")));
	assert_true(str_ends(STR("a.md"), STR(".md")));
	assert_true(str_ends(STR(".md"), STR(".md")));
	assert_false(str_ends(STR("md"), STR(".md")));
	assert_false(str_ends(STR("a.mdx"), STR(".md")));
}

static void
test_find(void **state)
{
	struct str s = STR("a/b/c");

	(void)state;
	assert_int_equal(str_chr(s, '/'), 1);
	assert_int_equal(str_rchr(s, '/'), 3);
	assert_int_equal(str_chr(s, 'x'), 5);
	assert_int_equal(str_rchr(s, 'x'), 5);
	assert_int_equal(str_chr((struct str){0}, 'x'), 0);
	assert_int_equal(str_find(s, STR("b/")), 2);
	assert_int_equal(str_find(s, STR("")), 0);
	assert_int_equal(str_find(s, STR("c/")), 6);
	assert_int_equal(str_find((struct str){0}, STR("a")), 1);
	assert_int_equal(str_find(s, s), 0);
}

static void
test_cut(void **state)
{
	struct str s = STR("a..b");

	(void)state;
	assert_str(str_cut(&s, '.'), "a");
	assert_str(s, ".b");
	assert_str(str_cut(&s, '.'), "");
	assert_str(str_cut(&s, '.'), "b");
	assert_int_equal(s.n, 0);
	assert_str(str_cut(&s, '.'), "");
	s = STR("end.");
	assert_str(str_cut(&s, '.'), "end");
	assert_int_equal(s.n, 0);
}

static void
test_trim(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t\r\n\f\va b\n")), "a b");
	assert_str(str_trim(STR(" \n ")), "");
	assert_str(str_trim((struct str){0}), "");
	/* only ASCII white space: the ideographic space stays */
	assert_str(str_trim(STR("\xe3\x80\x80x")), "\xe3\x80\x80x");
}

static void
test_u64(void **state)
{
	uint64_t n = 7;

	(void)state;
	assert_true(str_u64(STR("0"), &n));
	assert_int_equal(n, 0);
	assert_true(str_u64(STR("9999999999999999999"), &n));
	assert_true(n == 9999999999999999999u);
	assert_true(str_u64(STR("007"), &n));
	assert_int_equal(n, 7);
	assert_false(str_u64(STR(""), &n));
	assert_false(str_u64(STR("+1"), &n));
	assert_false(str_u64(STR("-1"), &n));
	assert_false(str_u64(STR("1 "), &n));
	assert_false(str_u64(STR("1e3"), &n));
	assert_false(str_u64(STR("12345678901234567890"), &n));
	assert_int_equal(n, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_from),  cmocka_unit_test(test_sub),
		cmocka_unit_test(test_order), cmocka_unit_test(test_sort),
		cmocka_unit_test(test_ends),  cmocka_unit_test(test_find),
		cmocka_unit_test(test_cut),   cmocka_unit_test(test_trim),
		cmocka_unit_test(test_u64),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
