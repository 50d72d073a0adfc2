/* Paths: joining, taking apart, and what may not leave its folder. */
#include "unit.h"

#include "base/err.h"
#include "os/path.h"

static void
test_join(void **state)
{
	static const char *cases[][3] = {
	    {"", "a", "a"},     {"d", "a", "d/a"},   {"d/", "a", "d/a"},
	    {"/", "a", "/a"},   {"d", "", "d"},      {"", "", ""},
	    {"/", "", "/"},     {"d/e", "a/b", "d/e/a/b"},
	};
	char path[PATH_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(path_join(path, cases[i][0],
		                           str_from(cases[i][1]), NULL),
		                 0);
		assert_string_equal(path, cases[i][2]);
	}
}

static void
test_too_long(void **state)
{
	static char text[PATH_SIZE + 1];
	char path[PATH_SIZE];
	struct err err = {0};

	(void)state;
	memset(text, 'x', PATH_SIZE);
	assert_int_equal(path_join(path, "", (struct str){text, 4095}, &err),
	                 0);
	assert_int_equal(strlen(path), 4095);
	assert_int_equal(path_join(path, "", (struct str){text, 4096}, &err),
	                 ERR_IO);
	assert_string_equal(path, "");
	assert_int_equal(path_join(path, "d", (struct str){text, 4093}, &err),
	                 0);
	assert_int_equal(path_join(path, "d", (struct str){text, 4094}, &err),
	                 ERR_IO);
	assert_int_equal(path_join(path, text, STR("a"), &err), ERR_IO);
	assert_int_equal(path_join(path, "d",
	                           (struct str){text, SIZE_MAX}, &err),
	                 ERR_IO);
}

static void
test_parts(void **state)
{
	static const char *cases[][3] = {
	    {"a", "", "a"},      {"a/b", "a", "b"},  {"a/b/c", "a/b", "c"},
	    {"/a", "/", "a"},    {"/a/b", "/a", "b"}, {"", "", ""},
	    {"/", "/", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str path = str_from(cases[i][0]);

		assert_str(path_parent(path), cases[i][1]);
		assert_str(path_base(path), cases[i][2]);
	}
}

static void
test_safe(void **state)
{
	static const char *good[] = {"a", "a/b", ".a", "a/..b", "...", "a b"};
	static const char *bad[] = {"",     "/",   "/a",    "a/",   "a//b",
	                            ".",    "..",  "a/..",  "../a", "a/./b",
	                            "./a",  "a/.", "a/../b"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!path_is_safe(str_from(good[i])))
			fail_msg("\"%s\" is safe", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (path_is_safe(str_from(bad[i])))
			fail_msg("\"%s\" is not safe", bad[i]);
	assert_false(path_is_safe(STR("a\0b")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_join),
	    cmocka_unit_test(test_too_long),
	    cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
