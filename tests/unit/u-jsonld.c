/*
 * What machines read in a page: of each kind the type and the properties
 * that its type needs, prices that are numbers of a currency alone, nothing
 * that is hidden, and no way out of the script element.
 */
#include "page_world.h"

#include "render/jsonld.h"
#include "text/json.h"

/* The graph of a record, read back from its script element. */
static const struct value *
graph_of(struct page_world *w, const char *path, const char *bytes)
{
	static const struct str head =
	    {"<script type=\"application/ld+json\">", 35};
	struct record *record =
	    world_parse(&w->model, path, str_from(bytes));
	struct arena *a = &w->model.arena;
	const struct value *value;
	struct err err = {0};
	struct context *c;
	struct value *map = value_map(a);
	struct str html;

	assert_non_null(record);
	c = page_world_page(
	    w, (struct output){
	           .type = OUTPUT_RECORD,
	           .name = arena_fmt(a, "%.*s/%.*s",
	                             STR_ARG(record->schema->folder),
	                             STR_ARG(record->id))});
	value_put_text(a, map, "title", record->title.zh);
	value_put_text(a, map, "summary", STR("概述"));
	jsonld_put(c, record, map);
	html = value_str(value_get(c->root, STR("jsonld")));
	if (html.n == 0)
		return NULL;
	assert_true(str_starts(html, head));
	assert_true(str_ends(html, STR("</script>")));
	html = str_sub(html, head.n, html.n - strlen("</script>"));
	assert_true(str_find(html, STR("</")) > html.n);
	assert_true(str_find(html, STR("<!")) > html.n);
	if (json_read(a, arena_str(a, html), &value, NULL, &err))
		fail_msg("%s", err.line);
	assert_str(value_str(value_get(value, STR("@context"))),
	           "https://schema.org");
	return value_get(value, STR("@graph"));
}

static struct str
text_at(const struct value *thing, const char *path)
{
	return value_str(value_path(thing, str_from(path)));
}

static const char license_head[] =
    "---\npatent_title: 一种示例方法\npatent_no: ZL201719109153.0\n"
    "patentees: [{name: 示例大学, uscc: 12210100412376928J}]\n"
    "term: {from: 2024-01-01, to: 2026-12-31}\nfee: ";

static const struct value *
license(struct page_world *w, const char *fee)
{
	struct str text = arena_fmt(&w->model.arena, "%s%s\n---\n",
	                            license_head, fee);

	return graph_of(w, "licenses/2024/ol-2024-0001.md", text.p)
	    ->member[0]
	    .value;
}

static void
test_license(void **state)
{
	static const char address[] =
	    "https://register.example/licenses/ol-2024-0001.html";
	struct page_world w;
	const struct value *v;

	(void)state;
	page_world_open(&w, page_site);
	v = license(&w, "{mode: lump, amount: 2.5}");
	assert_str(text_at(v, "@type"), "Offer");
	assert_str(text_at(v, "@id"), address);
	assert_str(text_at(v, "url"), address);
	assert_str(text_at(v, "identifier"), "ol-2024-0001");
	assert_str(text_at(v, "itemOffered.@type"), "CreativeWork");
	assert_str(text_at(v, "itemOffered.name"), "一种示例方法");
	assert_str(text_at(v, "validThrough"), "2026-12-31");
	assert_str(text_at(v, "priceSpecification.price"), "25000");
	assert_str(text_at(v, "priceSpecification.priceCurrency"), "CNY");
	assert_str(text_at(value_get(v, STR("offeredBy"))->member[0].value,
	                   "name"),
	           "示例大学");
	/* A title in two languages is told in the page's. */
	v = graph_of(&w, "licenses/2024/ol-2024-0001.md",
	             "---\npatent_title: {zh: 方法, en: A method}\n---\n")
	        ->member[0]
	        .value;
	assert_str(text_at(v, "itemOffered.name"), "方法");
	v = license(&w, "{mode: free}");
	assert_str(text_at(v, "priceSpecification.price"), "0");
	v = license(&w, "{mode: royalty_sales, rate: 2}");
	assert_null(value_get(v, STR("priceSpecification")));
	v = license(&w, "{mode: lump, amount: 922337203}");
	assert_str(text_at(v, "priceSpecification.price"), "9223372030000");
	v = license(&w, "{mode: lump, amount: 999999999999}");
	assert_null(value_get(v, STR("priceSpecification")));
	v = license(&w, "{mode: staged, stages: [{from_month: 0, to_month: 6,"
	                " mode: free}]}");
	assert_null(value_get(v, STR("priceSpecification")));
	page_world_close(&w);
}

static void
test_demand(void **state)
{
	struct page_world w;
	const struct value *v;

	(void)state;
	page_world_open(&w, page_site);
	v = graph_of(&w, "demands/2025/xq-2025-0001.md",
	             "---\ntitle: </script><script>\nanonymous: false\n"
	             "valid_until: 2026-01-31\ndeadline: 2027-01-01\n"
	             "enterprise: {name: 示例厂}\n---\n")
	        ->member[0]
	        .value;
	assert_str(text_at(v, "@type"), "Demand");
	assert_str(text_at(v, "name"), "</script><script>");
	assert_str(text_at(v, "validThrough"), "2026-01-31");
	assert_str(text_at(v, "@reverse.seeks.name"), "示例厂");
	v = graph_of(&w, "demands/2025/xq-2025-0001.md",
	             "---\ntitle: 需求\nanonymous: true\n---\n")
	        ->member[0]
	        .value;
	assert_null(value_get(v, STR("@reverse")));
	page_world_close(&w);
}

/* Home, register, record, with full addresses in the page's language. */
static void
test_crumbs(void **state)
{
	static const char *const want[] = {
	    "https://register.example/index.html",
	    "https://register.example/alliances/index.html",
	    "https://register.example/alliances/ln-2021-0001.html"};
	struct page_world w;
	const struct value *graph;
	const struct value *list;

	(void)state;
	page_world_open(&w, page_site);
	graph = graph_of(&w, "alliances/2021/ln-2021-0001.md",
	                 "---\nname: 示例联盟\nmembers:\n"
	                 "  - {name: 甲厂}\n  - {name: 乙校}\n---\n");
	list = value_get(graph->member[0].value, STR("member"));
	assert_int_equal(list->n, 2);
	assert_str(text_at(list->member[1].value, "@type"), "Organization");
	assert_str(text_at(list->member[1].value, "name"), "乙校");
	list = value_get(graph->member[1].value, STR("itemListElement"));
	assert_int_equal(list->n, 3);
	for (size_t i = 0; i < 3; i++)
		assert_str(text_at(list->member[i].value, "item"), want[i]);
	page_world_close(&w);
}

/* Without an address of its own a thing has no name. */
static void
test_nowhere(void **state)
{
	struct page_world w;

	(void)state;
	page_world_open(&w, "title: {zh: 测试}\nlanguage: zh\n"
	                    "languages: [zh]\ntheme: default\n");
	assert_null(graph_of(&w, "news/2021/dt-2021-001.md",
	                     "---\ntitle: 动态\n---\n"));
	page_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_license),
	    cmocka_unit_test(test_demand),
	    cmocka_unit_test(test_crumbs),
	    cmocka_unit_test(test_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
