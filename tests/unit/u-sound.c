#include "search/sound.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define OTHERS 30u /* records of 甲乙, 沈阳 */

static int
setup(void **state)
{
	struct buf b = {0};

	buf_adds(&b, "1|k|k/1|沈阳机床联盟||||1||章程 network\n"
	             "2|k|k/2|大连轴承会||||1||沈阳机床\n"
	             "3|k|k/3|沈阳公告||||1||机床，联盟 \n"
	             "4|k|k/4|侵略者||||1||旅顺\n"
	             "5|k|k/5|大连旅顺公告||||1||机床联盟\n");
	for (uint32_t i = 6; i < 6 + OTHERS; i++)
		buf_fmt(&b, "%u|k|k/%u|甲乙丙%s||||1||丁戊己庚\n", i, i,
		        i % 2 ? "义" : "");
	index_world_start(state, buf_str(&b));
	buf_release(&b);
	return 0;
}

static struct hits
find(struct index_world *w, const char *query)
{
	struct load l = index_world_load(w);
	struct items items;
	struct hits hits;

	match_parse(&w->a, str_from(query), &items);
	assert_int_equal(0, sound_find(&l, &items, &hits, NULL));
	for (size_t i = 0; i < hits.n; i++) {
		assert_int_equal(0, hits.v[i].rank);
		if (i)
			assert_true(hits.v[i - 1].doc < hits.v[i].doc);
	}
	return hits;
}

/* The documents, each below 10. */
static void
assert_found(struct index_world *w, const char *query, const char *want)
{
	struct hits hits = find(w, query);
	char found[16] = {0};

	assert_in_range(hits.n, 0, 15);
	for (size_t i = 0; i < hits.n; i++)
		found[i] = (char)('0' + hits.v[i].doc);
	assert_string_equal(want, found);
}

static void
letters_in_a_row(void **state)
{
	assert_found(*state, "shenyang", "13");
	assert_found(*state, "shen yang", "13");
	assert_found(*state, "Shen'yang", "13");
	assert_found(*state, "sy", "13");
	assert_found(*state, "lvshun", "5");
	assert_found(*state, "lushun", "5");
	assert_found(*state, "qinlue", "4");
	assert_found(*state, "\"shenyang\"", "");
	assert_found(*state, "shenyang1", "");
	assert_found(*state, "沈阳", "");
	assert_found(*state, "network", "");
}

static void
a_last_syllable_that_is_begun(void **state)
{
	assert_found(*state, "shenya", "13");
	assert_found(*state, "shenyan", "13");
	assert_found(*state, "dali", "25");
	assert_found(*state, "zhouche", "2");
	assert_found(*state, "zhouchex", "");
	/* Only if the whole syllables find little. */
	assert_int_equal(OTHERS, find(*state, "jiayibin").n);
	assert_int_equal(OTHERS, find(*state, "jiayi").n);
	assert_int_equal(OTHERS / 2, find(*state, "bingyi").n);
}

static void
words_and_letters(void **state)
{
	assert_found(*state, "大连 zhoucheng", "2");
	assert_found(*state, "zhouche 大连", "2");
	assert_found(*state, "章程 jichuang shenyang", "1");
	assert_found(*state, "network shenyang", "1");
	assert_found(*state, "公告 dalian", "5");
	assert_found(*state, "公告 zhoucheng", "");
	assert_found(*state, "jichuang shenyang", "1");
	assert_found(*state, "shenyang gonggao", "3");
	/* Two letters are a word here. */
	assert_found(*state, "公告 sy", "");
	assert_found(*state, "公告 章程", "");
}

static void
scores_are_added(void **state)
{
	uint32_t both = find(*state, "gonggao shenyang").v[0].score;
	uint32_t one = find(*state, "shenyang").v[1].score;
	uint32_t other = find(*state, "gonggao").v[0].score;

	assert_int_equal(one + other, both);
}

static void
texts_are_read_of_what_is_not_decided(void **state)
{
	struct index_world *w = *state;

	index_world_forget(w);
	assert_found(w, "机床联盟 shenyang", "13");
	assert_int_equal(2, w->texts);
	assert_found(w, "\"机床联盟\" dalian", "5");
	assert_found(w, "床机联盟 dalian", "");
	index_world_forget(w);
	assert_found(w, "公告 shenyang", "3");
	assert_int_equal(0, w->texts);
}

static void
few_texts_are_read(void **state)
{
	struct index_world *w = *state;
	struct hits hits;

	index_world_forget(w);
	hits = find(w, "丁戊己庚 jiayi");
	assert_int_equal(SOUND_READ, w->texts);
	assert_int_equal(SOUND_READ, hits.n);
	/* Of equal scores the newest. */
	assert_int_equal(6 + OTHERS - SOUND_READ, hits.v[0].doc);
}

static void
spoilt_pieces_are_reported(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct items items;
	struct hits hits;

	match_parse(&w->a, STR("机床联盟 shenyang"), &items);
	w->lost = STR("k/1");
	assert_true(sound_find(&l, &items, &hits, NULL) < 0);
	w->lost = (struct str){0};
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_in_a_row),
	    cmocka_unit_test(a_last_syllable_that_is_begun),
	    cmocka_unit_test(words_and_letters),
	    cmocka_unit_test(scores_are_added),
	    cmocka_unit_test(texts_are_read_of_what_is_not_decided),
	    cmocka_unit_test(few_texts_are_read),
	    cmocka_unit_test(spoilt_pieces_are_reported),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop);
}
