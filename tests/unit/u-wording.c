/*
 * Wording: what findings say of fields, choices, days and conditions, each
 * language its own half.
 */
#include "model/wording.h"

#include "model_world.h"

static void
check_both(struct str got, const char *zh, const char *en)
{
	assert_str(finding_half(got, LANG_ZH), zh);
	assert_str(finding_half(got, LANG_EN), en);
}

static void
test_halves(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	check_both(finding_both(&a, STR("甲"), STR("a")), "甲", "a");
	check_both(finding_both(&a, STR("甲"), STR("甲")), "甲", "甲");
	check_both(STR("plain"), "plain", "plain");
	arena_release(&a);
}

static void
test_fields(void **state)
{
	struct schema_field field = {.path = STR("term.from"),
	                             .label = {STR("起"), STR("From")}};
	struct schema_field bare = {.path = STR("x")};
	struct arena a;

	(void)state;
	arena_init(&a);
	check_both(wording_field(&a, &field), "term.from（起）",
	           "term.from (From)");
	check_both(wording_field(&a, &bare), "x", "x");
	assert_str(wording_path(wording_field(&a, &field)), "term.from");
	assert_str(wording_path(wording_field(&a, &bare)), "x");
	arena_release(&a);
}

/* The nearest first, eight at most. */
static void
test_choices(void **state)
{
	struct code code[10];
	struct codes codes = {code, 2, NULL, NULL};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 10; i++)
		code[i] = (struct code){
		    arena_fmt(&a, "c%zu", i),
		    {arena_fmt(&a, "第%zu", i), arena_fmt(&a, "n%zu", i)}};
	codes_index(&codes, &a);
	check_both(wording_choices(&a, &codes, STR("c1x")),
	           "c1（第1）、c0（第0）", "c1 (n1), c0 (n0)");
	codes.n = 10;
	codes_index(&codes, &a);
	check_both(wording_choices(&a, &codes, STR("第9")),
	           "c9（第9）、c0（第0）、c1（第1）、c2（第2）、c3（第3）、"
	           "c4（第4）、c5（第5）、c6（第6）等，共 10 个",
	           "c9 (n9), c0 (n0), c1 (n1), c2 (n2), c3 (n3), c4 (n4), "
	           "c5 (n5), c6 (n6) and others, 10 in all");
	arena_release(&a);
}

static void
test_days(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	check_both(wording_day(&a, STR("2021-02-29")),
	           "2021 年 2 月只有 28 天", "month 2 of 2021 has 28 days");
	check_both(wording_day(&a, STR("2020.2.30")),
	           "2020 年 2 月只有 29 天", "month 2 of 2020 has 29 days");
	check_both(wording_day(&a, STR("2021年13月1日")), "没有 13 月",
	           "there is no month 13");
	check_both(wording_day(&a, STR("二〇二一年六月三十一日")),
	           "2021 年 6 月只有 30 天", "month 6 of 2021 has 30 days");
	check_both(wording_day(&a, STR("去年夏天")), "", "");
	arena_release(&a);
}

static void
test_conditions(void **state)
{
	static const struct str values[] = {{"lump", 4}, {"free", 4}};
	struct schema_field mode = {.path = STR("mode"),
	                            .label = {STR("方式"), STR("Mode")}};
	struct schema_field bare = {.path = STR("on")};
	struct schema_condition c[] = {
	    {.field = &mode, .value = values, .n = 2},
	    {.field = &bare},
	    {.field = &bare, .absent = true}};
	struct arena a;

	(void)state;
	arena_init(&a);
	check_both(wording_conditions(&a, c, 3),
	           "mode（方式）是 lump 或 free、on 填了、on 没填",
	           "mode (Mode) is lump or free and on is given and "
	           "on is not given");
	check_both(wording_conditions(&a, c, 0), "", "");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_halves),
	    cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_choices),
	    cmocka_unit_test(test_days),
	    cmocka_unit_test(test_conditions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
