#include "search/span.h"

#include "key_names.h"

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
	char text[SPAN_BYTES];
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

/* Do the units from `from` to `to` of a text lie within an identifier? */
static bool
within(const char *text, size_t from, size_t to)
{
	struct arena a;
	struct units u;
	bool yes;

	arena_init(&a);
	u = fold_text(&a, str_from(text), FOLD_PLAIN);
	yes = span_in_ident(&u, from, to);
	arena_release(&a);
	return yes;
}

static void
parts_of_identifiers_are_told(void **state)
{
	(void)state;
	assert_true(within("号ZL2021-1号", 1, 5));
	assert_true(within("号ZL2021-1号", 4, 8));
	assert_true(within("12 3456", 0, 4));
	assert_false(within("号ZL202号", 1, 5));
	assert_false(within("号ZL2021-1号", 0, 4));
	assert_false(within("号ZL2021-1号", 5, 9));
	assert_false(within("abc, d1ef2", 1, 5));
	assert_false(within("abc, d1ef2", 4, 8));
	assert_true(within("abc, d1ef23", 4, 8));
}

static void
assert_key(const char *name, struct key key)
{
	assert_true(key_same(key_named(str_from(name)), key));
}

static void
spans_are_keys(void **state)
{
	char text[SPAN_TEXT_BYTES];
	struct arena a;
	struct units u;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("聯盟𠮷ab12é34Ω5"), FOLD_PLAIN);
	assert_key("联", span_units(&u, 0, 1, text));
	assert_key("联盟", span_units(&u, 0, 2, text));
	assert_key("盟𠮷", span_units(&u, 1, 3, text));
	assert_key("𠮷", span_units(&u, 2, 3, text));
	assert_key("#b12e", span_gram(&u, 4, text));
	assert_key("#34ω5", span_gram(&u, 8, text));
	assert_key("ab12e", span_text(&u, 3, 8, text));
	arena_release(&a);
}

static void
classes_are_of_pairs_and_grams(void **state)
{
	char text[SPAN_TEXT_BYTES];
	struct arena a;
	struct units u;
	struct key key;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("联盟 会1234，5"), FOLD_PLAIN);
	key = span_units(&u, 0, 2, text);
	assert_int_equal(key_next(0x4f1a), span_next(&u, 2, &key));
	assert_int_equal(0, span_next(&u, u.n, &key));
	key = span_gram(&u, 3, text);
	assert_int_equal(key_next('5'), span_next(&u, 7, &key));
	key = span_units(&u, 0, 1, text);
	assert_int_equal(0, span_next(&u, 1, &key));
	key = span_text(&u, 3, 7, text);
	assert_int_equal(0, span_next(&u, 7, &key));
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_end_at_edges),
	    cmocka_unit_test(words_are_kept_so_far),
	    cmocka_unit_test(identifiers_have_a_digit_and_six_units),
	    cmocka_unit_test(parts_of_identifiers_are_told),
	    cmocka_unit_test(units_are_spelled),
	    cmocka_unit_test(spans_are_keys),
	    cmocka_unit_test(classes_are_of_pairs_and_grams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
