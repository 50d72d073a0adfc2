#include "search/hits.h"

#include "index_world.h"
#include "search/tokenize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RECORDS 3000u

/*
 * A register in which 联盟, 甲乙 and, less often, 盟甲 are long lists, and
 * the word "wordy", beside "words" in every second record; 丙丁 stands in
 * every third title, 戊己 in every fifth; 78 and 79 have words of their own.
 */
static int
setup(void **state)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= RECORDS; i++)
		buf_fmt(&b, "%u|k|k/%u|%s%s，沈阳%s||||1||%s%s||wordy%s\n", i,
		        i,
		        i % 3 ? "" : "丙丁", i % 5 ? "" : "戊己",
		        i == 78 ? "西安光" : "",
		        i % 7 ? "联盟甲乙" : "甲乙与联盟",
		        i == 79 ? "联，壬癸子丑寅卯" : "",
		        i % 2 ? "" : " words");
	index_world_start(state, buf_str(&b));
	buf_release(&b);
	return 0;
}

static struct hits
find(struct load *l, struct items *items, const char *text, bool best)
{
	struct hits hits;

	match_parse(l->a, str_from(text), items);
	assert_int_equal(0, hits_find(l, items, best, &hits, NULL));
	for (size_t i = 1; i < hits.n; i++)
		assert_true(hits.v[i - 1].doc < hits.v[i].doc);
	return hits;
}

static void
long_lists_are_common(void **state)
{
	struct load l = index_world_load(*state);
	uint64_t key;

	assert_true(key_units(0x8054, 0x76df, &key)); /* 联盟 */
	assert_int_equal(ROOT_CLASSES, root_commonness(&l.root, key));
	assert_true(key_units(0x4e19, 0x4e01, &key)); /* 丙丁 */
	assert_int_equal(0, root_commonness(&l.root, key));
}

static void
all_wants_are_had(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "丙丁 戊己", false);

	assert_int_equal(RECORDS / 15, hits.n);
	assert_int_equal(2, hits.used_n);
	for (size_t i = 0; i < hits.n; i++) {
		assert_int_equal(0, hits.v[i].doc % 15);
		assert_int_equal(2, hits.v[i].rank);
		assert_int_equal(hits.v[0].score, hits.v[i].score);
	}
}

static void
rank_2_is_for_titles(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "丙丁 甲乙", false);

	assert_int_equal(RECORDS / 3, hits.n);
	assert_int_equal(1, hits.v[0].rank);
}

static void
equal_wants_count_once(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits once = find(&l, &items, "丙丁", false);
	struct hits twice = find(&l, &items, "丙丁 丙丁", false);

	assert_int_equal(1, twice.used_n);
	assert_int_equal(once.n, twice.n);
	assert_int_equal(once.v[0].score, twice.v[0].score);
}

static uint32_t
pieces_of(struct index_world *w, const char *text, bool best,
          struct hits *hits)
{
	struct load l = index_world_load(w);
	struct items items;

	index_world_forget(w);
	*hits = find(&l, &items, text, best);
	return (uint32_t)w->pieces;
}

static void
the_best_of_a_long_list_cost_no_block(void **state)
{
	struct hits all;
	struct hits best;
	uint32_t pieces = pieces_of(*state, "联盟", false, &all);

	assert_int_equal(RECORDS, all.n);
	assert_int_equal(0, all.more);
	assert_true(pieces_of(*state, "联盟", true, &best) < pieces);
	assert_in_range(best.n, SHARD_BEST, RECORDS - 1);
	assert_int_equal(RECORDS, best.n + best.more);
	assert_int_equal(0, pieces_of(*state, "丙丁", true, &best) -
	                        pieces_of(*state, "丙丁", false, &all));
	assert_int_equal(0, best.more);
	assert_int_equal(all.n, best.n);
}

static void
common_wants_are_avoided(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "联盟甲乙联", false);

	assert_int_equal(1, hits.used_n); /* 乙联 is rare */
	assert_int_equal(1, hits.n);
	assert_int_equal(79, hits.v[0].doc);
	assert_true(hits.used[0] == &items.v[0].wants[3]);
}

/* All are long, and short enough together: all are used as they are. */
static void
long_wants_are_used_together(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "联盟甲乙", true);
	const struct want *want = &items.v[0].wants[1]; /* 盟甲 */

	assert_false(items.v[0].decided);
	assert_true(want->next > 0);
	assert_int_equal(3, hits.used_n);
	assert_true(hits.used[0] == want);
	assert_false(hits.plain);
	assert_int_equal(RECORDS - RECORDS / 7, hits.n);
	assert_int_equal(0, hits.more);
	/* 甲乙 ends every title, and no 丁 follows. */
	hits = find(&l, &items, "甲乙丁 联盟 沈阳", false);
	assert_int_equal(0, hits.n); /* 乙丁 is no long list */
	hits = find(&l, &items, "联盟丁", false);
	assert_int_equal(0, hits.n);
}

/* What a class demands is asked of a long list that is read in full. */
static void
the_class_is_demanded(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct want *want;
	struct hits hits;

	match_parse(l.a, STR("沈阳联"), &items);
	want = &items.v[0].wants[0];
	assert_true(want->next > 0);
	want->next = (uint8_t)(want->next % 14 + 1); /* another class */
	items.v[0].n = 1;
	assert_int_equal(0, hits_find(&l, &items, true, &hits, NULL));
	assert_true(hits.n < RECORDS);
	assert_int_equal(0, hits.more);
	assert_int_equal(want->next, hits.used[0]->next);
}

#define MANY 20000u /* more than may be read to begin with */

/* 联盟甲乙 in all records, but for two of the third and of the last block. */
static int
setup_many(void **state)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= MANY; i++)
		buf_fmt(&b, "%u|k|k/%u|公告||||1||%s\n", i, i,
		        i == 9000 || i == 19500 ? "联盟，己，甲乙"
		                                : "联盟甲乙");
	index_world_start(state, buf_str(&b));
	buf_release(&b);
	return 0;
}

/* None is short enough: the one of the least df, without its class. */
static void
one_long_want_is_used_alone(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct items items;
	struct hits hits = find(&l, &items, "联盟甲乙", true);

	assert_true(items.v[0].wants[1].next > 0);
	assert_int_equal(1, hits.used_n);
	assert_int_equal(items.v[0].wants[1].key.v, hits.used[0]->key.v);
	assert_int_equal(0, hits.used[0]->next);
	assert_true(hits.plain);
	assert_in_range(hits.n, SHARD_BEST, MANY / 2);
	assert_int_equal(MANY - 2, hits.n + hits.more);
	hits = find(&l, &items, "联盟甲乙", false);
	assert_int_equal(MANY - 2, hits.n);
	assert_int_equal(0, hits.more);
}

/* Every 500th document, the last first. */
static size_t
some_rows(struct hit_row *rows)
{
	size_t n = 0;

	for (uint32_t doc = MANY; doc; doc -= 500)
		rows[n++] = (struct hit_row){.doc = doc, .rank = 1};
	return n;
}

static void
narrowing_keeps_to_its_blocks(void **state)
{
	struct load l = index_world_load(*state);
	struct hit_row rows[MANY / 500];
	enum hits_fate fate[MANY / 500];
	struct items items;
	struct hits hits = find(&l, &items, "联盟甲乙", true);
	size_t n = some_rows(rows);

	/* The lists that all records have are of no use but late. */
	assert_int_equal(0, hits_narrow(&l, &items, &hits, false, rows, n,
	                                fate, NULL));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(HITS_HAD, fate[i]);
	/* 盟甲 is in three blocks, which tell of all 40; 联盟 in five, which
	   is too many for the 38 that are left: half of them are asked. */
	assert_int_equal(0, hits_narrow(&l, &items, &hits, true, rows, n,
	                                fate, NULL));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].doc == 9000 || rows[i].doc == 19500
		                     ? HITS_GONE
		                 : i < 20 ? HITS_HAD
		                          : HITS_OPEN,
		                 fate[i]);
	/* What was found by sound has all. */
	rows[1].rank = 0;
	assert_int_equal(0, hits_narrow(&l, &items, &hits, true, rows, n,
	                                fate, NULL));
	assert_int_equal(HITS_HAD, fate[1]);
	/* Few are not asked about. */
	rows[1].rank = 1;
	assert_int_equal(0, hits_narrow(&l, &items, &hits, true, rows,
	                                HITS_ENOUGH, fate, NULL));
	assert_int_equal(HITS_HAD, fate[1]);
	assert_int_equal(HITS_HAD, fate[HITS_ENOUGH - 1]);
}

static int
by_key(const void *a, const void *b)
{
	return ((const struct root_common *)a)->key -
	       ((const struct root_common *)b)->key;
}

/* Make the n terms of a choice common, of these classes. */
static void
set_common(struct load *l, const uint64_t *keys, const uint8_t *classes,
           size_t n)
{
	l->root.common = arena_array(l->a, n, sizeof *l->root.common);
	l->root.commons = n;
	for (size_t i = 0; i < n; i++)
		l->root.common[i] =
		    (struct root_common){key_common(keys[i]), classes[i]};
	qsort(l->root.common, n, sizeof *l->root.common, by_key);
	for (size_t i = 1; i < n; i++)
		assert_int_not_equal(l->root.common[i - 1].key,
		                     l->root.common[i].key);
}

static bool
is_used(const struct hits *hits, uint64_t key)
{
	for (size_t i = 0; i < hits->used_n; i++)
		if (hits->used[i]->key.v == key)
			return true;
	return false;
}

/* All terms of a choice that are chosen are used, which shows the choice. */
static void
the_least_common_wants_are_chosen(void **state)
{
	static const struct {
		uint8_t class[5];
		const char *chosen;
	} cases[] = {
	    {{3, 3, 3, 3, 3}, "10101"}, {{3, 1, 2, 1, 0}, "01011"},
	    {{2, 2, 2, 2, 0}, "10011"}, {{0, 1, 1, 1, 0}, "11001"},
	    {{3, 2, 3, 1, 0}, "01011"}, {{0, 0, 0, 0, 3}, "11010"},
	};
	struct load l = index_world_load(*state);
	uint64_t keys[5];
	size_t n;
	struct pinyin_choice *choice =
	    pinyin_query(l.a, STR("bingdingwujishenyang"), &n);

	assert_int_equal(PINYIN_PAIR, choice->what);
	assert_int_equal(5, choice->n);
	for (size_t i = 0; i < 5; i++)
		keys[i] = key_pair(0xf000 + (choice->v[i] >> 16),
		                   choice->v[i] & 0xffff);
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct hits hits;

		set_common(&l, keys, cases[c].class, 5);
		assert_int_equal(0, hits_by_choice(&l, choice, &hits, NULL));
		assert_int_equal(3, hits.used_n);
		for (size_t i = 0; i < 5; i++)
			assert_int_equal(cases[c].chosen[i] == '1',
			                 is_used(&hits, keys[i]));
	}
}

/* Where one want is not common, the common ones do not count at all. */
static void
common_wants_do_not_join_others(void **state)
{
	struct load l = index_world_load(*state);
	struct pinyin_choice choice = {.what = PINYIN_PAIR, .n = 3};
	uint32_t v[] = {1 << 16 | 2, 2 << 16 | 3, 3 << 16 | 4};
	uint64_t keys[3];
	struct hits hits;

	choice.v = v;
	for (size_t i = 0; i < 3; i++)
		keys[i] = key_pair(0xf000 + (v[i] >> 16), v[i] & 0xffff);
	set_common(&l, keys, (uint8_t[]){0, 0}, 2);
	assert_int_equal(0, hits_by_choice(&l, &choice, &hits, NULL));
	assert_int_equal(1, hits.used_n);
	assert_true(is_used(&hits, keys[2]));
}

static void
wants_are_spread_evenly(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "壬癸子丑寅卯", false);
	const struct want *wants = items.v[0].wants;

	assert_int_equal(5, items.v[0].n);
	assert_int_equal(3, hits.used_n);
	assert_true(hits.used[0] == &wants[0]);
	assert_true(hits.used[1] == &wants[2]);
	assert_true(hits.used[2] == &wants[4]);
	hits = find(&l, &items, "壬癸子丑 沈阳", false);
	assert_int_equal(2, hits.used_n); /* 沈阳 is long */
	assert_true(hits.used[0] == &items.v[0].wants[0]);
	assert_true(hits.used[1] == &items.v[0].wants[2]);
	hits = find(&l, &items, "壬癸子丑 沈阳 丙", false);
	assert_true(hits.used[0] == &items.v[0].wants[0]);
}

static void
the_best_of_two_lists_are_not_enough(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "word", true);

	assert_int_equal(RECORDS, hits.n);
	hits = find(&l, &items, "wordy", true);
	assert_true(hits.n < RECORDS);
	assert_int_equal(RECORDS, hits.n + hits.more);
}

static void
nothing_is_read_beyond_an_empty_rest(void **state)
{
	struct hits hits;
	uint32_t one = pieces_of(*state, "龘靐", false, &hits);
	uint32_t two;

	assert_int_equal(0, hits.n);
	two = pieces_of(*state, "龘靐 联盟", false, &hits);
	assert_int_equal(0, hits.n);
	/* The shards of both, no block. */
	assert_in_range(two, one, one + 4);
}

static void
many_candidates_are_asked_for_more(void **state)
{
	struct load l = index_world_load(*state);
	struct items items;
	struct hits hits = find(&l, &items, "丙丁戊己，沈阳", false);

	/* 3 of 丙丁 丁戊 戊己 己沈 沈阳 first, then all that are not long. */
	assert_int_equal(RECORDS / 15, hits.n);
	assert_int_equal(5, items.v[0].n);
	assert_in_range(hits.used_n, 4, 5);
}

/* What narrowing by a query says of the numbers 60 to 99, the last first. */
static void
narrow(struct load *l, const char *text, bool used, bool late,
       enum hits_fate fate[100])
{
	struct hit_row rows[40];
	enum hits_fate told[40];
	struct items items;
	struct hits hits = find(l, &items, text, false);

	for (uint32_t i = 0; i < 40; i++)
		rows[i] = (struct hit_row){.doc = 99 - i, .rank = 1};
	if (!used)
		hits.used_n = 0;
	assert_int_equal(0, hits_narrow(l, &items, &hits, late, rows, 40,
	                                told, NULL));
	for (uint32_t i = 0; i < 40; i++)
		fate[99 - i] = told[i];
}

static void
narrowing_asks_the_rest(void **state)
{
	struct load l = index_world_load(*state);
	enum hits_fate fate[100];

	narrow(&l, "盟联 甲乙联", false, false, fate);
	for (uint32_t i = 60; i < 100; i++)
		assert_int_equal(HITS_GONE, fate[i]);
	narrow(&l, "甲乙联", false, false, fate);
	for (uint32_t i = 60; i < 100; i++)
		assert_int_equal(i == 79 ? HITS_HAD : HITS_GONE, fate[i]);
	/* All are common, which counts for nothing but late. */
	narrow(&l, "联盟甲乙", false, false, fate);
	for (uint32_t i = 60; i < 100; i++)
		assert_int_equal(HITS_HAD, fate[i]);
	narrow(&l, "联盟甲乙", false, true, fate);
	for (uint32_t i = 60; i < 100; i++)
		assert_int_equal(i % 7 ? HITS_HAD : HITS_GONE, fate[i]);
	/* What was used is not asked for again. */
	narrow(&l, "联盟甲乙", true, true, fate);
	for (uint32_t i = 60; i < 100; i++)
		assert_int_equal(HITS_HAD, fate[i]);
}

static void
sounds(void **state)
{
	struct load l = index_world_load(*state);
	struct hits hits;

	assert_int_equal(0, hits_by_sound(&l, STR("bingding"), &hits, NULL));
	assert_int_equal(RECORDS / 3, hits.n);
	assert_int_equal(3, hits.v[0].doc);
	assert_int_equal(0, hits.v[0].rank);
	assert_true(hits.v[0].score > 0);
	assert_int_equal(0, hits_by_sound(&l, STR("bdsy"), &hits, NULL));
	assert_int_equal(RECORDS / 3 - RECORDS / 15, hits.n);
	assert_int_equal(0, hits_by_sound(&l, STR("bdwj"), &hits, NULL));
	assert_int_equal(RECORDS / 15, hits.n);
	/* xian guang, xian gu ang; xi an guang is the third and not asked. */
	assert_int_equal(0, hits_by_sound(&l, STR("xianguang"), &hits, NULL));
	assert_int_equal(0, hits.n);
	assert_int_equal(0, hits_by_sound(&l, STR("anguang"), &hits, NULL));
	assert_int_equal(1, hits.n);
	assert_int_equal(0, hits_by_sound(&l, STR("vvv"), &hits, NULL));
	assert_int_equal(0, hits.n);
	assert_int_equal(0, hits_by_sound(&l, STR("jiayi"), &hits, NULL));
	assert_int_equal(0, hits.n); /* no title has it */
}

static void
choices_must_be_had_whole(void **state)
{
	struct load l = index_world_load(*state);
	size_t n;
	struct pinyin_choice *choice =
	    pinyin_query(l.a, STR("bingdingshen"), &n);
	struct hits hits;

	assert_int_equal(PINYIN_PAIR, choice[0].what);
	assert_int_equal(2, choice[0].n);
	assert_int_equal(0, hits_by_choice(&l, &choice[0], &hits, NULL));
	assert_int_equal(RECORDS / 3 - RECORDS / 15, hits.n);
}

static void
errors_are_handed_on(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct items items;
	struct hits hits;
	size_t failures = 0;

	match_parse(l.a, STR("联盟甲 丙丁"), &items);
	for (size_t i = 0; i < w->files.n; i++) {
		w->spoilt = w->files.entry[i].key;
		if (str_starts(w->spoilt, STR("search/0/")) ||
		    str_starts(w->spoilt, STR("search/1/")) ||
		    str_starts(w->spoilt, STR("search/2/")) ||
		    str_starts(w->spoilt, STR("search/b/"))) {
			struct load again = l;

			failures += hits_find(&again, &items, false, &hits,
			                      NULL) == ERR_CORRUPT;
		}
	}
	w->spoilt = (struct str){0};
	assert_in_range(failures, 3, 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(long_lists_are_common),
	    cmocka_unit_test(all_wants_are_had),
	    cmocka_unit_test(rank_2_is_for_titles),
	    cmocka_unit_test(equal_wants_count_once),
	    cmocka_unit_test(the_best_of_a_long_list_cost_no_block),
	    cmocka_unit_test(common_wants_are_avoided),
	    cmocka_unit_test(long_wants_are_used_together),
	    cmocka_unit_test(the_class_is_demanded),
	    cmocka_unit_test(the_least_common_wants_are_chosen),
	    cmocka_unit_test(common_wants_do_not_join_others),
	    cmocka_unit_test(wants_are_spread_evenly),
	    cmocka_unit_test(the_best_of_two_lists_are_not_enough),
	    cmocka_unit_test(nothing_is_read_beyond_an_empty_rest),
	    cmocka_unit_test(many_candidates_are_asked_for_more),
	    cmocka_unit_test(narrowing_asks_the_rest),
	    cmocka_unit_test(sounds),
	    cmocka_unit_test(choices_must_be_had_whole),
	    cmocka_unit_test(errors_are_handed_on),
	};

	const struct CMUnitTest of_many[] = {
	    cmocka_unit_test(one_long_want_is_used_alone),
	    cmocka_unit_test(narrowing_keeps_to_its_blocks),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop) +
	       cmocka_run_group_tests(of_many, setup_many, index_world_stop);
}
