/*
 * The fold: which assertion holds on a day, and when that changes.
 */
#include "model/life.h"
#include "unit.h"

static const struct life_state states[] = {
    {{"noticed", 7}, 10, TONE_WAIT, false, {{"公示中", 9}, {0}}, false, {0}},
    {{"filed", 5}, 20, TONE_OK, false, {{"已备案", 9}, {"", 0}}, false, {0}},
    {{"revoked", 7}, 90, TONE_END, true, {{"已撤销", 9}, {"", 0}}, false, {0}},
};

static const struct life life = {states, 3};

static struct assertion
from_to(uint32_t state, int32_t from, int32_t until)
{
	return (struct assertion){.state = state,
	                          .from = from,
	                          .until = until,
	                          .kind = STR("k"),
	                          .id = STR("a")};
}

static void
test_no_assertion_no_status(void **state)
{
	struct life_status s = life_fold(&life, NULL, 0, 100);

	(void)state;
	assert_null(s.by);
	assert_int_equal(s.state, LIFE_NO_STATE);
	assert_int_equal(s.since, DATE_NONE);
	assert_int_equal(s.next, DATE_NEVER);
}

static void
test_first_and_last_day_count(void **state)
{
	struct assertion a = from_to(0, 10, 20);

	(void)state;
	assert_null(life_fold(&life, &a, 1, 9).by);
	assert_int_equal(life_fold(&life, &a, 1, 9).next, 10);
	assert_ptr_equal(life_fold(&life, &a, 1, 10).by, &a);
	assert_ptr_equal(life_fold(&life, &a, 1, 20).by, &a);
	assert_int_equal(life_fold(&life, &a, 1, 20).next, 21);
	assert_null(life_fold(&life, &a, 1, 21).by);
	assert_int_equal(life_fold(&life, &a, 1, 21).next, DATE_NEVER);
}

static void
test_one_life(void **state)
{
	/* noticed 10..20, filed 25.., noticed again 40..50, revoked 60.. */
	struct assertion a[] = {
	    from_to(2, 60, DATE_NEVER), from_to(1, 25, DATE_NEVER),
	    from_to(0, 10, 20), from_to(0, 40, 50)};
	static const struct {
		int32_t day;
		uint32_t state;
		int32_t since, next;
	} expected[] = {
	    {0, LIFE_NO_STATE, DATE_NONE, 10},
	    {15, 0, 10, 21},
	    {22, LIFE_NO_STATE, DATE_NONE, 25},
	    {30, 1, 25, 60}, /* a weaker notice changes nothing */
	    {45, 1, 25, 60},
	    {60, 2, 60, DATE_NEVER},
	};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct life_status s =
		    life_fold(&life, a, 4, expected[i].day);

		assert_int_equal(s.state, expected[i].state);
		assert_int_equal(s.since, expected[i].since);
		assert_int_equal(s.next, expected[i].next);
	}
}

static void
test_falls_back_when_the_stronger_ends(void **state)
{
	struct assertion a[] = {from_to(1, 10, DATE_NEVER),
	                        from_to(2, 20, 29)};
	struct life_status s = life_fold(&life, a, 2, 25);

	(void)state;
	assert_int_equal(s.state, 2);
	assert_int_equal(s.next, 30);
	s = life_fold(&life, a, 2, 30);
	assert_int_equal(s.state, 1);
	assert_int_equal(s.since, 10);
}

static void
test_ties(void **state)
{
	struct assertion a[] = {from_to(1, 10, 90), from_to(1, 12, 90)};

	(void)state;
	/* latest from */
	assert_ptr_equal(life_fold(&life, a, 2, 20).by, &a[1]);
	/* then the later accession, whichever comes first */
	a[1].from = 10;
	a[0].accession = 7;
	a[1].accession = 6;
	assert_ptr_equal(life_fold(&life, a, 2, 20).by, &a[0]);
	a[1].accession = 8;
	assert_ptr_equal(life_fold(&life, a, 2, 20).by, &a[1]);
	/* then the later until, then the source's name */
	a[0].accession = 8;
	a[0].until = 91;
	assert_ptr_equal(life_fold(&life, a, 2, 20).by, &a[0]);
	a[0].until = 90;
	a[0].id = STR("b");
	assert_ptr_equal(life_fold(&life, a, 2, 20).by, &a[1]);
}

static uint32_t
draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

/* `next` is right on random lives: nothing changes before it, and it does
 * on it; and the order of the assertions does not matter. */
static void
check_next(const struct life *of)
{
	uint32_t seed = 20211121;

	for (int round = 0; round < 300; round++) {
		struct assertion a[6], turned[6];
		size_t n = draw(&seed, 7);
		int32_t day = (int32_t)draw(&seed, 60);
		struct life_status s;

		for (size_t i = 0; i < n; i++) {
			int32_t from = (int32_t)draw(&seed, 50);

			a[i] = from_to(draw(&seed, of->n), from,
			               draw(&seed, 3)
			                   ? from + (int32_t)draw(&seed, 20)
			                   : DATE_NEVER);
			a[i].accession = i;
			turned[n - 1 - i] = a[i];
		}
		s = life_fold(of, a, n, day);
		for (int32_t d = day; d < s.next && d < 120; d++)
			assert_ptr_equal(life_fold(of, a, n, d).by, s.by);
		if (s.next != DATE_NEVER)
			assert_ptr_not_equal(
			    life_fold(of, a, n, s.next).by, s.by);
		assert_int_equal(life_fold(of, turned, n, day).state,
		                 s.state);
		assert_int_equal(life_fold(of, turned, n, day).next,
		                 s.next);
	}
}

/* A revoked alliance is restored: what it was before does not come back. */
static const struct life_state reset_states[] = {
    {{"filed", 5}, 20, TONE_OK, false, {{"已备案", 9}, {"", 0}}, false, {0}},
    {{"typical", 7}, 50, TONE_OK, false, {{"典型", 6}, {"", 0}}, false, {0}},
    {{"revoked", 7}, 90, TONE_END, true, {{"已撤销", 9}, {"", 0}}, false, {0}},
    {{"restored", 8}, 95, TONE_OK, true, {{"已恢复", 9}, {"", 0}}, true, {0}},
    {{"barred", 6}, 99, TONE_END, true, {{"禁止", 6}, {"", 0}}, false, {0}},
};

static const struct life reset_life = {reset_states, 5};

static uint32_t
state_on(const struct assertion *a, size_t n, int32_t day)
{
	return life_fold(&reset_life, a, n, day).state;
}

static void
test_a_state_that_resets(void **state)
{
	/* filed, typical, revoked, restored on one day, filed anew */
	struct assertion a[] = {
	    from_to(0, 10, DATE_NEVER), from_to(1, 20, DATE_NEVER),
	    from_to(2, 30, DATE_NEVER), from_to(3, 40, 40),
	    from_to(0, 45, DATE_NEVER)};
	struct life_status s;

	(void)state;
	assert_int_equal(state_on(a, 5, 29), 1);
	assert_int_equal(state_on(a, 5, 39), 2);
	assert_int_equal(state_on(a, 5, 40), 3);
	assert_int_equal(state_on(a, 5, 41), LIFE_NO_STATE);
	assert_int_equal(state_on(a, 5, 45), 0);
	s = life_fold(&reset_life, a, 5, 30);
	assert_int_equal(s.next, 40);
	s = life_fold(&reset_life, a, 5, 41);
	assert_int_equal(s.next, 45);
	/* what began on the same day, and what has a higher rank */
	a[4].from = 40;
	assert_int_equal(state_on(a, 5, 41), LIFE_NO_STATE);
	a[4].state = 4;
	assert_int_equal(state_on(a, 5, 41), 4);
	/* two that reset alike do not end one another */
	a[4] = from_to(3, 40, 50);
	assert_int_equal(state_on(a, 5, 45), 3);
	assert_int_equal(state_on(a, 5, 51), LIFE_NO_STATE);
}

static void
test_next_against_day_by_day(void **state)
{
	(void)state;
	check_next(&life);
	check_next(&reset_life);
}

static void
test_timeline_order(void **state)
{
	struct assertion a[] = {
	    from_to(2, 60, DATE_NEVER), from_to(1, 25, DATE_NEVER),
	    from_to(0, 10, 20), from_to(0, 25, DATE_NEVER)};

	(void)state;
	life_sort(&life, a, 4);
	assert_int_equal(a[0].from, 10);
	assert_int_equal(a[1].state, 0);
	assert_int_equal(a[2].state, 1);
	assert_int_equal(a[3].from, 60);
}

static void
test_names(void **state)
{
	(void)state;
	assert_int_equal(life_find(&life, STR("revoked")), 2);
	assert_int_equal(life_find(&life, STR("lost")), LIFE_NO_STATE);
	assert_str(life_tone_name(TONE_END), "end");
	assert_str(life_tone_name(TONE_PLAIN), "plain");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_assertion_no_status),
	    cmocka_unit_test(test_first_and_last_day_count),
	    cmocka_unit_test(test_one_life),
	    cmocka_unit_test(test_falls_back_when_the_stronger_ends),
	    cmocka_unit_test(test_ties),
	    cmocka_unit_test(test_next_against_day_by_day),
	    cmocka_unit_test(test_a_state_that_resets),
	    cmocka_unit_test(test_timeline_order),
	    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
