/*
 * Schemas: the whole language is read, every path and name is resolved,
 * every mistake in a schema has a code, a line and a column; and the schemas
 * that the repository ships are free of mistakes.
 */
#include "model/schema.h"
#include "text/json.h"
#include "text/value.h"

#include "model_world.h"

#define LABEL "label: {zh: 名, en: Name}"
#define BANDS "price: {" LABEL ", values: {"

static const char adcode_yaml[] =
    "name: adcode\n"
    "label: {zh: 行政区划, en: Areas}\n"
    "rows:\n"
    "  \"210100\": {zh: 沈阳市, en: Shenyang}\n"
    "  210000-SF: {zh: 沈抚示范区, en: Shenfu}\n";

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "permanent: true\n"
    "nav: 10\n"
    "title: name\n"
    "summary: goal\n"
    "date: [filing.on, published]\n"
    "scheduled: published\n"
    "facets: [status, city, filing.open, tags, year]\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称, en: Name}, required: true,\n"
    "         min: 2, max: 60, unique: true, weight: 6, localized: true}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市, en: City}}\n"
    "  goal: {type: text, label: {zh: 目标, en: Goal}, max: 500,\n"
    "         help: {zh: 限500字, en: Short}, hidden: true}\n"
    "  price: {type: money, label: {zh: 价格}, unit: {zh: 万元, en: CNY},\n"
    "          min: 0, max: 10.5, required_if: {filing.open: true}}\n"
    "  tags:\n"
    "    type: list\n"
    "    label: {zh: 标签, en: Tags}\n"
    "    min: 1\n"
    "    of: {type: enum, values: {a: {zh: 甲, en: A}, b: {zh: 乙}}}\n"
    "  filing:\n"
    "    type: map\n"
    "    label: {zh: 备案, en: Filing}\n"
    "    fields:\n"
    "      on: {type: date, label: {zh: 日期}, min: 2016-01-01}\n"
    "      open: {type: bool, label: {zh: 公开}}\n"
    "  published: {type: date, label: {zh: 发布}}\n"
    "life:\n"
    "  states:\n"
    "    gone: {rank: 90, tone: end, banner: true, label: {zh: 已撤销}}\n"
    "    filed: {rank: 20, tone: ok, label: {zh: 已备案, en: On file},"
    " call: filing}\n"
    "  own:\n"
    "    - {set: filed, from: filing.on, until: published,\n"
    "       when: {filing.open: true}}\n"
    "home: true\n"
    "ground: tags\n";

static const char note_yaml[] =
    "kind: note\n"
    "folder: notes\n"
    "label: {zh: 公示, en: Notes}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}}\n"
    "  on: {type: date, label: {zh: 日期}}\n"
    "  items:\n"
    "    type: list\n"
    "    label: {zh: 对象}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        thing: {type: ref, kind: thing, label: {zh: 事项}}\n"
    "about:\n"
    "  - {kind: thing, ref: items.thing, set: gone, from: on, after: true}\n";

struct fixture {
	struct arena arena;
	struct finding_list findings;
	struct schema_set set;
	struct err err;
	int status;
};

static struct source
file(const char *path, const char *text)
{
	return (struct source){str_from(path), str_from(text)};
}

static void
load(struct fixture *f, const char *thing, const char *note,
     const char *table)
{
	struct source schema[2] = {file("s/note.yaml", note),
	                           file("s/thing.yaml", thing)};
	struct source tables[1] = {file("t/adcode.yaml", table)};
	struct schema_sources sources = {schema, 2, tables, 1};

	*f = (struct fixture){0};
	arena_init(&f->arena);
	finding_list_init(&f->findings, &f->arena);
	f->status = schema_set_load(&f->set, &f->arena, &sources,
	                            &f->findings, &f->err);
	finding_list_sort(&f->findings);
}

static void
unload(struct fixture *f)
{
	arena_release(&f->arena);
}

static void
test_reads_the_head_of_a_kind(void **state)
{
	struct fixture f;
	const struct schema *s;

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	world_show(&f.findings);
	assert_int_equal(f.status, 0);
	assert_int_equal(f.set.n, 2);
	s = schema_of_folder(&f.set, STR("things"));
	assert_ptr_equal(s, schema_of_kind(&f.set, STR("thing")));
	assert_ptr_equal(s, &f.set.kind[0]); /* nav before none */
	assert_str(s->label.en, "Things");
	assert_true(s->permanent && s->in_nav && s->nav == 10);
	assert_str(s->title->path, "name");
	assert_str(s->summary->path, "goal");
	assert_str(s->scheduled->path, "published");
	assert_int_equal(s->dates, 2);
	assert_str(s->date[0]->path, "filing.on");
	assert_null(schema_of_kind(&f.set, STR("other")));
	assert_false(f.set.kind[1].in_nav);
	unload(&f);
}

static void
test_reads_fields_and_their_rules(void **state)
{
	struct fixture f;
	const struct schema *s;
	const struct schema_field *field;

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	s = &f.set.kind[0];
	field = schema_field(s, STR("name"));
	assert_true(field->required && field->unique && field->localized);
	assert_int_equal(field->weight, 6);
	assert_str(field->min, "2");
	assert_str(field->max, "60");
	field = schema_field(s, STR("price"));
	assert_str(field->unit.en, "CNY");
	assert_str(field->max, "10.5");
	assert_int_equal(field->required_ifs, 1);
	assert_str(field->required_if[0].field->path, "filing.open");
	assert_str(field->required_if[0].value[0], "true");
	assert_true(schema_field(s, STR("goal"))->hidden);
	field = schema_field(s, STR("city"));
	assert_str(codes_find(field->codes, STR("210100"))->label.en,
	           "Shenyang");
	assert_null(codes_find(field->codes, STR("210101")));
	assert_null(codes_find_label(field->codes, STR("沈")));
	assert_str(codes_find_label(field->codes, STR("沈阳市"))->code,
	           "210100");
	assert_null(schema_field(s, STR("filing.off")));
	assert_null(schema_field(s, STR("name.zh")));
	unload(&f);
}

static void
test_walks_through_lists(void **state)
{
	struct fixture f;
	const struct schema *s;
	const struct schema_field *field, *thing;

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	s = schema_of_kind(&f.set, STR("note"));
	thing = schema_field(s, STR("items.thing"));
	assert_non_null(thing);
	assert_ptr_equal(thing->list, schema_field(s, STR("items")));
	assert_ptr_equal(thing->target_schema, &f.set.kind[0]);
	field = schema_next(s, NULL);
	assert_str(field->path, "name");
	field = schema_next(s, schema_next(s, field));
	assert_str(field->path, "items");
	field = schema_next(s, field);
	assert_int_equal(field->type, FIELD_MAP);
	field = schema_next(s, field);
	assert_ptr_equal(field, thing);
	assert_null(schema_next(s, field));
	unload(&f);
}

static void
test_reads_facets_and_life(void **state)
{
	struct fixture f;
	const struct schema *s;
	const struct schema_facet *facet;

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	s = &f.set.kind[0];
	assert_int_equal(s->facets, 5);
	assert_int_equal(s->facet[0].source, FACET_STATUS);
	facet = schema_facet(s, STR("tags"));
	assert_int_equal(facet->field->type, FIELD_ENUM);
	assert_str(facet->label.zh, "标签");
	assert_int_equal(schema_facet(s, STR("year"))->source, FACET_YEAR);
	assert_null(schema_facet(s, STR("name")));
	assert_int_equal(s->life.n, 2);
	assert_str(s->life.state[0].code, "filed"); /* by rank */
	assert_true(s->life.state[1].banner);
	assert_str(s->life.state[0].call, "filing");
	assert_ptr_equal(life_call(&s->life), &s->life.state[0]);
	assert_ptr_equal(s->ground, facet);
	assert_true(s->on_home);
	assert_int_equal(s->life.state[1].tone, TONE_END);
	assert_int_equal(s->owns, 1);
	assert_str(s->own[0].until->path, "published");
	assert_int_equal(s->own[0].whens, 1);
	unload(&f);
}

static void
test_kinds_know_who_is_about_them(void **state)
{
	struct fixture f;
	const struct schema *thing, *note;

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	thing = &f.set.kind[0];
	note = &f.set.kind[1];
	assert_int_equal(thing->subject_ofs, 1);
	assert_ptr_equal(thing->subject_of[0], note);
	assert_ptr_equal(thing->referred_by[0], note);
	assert_int_equal(note->subject_ofs, 0);
	assert_ptr_equal(note->about[0].about, thing);
	assert_int_equal(note->about[0].state, 1); /* gone */
	assert_true(note->about[0].after);
	unload(&f);
}

static void
test_digest_follows_file_and_tables(void **state)
{
	struct fixture f, g, h;
	char table[sizeof adcode_yaml];

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	load(&g, thing_yaml, note_yaml, adcode_yaml);
	memcpy(table, adcode_yaml, sizeof table);
	table[sizeof table - 4] = 'v';
	load(&h, thing_yaml, note_yaml, table);
	assert_true(digest_eq(f.set.digest, g.set.digest));
	assert_false(digest_eq(f.set.kind[0].digest, h.set.kind[0].digest));
	assert_true(digest_eq(f.set.kind[1].digest, h.set.kind[1].digest));
	assert_false(digest_eq(f.set.digest, h.set.digest));
	unload(&f);
	unload(&g);
	unload(&h);
}

static void
at(const struct value *json, const char *path, const char *expected)
{
	assert_str(value_str(value_path(json, str_from(path))), expected);
}

static void
test_json_schema(void **state)
{
	struct fixture f;
	struct value *json;
	struct buf b = {0};

	(void)state;
	load(&f, thing_yaml, note_yaml, adcode_yaml);
	json = schema_json(&f.arena, &f.set.kind[0], LANG_EN);
	at(json, "properties.city.title", "City");
	at(json, "properties.price.maximum", "10.5");
	at(json, "properties.tags.items.x-labels.a", "A");
	at(json, "properties.id.type", "string");
	assert_int_equal(value_get(json, STR("required"))->n, 1);
	json_write(&b, json);
	assert_true(str_find(buf_str(&b), STR("\"format\":\"date\"")) < b.n);
	buf_release(&b);
	unload(&f);
}

static const char deal_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 交易}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, localized: true, min: 2,\n"
    "         max: 6}\n"
    "  on: {type: date, label: {zh: 日}, min: 2016-01-01}\n"
    "  tags: {type: list, label: {zh: 标签}, of: {type: text}}\n"
    "  fee:\n"
    "    type: map\n"
    "    label: {zh: 费用}\n"
    "    fields:\n"
    "      mode: {type: enum, label: {zh: 方式}, values: {free: {zh: 免费},\n"
    "             lump: {zh: 一次总付}}}\n"
    "      sum: {type: money, label: {zh: 金额},\n"
    "            required_if: {fee.mode: lump}}\n"
    "  parts:\n"
    "    type: list\n"
    "    label: {zh: 部分}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        own: {type: bool, label: {zh: 自有}}\n"
    "        who: {type: text, label: {zh: 谁},\n"
    "              required_if: {parts.own: false}}\n"
    "  note: {type: text, label: {zh: 注}, required_if: {parts.own: true}}\n"
    "  later: {type: text, label: {zh: 后}, required_if: {on: absent}}\n"
    "rules:\n"
    "  - {rule: distinct, field: tags}\n";

/* What an editor checks: texts of the schema that must be in it. */
static void
test_json_schema_for_editors(void **state)
{
	static const char *const parts[] = {
	    /* labels may be written for codes */
	    "\"enum\":[\"free\",\"lump\",\"免费\",\"一次总付\"]",
	    /* lengths without white space; English has more room */
	    "\"pattern\":\"^\\\\s*(\\\\S\\\\s*){2,6}$\"",
	    "\"pattern\":\"^\\\\s*(\\\\S\\\\s*){2,24}$\"",
	    "\"formatMinimum\":\"2016-01-01\"",
	    "\"uniqueItems\":true",
	    /* within a map */
	    "{\"if\":{\"required\":[\"fee\"],\"properties\":{\"fee\":"
	    "{\"required\":[\"mode\"],\"properties\":{\"mode\":{\"enum\":"
	    "[\"lump\",\"一次总付\"]}}}}},\"then\":{\"properties\":{\"fee\":"
	    "{\"required\":[\"sum\"]}}}}",
	    /* within an item */
	    "\"allOf\":[{\"if\":{\"required\":[\"own\"],\"properties\":"
	    "{\"own\":{\"enum\":[false]}}},\"then\":{\"required\":"
	    "[\"who\"]}}]",
	    /* any item will do */
	    "{\"if\":{\"required\":[\"parts\"],\"properties\":{\"parts\":"
	    "{\"contains\":{\"required\":[\"own\"],\"properties\":{\"own\":"
	    "{\"enum\":[true]}}}}}},\"then\":{\"required\":[\"note\"]}}",
	    /* where nothing is said */
	    "{\"if\":{\"not\":{\"required\":[\"on\"],\"properties\":{\"on\":"
	    "{}}}},\"then\":{\"required\":[\"later\"]}}"};
	struct source schema = file("s/thing.yaml", deal_yaml);
	struct schema_sources sources = {&schema, 1, NULL, 0};
	struct fixture f = {0};
	struct buf b = {0};

	(void)state;
	arena_init(&f.arena);
	finding_list_init(&f.findings, &f.arena);
	assert_int_equal(schema_set_load(&f.set, &f.arena, &sources,
	                                 &f.findings, &f.err),
	                 0);
	json_write(&b, schema_json(&f.arena, &f.set.kind[0], LANG_ZH));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_find(buf_str(&b), str_from(parts[i])) > b.n)
			fail_msg("no %s in %.*s", parts[i], (int)b.n, b.p);
	buf_release(&b);
	unload(&f);
}

/* A schema with one mistake: text to replace, by what, what is found. */
struct mistake {
	const char *old, *new;
	const char *code;
	unsigned line, column;
};

static void
replace(struct buf *out, const char *text, const char *old, const char *new)
{
	struct str s = str_from(text);
	size_t at = str_find(s, str_from(old));

	assert_true(at < s.n);
	buf_add(out, str_sub(s, 0, at));
	buf_adds(out, new);
	buf_add(out, str_sub(s, at + strlen(old), s.n));
	buf_byte(out, '\0');
}

static void
expect(struct fixture *f, const struct mistake *m)
{
	bool found = false;

	assert_int_equal(f->status, ERR_CONFIG);
	for (size_t i = 0; i < f->findings.n; i++)
		found = found || (!strcmp(f->findings.v[i].code, m->code) &&
		                  f->findings.v[i].line == m->line &&
		                  f->findings.v[i].column == m->column);
	if (!found) {
		world_show(&f->findings);
		fail_msg("no %s at %u:%u", m->code, m->line, m->column);
	}
	assert_non_null(strstr(f->err.line, ": error["));
	assert_int_equal(f->set.n, 0);
}

static void
test_mistakes_in_a_schema(void **state)
{
	static const struct mistake mistakes[] = {
	    {"kind: thing", "kind: thang", "C108", 1, 7},
	    {"folder: things\n", "", "C102", 1, 1},
	    {"folder: things", "folder: data", "C103", 2, 9},
	    {"folder: things", "folder: tools", "C103", 2, 9},
	    {"folder: things", "folder: notes", "C107", 2, 1},
	    {"permanent: true", "permanent: yes", "C103", 4, 12},
	    {"nav: 10", "nav: ten", "C103", 5, 6},
	    {"nav: 10", "navv: 10", "C101", 5, 1},
	    {"title: name", "title: nam", "C104", 6, 8},
	    {"title: name", "title: city", "C106", 6, 8},
	    {"min: 0, max: 10.5,", "event: {zh: 始},", "C106", 17, 10},
	    {"published]", "city]", "C106", 8, 19},
	    {"tags, year", "tags, city", "C107", 10, 43},
	    {"{type: adcode,", "{type: adcod,", "C105", 14, 16},
	    {"table: adcode", "table: area", "C105", 14, 31},
	    {"min: 2", "min: two", "C103", 13, 15},
	    {"  city:", "  status:", "C107", 14, 3},
	    {"  city:", "  City:", "C103", 14, 3},
	    {"filing.open: true}}", "filing.open: yes}}", "C103", 18, 57},
	    {"      open: {type: bool, label: {zh: 公开}}",
	     "      open: {type: bool}", "C102", 29, 7},
	    {"tone: ok", "tone: good", "C103", 34, 29},
	    {"set: filed", "set: fild", "C105", 36, 13},
	    {"call: filing", "call: tags", "C105", 34, 70},
	    {"ground: tags", "ground: goal", "C105", 39, 9},
	    {"from: filing.on, u", "from: filing.no, u", "C104", 36, 26},
	    {"    - {set: filed, from: filing.on, until: published,",
	     "    - {until: published,", "C102", 36, 7},
	    {"fields:\n  name", "fields: [\n  name", "S101", 14, 3},
	    {"home: true", BANDS "a: {zh: 甲}}}", "C102", 38, 8},
	    {"home: true", BANDS "a: {zh: 甲}, b: {zh: 乙}}, below: {b: 1}}",
	     "C102", 38, 76},
	    {"home: true", BANDS "a: {zh: 甲}, b: {zh: 乙}, c: {zh: 丙}},"
	     " below: {a: 1, b: 1.0}}", "C103", 38, 98},
	    {"home: true", BANDS "}, below: {}}", "C103", 38, 43},
	    {"home: true", BANDS "a: {zh: 甲}, b: {zh: 乙}},"
	     " below: {a: 1, b: 2}}", "C101", 38, 83},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct fixture f;
		struct buf text = {0};

		replace(&text, thing_yaml, mistakes[i].old, mistakes[i].new);
		load(&f, text.p, note_yaml, adcode_yaml);
		expect(&f, &mistakes[i]);
		buf_release(&text);
		unload(&f);
	}
}

static void
test_mistakes_between_kinds(void **state)
{
	static const struct mistake mistakes[] = {
	    {"kind: thing, label", "kind: thin, label", "C105", 14, 34},
	    {"{kind: thing, ref", "{kind: note, ref", "C105", 16, 23},
	    {"set: gone", "set: lost", "C105", 16, 42},
	    {"ref: items.thing", "ref: items", "C106", 16, 24},
	    {"ref: items.thing", "ref: items.thin", "C104", 16, 24},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct fixture f;
		struct buf text = {0};

		replace(&text, note_yaml, mistakes[i].old, mistakes[i].new);
		load(&f, thing_yaml, text.p, adcode_yaml);
		expect(&f, &mistakes[i]);
		buf_release(&text);
		unload(&f);
	}
}

/* A kind that cannot be read is the only cause: what others say of it is
 * not judged, and what they say wrong of sound ones is. */
static void
test_broken_kind_is_told_alone(void **state)
{
	static const struct {
		const char *old, *new, *code;
	} breaks[] = {
	    {"kind: thing\n", "kind: thing: x\n", "S101"},
	    {"  states:\n", "  state:\n", "C102"},
	    {"fields:\n  name", "field:\n  name", "C101"},
	};
	struct buf note = {0};

	(void)state;
	replace(&note, note_yaml, "  on: {type: date",
	        "  no: {type: ref, kind: nobody, label: {zh: 无}}\n"
	        "  on: {type: date");
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		struct fixture f;
		struct buf text = {0};
		bool said = false;

		replace(&text, thing_yaml, breaks[i].old, breaks[i].new);
		load(&f, text.p, note.p, adcode_yaml);
		assert_int_equal(f.status, ERR_CONFIG);
		for (size_t k = 0; k < f.findings.n; k++) {
			const struct finding *one = &f.findings.v[k];

			said = said || !strcmp(one->code, breaks[i].code);
			if (str_eq(one->path, STR("s/note.yaml")))
				assert_str(one->arg[0], "nobody");
		}
		assert_true(said);
		assert_str(f.findings.v[0].path, "s/note.yaml");
		unload(&f);
		buf_release(&text);
	}
	buf_release(&note);
}

static void
test_mistakes_in_a_table(void **state)
{
	static const struct mistake mistakes[] = {
	    {"name: adcode", "name: area", "C108", 0, 0},
	    {"210000-SF:", "210000 SF:", "C103", 5, 3},
	    {"210000-SF:", "\"210100\":", "S102", 5, 3},
	    {"{zh: 沈阳市, en: Shenyang}", "", "C103", 4, 12},
	    {"rows:", "row:", "C101", 3, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct fixture f;
		struct buf text = {0};

		replace(&text, adcode_yaml, mistakes[i].old, mistakes[i].new);
		load(&f, thing_yaml, note_yaml, text.p);
		expect(&f, &mistakes[i]);
		buf_release(&text);
		unload(&f);
	}
}

static void
test_shipped_schemas_are_sound(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	world_load_shipped(&w);
	world_show(&w.findings);
	assert_int_equal(w.findings.n, 0);
	assert_non_null(schema_of_kind(&w.set, STR("alliance")));
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads_the_head_of_a_kind),
	    cmocka_unit_test(test_reads_fields_and_their_rules),
	    cmocka_unit_test(test_walks_through_lists),
	    cmocka_unit_test(test_reads_facets_and_life),
	    cmocka_unit_test(test_kinds_know_who_is_about_them),
	    cmocka_unit_test(test_digest_follows_file_and_tables),
	    cmocka_unit_test(test_json_schema),
	    cmocka_unit_test(test_json_schema_for_editors),
	    cmocka_unit_test(test_mistakes_in_a_schema),
	    cmocka_unit_test(test_mistakes_between_kinds),
	    cmocka_unit_test(test_broken_kind_is_told_alone),
	    cmocka_unit_test(test_mistakes_in_a_table),
	    cmocka_unit_test(test_shipped_schemas_are_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
