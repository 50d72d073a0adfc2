/*
 * A life told in steps: each has the days that are its own.
 */
#include "render/steps.h"
#include "unit.h"

enum { PENDING, OPEN, EXPIRED, ENDED };

static const struct life_state states[] = {
    {.code = {"pending", 7}, .rank = 10, .tone = TONE_WAIT},
    {.code = {"open", 4}, .rank = 20, .tone = TONE_OK},
    {.code = {"expired", 7}, .rank = 30, .tone = TONE_PLAIN},
    {.code = {"ended", 5}, .rank = 50, .tone = TONE_END},
};

static const struct life life = {states, 4};

static struct assertion
from_to(uint32_t state, int32_t from, int32_t until)
{
	return (struct assertion){
	    .state = state, .from = from, .until = until};
}

static void
expect(const struct assertion *step, uint32_t state, int32_t from,
       int32_t until)
{
	assert_int_equal(step->state, state);
	assert_int_equal(step->from, from);
	assert_int_equal(step->until, until);
}

static void
test_a_stronger_step_shortens(void **state)
{
	struct assertion say[] = {from_to(OPEN, 20, 90),
	                          from_to(PENDING, 10, 90),
	                          from_to(EXPIRED, 91, DATE_NEVER)};
	struct assertion step[3];

	(void)state;
	assert_int_equal(steps_settle(&life, say, 3, step), 3);
	expect(&step[0], PENDING, 10, 19);
	expect(&step[1], OPEN, 20, 90);
	expect(&step[2], EXPIRED, 91, DATE_NEVER);
}

static void
test_one_without_a_day_is_none(void **state)
{
	struct assertion say[] = {from_to(PENDING, 20, 90),
	                          from_to(OPEN, 20, 90)};
	struct assertion step[2];

	(void)state;
	assert_int_equal(steps_settle(&life, say, 2, step), 1);
	expect(&step[0], OPEN, 20, 90);
}

static void
test_what_lasts_less_shortens_nothing(void **state)
{
	struct assertion say[] = {from_to(PENDING, 10, 90),
	                          from_to(OPEN, 10, 50)};
	struct assertion step[2];

	(void)state;
	assert_int_equal(steps_settle(&life, say, 2, step), 2);
	expect(&step[0], OPEN, 10, 50);
	expect(&step[1], PENDING, 10, 90);
}

static void
test_nothing_follows_an_end(void **state)
{
	struct assertion say[] = {from_to(OPEN, 10, 90),
	                          from_to(ENDED, 40, DATE_NEVER),
	                          from_to(EXPIRED, 91, DATE_NEVER)};
	struct assertion step[3];

	(void)state;
	assert_int_equal(steps_settle(&life, say, 3, step), 2);
	expect(&step[0], OPEN, 10, 39);
	expect(&step[1], ENDED, 40, DATE_NEVER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_stronger_step_shortens),
	    cmocka_unit_test(test_one_without_a_day_is_none),
	    cmocka_unit_test(test_what_lasts_less_shortens_nothing),
	    cmocka_unit_test(test_nothing_follows_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
