/*
 * site.yaml: what is read, what is assumed, and what is refused.
 */
#include "model_world.h"

static const char *const kinds[] = {
    "thing",
    "kind: thing\nfolder: things\nlabel: {zh: 事项}\nnav: 1\ntitle: name\n"
    "fields: {name: {type: text, label: {zh: 名称}}}\n",
    "note",
    "kind: note\nfolder: notes\nlabel: {zh: 公示}\ntitle: name\n"
    "fields: {name: {type: text, label: {zh: 名称}}}\n",
    NULL};

static const char site_yaml[] =
    "title: {zh: 平台, en: Register}\n"
    "publisher: 某厅\n"
    "base_url: https://example.cn/gs\n"
    "language: zh\n"
    "languages: [zh, en]\n"
    "timezone: Asia/Shanghai\n"
    "site_id_code: \"2100000000\"\n"
    "license: {zh: 自由使用, en: Free, url: https://example.cn/l}\n"
    "repository: https://example.cn/gs.git\n"
    "mail: office@gongshi.example\n"
    "address: {zh: 某街1号, en: 1 Street}\n"
    "page_size: 30\n"
    "kinds:\n"
    "  thing: {languages: [zh], outputs: [html, json]}\n";

static int
load(struct world *w, struct site *site, const char *text)
{
	struct source file = {STR("content/site.yaml"), str_from(text)};
	struct err err;

	world_open(w);
	world_load(w, kinds);
	return site_load(site, &w->arena, &file, &w->set, &w->findings, &err);
}

static void
test_reads_what_is_there(void **state)
{
	struct world w;
	struct site site;

	(void)state;
	assert_int_equal(load(&w, &site, site_yaml), 0);
	assert_str(site.title.en, "Register");
	assert_str(text2_in(site.publisher, LANG_EN), "某厅");
	assert_str(site.base_url, "https://example.cn/gs/");
	assert_str(site.site_id_code, "2100000000");
	assert_str(site.license.zh, "自由使用");
	assert_str(site.license.en, "Free");
	assert_str(site.license_url, "https://example.cn/l");
	assert_str(site.repository, "https://example.cn/gs.git");
	assert_int_equal(site.utc_offset, 480);
	assert_str(site.mail, "office@gongshi.example");
	assert_str(site.address.en, "1 Street");
	assert_int_equal(site.page_size, 30);
	assert_int_equal(site.languages, LANG_ALL);
	assert_int_equal(site.kinds, 2);
	assert_int_equal(site_kind(&site, &w.set.kind[0])->languages,
	                 LANG_BIT(LANG_ZH));
	assert_int_equal(site_kind(&site, &w.set.kind[0])->outputs,
	                 OUTPUT_HTML | OUTPUT_JSON);
	world_close(&w);
}

static void
test_assumes_the_rest(void **state)
{
	struct world w;
	struct site site;

	(void)state;
	assert_int_equal(load(&w, &site, "title: 平台\n"), 0);
	assert_str(site.theme, "default");
	assert_str(site.base_url, "");
	assert_int_equal(site.page_size, 20);
	assert_int_equal(site.feed_size, 20);
	assert_int_equal(site.latest, 5);
	assert_int_equal(site.language, LANG_ZH);
	assert_int_equal(site.languages, LANG_ALL);
	assert_int_equal(site.utc_offset, 480);
	assert_int_equal(site_kind(&site, &w.set.kind[1])->outputs,
	                 OUTPUT_ALL);
	assert_int_equal(site_kind(&site, &w.set.kind[1])->languages,
	                 LANG_ALL);
	world_close(&w);
}

static void
test_time_zones(void **state)
{
	struct world w;
	struct site site;

	(void)state;
	assert_int_equal(load(&w, &site, "title: a\ntimezone: '-03:30'\n"), 0);
	assert_int_equal(site.utc_offset, -210);
	world_close(&w);
	assert_int_equal(load(&w, &site, "title: a\ntimezone: UTC\n"), 0);
	assert_int_equal(site.utc_offset, 0);
	world_close(&w);
}

static void
test_mistakes(void **state)
{
	static const struct {
		const char *text, *code;
		unsigned line, column;
	} mistakes[] = {
	    {"subtitle: b\n", "C102", 1, 1},
	    {"title: {zh: a, de: b}\n", "C101", 1, 16},
	    {"title: [a]\n", "C103", 1, 8},
	    {"title: a\npage_siz: 3\n", "C101", 2, 1},
	    {"title: a\npage_size: 0\n", "C103", 2, 12},
	    {"title: a\npage_size: 1001\n", "C103", 2, 12},
	    {"title: a\nlanguage: fr\n", "C105", 2, 11},
	    {"title: a\nlanguage: en\nlanguages: [zh]\n", "C105", 2, 11},
	    {"title: a\ntimezone: Asia/Shanghia\n", "C105", 2, 11},
	    {"title: a\nbase_url: ftp://x/\n", "C103", 2, 11},
	    {"title: a\nmail: office\n", "C103", 2, 7},
	    {"title: a\ntheme: ../x\n", "C103", 2, 8},
	    {"title: a\nkinds: {thin: {}}\n", "C101", 2, 9},
	    {"title: a\nkinds: {thing: {outputs: [xml]}}\n", "C105", 2, 27},
	    {"title: a\nlanguages: [zh]\nkinds: {thing: {languages: [en]}}\n",
	     "C105", 3, 29},
	    {"title: a\ntitle: b\n", "S102", 2, 1},
	    {"- a\n", "S117", 1, 1},
	    {"", "S117", 0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct world w;
		struct site site;

		assert_int_equal(load(&w, &site, mistakes[i].text),
		                 ERR_CONFIG);
		world_expect(&w, mistakes[i].code, mistakes[i].line,
		             mistakes[i].column);
		world_close(&w);
	}
}

static void
test_shipped_site_is_sound(void **state)
{
	struct world w;
	struct site site;
	struct source file;
	struct err err;

	(void)state;
	world_open(&w);
	world_load_shipped(&w);
	file = world_file(&w.arena, "content/site.yaml");
	if (site_load(&site, &w.arena, &file, &w.set, &w.findings, &err))
		fail_msg("%s", err.line);
	assert_int_equal(w.findings.n, 0);
	assert_int_equal(site.utc_offset, 480);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads_what_is_there),
	    cmocka_unit_test(test_assumes_the_rest),
	    cmocka_unit_test(test_time_zones),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_shipped_site_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
