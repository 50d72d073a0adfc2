#include "search/tokenize.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct terms
terms_of(struct arena *a, const char *text, unsigned weight)
{
	struct tokenize_field field = {str_from(text), weight};

	return tokenize_terms(a, &field, 1);
}

static void
assert_terms(const char *text, const char *want)
{
	struct arena a;
	struct buf b = {0};
	struct terms t;

	arena_init(&a);
	t = terms_of(&a, text, 1);
	for (size_t i = 0; i < t.n; i++) {
		if (i)
			buf_byte(&b, ' ');
		buf_add(&b, t.v[i].text);
	}
	buf_byte(&b, 0);
	assert_string_equal(want, b.p);
	buf_release(&b);
	arena_release(&a);
}

static int
impact_of(struct terms t, const char *text)
{
	for (size_t i = 0; i < t.n; i++)
		if (str_eq(t.v[i].text, str_from(text)))
			return t.v[i].impact;
	return -1;
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
}

static void
words_are_whole(void **state)
{
	(void)state;
	assert_terms("Open AI", "ai open");
	assert_terms("AI芯片", "ai i芯 片 芯 芯片");
	assert_terms("2023年", "2023 3年 年");
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
	struct tokenize_field both[] = {{STR("联盟"), 6},
	                                {STR("联盟章程"), 1}};
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
	struct tokenize_field two[] = {{STR("联盟"), 6}, {STR("章程"), 1}};

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
		assert_true(str_cmp(t.v[i - 1].text, t.v[i].text) < 0);
	buf_release(&b);
	arena_release(&a);
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
	was = terms_of(&a, "甲乙丙", 1);
	is = terms_of(&a, "甲乙丁", 1);
	c = tokenize_diff(&a, was, is, &n);
	assert_int_equal(4, n);
	assert_true(str_eq(c[0].text, STR("丁")) && !c[0].gone);
	assert_true(str_eq(c[1].text, STR("丙")) && c[1].gone);
	assert_true(str_eq(c[2].text, STR("乙丁")) && !c[2].gone);
	assert_true(str_eq(c[3].text, STR("乙丙")) && c[3].gone);
	tokenize_diff(&a, was, was, &n);
	assert_int_equal(0, n);
	tokenize_diff(&a, (struct terms){0}, is, &n);
	assert_int_equal(is.n, n);
	c = tokenize_diff(&a, was, terms_of(&a, "甲乙丙", 6), &n);
	assert_int_equal(5, n);
	assert_int_equal(15, c[0].impact);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joined_scripts_give_characters_and_bigrams),
	    cmocka_unit_test(words_are_whole),
	    cmocka_unit_test(long_words_are_cut),
	    cmocka_unit_test(identifiers_go_across_soft_separators),
	    cmocka_unit_test(impacts_follow_weight_length_and_number),
	    cmocka_unit_test(fields_are_not_joined),
	    cmocka_unit_test(terms_are_sorted_and_unique),
	    cmocka_unit_test(a_difference_leads_from_one_to_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
