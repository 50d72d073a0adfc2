#include "search/excerpt.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The excerpt of some texts, marks in brackets. */
static struct str
cut(struct arena *a, const char *query, const struct str *texts, size_t n)
{
	struct items items;
	struct excerpt e;
	struct buf b = {0};
	struct str s;

	match_parse(a, str_from(query), &items);
	e = excerpt_of(a, &items, excerpt_segments(a, texts, n), n);
	for (size_t i = 0; i < e.n; i++)
		buf_fmt(&b, e.v[i].marked ? "[%.*s]" : "%.*s",
		        STR_ARG(e.v[i].text));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
assert_cut(const char *query, const struct str *texts, size_t n,
           const char *want)
{
	struct arena a;

	arena_init(&a);
	assert_string_equal(want, cut(&a, query, texts, n).p);
	arena_release(&a);
}

static void
marks_what_was_found(void **state)
{
	struct str texts[] = {STR("联盟"), STR(""), STR("本聯盟，联盟\n会")};

	(void)state;
	assert_cut("联盟", texts, 3, "本[聯盟]，[联盟] 会");
	assert_cut("盟联", texts, 3, "本聯[盟，联]盟 会");
	assert_cut("盟联 联盟", texts, 3, "本[聯盟，联盟] 会");
	assert_cut("\"聯盟\"", texts, 3, "本[聯盟]，联盟 会");
	texts[2] = STR("证 CN 2023-1 号，3456 和 345");
	assert_cut("2311", texts, 3, "");
	assert_cut("0231", texts, 3, "证 CN 2[023-1] 号，3456 和 345");
	assert_cut("3456", texts, 3, "证 CN 2023-1 号，[3456] 和 345");
}

static void
texts_come_before_titles(void **state)
{
	struct str texts[] = {STR("产学研联盟"), STR("An Alliance"),
	                      STR("章程"), STR("联盟章程")};

	(void)state;
	assert_cut("联盟", texts, 4, "[联盟]章程");
	assert_cut("章程", texts, 4, "[章程]");
	assert_cut("联盟 章程", texts, 4, "[联盟章程]");
	assert_cut("产学", texts, 4, "[产学]研联盟");
	assert_cut("alli", texts, 4, "An [Alli]ance");
	assert_cut("无", texts, 4, "");
}

static void
long_texts_are_cut(void **state)
{
	struct arena a;
	struct buf b = {0};
	struct str text;
	struct str got;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 300; i++)
		buf_adds(&b, i == 150 ? "甲乙" : "前");
	text = buf_str(&b);
	got = cut(&a, "甲乙", (struct str[]){STR("x"), STR(""), text}, 3);
	assert_true(str_starts(got, STR("…前")));
	assert_true(str_ends(got, STR("前…")));
	assert_int_equal(100 + 2 + 2, utf8_count(got));
	assert_int_equal(3 * 21, str_find(got, STR("[甲乙]")));
	buf_release(&b);
	arena_release(&a);
}

/* A text says more than a label; of two texts the first. */
static void
test_long(void **state)
{
	static const struct str texts[] = {
	    {"\xe7\x94\xb2\xe4\xb9\x99", 6},
	    {"", 0},
	    {"ab cd", 5},
	    {"we say ab in a text of more than twenty units", 45},
	    {"and ab again in a text of more than twenty units", 48}};

	(void)state;
	assert_cut("ab", texts, 5,
	           "we say [ab] in a text of more than twenty units");
	assert_cut("ab cd", texts, 5, "[ab] [cd]");
	assert_cut("ab", texts, 3, "[ab] cd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(marks_what_was_found),
	    cmocka_unit_test(texts_come_before_titles),
	    cmocka_unit_test(long_texts_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
