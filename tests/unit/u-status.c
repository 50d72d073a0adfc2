/*
 * Status on a day: own claims and what others say; a record that is not on
 * the site on the day, because it is to come or has left, says nothing.
 */
#include "unit.h"

#include "build/status.h"
#include "model/schema.h"

static const struct life_state states[] = {
    {STR("open"), 10, TONE_OK, false, {{0}, {0}}, false, {0}},
    {STR("shut"), 90, TONE_END, true, {{0}, {0}}, false, {0}}};

static struct link
link_of(int32_t from, int32_t until, int32_t scheduled, int32_t leaves)
{
	return (struct link){.kind = LINK_ABOUT,
	                     .source = STR("b/1"),
	                     .state = STR("shut"),
	                     .from = from,
	                     .until = until,
	                     .scheduled = scheduled,
	                     .leaves = leaves,
	                     .accession = 7};
}

static const char *
code_on(struct status *s, int32_t day)
{
	struct life_status status = status_on(s, day, STR(""));

	return status.by ? states[status.state].code.p : "none";
}

static void
test_days(void **state)
{
	struct schema schema = {.life = {states, 2}};
	struct row_claim claim = {STR("open"), 10, NO_DAY};
	struct row row = {.claim = &claim, .claims = 1, .accession = 3};
	struct link link[3];
	struct status s = {0};

	(void)state;
	link[0] = link_of(20, 29, 15, 25);
	link[1] = link_of(40, NO_DAY, 45, NO_DAY);
	link[2] = link_of(0, NO_DAY, NO_DAY, NO_DAY);
	link[2].kind = LINK_REF; /* names it, says nothing */
	status_collect(&s, &schema, &row, link, 3);
	assert_string_equal(code_on(&s, 9), "none");
	assert_string_equal(code_on(&s, 10), "open");
	assert_string_equal(code_on(&s, 20), "shut");
	assert_string_equal(code_on(&s, 25), "shut");
	assert_string_equal(code_on(&s, 26), "open");
	assert_string_equal(code_on(&s, 44), "open");
	assert_string_equal(code_on(&s, 45), "shut");
	assert_str(status_on(&s, 45, STR("")).by->id, "b/1");
	/* Begun: open, the later shut; the first one is not heard. */
	assert_int_equal(status_passed(&s, 45), 2);
	status_on(&s, 20, STR(""));
	assert_int_equal(status_passed(&s, 20), 2);
	assert_int_equal(status_passed(&s, 30), 3);
	/* Who asks is not heard. */
	assert_int_equal(status_on(&s, 45, STR("b/1")).state, 0);
	/* The second subject does not inherit from the first. */
	row.claims = 0;
	status_collect(&s, &schema, &row, link, 1);
	assert_string_equal(code_on(&s, 45), "none");
	/* A state that the kind does not have is nothing. */
	link[0].state = STR("gone");
	status_collect(&s, &schema, &row, link, 1);
	assert_string_equal(code_on(&s, 20), "none");
	status_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
