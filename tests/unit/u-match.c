#include "search/match.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* How often the first item of a query stands in a text, up to 4 times. */
static size_t
stands(const char *query, const char *text)
{
	struct arena a;
	struct items items;
	struct units u;
	struct place places[4];
	size_t n;

	arena_init(&a);
	match_parse(&a, str_from(query), &items);
	assert_true(items.n > 0);
	u = fold_text(&a, str_from(text),
	              FOLD_PLACES |
	                  (items.v[0].exact ? FOLD_EXACT : FOLD_PLAIN));
	n = match_find(&items.v[0], &u, places, 4);
	arena_release(&a);
	return n;
}

/* Terms of all items: "term", "prefix*", items parted by " | ". */
static void
assert_wants(const char *query, const char *want)
{
	struct arena a;
	struct items items;
	struct buf b = {0};

	arena_init(&a);
	match_parse(&a, str_from(query), &items);
	for (size_t i = 0; i < items.n; i++) {
		if (i)
			buf_adds(&b, " |");
		for (size_t j = 0; j < items.v[i].n; j++)
			buf_fmt(&b, b.n ? " %.*s%s" : "%.*s%s",
			        STR_ARG(items.v[i].wants[j].text),
			        items.v[i].wants[j].prefix ? "*" : "");
		if (items.v[i].decided)
			buf_adds(&b, "!");
	}
	buf_byte(&b, 0);
	assert_string_equal(want, b.p);
	buf_release(&b);
	arena_release(&a);
}

static void
queries_are_cut_into_items(void **state)
{
	(void)state;
	assert_wants("联盟", "联盟!");
	assert_wants("盟", "盟!");
	assert_wants(" 联盟　章程 ", "联盟! | 章程!");
	assert_wants("聯盟章", "联盟 盟章");
	assert_wants("net AI ", "net*! | ai!");
	assert_wants("AI芯", "ai i芯");
	assert_wants("第3", "第3!");
	assert_wants("\"联盟\" x", "联盟 | x!");
	assert_wants("“联盟”章程", "联盟 | 章程!");
	assert_wants("联“盟", "联盟!");
	assert_wants("ZL2021-1", "#zl20 #l202 #2021 #0211");
	assert_wants("，。 ", "");
	assert_wants("", "");
	assert_wants("\"", "");
}

static void
long_queries_are_cut(void **state)
{
	struct arena a;
	struct items items;
	struct buf b = {0};

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 5000; i++)
		buf_fmt(&b, "x%d ", i);
	match_parse(&a, buf_str(&b), &items);
	assert_int_equal(MATCH_ITEMS, items.n);
	buf_reset(&b);
	for (int i = 0; i < 5000; i++)
		buf_adds(&b, "联盟");
	match_parse(&a, buf_str(&b), &items);
	assert_int_equal(1, items.n);
	assert_int_equal(MATCH_UNITS, items.v[0].plain.n);
	buf_release(&b);
	arena_release(&a);
}

static void
characters_are_found_anywhere(void **state)
{
	(void)state;
	assert_int_equal(1, stands("学研", "产学研联盟"));
	assert_int_equal(1, stands("学研", "产 学，研"));
	assert_int_equal(1, stands("學研", "产学研"));
	assert_int_equal(2, stands("的", "的，的"));
	assert_int_equal(3, stands("的的", "的的的的"));
	assert_int_equal(0, stands("学盟", "产学研联盟"));
}

static void
words_begin_where_the_query_does(void **state)
{
	(void)state;
	assert_int_equal(1, stands("net", "a Network"));
	assert_int_equal(0, stands("work", "a Network"));
	assert_int_equal(1, stands("Ａi", "AI芯片"));
	assert_int_equal(0, stands("ai", "openai aix"));
	assert_int_equal(1, stands("AI芯片", "AI 芯片"));
	assert_int_equal(0, stands("AI芯片", "OpenAI 芯片"));
	assert_int_equal(1, stands("2023年", "于2023 年"));
	assert_int_equal(0, stands("2023年", "12023年"));
	assert_int_equal(1, stands("第3", "第35条"));
	assert_int_equal(1, stands("red-gre", "red green"));
	assert_int_equal(0, stands("redgreen", "red green"));
}

static void
quotes_are_exact(void **state)
{
	(void)state;
	assert_int_equal(0, stands("\"net\"", "network"));
	assert_int_equal(1, stands("\"net\"", "the net works"));
	assert_int_equal(1, stands("\"net work\"", "net work"));
	assert_int_equal(0, stands("\"聯盟\"", "联盟"));
	assert_int_equal(1, stands("\"聯盟\"", "產聯盟"));
}

static void
identifiers_need_no_separators(void **state)
{
	(void)state;
	assert_int_equal(1, stands("202310123456", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("0123456.6", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("cn202310", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("34567X", "91210012 34567X"));
	assert_int_equal(1, stands("GB/T7714-2015", "GB/T 7714-2015"));
	assert_int_equal(1, stands("辽科发202119号", "辽科发〔2021〕19号"));
	assert_int_equal(0, stands("abcd12", "ab, cd12"));
	assert_int_equal(0, stands("3456", "CN 2023 1 0123456.6"));
}

static void
titles_are_compared_as_a_whole(void **state)
{
	struct arena a;
	struct items items;
	struct units u;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("沈阳产学研联盟"), FOLD_PLACES);
	match_parse(&a, STR("沈阳 产学研聯盟"), &items);
	assert_true(match_same(&items, &u));
	match_parse(&a, STR("沈阳 产学研"), &items);
	assert_false(match_same(&items, &u));
	match_parse(&a, STR("沈阳 产学研聯盟会"), &items);
	assert_false(match_same(&items, &u));
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(queries_are_cut_into_items),
	    cmocka_unit_test(long_queries_are_cut),
	    cmocka_unit_test(characters_are_found_anywhere),
	    cmocka_unit_test(words_begin_where_the_query_does),
	    cmocka_unit_test(quotes_are_exact),
	    cmocka_unit_test(identifiers_need_no_separators),
	    cmocka_unit_test(titles_are_compared_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
