/* Formats: the copied ones and those of printf give the same bytes. */
#include "base/fmt.h"
#include "base/str.h"
#include "unit.h"

#include <stdio.h>

/* Both ways, held against vsnprintf. */
static void __attribute__((format(printf, 1, 2)))
check(const char *format, ...)
{
	char want[200], got[200];
	va_list args;
	size_t n;
	int length;

	memset(got, 'x', sizeof got);
	va_start(args, format);
	length = vsnprintf(want, sizeof want, format, args);
	va_end(args);
	va_start(args, format);
	n = fmt_length(format, args);
	va_end(args);
	assert_int_equal(n, length);
	va_start(args, format);
	fmt_write(got, n, format, args);
	va_end(args);
	assert_string_equal(got, want);
	assert_int_equal(got[n + 1], 'x');
}

static void
test_slices(void **state)
{
	(void)state;
	check("%s", "");
	check("plain");
	check("%.*s", STR_ARG(STR("")));
	check("%.*s", STR_ARG(STR("联盟")));
	check("a%.*sb%.*s", STR_ARG(STR("one")), STR_ARG(STR("")));
	check("%.*s%.*s/", STR_ARG(STR("../")), STR_ARG(STR("x.html")));
	check("%.*s", 2, "longer");
}

static void
test_a_slice_ends_at_its_nul(void **state)
{
	static const char bytes[] = "ab\0cd";

	(void)state;
	check("<%.*s>", 5, bytes);
}

static void
test_all_else_is_printf(void **state)
{
	(void)state;
	check("%d%%", 7);
	check("%.*s-%04d", STR_ARG(STR("ln")), 7);
	check("%s%.*s", "a", STR_ARG(STR("b")));
	check("%zu of %.3f", (size_t)3, 2.5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_slices),
	    cmocka_unit_test(test_a_slice_ends_at_its_nul),
	    cmocka_unit_test(test_all_else_is_printf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
