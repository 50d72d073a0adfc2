/* The manual explains each option of each usage, and nothing else. */
#include "cmd/manual.h"
#include "unit.h"

#include <string.h>

/* Has a command the option, and does it stand in its usage once? */
static size_t
times(const struct cmd *cmd, const char *name)
{
	struct manual_option option;
	size_t n = 0;

	for (const char *p = cmd->usage; manual_next(&p, &option);)
		n += strcmp(option.name, name) == 0;
	return n;
}

static void
test_explained(void **state)
{
	struct manual_option option;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; cmd_at(i); i++)
		for (const char *p = cmd_at(i)->usage;
		     manual_next(&p, &option); n++)
			for (enum lang lang = 0; lang < LANGS; lang++) {
				assert_non_null(manual_about(
				    cmd_at(i), option.name, lang));
				assert_int_equal(
				    times(cmd_at(i), option.name), 1);
			}
	assert_true(n > 60);
}

/* A line of the manual is about an option that is there. */
static void
test_used(void **state)
{
	const char *command, *name;

	(void)state;
	for (size_t i = 0; manual_line(i, &command, &name); i++) {
		size_t n = 0;

		for (size_t k = 0; cmd_at(k); k++)
			if (!command || strcmp(cmd_at(k)->name, command) == 0)
				n += times(cmd_at(k), name);
		if (n < 1 || (!command && n < 2))
			fail_msg("%s of %s: %zu usages", name,
			         command ? command : "all", n);
	}
}

static void
test_examples(void **state)
{
	const struct manual_example *example;
	size_t i;

	(void)state;
	for (i = 0; (example = manual_example(i)); i++) {
		const char *rest = example->line + strlen("gongshi ");

		assert_non_null(cmd_get(example->command));
		assert_int_equal(strncmp(example->line, "gongshi ", 8), 0);
		assert_int_equal(strncmp(rest, example->command,
		                         strlen(example->command)), 0);
	}
	for (size_t k = 0; cmd_at(k); k++) {
		bool found = false;

		for (i = 0; (example = manual_example(i)); i++)
			if (strcmp(example->command, cmd_at(k)->name) == 0)
				found = true;
		if (!found)
			fail_msg("no example of %s", cmd_at(k)->name);
	}
}

static void
test_arguments(void **state)
{
	const char *p = "ID... [--days N] [a|b] [--rev REV | --staged] -o OUT";
	static const char *const want[][2] = {{"--days", "N"},
	                                      {"--rev", "REV"},
	                                      {"--staged", ""},
	                                      {"-o", "OUT"}};
	struct manual_option option;

	(void)state;
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_true(manual_next(&p, &option));
		assert_string_equal(option.name, want[i][0]);
		assert_string_equal(option.argument, want[i][1]);
	}
	assert_false(manual_next(&p, &option));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_explained),
	    cmocka_unit_test(test_used),
	    cmocka_unit_test(test_examples),
	    cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
