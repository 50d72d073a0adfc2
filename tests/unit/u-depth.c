/* How much of a record is asked: of one that breaks a rule. */
#include "model_world.h"

#include "text/value.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, max: 3, label: {zh: 名称}}\n"
    "  goal: {type: markdown, label: {zh: 目标}}\n";

static const char text[] =
    "---\nname: 太长的名称\ngoal: 见 [乙](record:things/c)\n---\n"
    "致电 13812345678，见 *此* [甲](record:things/b)\n";

static const struct record *
read_at(struct world *w, enum record_depth depth)
{
	static const char *const kinds[] = {"thing", thing_yaml, NULL};
	struct record_input input = {
	    .file = {STR("content/things/a.md"), str_from(text)},
	    .root = STR("content/"),
	    .as_of = DATE_NONE,
	    .depth = depth};
	const struct record *r;

	world_open(w);
	world_load(w, kinds);
	r = record_parse(&w->arena, &w->set, &input, &w->findings);
	assert_non_null(r);
	assert_str(value_str(record_field(r, STR("name"))), "太长的名称");
	assert_str(r->title.zh, "太长的名称");
	assert_true(r->body.n > 0);
	return r;
}

static void
test_checked_is_held_against_the_rules(void **state)
{
	struct world w;
	const struct record *r = read_at(&w, RECORD_CHECKED);

	(void)state;
	assert_non_null(world_finding(&w, "F105"));
	assert_non_null(world_finding(&w, "V102"));
	assert_int_equal(r->links, 2);
	world_close(&w);
}

static void
test_typed_has_all_and_no_rule(void **state)
{
	struct world w;
	const struct record *r = read_at(&w, RECORD_TYPED);

	(void)state;
	assert_int_equal(w.findings.n, 0);
	assert_str(r->body_text, "致电 13812345678，见 此 甲\n");
	assert_int_equal(r->links, 2);
	world_close(&w);
}

static void
test_fields_leave_markdown_unread(void **state)
{
	struct world w;
	const struct record *r = read_at(&w, RECORD_FIELDS);

	(void)state;
	assert_int_equal(w.findings.n, 0);
	assert_int_equal(r->body_text.n, 0);
	assert_int_equal(r->links, 0);
	assert_str(value_str(record_field(r, STR("goal"))),
	           "见 [乙](record:things/c)");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_checked_is_held_against_the_rules),
	    cmocka_unit_test(test_typed_has_all_and_no_rule),
	    cmocka_unit_test(test_fields_leave_markdown_unread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
