/* Errors: codes from errno, places in front, lines that never overflow. */
#include "unit.h"

#include "base/err.h"
#include "base/err_text.h"

#include <ctype.h>
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

/* The conversions of a format, one after the other. */
static void
conversions(const char *format, char out[64])
{
	size_t n = 0;

	for (; *format; format++) {
		if (*format != '%')
			continue;
		while (n < 62 && *++format && !isalpha(*format))
			out[n++] = *format;
		for (; n < 62 && *format && strchr("lhzju", *format) &&
		       strchr("lhzjudcsx", format[1]) && format[1];
		     format++)
			out[n++] = *format;
		out[n++] = *format;
	}
	out[n] = '\0';
}

static void
test_chinese(void **state)
{
	struct err e = {0};
	char a[64], b[64];

	(void)state;
	for (unsigned i = 0; err_text_at(i); i++) {
		const char *const *text = err_text_at(i);

		conversions(text[0], a);
		conversions(text[1], b);
		if (strcmp(a, b) != 0)
			fail_msg("%s / %s", text[0], text[1]);
		assert_ptr_equal(err_chinese(text[0]), text[1]);
		assert_string_not_equal(text[0], text[1]);
	}
	err_set(&e, ERR_GIT, "no commit is named %s", "v1");
	assert_string_equal(e.line, "no commit is named v1");
	assert_string_equal(e.chinese, "没有叫 v1 的提交");
	err_at(&e, "%s", "甲");
	assert_string_equal(e.chinese, "甲: 没有叫 v1 的提交");
	errno = EACCES;
	err_io(&e, "cannot read", "x");
	assert_string_equal(e.chinese, "读不出 x：没有权限");
	errno = ENOTSOCK;
	err_system(&e, ERR_ABSENT, "cannot read", "x");
	assert_int_equal(e.code, ERR_ABSENT);
	assert_string_equal(e.chinese,
	                    "读不出 x：Socket operation on non-socket");
	err_other(&e, ERR_GIT, "cannot read a commit", "odd");
	assert_string_equal(e.line, "cannot read a commit: odd");
	assert_string_equal(e.chinese, "读不出一个提交：odd");
	err_set(&e, ERR_IO, "said by nobody");
	assert_string_equal(e.chinese, "said by nobody");
	assert_int_equal(err_both(&e, ERR_USAGE, STR("a %s"), STR("甲%s")),
	                 ERR_USAGE);
	assert_string_equal(e.line, "a %s");
	assert_string_equal(e.chinese, "甲%s");
	assert_int_equal(err_other(NULL, ERR_GIT, "x", "y"), ERR_GIT);
}

/* A line that is cut ends with a whole character. */
static void
test_cut(void **state)
{
	struct err e = {0};
	char text[ERR_LINE + 30] = "";

	(void)state;
	for (size_t lead = 0; lead < 3; lead++) {
		memset(text, 'a', lead);
		for (size_t i = lead; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "汉", 4);
		err_set(&e, ERR_IO, "%s", text);
		assert_true(strlen(e.line) > ERR_LINE - 4);
		assert_int_equal((strlen(e.line) - lead) % 3, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chinese), cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_set),  cmocka_unit_test(test_io),
		cmocka_unit_test(test_at),   cmocka_unit_test(test_long),
		cmocka_unit_test(test_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
