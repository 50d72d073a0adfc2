/*
 * The official Mustache specification, run through our own JSON reader and
 * template compiler.  Prints what passed of each file; a case that fails is
 * shown whole.
 *
 * Cases are read from $GONGSHI_SHARED/data/mustache (default ../shared).
 */
#include "text/json.h"
#include "text/template.h"
#include "text/value.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const files[] = {
	"comments",  "delimiters",    "interpolation", "inverted",
	"partials",  "sections",      "~inheritance",  "~dynamic-names",
};

/* What there is in the copy of the specification that we are held to. */
enum { CASES = 184 };

static bool
read_suite(struct buf *b, const char *name)
{
	const char *shared = getenv("GONGSHI_SHARED");
	char path[512];
	char piece[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/data/mustache/%s.json",
	         shared ? shared : "../shared", name);
	f = fopen(path, "rb");
	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(b, (struct str){piece, n});
	fclose(f);
	return true;
}

static int
compile(struct template_set *set, const struct value *test, struct err *err)
{
	const struct value *partials = value_get(test, STR("partials"));
	int code = template_set_add(set, STR("(main)"),
	                            value_str(value_get(test, STR("template"))),
	                            STR("(main)"), err);

	for (size_t i = 0; partials && i < partials->n && !code; i++)
		code = template_set_add(set, partials->member[i].key,
		                        value_str(partials->member[i].value),
		                        partials->member[i].key, err);
	return code ? code : template_set_link(set, err);
}

static bool
run_case(const struct value *test)
{
	struct template_set *set = template_set_new(TEMPLATE_PLAIN);
	struct str expected = value_str(value_get(test, STR("expected")));
	struct arena scratch;
	struct buf out = {0};
	struct err err = {0};
	bool good;
	int code;

	arena_init(&scratch);
	code = compile(set, test, &err);
	if (!code)
		code = template_render(set, STR("(main)"),
		                       value_get(test, STR("data")), &scratch,
		                       &out, &err);
	good = !code && str_eq(buf_str(&out), expected);
	if (!good)
		print_error("%.*s: %s\n--- expected\n%.*s\n--- got\n%.*s\n",
		            STR_ARG(value_str(value_get(test, STR("name")))),
		            err.line, STR_ARG(expected),
		            STR_ARG(buf_str(&out)));
	buf_release(&out);
	arena_release(&scratch);
	template_set_free(set);
	return good;
}

static void
run_file(const char *name, size_t *passed, size_t *total)
{
	struct buf text = {0};
	struct arena arena;
	const struct value *suite;
	const struct value *tests;
	size_t good = 0;

	arena_init(&arena);
	assert_true(read_suite(&text, name));
	assert_int_equal(
	    json_read(&arena, buf_str(&text), &suite, NULL, NULL), 0);
	tests = value_get(suite, STR("tests"));
	assert_non_null(tests);
	for (size_t i = 0; i < tests->n; i++)
		good += run_case(tests->member[i].value);
	print_message("%-16s %zu of %zu\n", name, good, tests->n);
	*passed += good;
	*total += tests->n;
	arena_release(&arena);
	buf_release(&text);
}

static void
test_specification(void **state)
{
	struct buf probe = {0};
	size_t passed = 0;
	size_t total = 0;
	bool there = read_suite(&probe, files[0]);

	(void)state;
	buf_release(&probe);
	if (!there) {
		print_message("skipped: $GONGSHI_SHARED/data/mustache is "
		              "missing\n");
		skip();
	}
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		run_file(files[i], &passed, &total);
	print_message("%-16s %zu of %zu\n", "all", passed, total);
	assert_int_equal(passed, total);
	assert_int_equal(total, CASES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_specification),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
