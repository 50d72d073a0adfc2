/*
 * Stakes of a record: one for each item of a list that a rule walks, none
 * where a condition does not hold or a value is absent, the same group for
 * the same thing in another record, places for findings.
 */
#include "model_world.h"

#include "base/mem.h"
#include "build/groups.h"
#include "store/key.h"

static const char *const schemas[] = {
    "club",
    "kind: club\n"
    "folder: clubs\n"
    "label: {zh: 联盟, en: Clubs}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, unique: true}\n"
    "  type: {type: text, label: {zh: 类型}}\n"
    "  from: {type: date, label: {zh: 起}}\n"
    "  to: {type: date, label: {zh: 止}}\n"
    "  members:\n"
    "    type: list\n"
    "    label: {zh: 成员}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        name: {type: text, label: {zh: 名称}}\n"
    "        code: {type: text, label: {zh: 代码}}\n"
    "        sort: {type: text, label: {zh: 种类}}\n"
    "        since: {type: date, label: {zh: 加入}}\n"
    "rules:\n"
    "  - {rule: once, field: members.code, where: {members.sort: firm},\n"
    "     when: {type: school}}\n"
    "  - {rule: consistent, key: members.name, value: members.code,\n"
    "     group: org}\n"
    "  - {rule: together, fields: [type, members.code]}\n"
    "  - {rule: no_overlap, key: type, from: from, until: [to]}\n"
    "  - {rule: reports, kind: report, ref: club, year: year, since: from,\n"
    "     due: \"11-30\"}\n"
    "life:\n"
    "  states:\n"
    "    open: {rank: 10, tone: ok, label: {zh: 有效, en: Open}}\n"
    "  own:\n"
    "    - {set: open, from: from}\n",
    "report",
    "kind: report\n"
    "folder: reports\n"
    "label: {zh: 年报, en: Reports}\n"
    "title: note\n"
    "fields:\n"
    "  note: {type: text, label: {zh: 说明}}\n"
    "  club: {type: ref, kind: club, label: {zh: 联盟}}\n"
    "  year: {type: integer, label: {zh: 年}}\n"
    "  items:\n"
    "    type: list\n"
    "    label: {zh: 名单}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        club: {type: ref, kind: club, label: {zh: 联盟}}\n"
    "        on: {type: date, label: {zh: 日期}}\n"
    "  years: {type: list, label: {zh: 年份}, of: {type: integer,\n"
    "          label: {zh: 年份}}}\n"
    "rules:\n"
    "  - {rule: target, ref: items.club, at: items.on, is: [open]}\n"
    "  - {rule: agrees_missing, list: years, ref: club}\n",
    NULL};

enum { ONCE, CONSISTENT, TOGETHER, OVERLAP, REPORTS };
enum { TARGET, MISSING };

static int
setup(void **state)
{
	struct world *w = mem_alloc(sizeof *w);

	world_open(w);
	world_load(w, schemas);
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	world_close(*state);
	mem_free(*state);
	return 0;
}

static struct grouped *
stakes(struct world *w, const char *path, const char *text, size_t *n)
{
	assert_non_null(world_parse(w, path, str_from(text)));
	return groups_of(&w->arena, &w->set, w->record, n);
}

/* The i-th stake of a rule. */
static const struct grouped *
stake_of(const struct grouped *v, size_t n, uint32_t rule, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (v[k].stake.rule == rule && i-- == 0)
			return &v[k];
	return NULL;
}

static size_t
count(const struct grouped *v, size_t n, uint32_t rule)
{
	size_t found = 0;

	while (stake_of(v, n, rule, found))
		found++;
	return found;
}

static const char club[] = "name: 甲联盟\n"
                           "type: school\n"
                           "from: 2024-01-01\n"
                           "members:\n"
                           "  - {name: ＡＢＣ, code: c1, sort: firm}\n"
                           "  - {name: abc, code: c2, sort: school}\n"
                           "  - {name: 无代码, sort: firm}\n"
                           "  - {name: 乙, code: c3, sort: firm}\n";

static void
test_lists(void **state)
{
	struct world *w = *state;
	struct grouped *v;
	const struct grouped *one;
	const struct grouped *two;
	size_t n;

	v = stakes(w, "content/clubs/a.yaml", club, &n);
	assert_int_equal(count(v, n, STAKE_UNIQUE), 1);
	one = stake_of(v, n, STAKE_UNIQUE, 0);
	assert_str(one->field, "name");
	assert_int_equal(one->at.line, 1);
	/* Items of the right sort that have a code. */
	assert_int_equal(count(v, n, ONCE), 2);
	one = stake_of(v, n, ONCE, 1);
	assert_str(one->stake.text, "c3");
	assert_int_equal(one->at.line, 8);
	/* The names are one when folded; the value is its own code. */
	assert_int_equal(count(v, n, CONSISTENT), 3);
	one = stake_of(v, n, CONSISTENT, 0);
	two = stake_of(v, n, CONSISTENT, 1);
	assert_true(one->stake.group == two->stake.group);
	assert_true(one->stake.value != two->stake.value);
	assert_str(two->stake.text, "c2");
	assert_int_equal(two->at.line, 6);
	/* A field of no list goes with each item. */
	assert_int_equal(count(v, n, TOGETHER), 3);
	assert_str(stake_of(v, n, TOGETHER, 2)->stake.text, "school、c3");
	assert_str(stake_of(v, n, TOGETHER, 2)->field, "类型、代码");
	/* An open end. */
	one = stake_of(v, n, OVERLAP, 0);
	assert_int_equal(one->stake.from, 19723);
	assert_int_equal(one->stake.until, NO_DAY);
	one = stake_of(v, n, REPORTS, 0);
	assert_true(one->stake.group == 0);
	assert_int_equal(one->stake.from, 19723);
}

static void
test_conditions(void **state)
{
	struct world *w = *state;
	struct grouped *v;
	size_t n;

	v = stakes(w, "content/clubs/a.yaml",
	           "name: 甲\ntype: city\nfrom: 2024-01-02\n"
	           "to: 2024-01-01\n"
	           "members:\n  - {name: 甲, code: c1, sort: firm}\n",
	           &n);
	/* `when` does not hold; the end lies before the beginning. */
	assert_int_equal(count(v, n, ONCE), 0);
	assert_int_equal(count(v, n, OVERLAP), 0);
	assert_int_equal(count(v, n, CONSISTENT), 1);
	v = stakes(w, "content/clubs/b.yaml", "name: 甲\ntype: city\n", &n);
	assert_int_equal(n, 1);
}

static void
test_others(void **state)
{
	struct world *w = *state;
	struct grouped *v;
	const struct grouped *one;
	const struct constraint *rule;
	size_t n;

	v = stakes(w, "content/reports/r.yaml",
	           "club: c1\nyear: 2023\nyears: [2021, 2022]\nitems:\n"
	           "  - {club: c2, on: 2024-01-01}\n  - {club: c3}\n"
	           "  - {club: c2, on: 2024-01-02}\n",
	           &n);
	/* Each item asks on its own day, one without a day asks nothing. */
	assert_int_equal(count(v, n, TARGET), 2);
	one = stake_of(v, n, TARGET, 1);
	assert_true(one->stake.group == groups_target(STR("clubs/c2")));
	assert_int_equal(one->stake.from, 19724);
	assert_str(one->stake.text, "clubs/c2");
	assert_true(one->stake.value >
	            stake_of(v, n, TARGET, 0)->stake.value);
	one = stake_of(v, n, MISSING, 0);
	assert_str(one->stake.text, "2021、2022 clubs/c1");
	/* It is a report of c1. */
	rule = &schema_of_kind(&w->set, STR("club"))->constraint[REPORTS];
	one = stake_of(v, n, STAKE_SUBJECT, 0);
	assert_true(one->stake.group ==
	            groups_reports(rule, STR("clubs/c1")));
	assert_true(one->stake.value == 2023);
	assert_str(one->stake.text, "clubs/c1");
	assert_int_equal(constraint_due(rule, 2023), 19691);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_conditions),
	    cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
