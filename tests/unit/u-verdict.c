#include "search/verdict.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define RECORDS 240u

/*
 * All records have 甲乙 and 乙丙, those of even numbers in a row; 70 has both
 * in its title.
 */
static int
setup(void **state)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= RECORDS; i++)
		buf_fmt(&b, "%u|k|k/%u|%s||20%02u||1|||%s\n", i, i,
		        i == 70 ? "甲乙丙" : "公告", i % 40,
		        i % 2 ? "甲乙，己，乙丙" : "甲乙丙");
	index_world_start(state, buf_str(&b));
	buf_release(&b);
	return 0;
}

struct court {
	struct load load;
	struct items items;
	struct hits hits;
	struct verdict v;
};

/* Cases by descending numbers, all of equal score. */
static void
open_court(struct index_world *w, const char *text, struct court *c)
{
	*c = (struct court){.load = index_world_load(w)};
	match_parse(&w->a, str_from(text), &c->items);
	c->v = (struct verdict){.load = &c->load,
	                        .items = &c->items,
	                        .hits = &c->hits,
	                        .n = RECORDS};
	c->v.v = arena_array(&w->a, RECORDS, sizeof *c->v.v);
	c->v.dropped = arena_array(&w->a, RECORDS, sizeof(bool));
	for (uint32_t i = 0; i < RECORDS; i++)
		c->v.v[i] = (struct verdict_case){
		    .row = {.doc = i + 1, .rank = 1}, .at = i};
	verdict_order(&c->v);
	index_world_forget(w);
}

static void
blocks_grow(void **state)
{
	static const size_t read[] = {12, 28, 60, 124, 188, 240};
	struct index_world *w = *state;

	for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
		struct court c;

		open_court(w, "甲乙丙", &c);
		assert_int_equal(240, c.v.v[0].row.doc);
		assert_int_equal(
		    read[i] == RECORDS ? VERDICT_ALL : VERDICT_ENOUGH,
		    verdict_reach(&c.v, read[i] / 2, false, NULL));
		assert_int_equal(read[i], w->texts);
		assert_int_equal(read[i] / 2, c.v.n);
		assert_int_equal(RECORDS - read[i], c.v.left);
		assert_false(c.v.dropped[239]);
		assert_true(c.v.dropped[238]);
		assert_int_equal(read[i] == RECORDS, c.v.dropped[0]);
	}
}

static void
a_trial_is_one_block(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "丁丁", &c);
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 1, true, NULL));
	assert_int_equal(12, w->texts);
	assert_int_equal(0, c.v.n);
}

static void
hits_are_ordered_anew_within_a_block(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	verdict_reach(&c.v, RECORDS, false, NULL);
	assert_int_equal(120, c.v.n);
	/* Of the first block the latest year is that of 239 % 40. */
	assert_int_equal(238, c.v.v[0].row.doc);
	assert_int_equal(230, c.v.v[4].row.doc);
	assert_int_equal(240, c.v.v[5].row.doc); /* 2000 */
	for (size_t i = 6; i < 14; i++)
		assert_in_range(c.v.v[i].row.doc, 213, 228);
}

static void
titles_and_whole_texts_rank(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	verdict_reach(&c.v, RECORDS, false, NULL);
	for (size_t i = 0; i < c.v.n; i++)
		assert_int_equal(VERDICT_RANK_SAME, c.v.v[i].row.rank);
	open_court(w, "甲乙 乙丙", &c);
	verdict_reach(&c.v, RECORDS, false, NULL);
	assert_int_equal(RECORDS, c.v.n);
	for (size_t i = 0; i < c.v.n; i++)
		assert_int_equal(c.v.v[i].row.doc == 70 ? VERDICT_RANK_TITLE
		                                        : 1,
		                 c.v.v[i].row.rank);
}

static void
by_date_the_order_stays(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	c.v.by_date = true;
	for (uint32_t i = 0; i < RECORDS; i++)
		c.v.v[i].row.day = c.v.v[i].row.doc * 7 % RECORDS;
	verdict_order(&c.v);
	verdict_reach(&c.v, RECORDS, false, NULL);
	assert_int_equal(120, c.v.n);
	for (size_t i = 1; i < c.v.n; i++)
		assert_true(c.v.v[i - 1].row.day > c.v.v[i].row.day);
}

static void
what_was_found_by_sound_is_not_read(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	for (uint32_t i = 0; i < RECORDS; i++)
		c.v.v[i].row.rank = c.v.v[i].row.doc == 1;
	verdict_order(&c.v);
	assert_int_equal(1, c.v.v[0].row.doc);
	assert_int_equal(VERDICT_ALL, verdict_reach(&c.v, 5, false, NULL));
	assert_int_equal(1, w->texts);
	assert_int_equal(11, c.v.n);
	assert_int_equal(RECORDS - 12, c.v.left);
	assert_int_equal(240, c.v.v[0].row.doc);
}

/* Most of the first block are no hits: then the rest is narrowed. */
static void
poor_blocks_narrow_the_rest(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙 公告", &c);
	for (uint32_t i = 0; i < RECORDS; i++)
		c.v.v[i].row.score = c.v.v[i].row.doc % 2;
	verdict_order(&c.v);
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 10, false, NULL));
	/* 12 of odd numbers; 甲乙 is followed by 己 in all of these. */
	assert_int_equal(12 + 16, w->texts);
	assert_int_equal(16, c.v.n);
	assert_int_equal(119 - 16, c.v.left); /* 70 has no 公告 */
	assert_true(c.v.dropped[0] && c.v.dropped[68] && c.v.dropped[69]);
	assert_false(c.v.dropped[1]);
}

#define MANY 20000u

/*
 * Each bigram of 联盟甲乙 in five blocks, the row itself in records of even
 * numbers.  Cases by descending numbers, those of odd ones first.
 */
static void
open_many(struct index_world *w, struct court *c)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= MANY; i++)
		buf_fmt(&b, "%u|k|k/%u|公告||2001||1||%s\n", i, i,
		        i % 2 ? "联盟，己，盟甲，己，甲乙" : "联盟甲乙");
	index_world_open(w, buf_str(&b), 0);
	buf_release(&b);
	open_court(w, "联盟甲乙", c);
	c->load.root.commons = 0;
	for (uint32_t i = 0; i < RECORDS; i++) {
		struct hit_row *row = &c->v.v[i].row;

		row->doc = MANY - i * 79;
		row->score = row->doc % 2;
	}
	verdict_order(&c->v);
}

/* More than a few blocks tell of: half after half is narrowed and read. */
static void
cases_are_narrowed_by_halves(void **state)
{
	struct index_world w;
	struct court c;

	(void)state;
	open_many(&w, &c);
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 10, false, NULL));
	/* 12 of odd numbers, then even ones. */
	assert_int_equal(12 + 16, w.texts);
	assert_int_equal(16, c.v.n);
	assert_int_equal(MANY, c.v.v[0].row.doc);
	assert_in_range(c.v.left, RECORDS / 2 + 1, RECORDS - 28 - 40);
	index_world_close(&w);
	open_many(&w, &c);
	assert_int_equal(VERDICT_ALL,
	                 verdict_reach(&c.v, RECORDS, false, NULL));
	assert_int_equal(RECORDS / 2, c.v.n);
	assert_int_equal(0, c.v.left);
	/* The last few are read as they are. */
	assert_in_range(w.texts, 12 + RECORDS / 2,
	                12 + RECORDS / 2 + HITS_ENOUGH);
	for (size_t i = 1; i < c.v.n; i++)
		assert_true(c.v.v[i - 1].row.doc > c.v.v[i].row.doc);
	index_world_close(&w);
}

/* There are more candidates than those 64 at hand. */
static void
open_best(struct index_world *w, const char *text, struct court *c)
{
	open_court(w, text, c);
	c->v.more = RECORDS - SHARD_BEST;
	c->v.n = SHARD_BEST;
}

static void
the_best_are_read_as_long_as_they_do(void **state)
{
	static const size_t read[] = {12, 28, 60};
	struct index_world *w = *state;

	for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
		struct court c;

		open_best(w, "甲乙丙", &c);
		assert_int_equal(VERDICT_ENOUGH,
		                 verdict_reach(&c.v, read[i] / 2, false,
		                               NULL));
		assert_int_equal(read[i], w->texts);
		assert_int_equal(read[i] / 2, c.v.n);
		assert_int_equal(SHARD_BEST - read[i], c.v.left);
		assert_false(c.v.cut);
	}
}

/* A block that begins among the best and ends beyond is not read. */
static void
blocks_beyond_the_best_need_all(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_best(w, "甲乙丙", &c);
	assert_int_equal(VERDICT_MORE, verdict_reach(&c.v, 31, false, NULL));
	assert_int_equal(60, w->texts);
}

static void
poor_blocks_need_all(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_best(w, "丁丁", &c);
	assert_int_equal(VERDICT_MORE, verdict_reach(&c.v, 1, false, NULL));
	assert_int_equal(12, w->texts);
	/* A trial is content with its block. */
	open_best(w, "丁丁", &c);
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 1, true, NULL));
	assert_int_equal(12, w->texts);
	assert_int_equal(0, c.v.n);
}

/* Of two readings with one load, the second has the texts of the first. */
static void
texts_are_read_once(void **state)
{
	struct index_world *w = *state;
	struct court c;
	struct verdict first;

	open_best(w, "甲乙丙", &c);
	first = c.v;
	first.v = arena_array(&w->a, SHARD_BEST, sizeof *first.v);
	memcpy(first.v, c.v.v, SHARD_BEST * sizeof *first.v);
	assert_int_equal(VERDICT_MORE, verdict_reach(&first, 62, false, NULL));
	assert_int_equal(60, w->texts);
	c.v.more = 0;
	c.v.n = RECORDS;
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 62, false, NULL));
	assert_int_equal(124, w->texts);
	assert_int_equal(62, c.v.n);
	for (size_t i = 0; i < 30; i++)
		assert_int_equal(first.v[i].row.doc, c.v.v[i].row.doc);
}

static void
reading_stops_at_so_many_texts(void **state)
{
	static const size_t texts[] = {1, 12, 13, 28, 29, 60, 61, 124, 188};
	static const size_t read[] = {12, 12, 28, 28, 60, 60, 124, 124, 188};
	struct index_world *w = *state;
	struct court all;

	open_court(w, "甲乙丙", &all);
	assert_int_equal(VERDICT_ALL,
	                 verdict_reach(&all.v, RECORDS, false, NULL));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct court c;

		open_court(w, "甲乙丙", &c);
		c.v.texts = texts[i];
		assert_int_equal(VERDICT_ENOUGH,
		                 verdict_reach(&c.v, RECORDS, false, NULL));
		assert_true(c.v.cut);
		assert_int_equal(read[i], w->texts);
		assert_int_equal(read[i] / 2, c.v.n);
		assert_int_equal(RECORDS - read[i], c.v.left);
		for (size_t j = 0; j < c.v.n; j++)
			assert_int_equal(all.v.v[j].row.doc,
			                 c.v.v[j].row.doc);
	}
}

static void
what_is_there_in_time_is_not_cut(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	c.v.texts = 12;
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 6, false, NULL));
	assert_false(c.v.cut);
	open_court(w, "甲乙丙", &c);
	c.v.texts = RECORDS;
	assert_int_equal(VERDICT_ALL,
	                 verdict_reach(&c.v, RECORDS, false, NULL));
	assert_false(c.v.cut);
	/* Of the best, what is cut needs no more of them. */
	open_best(w, "甲乙丙", &c);
	c.v.texts = 60;
	assert_int_equal(VERDICT_ENOUGH, verdict_reach(&c.v, 62, false, NULL));
	assert_true(c.v.cut);
	assert_int_equal(60, w->texts);
}

static void
errors_are_handed_on(void **state)
{
	struct index_world *w = *state;
	struct court c;

	open_court(w, "甲乙丙", &c);
	w->lost = STR("k/235");
	assert_int_equal(ERR_ABSENT, verdict_reach(&c.v, 5, false, NULL));
	assert_int_equal(ERR_ABSENT, verdict_read(&c.v, &c.v.v[5], NULL));
	w->lost = (struct str){0};
	assert_int_equal(0, verdict_card(&c.v, &c.v.v[5], NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks_grow),
	    cmocka_unit_test(a_trial_is_one_block),
	    cmocka_unit_test(hits_are_ordered_anew_within_a_block),
	    cmocka_unit_test(titles_and_whole_texts_rank),
	    cmocka_unit_test(by_date_the_order_stays),
	    cmocka_unit_test(what_was_found_by_sound_is_not_read),
	    cmocka_unit_test(poor_blocks_narrow_the_rest),
	    cmocka_unit_test(cases_are_narrowed_by_halves),
	    cmocka_unit_test(the_best_are_read_as_long_as_they_do),
	    cmocka_unit_test(blocks_beyond_the_best_need_all),
	    cmocka_unit_test(poor_blocks_need_all),
	    cmocka_unit_test(texts_are_read_once),
	    cmocka_unit_test(reading_stops_at_so_many_texts),
	    cmocka_unit_test(what_is_there_in_time_is_not_cut),
	    cmocka_unit_test(errors_are_handed_on),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop);
}
