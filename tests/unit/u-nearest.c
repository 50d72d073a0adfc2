#include "search/nearest.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char corpus[] =
    "1|k|k/1|沈阳机床||||1|||alliance alliances robot\n"
    "2|k|k/2|重庆银行||||1|||alliance robots chip chips\n"
    "3|k|k/3|申阳||||1|||alliance robot ship café\n"
    "4|k|k/4|沈杨机床厂||||1|||network\n"
    "5|k|k/5|甲乙丙丁戊己庚辛壬癸子丑慎阳||||1|||network\n";

static int
setup(void **state)
{
	return index_world_start(state, str_from(corpus));
}

/* The proposals, parted by bars. */
static void
assert_proposals(struct index_world *w, const char *text, const char *want)
{
	struct load l = index_world_load(w);
	struct items items;
	struct nearest nearest;
	struct buf b = {0};

	match_parse(&w->a, str_from(text), &items);
	assert_int_equal(0, nearest_proposals(&l, &items, &nearest, NULL));
	for (size_t i = 0; i < nearest.n; i++)
		buf_fmt(&b, i ? "|%.*s" : "%.*s", STR_ARG(nearest.v[i]));
	buf_byte(&b, '\0');
	assert_string_equal(want, b.p);
	buf_release(&b);
}

static void
one_item_is_left_out(void **state)
{
	assert_proposals(*state, "ab  \"丙 丁\" GB/T", "ab \"丙 丁\"|ab GB/T|"
	                                              "\"丙 丁\" GB/T");
	assert_proposals(*state, "ab", "");
	assert_proposals(*state, "ab ab", "ab");
	assert_proposals(*state, "a b c d e f",
	                 "a b c d e|a b c d f|a b c e f|a b d e f|a c d e f|"
	                 "b c d e f");
	assert_proposals(*state, "a b c d e f g", "");
	assert_proposals(*state, "", "");
}

/* Numbers as certificates print them. */
static void
numbers_are_closed_up(void **state)
{
	assert_proposals(*state, "ZL 2021 2",
	                 "ZL20212|ZL 2021|ZL 2|2021 2");
	assert_proposals(*state, "ZL 2021 2 9346723.X", ""); /* one item */
	assert_proposals(*state, "LN 021", "LN|021");
	assert_proposals(*state, "ZL 甲1 2021", "ZL 甲1|ZL 2021|甲1 2021");
	assert_proposals(*state, "\"ZL\" 20212", "\"ZL\"|20212");
}

static void
one_item_is_cut(void **state)
{
	assert_proposals(*state, "甲乙丙", "");
	assert_proposals(*state, "甲乙丙丁", "甲乙 丙丁");
	assert_proposals(*state, "甲乙丙丁戊", "甲乙 丙丁戊|甲乙丙 丁戊");
	assert_proposals(*state, "甲乙丙丁戊己庚辛",
	                 "甲乙丙丁 戊己庚辛|甲乙丙丁戊 己庚辛|"
	                 "甲乙丙 丁戊己庚辛|甲乙丙丁戊己 庚辛|"
	                 "甲乙 丙丁戊己庚辛");
	assert_proposals(*state, "聯盟，國際", "联盟 国际");
	assert_proposals(*state, "\"甲乙丙丁\"", "");
	assert_proposals(*state, "甲乙丙a", "");
}

static void
long_items_are_cut_six_times(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct items items;
	struct nearest nearest;

	match_parse(&w->a, STR("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸"),
	            &items);
	assert_int_equal(0, nearest_proposals(&l, &items, &nearest, NULL));
	assert_int_equal(6, nearest.n);
	assert_true(str_eq(nearest.v[5],
	                   STR("甲乙丙丁戊己庚辛壬癸甲乙丙 丁戊己庚辛壬癸")));
}

static void
words_are_mended(void **state)
{
	assert_proposals(*state, "alianse", "");
	assert_proposals(*state, "aliance", "alliance");
	assert_proposals(*state, "alliancee", "alliance|alliances");
	assert_proposals(*state, "allianec", "alliance");
	assert_proposals(*state, "lalliance", "alliance");
	assert_proposals(*state, "laliance", "alliance"); /* two swapped */
	assert_proposals(*state, "robto", "robot");
	assert_proposals(*state, "robott", "robot|robots");
	assert_proposals(*state, "rbot", "robot");
	assert_proposals(*state, "chipp", "chip|chips"); /* of equal df */
	assert_proposals(*state, "cafe", "");
	assert_proposals(*state, "ROBOTS", "robot"); /* not itself */
	assert_proposals(*state, "\"robto\"", "");
}

/* ... found by their ends. */
static void
beginnings_are_mended(void **state)
{
	assert_proposals(*state, "blliance", "alliance");
	assert_proposals(*state, "axliance", "alliance");
	assert_proposals(*state, "alkiance", "alliance");
	assert_proposals(*state, "lliance", "alliance");
	assert_proposals(*state, "etwork", "network");
	assert_proposals(*state, "mobot", "robot");
	assert_proposals(*state, "robxt", "robot");
	assert_proposals(*state, "ships", "chips|ship"); /* df 1 each */
	assert_proposals(*state, "xxliance", "");
	assert_proposals(*state, "ecnailla", ""); /* no word from its end */
}

static void
the_first_word_is_mended(void **state)
{
	assert_proposals(*state, "ab robto chipp",
	                 "ab robto|ab chipp|robto chipp|ab robot chipp");
}

static void
homophones_come_from_titles(void **state)
{
	assert_proposals(*state, "身阳", "沈杨|申阳|沈阳|慎阳");
	assert_proposals(*state, "深阳及床",
	                 "深阳 及床|沈杨机床|沈阳机床");
	assert_proposals(*state, "崇清银航", "崇清 银航|重庆银行");
	assert_proposals(*state, "\"身阳\"", "");
	assert_proposals(*state, "ab 身阳",
	                 "ab|身阳|ab 沈杨|ab 申阳|ab 沈阳|ab 慎阳");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_item_is_left_out),
	    cmocka_unit_test(numbers_are_closed_up),
	    cmocka_unit_test(one_item_is_cut),
	    cmocka_unit_test(long_items_are_cut_six_times),
	    cmocka_unit_test(words_are_mended),
	    cmocka_unit_test(beginnings_are_mended),
	    cmocka_unit_test(the_first_word_is_mended),
	    cmocka_unit_test(homophones_come_from_titles),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop);
}
