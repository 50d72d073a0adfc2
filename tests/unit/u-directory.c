/*
 * All registers of the site: by their groups, with numbers and addresses;
 * those without members left out, also when the last one leaves.
 */
#include "page_world.h"

#include "render/directory.h"
#include "store/view.h"

/* A record of the register comes or goes. */
static void
put(struct page_world *w, const char *folder, uint32_t serial, bool there)
{
	struct view view = {.txn = w->state.txn, .limits = {3, 5}};
	struct str name =
	    arena_fmt(&w->state.arena, "%s/x%u", folder, serial);
	struct row row = {.visible = true,
	                  .accession = serial,
	                  .serial = serial,
	                  .day = NO_DAY,
	                  .scheduled = NO_DAY,
	                  .leaves = NO_DAY,
	                  .status = {.until = NO_DAY}};

	row.title[0] = name;
	view_apply(&view, name, there ? NULL : &row, there ? &row : NULL);
}

static struct str
text_of(const struct value *map, const char *key)
{
	return value_str(value_get(map, str_from(key)));
}

/* "GROUP: REGISTER NUMBER ADDRESS DOC; ..." a line for each group. */
static struct str
groups_of(struct page_world *w, enum lang lang)
{
	struct output map = {.type = OUTPUT_DIRECTORY, .lang = lang};
	struct context *c = page_world_page(w, map);
	const struct value *groups = directory_groups(c);
	struct buf b = {0};
	struct str text;

	for (size_t i = 0; i < groups->n; i++) {
		const struct value *g = groups->member[i].value;
		const struct value *kinds = value_get(g, STR("kinds"));

		buf_fmt(&b, "%.*s:", STR_ARG(text_of(g, "label")));
		for (size_t k = 0; k < kinds->n; k++) {
			const struct value *one = kinds->member[k].value;

			buf_fmt(&b, " %.*s %.*s %.*s;",
			        STR_ARG(text_of(one, "label")),
			        STR_ARG(text_of(one, "count")),
			        STR_ARG(text_of(one, "url")));
			assert_true(str_ends(text_of(one, "doc_url"),
			                     STR(".html")));
		}
		buf_byte(&b, '\n');
	}
	text = arena_str(&w->state.arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static void
test_groups(void **state)
{
	struct page_world w;

	(void)state;
	page_world_open(&w, page_site);
	assert_str(groups_of(&w, LANG_ZH), "");
	put(&w, "demands", 1, true);
	put(&w, "licenses", 1, true);
	put(&w, "licenses", 2, true);
	put(&w, "results", 1, true);
	assert_str(groups_of(&w, LANG_ZH),
	           "成果与许可: 专利开放许可 2 licenses/index.html;"
	           " 科技成果 1 results/index.html;\n"
	           "需求与对接: 技术需求 1 demands/index.html;\n");
	assert_str(groups_of(&w, LANG_EN),
	           "Results and licences: Open patent licences 2"
	           " ../en/licenses/index.html;"
	           " Research results 1 ../en/results/index.html;\n"
	           "Needs and matching: Technology needs 1"
	           " ../en/demands/index.html;\n");
	put(&w, "results", 1, false);
	put(&w, "demands", 1, false);
	assert_str(groups_of(&w, LANG_ZH),
	           "成果与许可: 专利开放许可 2 licenses/index.html;\n");
	page_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
