/*
 * A kind as the form page reads it: what is asked, with its conditions and
 * choices, and the rules within one record by the names of the schema.
 */
#include "model/schema_form.h"
#include "model_world.h"

#include "text/json.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称, en: Name}, required: true,\n"
    "         min: 2, localized: true}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市, en: City}}\n"
    "  from: {type: date, label: {zh: 起}}\n"
    "  to: {type: date, label: {zh: 止}}\n"
    "  other: {type: ref, kind: thing, label: {zh: 其他}, hidden: true}\n"
    "  parts:\n"
    "    type: list\n"
    "    label: {zh: 部分}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}}\n"
    "        city: {type: adcode, table: adcode, label: {zh: 市},\n"
    "               required_if: {parts.seq: ['1', '2']}}\n"
    "life:\n"
    "  states: {open: {rank: 1, label: {zh: 公示}}}\n"
    "  own:\n"
    "    - {set: open, from: from, until: to}\n"
    "rules:\n"
    "  - {rule: sequence, field: parts.seq, level: warning,\n"
    "     why: {zh: 依据, en: Basis}}\n"
    "  - {rule: order, fields: [from, to], when: {city: '210100'}}\n"
    "  - {rule: limit, field: parts.seq, max: 9}\n"
    "  - {rule: together, fields: [name, from]}\n";

static const char wanted[] =
    "{\"fields\":["
    "{\"name\":\"name\",\"type\":\"text\",\"label\":\"Name\",\"min\":\"2\","
    "\"required\":true,\"localized\":true},"
    "{\"name\":\"city\",\"type\":\"adcode\",\"label\":\"City\","
    "\"table\":\"adcode\"},"
    "{\"name\":\"from\",\"type\":\"date\",\"label\":\"起\"},"
    "{\"name\":\"to\",\"type\":\"date\",\"label\":\"止\"},"
    "{\"name\":\"other\",\"type\":\"ref\",\"label\":\"其他\","
    "\"hidden\":true,\"kind\":\"Things\",\"list\":\"things\"},"
    "{\"name\":\"parts\",\"type\":\"list\",\"label\":\"部分\",\"of\":"
    "{\"type\":\"map\",\"label\":\"部分\",\"fields\":["
    "{\"name\":\"seq\",\"type\":\"integer\",\"label\":\"序号\","
    "\"words\":\"a whole number, no leading zero\"},"
    "{\"name\":\"city\",\"type\":\"adcode\",\"label\":\"市\","
    "\"table\":\"adcode\",\"when\":[[\"parts.seq\",[\"1\",\"2\"]]]}]}}],"
    "\"tables\":{\"adcode\":[[\"210100\",\"Shenyang\",\"沈阳市\"],"
    "[\"210200\",\"Dalian\",\"大连市\"]]},"
    "\"rules\":["
    "{\"rule\":\"sequence\",\"level\":\"warning\",\"why\":\"Basis\","
    "\"field\":\"parts.seq\"},"
    "{\"rule\":\"order\",\"when\":[[\"city\",[\"210100\"]]],"
    "\"fields\":[\"from\",\"to\"]},"
    "{\"rule\":\"limit\",\"rows\":\"parts\",\"field\":\"parts.seq\","
    "\"min\":\"\",\"max\":\"9\"}],"
    "\"periods\":[[\"from\",\"to\"]]}";

static void
test_a_kind_as_data(void **state)
{
	struct world w;
	struct buf b = {0};

	(void)state;
	world_open(&w);
	world_load(&w, (const char *const[]){"thing", thing_yaml, NULL});
	json_write(&b, schema_form(&w.arena, &w.set.kind[0], LANG_EN));
	buf_byte(&b, '\0');
	assert_string_equal(b.p, wanted);
	buf_release(&b);
	world_close(&w);
}

/* Every kind of the repository has its fields and only rules that a record
 * can be judged by alone. */
static void
test_shipped_kinds(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	world_load_shipped(&w);
	for (size_t i = 0; i < w.set.n; i++) {
		struct value *form =
		    schema_form(&w.arena, &w.set.kind[i], LANG_ZH);
		const struct value *rules = value_get(form, STR("rules"));
		const struct value *fields = value_get(form, STR("fields"));

		assert_int_equal(fields->n, w.set.kind[i].fields);
		for (size_t k = 0; k < rules->n; k++) {
			struct str name = value_str(value_get(
			    rules->member[k].value, STR("rule")));

			assert_false(str_eq(name, STR("together")) ||
			             str_eq(name, STR("target")) ||
			             str_eq(name, STR("consistent")));
		}
	}
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_kind_as_data),
	    cmocka_unit_test(test_shipped_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
