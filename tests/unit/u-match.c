#include "search/match.h"

#include "key_names.h"
#include "search/tokenize.h"

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

/* Does a want ask for what the name says: "term", "prefix*", "x/other"? */
static bool
is_named(const struct want *want, struct str name)
{
	bool prefix = str_ends(name, STR("*"));
	struct str one = str_sub(name, 0, name.n - prefix);
	struct str other = one;

	one = str_cut(&other, '/');
	return want->prefix == prefix && key_same(want->key, key_named(one)) &&
	       (other.n ? key_same(want->other, key_named(other))
	                : !want->other.v);
}

/* The wants of all items, in order; items end in "|", or "!" if decided. */
static void
assert_wants(const char *query, const char *names)
{
	struct str rest = str_from(names);
	struct arena a;
	struct items items;

	arena_init(&a);
	match_parse(&a, str_from(query), &items);
	for (size_t i = 0; i < items.n; i++) {
		for (size_t j = 0; j < items.v[i].n; j++) {
			struct str name = str_cut(&rest, ' ');

			if (!is_named(&items.v[i].wants[j], name))
				fail_msg("want %zu is not \"%.*s\"", j,
				         STR_ARG(name));
		}
		assert_true(str_eq(str_cut(&rest, ' '),
		                   items.v[i].decided ? STR("!") : STR("|")));
	}
	assert_int_equal(0, rest.n);
	arena_release(&a);
}

/* The classes that the first item's wants demand. */
static void
assert_nexts(const char *query, const char *followers)
{
	struct str rest = str_from(followers);
	struct arena a;
	struct items items;

	arena_init(&a);
	match_parse(&a, str_from(query), &items);
	for (size_t j = 0; j < items.v[0].n; j++) {
		uint32_t c;

		assert_true(rest.n > 0);
		c = utf8_next(&rest);
		assert_int_equal(c == '-' ? 0 : key_next(c),
		                 items.v[0].wants[j].next);
	}
	assert_int_equal(0, rest.n);
	arena_release(&a);
}

static void
queries_are_cut_into_items(void **state)
{
	(void)state;
	assert_wants("联盟", "联盟 !");
	assert_wants("盟", "盟 !");
	assert_wants(" 联盟　章程 ", "联盟 ! 章程 !");
	assert_wants("聯盟章", "联盟 盟章 |");
	assert_wants("net AI ", "net* ! ai !");
	assert_wants("AI芯", "ai i芯 |");
	assert_wants("第3", "第3 !");
	assert_wants("3年", "3 3年 |");
	assert_wants("第net", "第n net* |");
	assert_wants("a-b", "a |");
	assert_wants("\"联盟\" x", "联盟 | x !");
	assert_wants("\"network\"", "network |");
	assert_wants("“联盟”章程", "联盟 | 章程 !");
	assert_wants("联“盟", "联盟 !");
	assert_wants("ZL2021-1", "#zl20 #l202 #2021 #0211 |");
	assert_wants("\"ZL2021\"", "zl202 |");
	assert_wants("αβ1234", "#αβ12 #β123 #1234 |");
	assert_wants("𠮷", "𠮷 !");
	assert_wants("𠮷野", "𠮷野 !");
	assert_wants("，。 ", "");
	assert_wants("", "");
	assert_wants("\"", "");
}

static void
brief_items_have_an_alternative(void **state)
{
	(void)state;
	assert_wants("1234", "1234/#1234* !");
	assert_wants("12345", "12345/#2345* |");
	assert_wants("34x5", "34x5/#34x5* !");
	assert_wants("123", "123* !");
	assert_wants("abcd", "abcd* !");
	assert_wants("α123", "α123* !");
	assert_wants("\"1234\"", "1234 |");
	assert_wants("12-34", "12 |");
	assert_wants("1234号", "1234 4号 |");
}

static void
each_want_stands_once(void **state)
{
	(void)state;
	assert_wants("甲乙甲乙甲", "甲乙 乙甲 |");
	assert_wants("ab ab-ab-abc", "ab ! ab abc* |");
	assert_wants("1111111", "#1111 |");
}

static void
wants_demand_what_follows(void **state)
{
	(void)state;
	assert_nexts("联盟", "-");
	assert_nexts("联盟章", "章-");
	assert_nexts("AI芯片", "-片-");
	assert_nexts("芯ai", "i");
	assert_nexts("ZL2021号", "-21号");
	assert_nexts("甲乙丙甲乙丁", "-甲乙-");
	assert_nexts("甲乙丙甲乙丙", "丙-乙");
	assert_nexts("甲乙丙甲乙", "-甲乙");
	assert_nexts("𠮷野家", "--");
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
	assert_int_equal(0, stands("345", "CN 2023 1 0123456.6"));
}

static void
brief_items_are_found_within_identifiers(void **state)
{
	(void)state;
	assert_int_equal(1, stands("3456", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("34566", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("231", "CN 231"));
	assert_int_equal(1, stands("2310", "CN 2023 1 0123456.6"));
	assert_int_equal(1, stands("cn20", "CN 2023 1"));
	assert_int_equal(2, stands("1234", "12345 号9991234"));
	assert_int_equal(0, stands("2345", "12345"));
	assert_int_equal(0, stands("1234", "12-34"));
	assert_int_equal(1, stands("1234", "12-34-5a"));
	assert_int_equal(1, stands("1234", "x 12，34-5号"));
	assert_int_equal(0, stands("1234", "12，34-5号6789"));
	assert_int_equal(1, stands("bcd1", "xab-cd12"));
	assert_int_equal(0, stands("bcd1", "xab, cd1234"));
	assert_int_equal(0, stands("ab12", "abab, ab, 12"));
	assert_int_equal(0, stands("\"3456\"", "CN 2023 1 0123456.6"));
	assert_int_equal(0, stands("3457", "CN 2023 1 0123456.6"));
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

/* ---- wants against terms, at random ---- */

#define TEXTS 20000
#define QUERIES 10 /* of each text */

struct random {
	uint64_t state;
};

static uint32_t
below(struct random *r, uint32_t n)
{
	r->state ^= r->state << 13;
	r->state ^= r->state >> 7;
	r->state ^= r->state << 17;
	return (uint32_t)(r->state >> 33) % n;
}

/* A few characters of one sort in a row. */
static void
put_run(struct random *r, struct buf *b)
{
	static const char *const sort[] = {
	    "产 学 研 的 的 盟 號 聯 盟",
	    "产 產 聯 联 的 学 ，",
	    "1 2 3 1 2 0",
	    "1 2 １ 1 2 - 2",
	    "a b a b c A Ｂ",
	    "a b 1 2 1",
	    "α é β 1 2 ǆ",
	    "𠮷 野 𠀋 a 1",
	    "한 か ㈱ ① ½ ﬁ \xff",
	};
	static const char *const part[] = {
	    " ", "-", "/", ".", ", ", "，", "。 ", " - ", "_", "\xcc\x81", "　",
	};
	struct str all = str_from(
	    sort[below(r, sizeof sort / sizeof *sort)]);
	uint32_t n = 1 + below(r, 8);

	while (n--) {
		struct str rest = all;
		uint32_t i = below(r, (uint32_t)(1 + all.n / 2));

		while (i-- && str_chr(rest, ' ') < rest.n)
			str_cut(&rest, ' ');
		buf_add(b, str_cut(&rest, ' '));
	}
	if (below(r, 3))
		buf_adds(b, part[below(r, sizeof part / sizeof *part)]);
}

static void
put_runs(struct random *r, struct buf *b, uint32_t most)
{
	for (uint32_t n = 1 + below(r, most); n; n--)
		put_run(r, b);
}

/* A part of a text, its separators kept, lost or multiplied. */
static void
put_part(struct random *r, struct buf *b, struct str text)
{
	size_t from = below(r, (uint32_t)text.n + 1);
	size_t to = from + 1 + below(r, 24);
	uint32_t how = below(r, 4);

	while (from < text.n && ((unsigned char)text.p[from] & 0xc0) == 0x80)
		from++;
	to = to < text.n ? to : text.n;
	while (to < text.n && ((unsigned char)text.p[to] & 0xc0) == 0x80)
		to++;
	for (; from < to; from++) {
		char c = text.p[from];

		if (how && c && strchr(" -/._", c)) {
			if (how == 2)
				buf_byte(b, '-');
			continue;
		}
		buf_byte(b, c);
	}
}

static void
put_query(struct random *r, struct buf *b, struct str text)
{
	for (uint32_t n = 1 + below(r, 3) / 2 + below(r, 3) / 2; n; n--) {
		bool quotes = below(r, 8) == 0;

		if (quotes)
			buf_byte(b, '"');
		if (below(r, 6))
			put_part(r, b, text);
		else
			put_run(r, b);
		buf_adds(b, quotes ? "\" " : " ");
	}
}

static bool
has(struct terms t, const struct want *want)
{
	for (size_t i = 0; i < t.n; i++) {
		const struct term *term = &t.v[i];
		bool next = !want->next || term->next == want->next ||
		            term->next == KEY_NEXT_ANY;

		if (term->key.v == want->key.v && next &&
		    (want->prefix ? str_starts(term->key.text, want->key.text)
		                  : str_eq(term->key.text, want->key.text)))
			return true;
		if (want->other.v && key_same(term->key, want->other))
			return true;
	}
	return false;
}

struct tried {
	size_t items;
	size_t found;
	size_t decided;
	size_t absent; /* decided items that are nowhere */
};

/* An item is found only if the terms say so, and if they do and decide. */
static void
try_item(const struct item *item, const struct units plain[2],
         const struct units exact[2], struct terms terms, struct tried *tried)
{
	const struct units *u = item->exact ? exact : plain;
	struct place place;
	bool found = match_find(item, &u[0], &place, 1) ||
	             match_find(item, &u[1], &place, 1);
	bool all = true;

	assert_true(item->n > 0);
	for (size_t i = 0; i < item->n; i++)
		all = all && has(terms, &item->wants[i]);
	tried->items++;
	tried->found += found;
	tried->decided += item->decided && found;
	tried->absent += item->decided && !found;
	if (found ? !all : item->decided && all)
		fail_msg("item of %zu units is %sfound", item->plain.n,
		         found ? "" : "not ");
}

static void
try_text(struct random *r, struct arena *a, struct buf b[3],
         struct tried *tried)
{
	struct tokenize_field field[2];
	struct units plain[2];
	struct units exact[2];
	struct terms terms;

	for (size_t i = 0; i < 2; i++) {
		buf_reset(&b[i]);
		put_runs(r, &b[i], 6);
		field[i] = (struct tokenize_field){buf_str(&b[i]), 1, false};
		plain[i] = fold_text(a, field[i].text, FOLD_PLACES);
		exact[i] = fold_text(a, field[i].text,
		                     FOLD_PLACES | FOLD_EXACT);
	}
	terms = tokenize_terms(a, field, 2);
	for (size_t i = 0; i < QUERIES; i++) {
		struct items items;

		buf_reset(&b[2]);
		put_query(r, &b[2], field[i % 2].text);
		match_parse(a, buf_str(&b[2]), &items);
		for (size_t j = 0; j < items.n; j++)
			try_item(&items.v[j], plain, exact, terms, tried);
	}
}

static void
wants_are_terms_of_what_matches(void **state)
{
	struct random r = {0x243f6a8885a308d3u};
	struct buf b[3] = {{0}};
	struct tried tried = {0};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < TEXTS; i++) {
		arena_reset(&a);
		try_text(&r, &a, b, &tried);
	}
	assert_true(tried.items > (size_t)TEXTS * QUERIES);
	assert_true(tried.found > tried.items / 2);
	assert_true(tried.decided > tried.items / 20);
	assert_true(tried.absent > tried.items / 50);
	for (size_t i = 0; i < 3; i++)
		buf_release(&b[i]);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(queries_are_cut_into_items),
	    cmocka_unit_test(brief_items_have_an_alternative),
	    cmocka_unit_test(each_want_stands_once),
	    cmocka_unit_test(wants_demand_what_follows),
	    cmocka_unit_test(long_queries_are_cut),
	    cmocka_unit_test(characters_are_found_anywhere),
	    cmocka_unit_test(words_begin_where_the_query_does),
	    cmocka_unit_test(quotes_are_exact),
	    cmocka_unit_test(identifiers_need_no_separators),
	    cmocka_unit_test(brief_items_are_found_within_identifiers),
	    cmocka_unit_test(titles_are_compared_as_a_whole),
	    cmocka_unit_test(wants_are_terms_of_what_matches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
