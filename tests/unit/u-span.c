#include "search/span.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
words_end_at_edges(void **state)
{
	struct arena a;
	struct units u;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("one two三"), FOLD_PLAIN);
	assert_int_equal(3, span_word(&u, 0));
	assert_int_equal(6, span_word(&u, 3));
	assert_int_equal(7, span_word(&u, 6));
	arena_release(&a);
}

static void
assert_kept(size_t want, const char *word)
{
	struct arena a;
	struct units u;

	arena_init(&a);
	u = fold_text(&a, str_from(word), FOLD_PLAIN);
	assert_int_equal(want, span_kept(&u, 0, u.n));
	arena_release(&a);
}

static void
words_are_kept_so_far(void **state)
{
	(void)state;
	assert_kept(5, "12345");
	assert_kept(5, "123456");
	assert_kept(6, "abcdef");
	assert_kept(5, "abc456789");
	assert_kept(8, "abcdefg89");
	assert_kept(24, "abcdefghijklmnopqrstuvwxyz");
	assert_kept(24, "abcdefghijklmnopqrstuvwxyz1");
}

/* The identifiers of a text: from-to, parted by spaces. */
static void
assert_idents(const char *text, bool soft, size_t n, size_t from, size_t to)
{
	struct arena a;
	struct units u;
	size_t at = 0;
	size_t i = 0;
	size_t found = 0;
	size_t first = 0;
	size_t end = 0;

	arena_init(&a);
	u = fold_text(&a, str_from(text), FOLD_PLAIN);
	while (span_ident(&u, soft, &i, &at)) {
		if (found++ == 0) {
			first = i;
			end = at;
		}
	}
	assert_int_equal(n, found);
	assert_int_equal(from, first);
	assert_int_equal(to, end);
	arena_release(&a);
}

static void
identifiers_have_a_digit_and_six_units(void **state)
{
	(void)state;
	assert_idents("号ZL2021-1号", true, 1, 1, 8);
	assert_idents("ZL202", true, 0, 0, 0);
	assert_idents("alliance", true, 0, 0, 0);
	assert_idents("ab, cd12", true, 0, 0, 0);
	assert_idents("ab, cd12", false, 1, 0, 6);
	assert_idents("123456号 654321", true, 2, 0, 6);
}

static void
units_are_spelled(void **state)
{
	struct arena a;
	struct units u;
	char text[SPAN_TERM_BYTES];
	size_t n;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("aé聯Ω𠮷"), FOLD_PLAIN);
	n = span_spell(&u, 0, u.n, text);
	assert_int_equal(u.n, 5);
	assert_true(str_eq((struct str){text, n}, STR("ae联ω𠮷")));
	assert_int_equal(0, span_spell(&u, 2, 2, text));
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_end_at_edges),
	    cmocka_unit_test(words_are_kept_so_far),
	    cmocka_unit_test(identifiers_have_a_digit_and_six_units),
	    cmocka_unit_test(units_are_spelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
