#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

/*
 * unit - what unit tests include: cmocka with the headers that it wants,
 * a comparison of slices, and a folder to work in.
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

/* A new empty folder in TMPDIR, or in /tmp. */
static inline void
unit_folder(char *path, size_t room)
{
	const char *root = getenv("TMPDIR");
	int n = snprintf(path, room, "%s/gongshi-unit-XXXXXX",
	                 root ? root : "/tmp");

	assert_true(n > 0 && (size_t)n < room);
	assert_non_null(mkdtemp(path));
}

#endif
