/*
 * Other programs: arguments stay arguments, input arrives, output comes back
 * whole, and how it ended is told.
 */
#include "os/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
run(const char *const *argv, struct str input, const char *dir,
    struct buf *out, struct buf *errors, struct err *err)
{
	struct process p = {.argv = argv, .input = input, .dir = dir};

	return process_run(&p, out, errors, err);
}

static void
arguments_stay_themselves(void **state)
{
	const char *const argv[] = {"printf", "%s|%s", "$(id) ; ls *",
	                            "a b\n'\"", NULL};
	struct buf out = {0};
	struct err err;

	(void)state;
	assert_int_equal(0, run(argv, STR(""), NULL, &out, NULL, &err));
	assert_true(str_eq(buf_str(&out), STR("$(id) ; ls *|a b\n'\"")));
	buf_release(&out);
}

/* What is given takes the place of ours; the rest stays. */
static void
environment_is_ours_but_for_what_is_given(void **state)
{
	const char *const argv[] = {
	    "sh", "-c", "echo $HERE $HEREAFTER $PATH; env | grep -c ^HERE=",
	    NULL};
	const char *const env[] = {"HERE=two", NULL};
	struct process p = {.argv = argv, .env = env};
	struct buf out = {0};
	struct buf want = {0};

	(void)state;
	setenv("HERE", "one", 1);
	setenv("HEREAFTER", "three", 1);
	buf_fmt(&want, "two three %s\n1\n", getenv("PATH"));
	assert_int_equal(0, process_run(&p, &out, NULL, NULL));
	assert_true(str_eq(buf_str(&out), buf_str(&want)));
	buf_release(&out);
	buf_release(&want);
}

static void
input_output_and_errors(void **state)
{
	const char *const argv[] = {
	    "sh", "-c", "cat; pwd; echo wrong >&2; exit 7", NULL};
	struct buf out = {0};
	struct buf errors = {0};
	struct err err;

	(void)state;
	assert_int_equal(
	    7, run(argv, STR("in\n"), "/", &out, &errors, &err));
	assert_true(str_eq(buf_str(&out), STR("in\n/\n")));
	assert_true(str_eq(buf_str(&errors), STR("wrong\n")));
	buf_release(&out);
	buf_release(&errors);
}

static void
much_output_comes_whole(void **state)
{
	const char *const argv[] = {"seq", "200000", NULL};
	struct buf out = {0};
	struct err err;

	(void)state;
	assert_int_equal(0, run(argv, STR(""), NULL, &out, NULL, &err));
	assert_int_equal(1288895, out.n);
	assert_true(str_ends(buf_str(&out), STR("\n200000\n")));
	buf_release(&out);
}

static void
ends_are_told(void **state)
{
	const char *const killed[] = {"sh", "-c", "kill -9 $$", NULL};
	const char *const absent[] = {"no-such-program-here", NULL};
	struct err err = {0};

	(void)state;
	assert_int_equal(128 + 9,
	                 run(killed, STR(""), NULL, NULL, NULL, &err));
	assert_int_equal(ERR_ABSENT,
	                 run(absent, STR(""), NULL, NULL, NULL, &err));
	assert_non_null(strstr(err.line, "no-such-program-here"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(arguments_stay_themselves),
	    cmocka_unit_test(environment_is_ours_but_for_what_is_given),
	    cmocka_unit_test(input_output_and_errors),
	    cmocka_unit_test(much_output_comes_whole),
	    cmocka_unit_test(ends_are_told)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
