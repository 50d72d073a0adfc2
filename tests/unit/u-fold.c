#include "search/fold.h"

#include "base/utf8.h"
#include "search/piece.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The letters of a folded text; '|' before a word's first unit if it stands
 * behind a hard separator, '~' behind a soft one. */
static void
assert_folds(const char *text, const char *want, unsigned mode)
{
	struct arena a;
	struct buf b = {0};
	struct units u;

	arena_init(&a);
	u = fold_text(&a, str_from(text), mode);
	for (size_t i = 0; i < u.n; i++) {
		bool parted = i && !(u.v[i - 1] & FOLD_JOINED) &&
		              (u.v[i] & FOLD_EDGE);

		if (parted)
			buf_byte(&b, u.v[i] & FOLD_SOFT ? '~' : '|');
		utf8_put(&b, u.v[i] & FOLD_CODE);
	}
	buf_byte(&b, 0);
	assert_string_equal(want, b.p);
	buf_release(&b);
	arena_release(&a);
}

static void
width_and_case(void **state)
{
	(void)state;
	assert_folds("ＡＢＣ Ａi", "abc|ai", FOLD_PLAIN);
	assert_folds("①㎡ﾊﾞ", "1m2ハ", FOLD_PLAIN);
	assert_folds("Café ÀÉ ﬁ", "cafe|ae|fi", FOLD_PLAIN);
	assert_folds("ПРИВЕТ Ωμ", "привет|ωμ", FOLD_PLAIN);
	assert_folds("", "", FOLD_PLAIN);
	assert_folds("，。", "", FOLD_PLAIN);
}

static void
marks_and_controls_are_dropped(void **state)
{
	(void)state;
	assert_folds("e\xcc\x81", "e", FOLD_PLAIN);
	assert_folds("联\xe2\x80\xae盟\xef\xbb\xbf", "联盟", FOLD_PLAIN);
	assert_folds("a\xc2\xad" "b", "ab", FOLD_PLAIN);
}

static void
traditional_is_simplified_unless_exact(void **state)
{
	(void)state;
	assert_folds("產學聯盟", "产学联盟", FOLD_PLAIN);
	assert_folds("產學聯盟", "產學聯盟", FOLD_EXACT);
	assert_int_equal(0x53d1, fold_simplified(0x767c));
	assert_int_equal(0x53d1, fold_simplified(0x9aee));
	assert_int_equal(0x4e00, fold_simplified(0x4e00));
	assert_int_equal('a', fold_simplified('a'));
	/* Chains are resolved, characters past U+FFFF are known. */
	assert_int_equal(0x82ce, fold_simplified(0x82e7));
	assert_int_equal(0x82ce, fold_simplified(0x85b4));
	assert_int_equal(0x20d7e, fold_simplified(0x35f2));
}

static void
separators_vanish_beside_joined_units(void **state)
{
	(void)state;
	assert_folds("产 学、研\n用", "产学研用", FOLD_PLAIN);
	assert_folds("AI 芯片 X", "ai芯片x", FOLD_PLAIN);
	assert_folds("辽科发〔2021〕19号", "辽科发2021~19号", FOLD_PLAIN);
}

static void
words_are_parted_softly_or_for_good(void **state)
{
	(void)state;
	assert_folds("GB/T 7714-2015", "gb~t~7714~2015", FOLD_PLAIN);
	assert_folds("red, green", "red|green", FOLD_PLAIN);
	assert_folds("red green", "red|green", FOLD_PLAIN);
	assert_folds("red-green", "red~green", FOLD_PLAIN);
	assert_folds("red--green", "red|green", FOLD_PLAIN);
	assert_folds("CN 2023 1", "cn~2023~1", FOLD_PLAIN);
}

static void
places_are_those_of_the_source(void **state)
{
	struct arena a;
	struct units u;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("a 聯㎡"), FOLD_PLACES);
	assert_int_equal(4, u.n);
	assert_int_equal(0, u.from[0]);
	assert_int_equal(1, u.to[0]);
	assert_int_equal(2, u.from[1]);
	assert_int_equal(5, u.to[1]);
	assert_int_equal(5, u.from[2]);
	assert_int_equal(5, u.from[3]);
	assert_int_equal(8, u.to[3]);
	arena_release(&a);
}

static void
wrong_bytes_part_words(void **state)
{
	(void)state;
	assert_folds("a\xff" "b", "a|b", FOLD_PLAIN);
	assert_folds("\xe4\xb8", "", FOLD_PLAIN);
}

static void
long_texts_grow(void **state)
{
	struct arena a;
	struct buf b = {0};
	struct units u;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 5000; i++)
		buf_adds(&b, "㌀");
	u = fold_text(&a, buf_str(&b), FOLD_PLACES);
	assert_int_equal(20000, u.n);
	assert_int_equal(14997, u.from[19999]);
	buf_release(&b);
	arena_release(&a);
}

static void
the_table_is_a_piece(void **state)
{
	struct buf b = {0};
	struct str body;
	struct err err;

	(void)state;
	fold_table(&b);
	assert_int_equal(0, piece_open(buf_str(&b),
	                               &(struct piece){.what = PIECE_TABLE},
	                               &body, &err));
	assert_in_range(body.n, 6000, 12000);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(width_and_case),
	    cmocka_unit_test(marks_and_controls_are_dropped),
	    cmocka_unit_test(traditional_is_simplified_unless_exact),
	    cmocka_unit_test(separators_vanish_beside_joined_units),
	    cmocka_unit_test(words_are_parted_softly_or_for_good),
	    cmocka_unit_test(places_are_those_of_the_source),
	    cmocka_unit_test(wrong_bytes_part_words),
	    cmocka_unit_test(long_texts_grow),
	    cmocka_unit_test(the_table_is_a_piece),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
