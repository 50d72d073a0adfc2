#ifndef TESTS_SPEC_LINES_H
#define TESTS_SPEC_LINES_H

/*
 * lines - walk over a file of JSON lines in the shared data folder, which is
 * $GONGSHI_SHARED (default ../shared).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "text/json.h"
#include "text/value.h"

/*
 * lines_read - read a whole file.
 * in:  name, such as "yaml/cases.jsonl", under data/ of the shared folder
 * out: appended to b; false and a message when the file is not there
 */
static inline bool
lines_read(struct buf *b, const char *name)
{
	const char *shared = getenv("GONGSHI_SHARED");
	char path[512], piece[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/data/%s",
	         shared ? shared : "../shared", name);
	f = fopen(path, "rb");
	if (!f) {
		print_message("no %s: skipped\n", path);
		return false;
	}
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(b, (struct str){piece, n});
	fclose(f);
	return true;
}

/*
 * lines_next - parse the next line.
 * in:  rest, advanced past the line
 * out: the object, in a; NULL at the end
 */
static inline const struct value *
lines_next(struct arena *a, struct str *rest)
{
	const struct value *v;

	if (!rest->n)
		return NULL;
	assert_int_equal(json_read(a, str_cut(rest, '\n'), &v, NULL, NULL),
	                 0);
	return v;
}

/*
 * lines_get - a text of an object.
 */
static inline struct str
lines_get(const struct value *v, const char *key)
{
	return value_str(value_get(v, str_from(key)));
}

#endif
