#include "search/tokenize.h"

#include "key_names.h"
#include "search/pinyin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct terms
terms_of(struct arena *a, const char *text, unsigned weight)
{
	struct tokenize_field field = {str_from(text), weight, false};

	return tokenize_terms(a, &field, 1);
}

static const struct term *
find(struct terms t, struct key key)
{
	for (size_t i = 0; i < t.n; i++)
		if (key_same(t.v[i].key, key))
			return &t.v[i];
	return NULL;
}

static bool
in_order(struct key a, struct key b)
{
	return a.v < b.v || (a.v == b.v && str_cmp(a.text, b.text) < 0);
}

/* The terms are exactly those named, and in order. */
static void
assert_terms(const char *text, const char *names)
{
	struct str rest = str_from(names);
	struct arena a;
	struct terms t;
	size_t n = 0;

	arena_init(&a);
	t = terms_of(&a, text, 1);
	while (rest.n) {
		struct str name = str_cut(&rest, ' ');

		if (!find(t, key_named(name)))
			fail_msg("no \"%.*s\"", STR_ARG(name));
		n++;
	}
	assert_int_equal(n, t.n);
	for (size_t i = 1; i < t.n; i++)
		assert_true(in_order(t.v[i - 1].key, t.v[i].key));
	arena_release(&a);
}

static int
impact_of(struct terms t, const char *name)
{
	const struct term *term = find(t, key_named(str_from(name)));

	return term ? term->impact : -1;
}

static int
next_of(struct terms t, const char *name)
{
	const struct term *term = find(t, key_named(str_from(name)));

	return term ? term->next : -1;
}

static void
joined_scripts_give_characters_and_bigrams(void **state)
{
	(void)state;
	assert_terms("产学研", "产 产学 学 学研 研");
	assert_terms("產學，研", "产 产学 学 学研 研");
	assert_terms("的的的", "的 的的");
	assert_terms("한국", "국 한 한국");
	assert_terms("", "");
	assert_terms("，", "");
}

static void
what_is_no_pair_is_a_text(void **state)
{
	(void)state;
	assert_terms("𠮷野家", "𠮷 𠮷野 野 野家 家");
	assert_terms("a𠮷", "a a𠮷 𠮷");
	assert_terms("αβγδ12", "#αβγδ #βγδ1 #γδ12 αβγδ1");
}

static void
words_are_whole(void **state)
{
	(void)state;
	assert_terms("Open AI", "ai open Nepo");
	assert_terms("AI芯片", "ai i芯 片 芯 芯片");
	assert_terms("2023年", "2023 3年 年");
}

/* From their ends, upper case first. */
static void
words_of_letters_are_mirrored(void **state)
{
	(void)state;
	assert_terms("chips", "chips Spihc");
	assert_terms("Café chip", "cafe chip Efac Pihc");
	assert_terms("ABC βγδε", "abc βγδε");
	assert_terms("abcdefghijklmnopqrstuvwx",
	             "abcdefghijklmnopqrstuvwx Xwvutsrqponmlkjihgfedcba");
}

static void
long_words_are_cut(void **state)
{
	(void)state;
	assert_terms("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwx");
	assert_terms("2023101", "#0231 #2023 #2310 #3101 20231");
	assert_terms("abcdef1", "#abcd #bcde #cdef #def1 abcdef1");
}

static void
identifiers_go_across_soft_separators(void **state)
{
	(void)state;
	assert_terms("AB-12 34",
	             "#1234 #ab12 #b123 12 34 ab");
	assert_terms("ab, cd12", "ab cd12");
}

static void
impacts_follow_weight_length_and_number(void **state)
{
	struct arena a;
	struct tokenize_field both[] = {{STR("联盟"), 6, false},
	                                {STR("联盟章程"), 1, false}};
	struct terms t;

	(void)state;
	arena_init(&a);
	t = tokenize_terms(&a, both, 2);
	assert_int_equal(15, impact_of(t, "联盟"));
	assert_in_range(impact_of(t, "章程"), 1, 11);
	t = terms_of(&a, "一二三四五六七八九十", 8);
	assert_int_equal(14, impact_of(t, "三四"));
	t = terms_of(&a, "联盟章程联盟大会联盟", 1);
	assert_true(impact_of(t, "联盟") > impact_of(t, "章程"));
	assert_true(impact_of(t, "联盟") <= 11);
	assert_true(impact_of(terms_of(&a, "章程", 2), "章程") >
	            impact_of(terms_of(&a, "章程", 1), "章程"));
	assert_int_equal(0, terms_of(&a, "章程", 0).n);
	arena_release(&a);
}

static void
fields_are_not_joined(void **state)
{
	struct arena a;
	struct tokenize_field two[] = {{STR("联盟"), 6, false},
	                               {STR("章程"), 1, false}};

	(void)state;
	arena_init(&a);
	assert_int_equal(-1,
	                 impact_of(tokenize_terms(&a, two, 2), "盟章"));
	arena_release(&a);
}

/* Enough terms for the table to grow; long ones that differ at the end. */
static void
terms_are_sorted_and_unique(void **state)
{
	struct arena a;
	struct buf b = {0};
	struct terms t;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 3000; i++)
		buf_fmt(&b, "collaborate%c%c%c x%d ", 'a' + i % 26,
		        'a' + i / 26 % 26, 'a' + i / 676, i % 700);
	buf_byte(&b, 0);
	t = terms_of(&a, b.p, 1);
	assert_true(t.n > 3700);
	for (size_t i = 1; i < t.n; i++)
		assert_true(in_order(t.v[i - 1].key, t.v[i].key));
	buf_release(&b);
	arena_release(&a);
}

/* What follows a pair or a gram, over all of its places. */
static void
postings_tell_what_follows(void **state)
{
	struct arena a;
	struct tokenize_field two[] = {{STR("甲乙丙"), 6, false},
	                               {STR("甲乙丁。乙丙"), 1, false}};
	struct terms t;

	(void)state;
	arena_init(&a);
	t = terms_of(&a, "甲乙，丙 甲乙丙", 1);
	assert_int_equal(key_next(0x4e19), next_of(t, "甲乙"));
	assert_int_equal(KEY_NEXT_ANY, next_of(t, "乙丙"));
	assert_int_equal(0, next_of(t, "甲"));
	t = tokenize_terms(&a, two, 2);
	assert_int_not_equal(key_next(0x4e01), key_next(0x4e19));
	assert_int_equal(KEY_NEXT_ANY, next_of(t, "甲乙"));
	assert_int_equal(0, next_of(t, "乙丙"));
	assert_int_equal(key_next(0x4e19), next_of(t, "丁乙"));
	t = terms_of(&a, "ZL20-2112号", 1);
	assert_int_equal(key_next('2'), next_of(t, "#zl20"));
	assert_int_equal(key_next(0x53f7), next_of(t, "#2112"));
	assert_int_equal(0, next_of(t, "2号"));
	t = terms_of(&a, "a𠮷野ab野", 1);
	assert_int_equal(0, next_of(t, "a𠮷"));
	assert_int_equal(0, next_of(t, "ab"));
	assert_int_equal(key_next('b'), next_of(t, "野a"));
	arena_release(&a);
}

static unsigned
syllable(const char *name)
{
	for (unsigned i = 0; i < pinyin_count(); i++)
		if (str_eq(pinyin_syllable(i), str_from(name)))
			return i;
	fail_msg("no syllable %s", name);
	return 0;
}

static const struct term *
find_sound(struct terms t, unsigned what, uint32_t value)
{
	return find(t, (struct key){tokenize_sound(what, value), {0}});
}

static void
sounds_are_terms_of_some_fields(void **state)
{
	struct arena a;
	struct tokenize_field field = {STR("王大明"), 0, true};
	uint32_t pair = syllable("wang") * 512 + syllable("da");
	uint32_t two = 17576 + ('w' - 'a') * 26 + ('d' - 'a');
	uint32_t initials = ('w' - 'a') * 676 + ('d' - 'a') * 26 + ('m' - 'a');
	const struct term *term;
	struct terms t;

	(void)state;
	arena_init(&a);
	t = tokenize_terms(&a, &field, 1);
	assert_null(find(t, key_named(STR("王"))));
	term = find_sound(t, PINYIN_PAIR, pair);
	assert_non_null(term);
	assert_int_equal(8, term->impact);
	assert_int_equal(KEY_NEXT_ANY, term->next);
	assert_non_null(find_sound(t, PINYIN_INITIALS, initials));
	assert_non_null(find_sound(t, PINYIN_INITIALS, two));
	field.weight = 1;
	t = tokenize_terms(&a, &field, 1);
	assert_int_equal(8, find_sound(t, PINYIN_PAIR, pair)->impact);
	assert_in_range(impact_of(t, "王"), 1, 11);
	field.weight = 6;
	t = tokenize_terms(&a, &field, 1);
	assert_int_equal(15, find_sound(t, PINYIN_INITIALS, initials)->impact);
	assert_int_equal(15, impact_of(t, "王大"));
	field.sound = false;
	t = tokenize_terms(&a, &field, 1);
	assert_null(find_sound(t, PINYIN_PAIR, pair));
	arena_release(&a);
}

static void
sounds_have_numbers_of_their_own(void **state)
{
	(void)state;
	assert_int_equal(key_pair(0xf003, 0x3456),
	                 tokenize_sound(PINYIN_PAIR, 0x33456));
	assert_int_equal(key_pair(0xf010, 17575),
	                 tokenize_sound(PINYIN_INITIALS, 17575));
	assert_int_equal(key_pair(0xf010, 18251),
	                 tokenize_sound(PINYIN_INITIALS, 18251));
}

static const struct term_change *
change_of(const struct term_change *c, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (key_same(c[i].key, key_named(str_from(name))))
			return &c[i];
	fail_msg("no change of %s", name);
	return NULL;
}

static void
a_difference_leads_from_one_to_the_other(void **state)
{
	struct arena a;
	struct terms was;
	struct terms is;
	struct term_change *c;
	size_t n;

	(void)state;
	arena_init(&a);
	was = terms_of(&a, "甲乙丙 ab", 1);
	is = terms_of(&a, "甲乙丁 ac", 1);
	c = tokenize_diff(&a, was, is, &n);
	assert_int_equal(9, n);
	assert_false(change_of(c, n, "丁")->gone);
	assert_true(change_of(c, n, "丙")->gone);
	assert_false(change_of(c, n, "乙丁")->gone);
	assert_int_equal(key_next('a'), change_of(c, n, "乙丁")->next);
	assert_true(change_of(c, n, "乙丙")->gone);
	assert_true(change_of(c, n, "丙a")->gone);
	assert_false(change_of(c, n, "ac")->gone);
	assert_int_equal(key_next(0x4e01), change_of(c, n, "甲乙")->next);
	for (size_t i = 1; i < n; i++)
		assert_true(in_order(c[i - 1].key, c[i].key));
	tokenize_diff(&a, was, was, &n);
	assert_int_equal(0, n);
	tokenize_diff(&a, (struct terms){0}, is, &n);
	assert_int_equal(is.n, n);
	c = tokenize_diff(&a, was, terms_of(&a, "甲乙丙 ab", 6), &n);
	assert_int_equal(was.n, n);
	assert_int_equal(15, c[0].impact);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joined_scripts_give_characters_and_bigrams),
	    cmocka_unit_test(what_is_no_pair_is_a_text),
	    cmocka_unit_test(words_are_whole),
	    cmocka_unit_test(words_of_letters_are_mirrored),
	    cmocka_unit_test(long_words_are_cut),
	    cmocka_unit_test(identifiers_go_across_soft_separators),
	    cmocka_unit_test(impacts_follow_weight_length_and_number),
	    cmocka_unit_test(fields_are_not_joined),
	    cmocka_unit_test(terms_are_sorted_and_unique),
	    cmocka_unit_test(postings_tell_what_follows),
	    cmocka_unit_test(sounds_are_terms_of_some_fields),
	    cmocka_unit_test(sounds_have_numbers_of_their_own),
	    cmocka_unit_test(a_difference_leads_from_one_to_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
