/*
 * Themes: mistakes are told with file, line and column; a digest turns for
 * exactly those pages that use what was edited.
 */
#include "unit.h"

#include "base/err.h"
#include "render/theme.h"

struct file {
	const char *path;
	const char *bytes;
};

static const struct file base[] = {
    {"templates/head.mustache", "<head>"},
    {"templates/card.mustache", "<p>{{title}}</p>"},
    {"templates/home.mustache", "{{>head}}{{>card}}"},
    {"templates/list.mustache", "{{>head}}<ul></ul>"},
    {"templates/feed.mustache", "<feed/>"},
    {"i18n/zh.yaml", "home: 首页\n"},
    {"i18n/en.yaml", "home: Home\n"},
    {"assets/site.css", "a"},
    {"README.md", "not ours"},
};

#define FILES (sizeof base / sizeof *base)

/* The theme with one file's bytes replaced (its blob's id, too). */
static struct theme *
load(size_t edited, const char *bytes)
{
	struct theme *theme = theme_new(STR("plain"));
	struct finding_list findings;
	struct arena arena;
	struct err err = {0};

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	for (size_t i = 0; i < FILES; i++) {
		uint8_t blob[THEME_BLOB] = {(uint8_t)(i + 1)};

		blob[1] = i == edited;
		if (theme_add(theme, str_from(base[i].path),
		              str_from(base[i].path),
		              str_from(i == edited ? bytes : base[i].bytes),
		              blob, &err))
			fail_msg("%s", err.line);
	}
	if (theme_link(theme, LANG_ALL, &findings, &err))
		fail_msg("%s", err.line);
	arena_release(&arena);
	return theme;
}

/* Which of home, list, feed, each in zh and en, turn by the edit? */
static void
expect_turned(size_t edited, const char *bytes, const char *want)
{
	static const char *const page[] = {"home", "list", "feed"};
	struct theme *was = load(FILES, NULL);
	struct theme *is = load(edited, bytes);
	char got[7] = "";

	for (int i = 0; i < 6; i++) {
		struct str name = str_from(page[i / 2]);
		enum lang lang = (enum lang)(i % 2);
		bool same = digest_eq(theme_digest(was, name, lang),
		                      theme_digest(is, name, lang));

		got[i] = same ? '.' : 'x';
	}
	assert_string_equal(got, want);
	theme_free(was);
	theme_free(is);
}

static void
test_digests(void **state)
{
	(void)state;
	expect_turned(FILES, NULL, "......");
	expect_turned(0, "<head class=x>", "xxxx..");
	expect_turned(1, "<b>{{title}}</b>", "xx....");
	expect_turned(3, "{{>head}}<ol></ol>", "..xx..");
	expect_turned(4, "<feed></feed>", "....xx");
	expect_turned(5, "home: 主页\n", "x.x.x.");
	expect_turned(6, "home: Start\n", ".x.x.x");
	expect_turned(7, "b", "xxxxxx");
	expect_turned(8, "another", "......");
}

static void
test_texts(void **state)
{
	struct theme *theme = load(FILES, NULL);
	const struct theme_asset *asset;
	size_t n;

	(void)state;
	assert_str(theme_text(theme, LANG_ZH, "home"), "首页");
	assert_str(theme_text(theme, LANG_EN, "home"), "Home");
	assert_str(theme_text(theme, LANG_EN, "missing"), "missing");
	assert_false(theme_lacks_text(theme, LANG_EN, "missing"));
	asset = theme_assets(theme, &n);
	assert_int_equal(n, 1);
	assert_str(asset->name, "site.css");
	assert_int_equal(asset->blob[0], 8);
	assert_true(theme_wants(STR("templates/x.mustache")));
	assert_true(theme_wants(STR("i18n/zh.yaml")));
	assert_false(theme_wants(STR("assets/x.mustache")));
	assert_false(theme_wants(STR("templates/x.html")));
	assert_false(theme_wants(STR("templates/.mustache")));
	theme_free(theme);
	theme_free(NULL);
}

/* Files that are wrong: the line begins with a place. */
static void
expect_all(const struct file *file, size_t n, unsigned languages,
           const char *english, const char *chinese)
{
	static const uint8_t blob[THEME_BLOB];
	struct theme *theme = theme_new(STR("plain"));
	struct finding_list findings;
	struct arena arena;
	struct err err = {0};
	int rc = 0;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = theme_add(theme, str_from(file[i].path),
		               str_from(file[i].path),
		               str_from(file[i].bytes), blob, &err);
	if (rc == 0)
		rc = theme_link(theme, languages, &findings, &err);
	assert_int_equal(rc, english ? ERR_CONFIG : 0);
	if (english && strncmp(err.line, english, strlen(english)) != 0)
		fail_msg("%s", err.line);
	if (chinese && strncmp(err.chinese, chinese, strlen(chinese)) != 0)
		fail_msg("%s", err.chinese);
	theme_free(theme);
	arena_release(&arena);
}

static void
expect_wrong(const char *path, const char *bytes, const char *place)
{
	expect_all(&(struct file){path, bytes}, 1, 0, place, NULL);
}

static void
test_mistakes(void **state)
{
	(void)state;
	expect_wrong("templates/a.mustache", "<p>\n  {{#x}}\n</p>",
	             "templates/a.mustache:2:3: ");
	expect_wrong("templates/a.mustache", "<p>\n\n{{>nobody}}",
	             "templates/a.mustache:3:1: ");
	expect_wrong("i18n/zh.yaml", "a: 1\nb: [1, 2]\n",
	             "i18n/zh.yaml:2:1: ");
	expect_wrong("i18n/zh.yaml", "b: 1\na: 1\na: 2\n",
	             "i18n/zh.yaml:3:1: error[S102]: key a stands here twice, "
	             "first in line 2");
	expect_wrong("i18n/en.yaml", "a: \"open\n", "i18n/en.yaml:");
}

/* A file that holds no map at all. */
static void
test_no_map(void **state)
{
	(void)state;
	expect_wrong("i18n/zh.yaml", "- a\n- b\n", "i18n/zh.yaml:1:");
	expect_wrong("i18n/zh.yaml", "just text\n", "i18n/zh.yaml:1:1: ");
}

static void
expect_pair(const char *zh, const char *en, const char *english,
            const char *chinese)
{
	struct file file[] = {{"i18n/zh.yaml", zh}, {"i18n/en.yaml", en}};

	expect_all(file, 2, LANG_ALL, english, chinese);
	/* A site of one language needs only its own. */
	expect_all(file, 2, LANG_BIT(LANG_EN), NULL, NULL);
}

static void
test_languages(void **state)
{
	struct file alone = {"i18n/zh.yaml", "a: 甲\n"};

	(void)state;
	expect_pair("a: 甲\nb: 乙\n", "a: A\n",
	            "i18n/zh.yaml:2:1: error[C110]: i18n/en.yaml has no "
	            "text b",
	            "i18n/zh.yaml:2:1: 错误[C110]: i18n/en.yaml 里没有文字 b");
	expect_pair("a: 甲\n", "a: A\nb: B\n",
	            "i18n/en.yaml:2:1: error[C110]: i18n/zh.yaml has no "
	            "text b",
	            NULL);
	expect_pair("a: '{n} 条'\n", "a: '{m} notes'\n",
	            "i18n/en.yaml:1:4: error[C111]: in braces text a has "
	            "{m}, in i18n/zh.yaml:1 it has {n}",
	            NULL);
	expect_pair("a: '{n}{m}'\n", "a: '{n} { m } {m'\n",
	            "i18n/en.yaml:1:4: error[C111]: in braces text a has "
	            "{n}, in i18n/zh.yaml:1 it has {n} {m}",
	            NULL);
	expect_pair("a: 甲\n", "a: 'A {{n}'\n",
	            "i18n/en.yaml:1:4: error[C111]: in braces text a has "
	            "{n}, in i18n/zh.yaml:1 it has none",
	            NULL);
	expect_all(&alone, 1, LANG_ALL, "themes/plain/i18n/en.yaml is missing",
	           "缺少 themes/plain/i18n/en.yaml");
	expect_all(&alone, 1, LANG_BIT(LANG_ZH), NULL, NULL);
}

/* A text that a template names, wherever it names it. */
static void
test_wanted(void **state)
{
	static const char words[] = "a: 甲\nlarge: 大\n";
	struct file file[] = {{"i18n/zh.yaml", words},
	                      {"i18n/en.yaml", words},
	                      {"templates/b.mustache",
	                       "<p>{{i18n.a}}{{other.b}}\n"
	                       "{{#x}}<b>{{i18n.larg}}</b>{{/x}}</p>"}};

	(void)state;
	expect_all(file, 3, LANG_ALL,
	           "templates/b.mustache:2:10: error[C112]: there is no text "
	           "larg, so that pages would be blank here",
	           "templates/b.mustache:2:10: 错误[C112]: 没有文字 larg");
	file[2].bytes = "<p>{{i18n.a}}{{#x}}{{i18n.large}}{{/x}}</p>";
	expect_all(file, 3, LANG_ALL, NULL, NULL);
	file[2] = (struct file){"templates/b.txt.mustache", "{{i18n.b}}"};
	expect_all(file, 3, LANG_ALL, "templates/b.txt.mustache:1:1: ", NULL);
}

/* Names may stand in another order, and twice. */
static void
test_same_names(void **state)
{
	struct file file[] = {{"i18n/zh.yaml", "a: '{x}{y} {}{'\n"},
	                      {"i18n/en.yaml", "a: '{y}{x}{y}}'\n"}};

	(void)state;
	expect_all(file, 2, LANG_ALL, NULL, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_digests),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_no_map),
	    cmocka_unit_test(test_languages),
	    cmocka_unit_test(test_wanted),
	    cmocka_unit_test(test_same_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
