#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

/*
 * unit - what unit tests include: cmocka with the headers that it wants,
 * and a comparison of slices.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

/* The slice holds exactly the bytes of the C string. */
#define assert_str(slice, text) \
	unit_assert_str((slice), (text), __FILE__, __LINE__)

static inline void
unit_assert_str(struct str got, const char *want, const char *file, int line)
{
	if (str_eq(got, str_from(want)))
		return;
	print_error("got  \"%.*s\"\nwant \"%s\"\n", STR_ARG(got), want);
	_fail(file, line);
}

#endif
