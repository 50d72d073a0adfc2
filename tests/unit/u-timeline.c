/*
 * The timeline: dates that the schema calls events among the states, one
 * entry for all that one day does, ahead or past in the same words, and
 * nothing else.
 */
#include "page_world.h"

#include "render/timeline.h"

static const char members[] =
    "---\nname: 示例联盟\nagreement_effective: 2021-01-01\nmembers:\n"
    "  - {seq: 1, name: 甲公司, joined: 2021-03-01}\n"
    "  - {seq: 2, name: 乙大学, joined: 2021-03-01, left: 2024-02-01}\n"
    "  - {seq: 3, name: 丙研究院, joined: 2023-05-01}\n"
    "  - {seq: 4, name: 丁中心}\n"
    "  - {seq: 5, name: 戊学院, joined: 2021-13-01}\n"
    "  - {seq: 6, name: 己公司, joined: 2099-01-01}\n---\n";

static struct timeline_step
step(struct context *c, const char *day, const char *label)
{
	struct timeline_step s = {.value = value_map(c->arena)};

	assert_true(date_parse_iso(str_from(day), &s.day));
	value_put(c->arena, s.value, STR("from"), context_date(c, s.day));
	value_put_text(c->arena, s.value, "label", str_from(label));
	return s;
}

/* "DAY LABEL NAMES; ..." */
static struct str
told(struct page_world *w, const char *text, enum lang lang, bool states)
{
	struct output output = {.type = OUTPUT_RECORD,
	                        .name = STR("alliances/x"),
	                        .lang = lang};
	struct context *c = page_world_page(w, output);
	struct record_input input = {
	    .file = {STR("alliances/2021/x.md"), str_from(text)}};
	struct finding_list quiet;
	struct timeline_step s[2];
	struct value *map = value_map(c->arena);
	const struct value *list;
	struct str all = STR("");

	finding_list_init(&quiet, c->arena);
	s[0] = step(c, "2021-03-01", "filed");
	s[1] = step(c, "2023-12-31", "revoked");
	timeline_put(c,
	             record_parse(c->arena, &w->model.set, &input, &quiet), s,
	             states ? 2 : 0, map);
	list = value_get(map, STR("events"));
	for (size_t i = 0; i < list->n; i++) {
		const struct value *one = list->member[i].value;
		const struct value *from = value_get(one, STR("from"));
		const struct value *names = value_get(one, STR("title"));

		all = arena_fmt(
		    c->arena, "%.*s%.*s %.*s %.*s; ", STR_ARG(all),
		    STR_ARG(value_str(value_get(from, STR("iso")))),
		    STR_ARG(value_str(value_get(one, STR("label")))),
		    STR_ARG(names ? value_str(names) : STR("")));
	}
	return all;
}

static void
test_told(void **state)
{
	struct page_world w;

	(void)state;
	page_world_open(&w, page_site);
	assert_str(told(&w, members, LANG_ZH, true),
	           "2021-03-01 filed ; 2021-03-01 成员加入 甲公司、乙大学; "
	           "2023-05-01 成员加入 丙研究院; 2023-12-31 revoked ; "
	           "2024-02-01 成员退出 乙大学; "
	           "2099-01-01 成员加入 己公司; ");
	assert_str(told(&w, members, LANG_EN, false),
	           "2021-03-01 Members joining 甲公司, 乙大学; "
	           "2023-05-01 Members joining 丙研究院; "
	           "2024-02-01 Members leaving 乙大学; "
	           "2099-01-01 Members joining 己公司; ");
	assert_str(told(&w, "---\nname: 示例联盟\n---\n", LANG_ZH, true),
	           "2021-03-01 filed ; 2023-12-31 revoked ; ");
	page_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
