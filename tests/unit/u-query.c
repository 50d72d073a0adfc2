#include "search/query.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* number|kind|id|title|English|date|facets|versions|identifier|summary|... */
static const char corpus[] =
    "1|alliance|a/1|沈阳机床联盟||2020-01-01|city=1|1||章程\n"
    "2|alliance|a/2|大连轴承会||2021-01-01|city=2|1||沈阳机床\n"
    "4|notice|n/4|公告|Notice|2019-05-01||1||沈阳之机床\n"
    "5|notice|n/5|公告|Notice|2022-05-01||1||沈阳之机床\n"
    "6|notice|n/6|公告|Notice|||1||沈阳之机床\n"
    "7|notice|n/7|沈阳机床||2020-02||1|ZL2021101234567|\n";

#define Q(words) ((struct query){.text = STR(words)})

static int
setup(void **state)
{
	return index_world_start(state, str_from(corpus));
}

static void
titles_come_first(void **state)
{
	assert_string_equal("n/7 a/1 n/6 n/5 n/4 a/2 of 6",
	                    index_world_ask(*state, Q("沈阳 机床"), NULL));
}

static void
decided_hits_of_equal_score_go_by_number(void **state)
{
	assert_string_equal("n/6 n/5 n/4 of 3",
	                    index_world_ask(*state, Q("公告"), NULL));
}

static void
read_hits_of_equal_score_go_by_date(void **state)
{
	assert_string_equal("n/5 n/4 n/6 of 3",
	                    index_world_ask(*state, Q("沈阳之机"), NULL));
}

static void
a_text_that_is_the_query_comes_first(void **state)
{
	struct result r;

	assert_string_equal("n/7 a/2 a/1 of 3",
	                    index_world_ask(*state, Q("沈阳机床"), &r));
	assert_int_equal(4, r.hits[0].score >> 24);
	assert_int_equal(4, r.hits[1].score >> 24); /* a summary is it */
	assert_int_equal(3, r.hits[2].score >> 24);
	index_world_ask(*state, Q("阳机床联"), &r);
	assert_int_equal(3, r.hits[0].score >> 24);
	index_world_ask(*state, Q("沈阳之"), &r);
	assert_int_equal(1, r.hits[0].score >> 24);
	index_world_ask(*state, Q("ZL2021101234567"), &r);
	assert_int_equal(4, r.hits[0].score >> 24);
}

static void
phrases_are_verified(void **state)
{
	assert_string_equal("a/1 of 1",
	                    index_world_ask(*state, Q("阳机床联"), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("机床沈阳"), NULL));
	assert_string_equal(
	    "of 0", index_world_ask(*state, Q("沈阳机床章程"), NULL));
}

static void
two_characters_need_no_texts_but_for_excerpts(void **state)
{
	struct index_world *w = *state;
	struct query q = Q("机床");

	q.limit = 1;
	index_world_forget(w);
	assert_string_equal("n/7 of 6", index_world_ask(w, q, NULL));
	assert_int_equal(1, w->texts);
}

static void
words_and_identifiers(void **state)
{
	assert_string_equal("n/6 n/5 n/4 of 3",
	                    index_world_ask(*state, Q("noti"), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("otice"), NULL));
	assert_string_equal("n/7 of 1",
	                    index_world_ask(*state, Q("1234567"), NULL));
	assert_string_equal("n/7 of 1",
	                    index_world_ask(*state, Q("4567"), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("ZL 2021"), NULL));
}

static void
pages(void **state)
{
	struct query q = Q("沈阳");

	q.offset = 1;
	q.limit = 2;
	assert_string_equal("a/1 n/6 of 6", index_world_ask(*state, q, NULL));
	q.offset = 9;
	assert_string_equal("of 6", index_world_ask(*state, q, NULL));
	q.offset = UINT32_MAX;
	q.limit = UINT32_MAX;
	assert_string_equal("of 6", index_world_ask(*state, q, NULL));
}

static void
sorted_by_date(void **state)
{
	struct query q = Q("沈阳");

	q.by_date = true;
	assert_string_equal("n/5 a/2 n/7 a/1 n/4 n/6 of 6",
	                    index_world_ask(*state, q, NULL));
	q.text = STR("沈阳机床");
	assert_string_equal("a/2 n/7 a/1 of 3",
	                    index_world_ask(*state, q, NULL));
}

static void
found_by_sound(void **state)
{
	struct index_world *w = *state;
	struct result r;

	index_world_forget(w);
	assert_string_equal("n/7 a/1 of 2",
	                    index_world_ask(w, Q("shenyang"), &r));
	assert_int_equal(0, r.hits[0].score >> 24);
	assert_int_equal(0, r.hits[0].excerpt.n);
	assert_int_equal(2, w->texts); /* for their titles */
	assert_string_equal("a/1 of 1",
	                    index_world_ask(w, Q("syjclm"), NULL));
	assert_string_equal("n/7 a/1 of 2",
	                    index_world_ask(w, Q("Shen'yang ji"), NULL));
	assert_string_equal("of 0", index_world_ask(w, Q("\"shenyang\""), &r));
	assert_string_equal("of 0", index_world_ask(w, Q("sy1"), NULL));
	assert_string_equal("n/7 a/1 of 2", index_world_ask(w, Q("sy"), NULL));
	assert_string_equal("of 0", index_world_ask(w, Q("s"), NULL));
}

static void
numbers_are_found_as_they_are_printed(void **state)
{
	assert_string_equal(
	    "n/7 of 1", index_world_ask(*state, Q("ZL 2021 1 01234567"), NULL));
	assert_string_equal(
	    "n/7 of 1",
	    index_world_ask(*state, Q("机床 zl　2021 101 234567"), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("ZL 2021"), NULL));
}

static void
punctuation_parts_what_finds_nothing(void **state)
{
	struct result r;

	assert_string_equal("a/1 of 1",
	                    index_world_ask(*state, Q("章程，沈阳"), &r));
	assert_string_equal("a/1 of 1",
	                    index_world_ask(*state, Q("（章程）“沈阳”"), NULL));
	assert_string_equal("a/1 of 1",
	                    index_world_ask(*state, Q("章程“沈阳”"), NULL));
	assert_string_equal("a/2 of 1",
	                    index_world_ask(*state, Q("大连：zhoucheng"),
	                                    NULL));
	/* What stands so is not parted. */
	assert_string_equal("n/5 n/4 n/6 of 3",
	                    index_world_ask(*state, Q("沈阳，之机床。"), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("\"章程，沈阳\""), NULL));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("章程，大连"), &r));
	assert_int_equal(2, r.nearests);
	assert_true(str_eq(r.nearest[0], STR("章程")));
	assert_true(str_eq(r.nearest[1], STR("大连")));
}

static void
empty_queries_find_nothing(void **state)
{
	struct result r;

	assert_string_equal("of 0", index_world_ask(*state, Q(""), &r));
	assert_int_equal(0, r.nearests);
	assert_string_equal("of 0", index_world_ask(*state, Q(" ，\" "), &r));
	assert_string_equal("of 0",
	                    index_world_ask(*state, Q("\xff\xfe"), &r));
	assert_string_equal(
	    "of 0", index_world_ask(*state, Q("\xed\xa0\x80\x01\x7f"), &r));
}

static void
long_queries_are_answered(void **state)
{
	static char text[10000];
	struct query q = {.text = {text, sizeof text}};

	memset(text, 'x', sizeof text);
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
	for (size_t i = 0; i < sizeof text; i += 2)
		text[i] = ' ';
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
	for (size_t i = 0; i + 6 < sizeof text; i += 7)
		memcpy(text + i, "沈阳 ", 7);
	assert_string_equal("n/7 a/1 n/6 n/5 n/4 a/2 of 6",
	                    index_world_ask(*state, q, NULL));
}

static void
excerpts_are_marked(void **state)
{
	struct result r;

	index_world_ask(*state, Q("章程"), &r);
	assert_int_equal(1, r.n);
	assert_int_equal(1, r.hits[0].excerpt.n);
	assert_true(r.hits[0].excerpt.v[0].marked);
}

static void
what_finds_nothing_has_nearest_answers(void **state)
{
	struct result r;

	index_world_ask(*state, Q("沈阳机床章程"), &r);
	assert_int_equal(1, r.nearests);
	assert_true(str_eq(r.nearest[0], STR("沈阳机床 章程")));
	index_world_ask(*state, Q("机床 龘靐"), &r);
	assert_int_equal(1, r.nearests);
	assert_true(str_eq(r.nearest[0], STR("机床")));
	index_world_ask(*state, Q("机床"), &r);
	assert_int_equal(0, r.nearests);
}

static void
nearest_answers_keep_the_filters(void **state)
{
	struct query q = Q("章程 龘靐");
	struct result r;

	q.filter[q.filters++] =
	    (struct query_filter){STR("kind"), STR("notice")};
	index_world_ask(*state, q, &r);
	assert_int_equal(0, r.nearests);
	q.filter[0].value = STR("alliance");
	index_world_ask(*state, q, &r);
	assert_int_equal(1, r.nearests);
}

static void
spoilt_files_are_reported(void **state)
{
	struct index_world *w = *state;
	struct query q = Q("沈阳机床 公告");
	size_t failures = 0;

	q.filter[q.filters++] =
	    (struct query_filter){STR("kind"), STR("notice")};
	for (size_t i = 0; i < w->files.n; i++) {
		struct result r;
		const char *answer;

		w->spoilt = w->files.entry[i].key;
		answer = index_world_ask(w, q, &r);
		if (strncmp(answer, "error", 5) != 0)
			continue;
		failures++;
		assert_string_equal("error -8", answer);
		assert_true(r.n == 0 && r.total == 0);
	}
	w->spoilt = (struct str){0};
	/* Entry, root, one shard at least, column page and a pack. */
	assert_in_range(failures, 4, w->files.n - 3);
}

static void
lost_texts_are_reported(void **state)
{
	struct index_world *w = *state;

	w->lost = STR("n/7");
	assert_string_equal("error -10", index_world_ask(w, Q("机床"), NULL));
	w->lost = (struct str){0};
}

static void
a_text_without_the_item_has_no_excerpt(void **state)
{
	struct index_world *w = *state;
	struct indexer_record *record = &w->corpus.v[0];
	struct str was = record->text[3];
	struct result r;

	record->text[3] = STR("别的");
	assert_string_equal("a/1 of 1", index_world_ask(w, Q("章程"), &r));
	assert_int_equal(0, r.hits[0].excerpt.n);
	record->text[3] = was;
}

/* 3,000 records, all with 联盟, which is a long list. */
static void
open_large(struct index_world *w)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= 3000; i++)
		buf_fmt(&b, "%u|k|k/%u|公告||||1||联盟\n", i, i);
	index_world_open(w, buf_str(&b), 0);
	buf_release(&b);
}

static void
long_lists_are_paged(void **state)
{
	struct index_world w;
	struct query q = Q("联盟");

	(void)state;
	open_large(&w);
	q.limit = 2;
	assert_string_equal("k/3000 k/2999 of 3000",
	                    index_world_ask(&w, q, NULL));
	q.offset = 62;
	assert_string_equal("k/2938 k/2937 of 3000",
	                    index_world_ask(&w, q, NULL));
	q.offset = 1000;
	assert_string_equal("k/2000 k/1999 of 3000",
	                    index_world_ask(&w, q, NULL));
	index_world_close(&w);
}

static void
proposals_are_tried_with_one_block(void **state)
{
	struct index_world w;
	struct result r;

	(void)state;
	open_large(&w);
	index_world_forget(&w);
	assert_string_equal("of 0",
	                    index_world_ask(&w, Q("\"聯盟\" 龘靐"), &r));
	assert_int_equal(0, r.nearests);
	assert_int_equal(12, w.texts);
	index_world_close(&w);
}

/*
 * 3,000 records with three long lists of a phrase, which not all of them
 * have in a row; those of every seventh number in the title, and some have
 * it as a whole text.
 */
static void
open_phrases(struct index_world *w)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= 3000; i++) {
		const char *phrase =
		    i % 10 == 3 ? "联盟甲乙己甲乙丙" : "联盟甲乙丙";

		buf_fmt(&b, "%u|k|k/%u|%s||20%02u-0%u||1||%s|%s|%s\n", i, i,
		        i % 7 ? "公告" : phrase, i % 31, i % 9 + 1,
		        i % 3 ? "" : phrase, i % 11 ? "" : "沈阳",
		        i % 13 == 4 ? "联盟甲乙丙" : "本会联盟甲乙丙会");
	}
	index_world_open(w, buf_str(&b), 0);
	buf_release(&b);
}

static void
assert_same_hits(const struct result *x, const struct result *y)
{
	assert_int_equal(x->n, y->n);
	for (size_t i = 0; i < x->n; i++) {
		assert_int_equal(x->hits[i].doc, y->hits[i].doc);
		assert_int_equal(x->hits[i].score, y->hits[i].score);
	}
}

/* With counts no list is cut short to its best: nothing else may change. */
static void
assert_best_is_whole(struct index_world *w, struct query q)
{
	for (uint32_t page = 0; page < 6; page++) {
		struct result best;
		struct result whole;

		for (q.limit = 1; q.limit <= 14; q.limit++) {
			q.offset = page * 10;
			q.facets = false;
			index_world_ask(w, q, &best);
			q.facets = true;
			index_world_ask(w, q, &whole);
			assert_int_equal(q.limit, whole.n);
			assert_same_hits(&best, &whole);
			assert_int_equal(whole.total, best.total);
			assert_int_equal(whole.exact, best.exact);
		}
	}
}

static void
the_best_of_a_long_list_are_its_first(void **state)
{
	struct index_world w;
	size_t least;

	(void)state;
	open_phrases(&w);
	assert_best_is_whole(&w, Q("联盟甲乙丙"));
	assert_best_is_whole(&w, Q("联盟甲"));
	assert_best_is_whole(&w, Q("联盟"));
	assert_best_is_whole(&w, Q("联盟甲 公告"));
	assert_best_is_whole(&w, Q("会联盟甲乙丙会"));
	/* They cost less where they do. */
	index_world_forget(&w);
	index_world_ask(&w, Q("联盟甲乙丙"), NULL);
	least = w.pieces;
	index_world_forget(&w);
	index_world_ask(&w, ((struct query){.text = STR("联盟甲乙丙"),
	                                    .by_date = true}),
	                NULL);
	assert_true(least + 2 < w.pieces);
	index_world_close(&w);
}

/* Long lists that are short enough are asked what follows: no text is read in
 * vain. */
static void
long_lists_say_what_follows(void **state)
{
	struct index_world w;
	struct buf b = {0};
	struct result r;

	(void)state;
	for (uint32_t i = 1; i <= 3000; i++)
		buf_fmt(&b, "%u|k|k/%u|%s||||1||%s\n", i, i,
		        i > 2000 ? "联盟己盟甲己甲乙" : "公告",
		        i > 2000 || i % 400 ? "联盟己盟甲己甲乙"
		                            : "联盟甲乙");
	index_world_open(&w, buf_str(&b), 0);
	buf_release(&b);
	index_world_forget(&w);
	assert_string_equal("k/2000 k/1600 k/1200 k/800 k/400 of 5",
	                    index_world_ask(&w, Q("联盟甲乙"), &r));
	assert_int_equal(5, w.texts);
	index_world_close(&w);
}

/* Cut short, and asked again with more, the answer goes on in its order. */
static void
texts_may_be_limited(void **state)
{
	struct index_world w;
	struct query q = Q("甲乙丙会");
	struct result all;
	struct result r;
	size_t before = 0;

	(void)state;
	open_phrases(&w);
	q.by_date = true; /* all candidates, and hits scattered */
	q.limit = 100;
	index_world_ask(&w, q, &all);
	assert_int_equal(100, all.n);
	assert_false(all.cut);
	for (q.texts = 10; q.texts < 60; q.texts *= 2) {
		index_world_forget(&w);
		index_world_ask(&w, q, &r);
		assert_true(r.cut);
		assert_false(r.exact);
		assert_true(r.n > before && r.n < 100);
		assert_true(w.texts >= q.texts && w.texts < q.texts + 32);
		before = r.n;
		r.n = all.n = before;
		assert_same_hits(&all, &r);
		all.n = 100;
	}
	q.texts = 1000;
	index_world_ask(&w, q, &r);
	assert_false(r.cut);
	assert_same_hits(&all, &r);
	index_world_close(&w);
}

static void
decided_answers_are_never_cut(void **state)
{
	struct query q = Q("机床");
	struct result r;

	q.texts = 1;
	assert_string_equal("n/7 a/1 n/6 n/5 n/4 a/2 of 6",
	                    index_world_ask(*state, q, &r));
	assert_false(r.cut);
	q.text = STR("沈阳之机");
	assert_string_equal("n/5 n/4 n/6 of 3", index_world_ask(*state, q, &r));
	assert_false(r.cut); /* one block is read in any case */
}

static void
trials_ask_for_no_more(void **state)
{
	struct index_world w;
	struct result r;
	size_t pieces;

	(void)state;
	open_phrases(&w);
	index_world_ask(&w, Q("联盟甲乙联 龘靐"), &r);
	assert_int_equal(0, r.nearests);
	index_world_forget(&w);
	index_world_ask(&w, Q("\"聯盟\" 龘靐"), &r);
	pieces = w.pieces;
	assert_int_equal(0, r.nearests);
	assert_int_equal(12, w.texts);
	index_world_forget(&w);
	index_world_ask(&w, Q("\"联盟\" 龘靐"), &r);
	assert_int_equal(1, r.nearests);
	/* What finds nothing in its block reads no more than what does. */
	assert_int_equal(pieces, w.pieces);
	index_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(titles_come_first),
	    cmocka_unit_test(decided_hits_of_equal_score_go_by_number),
	    cmocka_unit_test(read_hits_of_equal_score_go_by_date),
	    cmocka_unit_test(a_text_that_is_the_query_comes_first),
	    cmocka_unit_test(phrases_are_verified),
	    cmocka_unit_test(two_characters_need_no_texts_but_for_excerpts),
	    cmocka_unit_test(words_and_identifiers),
	    cmocka_unit_test(pages),
	    cmocka_unit_test(sorted_by_date),
	    cmocka_unit_test(found_by_sound),
	    cmocka_unit_test(numbers_are_found_as_they_are_printed),
	    cmocka_unit_test(punctuation_parts_what_finds_nothing),
	    cmocka_unit_test(empty_queries_find_nothing),
	    cmocka_unit_test(long_queries_are_answered),
	    cmocka_unit_test(excerpts_are_marked),
	    cmocka_unit_test(what_finds_nothing_has_nearest_answers),
	    cmocka_unit_test(nearest_answers_keep_the_filters),
	    cmocka_unit_test(spoilt_files_are_reported),
	    cmocka_unit_test(lost_texts_are_reported),
	    cmocka_unit_test(a_text_without_the_item_has_no_excerpt),
	    cmocka_unit_test(long_lists_are_paged),
	    cmocka_unit_test(proposals_are_tried_with_one_block),
	    cmocka_unit_test(the_best_of_a_long_list_are_its_first),
	    cmocka_unit_test(long_lists_say_what_follows),
	    cmocka_unit_test(texts_may_be_limited),
	    cmocka_unit_test(decided_answers_are_never_cut),
	    cmocka_unit_test(trials_ask_for_no_more),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop);
}
