/* Errors: codes from errno, places in front, lines that never overflow. */
#include "unit.h"

#include "base/err.h"

#include <errno.h>

static void
test_set(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set(&e, ERR_GIT, "no %s in %d", "HEAD", 3),
	                 ERR_GIT);
	assert_int_equal(e.code, ERR_GIT);
	assert_string_equal(e.line, "no HEAD in 3");
	assert_int_equal(err_set(NULL, ERR_IO, "unheard"), ERR_IO);
}

static void
test_io(void **state)
{
	struct err e = {0};

	(void)state;
	errno = ENOENT;
	assert_int_equal(err_io(&e, "cannot read", "a/b"), ERR_IO);
	assert_string_equal(e.line, "cannot read a/b: "
	                            "No such file or directory");
	errno = ENOSPC;
	assert_int_equal(err_io(&e, "cannot write", "x"), ERR_FULL);
	assert_int_equal(e.code, ERR_FULL);
	errno = EDQUOT;
	assert_int_equal(err_io(NULL, "cannot write", "x"), ERR_FULL);
}

static void
test_at(void **state)
{
	struct err e = {0};

	(void)state;
	err_set(&e, ERR_CONFIG, "unknown key");
	assert_int_equal(err_at(&e, "%s:%d", "site.yaml", 3), ERR_CONFIG);
	assert_string_equal(e.line, "site.yaml:3: unknown key");
}

static void
test_long(void **state)
{
	struct err e = {0};
	char text[3000];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	err_set(&e, ERR_STORE, "%s", text);
	assert_int_equal(strlen(e.line), ERR_LINE - 1);
	assert_int_equal(err_at(&e, "%s", text), ERR_STORE);
	assert_true(strlen(e.line) < ERR_LINE);
	assert_int_equal(e.line[0], 'x');
	errno = EACCES;
	err_io(&e, "cannot open", text);
	assert_true(strlen(e.line) < ERR_LINE);
}

/* Every code is negative and no two are the same. */
static void
test_codes(void **state)
{
	static const enum err_code code[] = {
		ERR_IO,     ERR_FULL,    ERR_GIT,     ERR_STORE, ERR_LOCKED,
		ERR_CONFIG, ERR_CONTENT, ERR_CORRUPT, ERR_USAGE, ERR_ABSENT,
	};

	(void)state;
	for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
		assert_true(code[i] < 0);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(code[i], code[j]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),  cmocka_unit_test(test_io),
		cmocka_unit_test(test_at),   cmocka_unit_test(test_long),
		cmocka_unit_test(test_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
