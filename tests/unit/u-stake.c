/*
 * Stakes: what a record puts in is found under it and under its groups, in
 * order, and goes when it goes; the way to another value does not grow with
 * the group.
 */
#include "store_world.h"

#include "store/key.h"
#include "store/stake.h"

static struct stake
stake(uint64_t group, uint64_t value, const char *text)
{
	return (struct stake){.rule = 3,
	                      .group = group,
	                      .value = value,
	                      .from = -7,
	                      .until = NO_DAY,
	                      .text = str_from(text)};
}

static void
test_write(void **state)
{
	struct store_world w;
	struct stake put[] = {stake(9, UINT64_MAX, "b"), stake(9, 1, "a"),
	                      stake(0, 5, "alone"), stake(10, 0, "")};
	struct stake_member *m;
	struct stake *back;
	size_t n;

	(void)state;
	store_world_open(&w);
	stakes_write(w.txn, STR("a/x"), put, 4);
	stakes_write(w.txn, STR("a/y"), put + 1, 1);
	back = stakes_of(w.txn, &w.arena, STR("a/x"), &n);
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(back[i].rule, 3);
		assert_true(back[i].group == put[i].group);
		assert_true(back[i].value == put[i].value);
		assert_int_equal(back[i].from, -7);
		assert_int_equal(back[i].until, NO_DAY);
		assert_true(str_eq(back[i].text, put[i].text));
	}
	/* By value, then by record; not those of the next group. */
	m = stakes_in(w.txn, &w.arena, 9, SIZE_MAX, &n);
	assert_int_equal(n, 3);
	assert_str(m[0].record, "a/x");
	assert_str(m[0].stake.text, "a");
	assert_str(m[1].record, "a/y");
	assert_true(m[2].stake.value == UINT64_MAX);
	assert_true(m[2].stake.group == 9);
	stakes_in(w.txn, &w.arena, 9, 2, &n);
	assert_int_equal(n, 2);
	assert_int_equal(txn_rows(w.txn, TABLE_GROUP), 4);
	/* Fewer stakes take the others' rows away. */
	stakes_write(w.txn, STR("a/x"), put + 3, 1);
	assert_int_equal(txn_rows(w.txn, TABLE_GROUP), 2);
	stakes_write(w.txn, STR("a/x"), NULL, 0);
	stakes_write(w.txn, STR("a/y"), NULL, 0);
	assert_int_equal(txn_rows(w.txn, TABLE_GROUP), 0);
	assert_int_equal(txn_rows(w.txn, TABLE_STAKE), 0);
	stakes_of(w.txn, &w.arena, STR("a/x"), &n);
	assert_int_equal(n, 0);
	store_world_close(&w);
}

static void
test_other(void **state)
{
	struct store_world w;
	struct stake_member m;
	struct stake one = stake(9, 4, "four");
	struct stake low = stake(9, 2, "two");
	struct stake top = stake(9, UINT64_MAX, "top");

	(void)state;
	store_world_open(&w);
	assert_false(stakes_other(w.txn, &w.arena, 9, 4, &m));
	for (int i = 0; i < 300; i++)
		stakes_write(w.txn, arena_fmt(&w.arena, "a/%d", i), &one, 1);
	assert_false(stakes_other(w.txn, &w.arena, 9, 4, &m));
	assert_true(stakes_other(w.txn, &w.arena, 9, 3, &m));
	assert_str(m.record, "a/0");
	/* Another group's values do not count. */
	one = stake(10, 5, "");
	stakes_write(w.txn, STR("b/z"), &one, 1);
	assert_false(stakes_other(w.txn, &w.arena, 9, 4, &m));
	stakes_write(w.txn, STR("b/top"), &top, 1);
	assert_true(stakes_other(w.txn, &w.arena, 9, 4, &m));
	assert_str(m.record, "b/top");
	assert_true(stakes_other(w.txn, &w.arena, 9, UINT64_MAX, &m));
	assert_str(m.stake.text, "four");
	stakes_write(w.txn, STR("b/low"), &low, 1);
	assert_true(stakes_other(w.txn, &w.arena, 9, 4, &m));
	assert_str(m.record, "b/low");
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_write),
	    cmocka_unit_test(test_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
