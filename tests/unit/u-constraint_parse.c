/*
 * Rules in a schema: the whole vocabulary is read, and every mistake has a
 * code, the place in the schema file, and what was probably meant.
 */
#include "constraint_world.h"

static unsigned
rule_line(void)
{
	unsigned lines = 1;

	for (const char *p = constraint_fields; *p; p++)
		lines += *p == '\n';
	return lines;
}

static const char other_yaml[] =
    "kind: other\n"
    "folder: others\n"
    "label: {zh: 其他}\n"
    "title: name\n"
    "leaves: until\n"
    "group: {zh: 成果, en: Results}\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}}\n"
    "  thing: {type: ref, kind: thing, label: {zh: 事项}}\n"
    "  year: {type: integer, label: {zh: 年}}\n"
    "  on: {type: date, label: {zh: 日}}\n"
    "  until: {type: date, label: {zh: 止}}\n"
    "  missing: {type: list, label: {zh: 缺}, of: {type: integer}}\n"
    "life:\n"
    "  states: {open: {rank: 1, label: {zh: 开}},\n"
    "           back: {rank: 2, resets: true, label: {zh: 恢复}}}\n"
    "rules:\n"
    "  - {rule: agrees_missing, list: missing, ref: thing}\n";

#define REPORTS                                                          \
	"{rule: reports, kind: other, ref: thing, year: year,"           \
	" since: filed, due: 11-30, run: 2}"

static void
test_reads_what_is_between_records(void **state)
{
	const struct schema *thing, *other;
	const struct constraint *c;
	struct world w;
	struct err err;

	(void)state;
	world_open(&w);
	assert_int_equal(constraint_load(&w, REPORTS, other_yaml, &err), 0);
	thing = schema_of_kind(&w.set, STR("thing"));
	other = schema_of_kind(&w.set, STR("other"));
	assert_int_equal(thing->constraints, 1);
	c = thing->constraint;
	assert_int_equal(c->sort, CONSTRAINT_REPORTS);
	assert_true(constraint_between(c));
	assert_ptr_equal(c->other, other);
	assert_ptr_equal(c->path[AT_REF], schema_field(other, STR("thing")));
	assert_ptr_equal(c->path[AT_YEAR], schema_field(other, STR("year")));
	assert_ptr_equal(c->path[AT_SINCE], schema_field(thing, STR("filed")));
	assert_int_equal(c->month * 100 + c->day, 1130);
	assert_int_equal(c->run, 2);
	assert_ptr_equal(other->constraint->reports, c);
	assert_ptr_equal(other->constraint->other, thing);
	assert_str(other->leaves->path, "until");
	assert_str(other->group.en, "Results");
	assert_true(other->life.state[1].resets);
	assert_false(other->life.state[0].resets);
	world_close(&w);
}

static void
read(struct world *w, const char *rule, struct constraint *c)
{
	struct err err;

	world_open(w);
	if (constraint_load(w, rule, NULL, &err)) {
		world_show(&w->findings);
		fail_msg("%s", rule);
	}
	*c = w->set.kind[0].constraint[0];
}

static void
test_reads_parameters(void **state)
{
	struct constraint c;
	struct world w;

	(void)state;
	read(&w, "{rule: no_overlap, key: number, from: filed,"
	         " until: [until, granted]}", &c);
	assert_int_equal(c.fields, 2);
	assert_str(c.field[1]->path, "granted");
	assert_str(c.path[AT_KEY]->path, "number");
	world_close(&w);
	read(&w, "{rule: consistent, key: items.who, value: code, group: org}",
	     &c);
	assert_str(c.group, "org");
	world_close(&w);
	read(&w, "{rule: once, field: code, where: {closed: true},"
	         " when: {sort: design}, level: warning, why: 甲}", &c);
	assert_int_equal(c.wheres, 1);
	assert_int_equal(c.whens, 1);
	assert_true(c.levelled && c.level == FINDING_WARNING);
	assert_str(c.why.zh, "甲");
	world_close(&w);
	read(&w, "{rule: together, fields: [filed, code]}", &c);
	assert_int_equal(c.fields, 2);
	world_close(&w);
	read(&w, "{rule: order, fields: [items.from, filed]}", &c);
	assert_str(c.rows->path, "items");
	world_close(&w);
}

/* A table that only a rule names is a part of the kind. */
static struct digest
digest_with(const char *rule, const char *words)
{
	struct source schema = {STR("schema/thing.yaml"), {0}};
	struct source table[2] = {
	    {STR("tables/adcode.yaml"), str_from(constraint_adcode)},
	    {STR("tables/promotion.yaml"), str_from(words)}};
	struct schema_sources sources = {&schema, 1, table, 2};
	struct digest digest;
	struct world w;
	struct err err;

	world_open(&w);
	schema.bytes = arena_fmt(&w.arena, "%s  - %s\n", constraint_fields,
	                         rule);
	assert_int_equal(schema_set_load(&w.set, &w.arena, &sources,
	                                 &w.findings, &err),
	                 0);
	digest = w.set.kind[0].digest;
	world_close(&w);
	return digest;
}

static void
test_digest_follows_tables_of_rules(void **state)
{
	static const char rule[] =
	    "{rule: words, fields: text, table: promotion}";
	static const char none[] = "{rule: some, fields: text}";
	static const char other[] = "name: promotion\n"
	                            "label: {zh: 宣传用语}\n"
	                            "rows: {a: {zh: 首创}}\n";

	(void)state;
	assert_false(digest_eq(digest_with(rule, constraint_words),
	                       digest_with(rule, other)));
	assert_true(digest_eq(digest_with(none, constraint_words),
	                      digest_with(none, other)));
}

static void
test_every_sort_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < CONSTRAINT_SORTS; i++)
		assert_true(constraint_name((enum constraint_sort)i).n > 0);
}

/* A rule with one mistake: code, column in the line of the rule, and what
 * was meant, or NULL. */
static const struct {
	const char *rule, *code;
	unsigned column;
	const char *meant;
} mistakes[] = {
    {"{rule: ordr, fields: [filed, granted]}", "C105", 12, "order"},
    {"{fields: [filed, granted]}", "C102", 5, NULL},
    {"order", "C103", 5, NULL},
    {"{rule: order, field: [filed, granted]}", "C101", 19, "fields"},
    {"{rule: order, fields: [filed, grantd]}", "C104", 35, "granted"},
    {"{rule: order, fields: [filed, name]}", "C106", 35, NULL},
    {"{rule: order, fields: [filed]}", "C109", 27, NULL},
    {"{rule: order}", "C102", 5, NULL},
    {"{rule: order, fields: [items.from, stages.from]}", "C106", 40, NULL},
    {"{rule: at_most, field: items.sum, bound: stages.amount}", "C109", 5,
     NULL},
    {"{rule: sequence, field: total}", "C109", 29, NULL},
    {"{rule: workdays, from: filed, to: until}", "C102", 5, NULL},
    {"{rule: workdays, from: filed, to: until, min: five}", "C103", 51,
     NULL},
    {"{rule: count, list: total, equals: total}", "C106", 25, NULL},
    {"{rule: count, list: itms, equals: total}", "C104", 25, "items"},
    {"{rule: words, fields: text, table: promotoin}", "C105", 40,
     "promotion"},
    {"{rule: limit, field: rate}", "C102", 5, NULL},
    {"{rule: limit, field: rate, max: ten}", "C103", 37, NULL},
    {"{rule: forbid, field: sort, value: desing}", "C105", 40, "design"},
    {"{rule: compose, field: name, of: [citi]}", "C104", 39, "city"},
    {"{rule: compose, field: name, of: [{txt: a}]}", "C101", 40, "text"},
    {"{rule: some, fields: firms, level: worse}", "C103", 40, NULL},
    {"{rule: stale, date: filed, days: 9, level: error}", "C109", 48, NULL},
    {"{rule: some, fields: firms, when: {clsed: true}}", "C104", 40,
     "closed"},
    {"{rule: stages, list: stages, from: stages.from, to: stages.to,"
     " mode: stages.mode, caps: {lumb: 1}}",
     "C105", 94, "lump"},
    {"{rule: reports, kind: nobody, ref: a, year: b, since: filed,"
     " due: 11-30}",
     "C105", 27, NULL},
    {"{rule: reports, kind: thing, ref: a, year: total, since: filed,"
     " due: 11-31}",
     "C103", 74, NULL},
    {"{rule: target, ref: name, at: filed, is: open}", "C106", 25, NULL},
};

static void
test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const struct finding *f = NULL;
		struct world w;
		struct err err;

		world_open(&w);
		if (!constraint_load(&w, mistakes[i].rule, NULL, &err))
			fail_msg("accepted: %s", mistakes[i].rule);
		for (size_t k = 0; k < w.findings.n; k++)
			if (!strcmp(w.findings.v[k].code, mistakes[i].code) &&
			    w.findings.v[k].column == mistakes[i].column &&
			    w.findings.v[k].line == rule_line())
				f = &w.findings.v[k];
		if (!f) {
			world_show(&w.findings);
			fail_msg("%s: no %s", mistakes[i].rule,
			         mistakes[i].code);
		}
		assert_str(f->path, "schema/thing.yaml");
		if (mistakes[i].meant)
			assert_str(f->arg[1], mistakes[i].meant);
		world_close(&w);
	}
}

static void
between(const char *rule, const char *old, const char *new, const char *code,
        const char *path)
{
	struct buf b = {0};
	struct str text = str_from(other_yaml);
	size_t at = str_find(text, str_from(old));
	struct world w;
	struct err err;

	assert_true(at < text.n);
	buf_add(&b, str_sub(text, 0, at));
	buf_adds(&b, new);
	buf_add(&b, str_sub(text, at + strlen(old), text.n));
	buf_byte(&b, '\0');
	world_open(&w);
	assert_int_equal(constraint_load(&w, rule, b.p, &err), ERR_CONFIG);
	if (!world_finding(&w, code)) {
		world_show(&w.findings);
		fail_msg("no %s", code);
	}
	assert_str(world_finding(&w, code)->path, path);
	buf_release(&b);
	world_close(&w);
}

static void
test_mistakes_between_kinds(void **state)
{
	(void)state;
	between(REPORTS, "  year: {type: integer", "  jahr: {type: integer",
	        "C104", "schema/thing.yaml");
	between(REPORTS, "year: {type: integer", "year: {type: text", "C106",
	        "schema/thing.yaml");
	between("{rule: some, fields: firms}", "leaves", "leaves", "C109",
	        "schema/other.yaml");
	between(REPORTS, "leaves: until", "leaves: year", "C106",
	        "schema/other.yaml");
	between(REPORTS, "agrees_missing, list: missing, ref: thing",
	        "target, ref: thing, at: on, is: gone", "C105",
	        "schema/other.yaml");
	between(REPORTS, "agrees_missing, list: missing, ref: thing",
	        "acyclic, fields: thing", "C109", "schema/other.yaml");
	between(REPORTS, "resets: true", "resets: yes", "C103",
	        "schema/other.yaml");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads_what_is_between_records),
	    cmocka_unit_test(test_reads_parameters),
	    cmocka_unit_test(test_digest_follows_tables_of_rules),
	    cmocka_unit_test(test_every_sort_has_a_name),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_mistakes_between_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
