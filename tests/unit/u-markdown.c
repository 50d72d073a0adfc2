/* Markdown: HTML, plain text, links, anchors, tables, mutations. */
#include "unit.h"

#include "base/buf.h"
#include "text/markdown.h"

struct fixture {
	struct arena a;
	struct markdown *doc;
	struct markdown_error e;
	struct buf b;
};

static int
parse(struct fixture *f, struct str body)
{
	*f = (struct fixture){0};
	arena_init(&f->a);
	return markdown_parse(&f->a, body, &f->doc, &f->e);
}

static void
done(struct fixture *f)
{
	markdown_free(f->doc);
	arena_release(&f->a);
	buf_release(&f->b);
}

static void
expect_styled(const char *body, const struct markdown_style *style,
              const char *html)
{
	struct fixture f;

	assert_int_equal(parse(&f, str_from(body)), 0);
	markdown_html(f.doc, style, &f.b);
	assert_str(buf_str(&f.b), html);
	done(&f);
}

static void
expect(const char *body, const char *html)
{
	expect_styled(body, NULL, html);
}

static void
expect_text(const char *body, const char *text)
{
	struct fixture f;

	assert_int_equal(parse(&f, str_from(body)), 0);
	markdown_text(f.doc, &f.b);
	assert_str(buf_str(&f.b), text);
	done(&f);
}

static void
expect_refusal(struct str body, enum markdown_code code, unsigned line)
{
	struct fixture f;

	assert_int_equal(parse(&f, body), -1);
	assert_null(f.doc);
	assert_int_equal(f.e.code, code);
	assert_int_equal(f.e.line, line);
	assert_true(f.e.column >= 1);
	done(&f);
}

static void
test_blocks(void **state)
{
	(void)state;
	expect("", "");
	expect("a\n", "<p>a</p>\n");
	expect("- a\n- *b*\n\n1. c\n", "<ul>\n<li>a</li>\n<li><em>b</em></li>"
	                               "\n</ul>\n<ol>\n<li>c</li>\n</ol>\n");
	expect("7. a\n", "<ol start=\"7\">\n<li>a</li>\n</ol>\n");
	expect("> a\n\n---\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"
	                       "<hr />\n");
	expect("``` c x\n<a>\n```\n", "<pre><code class=\"language-c\">"
	                              "&lt;a&gt;\n</code></pre>\n");
	expect("a\\\nb `c`", "<p>a<br />\nb <code>c</code></p>\n");
}

/* Output goes behind what is there, begun lines stay as they are. */
static void
test_appends(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(parse(&f, STR("a")), 0);
	buf_adds(&f.b, "x");
	markdown_html(f.doc, NULL, &f.b);
	markdown_text(f.doc, &f.b);
	assert_str(buf_str(&f.b), "x<p>a</p>\na\n");
	done(&f);
}

static void
test_line_breaks(void **state)
{
	static const struct markdown_style bare = {.bare = true};

	(void)state;
	expect("产学\n研", "<p>产学研</p>\n");
	expect_styled("产学\n研", &bare, "<p>产学\n研</p>\n");
	expect("产学，\n**研**", "<p>产学，<strong>研</strong></p>\n");
	expect("产学\n“研”", "<p>产学“研”</p>\n");
	expect("产学\nR&D", "<p>产学\nR&amp;D</p>\n");
	expect("a\nb", "<p>a\nb</p>\n");
	expect("“a”\n“b”", "<p>“a”\n“b”</p>\n");
	expect("한\n글", "<p>한\n글</p>\n");
	expect_text("产学\n研 a\nb\\\nc", "产学研 a b c\n");
}

static void
test_headings(void **state)
{
	static const struct markdown_style deep = {.top = 5,
	                                           .prefix = STR("n-")};
	static const struct markdown_style bare = {.bare = true};

	(void)state;
	expect("# 一、总则", "<h2 id=\"sec-1\">一、总则</h2>\n");
	expect("a\n---\n", "<h2 id=\"u-a\">a</h2>\n");
	expect("### a\n#### b\n",
	       "<h2 id=\"u-a\">a</h2>\n<h3 id=\"u-b\">b</h3>\n");
	expect("## a\n# b\n",
	       "<h3 id=\"u-a\">a</h3>\n<h2 id=\"u-b\">b</h2>\n");
	expect_styled("# a\n### [b](#u-a) [c](#x)", &deep,
	              "<h5 id=\"n-u-a\">a</h5>\n<h6 id=\"n-u-b-c\">"
	              "<a href=\"#n-u-a\">b</a> <a href=\"#x\">c</a></h6>\n");
	expect_styled("# a", &bare, "<h1>a</h1>\n");
}

static void
test_anchors(void **state)
{
	static const struct {
		const char *text, *anchor;
	} of[] = {
	    {"第九条 申报", "art-9"},       {"第一百三十三条之一", "art-133-1"},
	    {"第２０条", "art-20"},         {"第九条", "art-9-2"},
	    {"第十二章 附则", "ch-12"},     {"第二节", "div-2"},
	    {"（一）无节", "item-1"},       {"二、范围", "sec-2"},
	    {"（一）甲", "sec-2-1"},        {"(十)乙", "sec-2-10"},
	    {"二〇、再", "sec-20"},         {"（一）丙", "sec-20-1"},
	    {"二、范围", "sec-2-2"},        {"Scope & Terms!", "u-scope-terms"},
	    {"scope terms", "u-scope-terms-2"}, {"body", "u-body"},
	    {"说明", "h-1"},                {"说明", "h-2"},
	    {"!!!", "h-3"},                 {"English 与中文", "h-4"},
	    {"第零条", "h-5"},              {"一 无顿号", "h-6"},
	    {"第99999999999条", "h-7"},
	    {"撤销（第十一条、第十四条）", "art-11"},
	    {"备案（第七至十条）", "art-7"}, {"条件（第七条）", "art-7-2"},
	    {"撤销（第十一项）", "h-8"},    {"（第五条）的条件", "h-9"},
	};
	struct markdown_headings h;
	struct buf body = {0};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		buf_fmt(&body, "## %s\n", of[i].text);
	assert_int_equal(parse(&f, buf_str(&body)), 0);
	h = markdown_headings(f.doc);
	assert_int_equal(h.n, sizeof of / sizeof *of);
	for (size_t i = 0; i < h.n; i++) {
		assert_str(h.heading[i].anchor, of[i].anchor);
		assert_str(h.heading[i].text, of[i].text);
		assert_int_equal(h.heading[i].line, i + 1);
		assert_int_equal(h.heading[i].level, 2);
	}
	done(&f);
	buf_release(&body);
}

/* Articles that are no headings, as laws are set. */
static void
test_articles(void **state)
{
	static const struct markdown_style style = {.prefix = STR("t-")};

	(void)state;
	expect_styled("第三条　盟主\n\n**第四条** 甲\n\n第十二条之一 乙",
	              &style,
	              "<p id=\"t-art-3\">第三条　盟主</p>\n"
	              "<p id=\"t-art-4\"><strong>第四条</strong> 甲</p>\n"
	              "<p id=\"t-art-12-1\">第十二条之一 乙</p>\n");
	/* What only names an article, or names it again, is none. */
	expect_styled("第三条规定\n\n第三条 甲\n\n第三条 乙\n\n- 第四条 丙\n"
	              "\n> 第五条 丁\n\n第一章 戊",
	              &style,
	              "<p>第三条规定</p>\n<p id=\"t-art-3\">第三条 甲</p>\n"
	              "<p>第三条 乙</p>\n<ul>\n<li>第四条 丙</li>\n</ul>\n"
	              "<blockquote>\n<p>第五条 丁</p>\n</blockquote>\n"
	              "<p>第一章 戊</p>\n");
}

/* A name that was made for a second heading may be another's first. */
static void
test_anchors_never_clash(void **state)
{
	struct fixture f;
	struct markdown_headings h;

	(void)state;
	assert_int_equal(parse(&f, STR("# a\n# a 2\n# a\n# a\n# a 2\n"
	                               "# 一、\n# （二）\n# 一、\n")),
	                 0);
	h = markdown_headings(f.doc);
	assert_int_equal(h.n, 8);
	for (size_t i = 0; i < h.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(h.heading[i].anchor,
			                    h.heading[k].anchor));
	done(&f);
}

static void
expect_link(const char *body, enum markdown_link_type type,
            const char *target, const char *anchor, const char *text,
            unsigned line, unsigned column)
{
	struct markdown_links links;
	struct fixture f;

	assert_int_equal(parse(&f, str_from(body)), 0);
	links = markdown_links(f.doc);
	assert_true(links.n >= 1);
	assert_int_equal(links.link[0].type, type);
	assert_str(links.link[0].target, target);
	assert_str(links.link[0].anchor, anchor);
	assert_str(links.link[0].text, text);
	assert_int_equal(links.link[0].line, line);
	assert_int_equal(links.link[0].column, column);
	done(&f);
}

static void
test_links(void **state)
{
	(void)state;
	expect_link("甲\n\n见[乙*丙*](record:alliances/ln-1#art-2)",
	            LINK_RECORD, "alliances/ln-1", "art-2", "乙丙", 3, 9);
	expect_link("[x](record:a)", LINK_REFUSED, "a", "", "x", 1, 5);
	expect_link("[x](record:a/b/c)", LINK_REFUSED, "a/b/c", "", "x", 1,
	            5);
	expect_link("[x](record:../b)", LINK_REFUSED, "../b", "", "x", 1, 5);
	expect_link("[x](../a.md)", LINK_RELATIVE, "../a.md", "", "x", 1, 5);
	expect_link("[x](#y)", LINK_ANCHOR, "", "y", "x", 1, 5);
	expect_link("[x]()", LINK_ANCHOR, "", "", "x", 1, 1);
	expect_link("<https://a.cn/b?c=d>", LINK_EXTERNAL,
	            "https://a.cn/b?c=d", "", "https://a.cn/b?c=d", 1, 2);
	expect_link("[x](MAILTO:a@b.cn)", LINK_MAIL, "MAILTO:a@b.cn", "",
	            "x", 1, 5);
	expect_link("![图](a.png)", IMAGE_RELATIVE, "a.png", "", "图", 1, 6);
	expect_link("![图](http://x/a.png)", IMAGE_REFUSED,
	            "http://x/a.png", "", "图", 1, 6);
	expect_link("![图](record:a/b)", IMAGE_REFUSED, "a/b", "", "图", 1,
	            6);
	expect_link("a <b>", RAW_HTML, "", "", "", 1, 3);
	expect_link("a\n\n<div>\nx\n</div>\n", RAW_HTML, "", "", "", 3, 1);
	expect_link("[x][r]\n\n[r]: /u#f", LINK_RELATIVE, "/u", "f", "x", 1,
	            1);
	expect_link("- a\n  - 中\n    文 [x](/u)", LINK_RELATIVE, "/u", "",
	            "x", 3, 11);
	expect_link("> |a|b|\n> |-|-|\n> |中|[x](/u)|", LINK_RELATIVE, "/u",
	            "", "x", 3, 10);
}

static void
test_refused_addresses(void **state)
{
	static const char *const urls[] = {
	    "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x",
	    "vbscript:x",          "blob:x",       "intent:x",
	    "view-source:x",       "//evil.cn",    "\\\\evil.cn",
	    "java&#115;cript:x",   "file:///etc",  "ftp://a",
	    "&#x202e;x",           "javascript&colon;x"};
	char body[80];

	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		snprintf(body, sizeof body, "[x](%s)", urls[i]);
		expect(body, "<p>x</p>\n");
		snprintf(body, sizeof body, "![x](%s)", urls[i]);
		expect(body, "<p>x</p>\n");
	}
}

static bool
answer(void *context, const struct markdown_link *link, struct buf *url)
{
	buf_adds(url, context);
	buf_add(url, link->target);
	return str_find(link->target, STR("absent")) > link->target.n;
}

static void
test_resolve(void **state)
{
	static char up[] = "../";
	static char evil[] = "javascript:";
	struct markdown_style style = {.resolve = answer, .context = up};

	(void)state;
	expect_styled("[x](record:a/b#c) [y](record:a/absent) [z](/q)",
	              &style, "<p><a href=\"../a/b#c\">x</a> y "
	                      "<a href=\"..//q\">z</a></p>\n");
	expect_styled("![i](absent.png) ![k](a \"t\") [l](https://e.cn)",
	              &style,
	              "<p>i <img src=\"../a\" alt=\"k\" title=\"t\" /> "
	              "<a href=\"https://e.cn\" rel=\"nofollow noopener "
	              "noreferrer\">l</a></p>\n");
	style.context = evil;
	expect_styled("[x](record:a/b)", &style, "<p>x</p>\n");
	expect("[x](record:a/b) [y](z)",
	       "<p>x <a href=\"z\">y</a></p>\n");
}

static void
test_links_in_links(void **state)
{
	(void)state;
	expect("[a <http://b.cn> c](/d)",
	       "<p><a href=\"/d\">a http://b.cn c</a></p>\n");
	expect("[![i](a.png)](/d)", "<p><a href=\"/d\"><img src=\"a.png\" "
	                            "alt=\"i\" /></a></p>\n");
	expect("![a [b](c) ![d](e)](f)",
	       "<p><img src=\"f\" alt=\"a b d\" /></p>\n");
}

static void
test_raw_html(void **state)
{
	(void)state;
	expect("a <b onclick=x>c</b> <!-- d -->e", "<p>a c e</p>\n");
	expect("<script>\nalert(1)\n</script>\n\nx", "<p>x</p>\n");
	expect_text("<div>\nx\n</div>\n\ny <b>z</b>", "y z\n");
}

static void
test_tables(void **state)
{
	(void)state;
	expect("甲：\n| a | b |\n|:-:|---|\n| 1 `\\|` |\n| 2 | 3 | 4 |\n",
	       "<p>甲：</p>\n<div class=\"table\">\n<table>\n<thead>\n<tr>\n"
	       "<th scope=\"col\" class=\"align-center\">a</th>\n"
	       "<th scope=\"col\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
	       "<td class=\"align-center\">1 <code>|</code></td>\n"
	       "<td></td>\n</tr>\n<tr>\n<td class=\"align-center\">2</td>\n"
	       "<td>3</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
	expect_text("| a | b |\n|-|-|\n| 1 | **2** |\n| | 3 |\n\nx",
	            "a b\n1 2\n3\nx\n");
	expect_text("a|b\n", "a|b\n");
	expect_text("a\n-\n", "a\n");
	expect_text("    a|b\n    -|-\n", "a|b\n-|-\n");
	expect_text("```\na|b\n-|-\n```\n", "a|b\n-|-\n");
}

/* Tables where the lines of the paragraph have something in front. */
static void
test_tables_inside(void **state)
{
	static const struct markdown_style bare = {.bare = true};

	(void)state;
	expect_styled("> - |a|\n>   |-|\n>   |[x][r]|\n\n[r]: /u\n", &bare,
	              "<blockquote>\n<ul>\n<li>\n<table>\n<thead>\n<tr>\n"
	              "<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
	              "<td><a href=\"/u\">x</a></td>\n</tr>\n</tbody>\n"
	              "</table>\n</li>\n</ul>\n</blockquote>\n");
	expect_text("1. x\n   |a|\n   |-|\n   |`b|\n   |c`|\n",
	            "x\na\n`b\nc`\n");
	expect_text("|a|\r\n|-|\r\n|- b|\r\n|# c|\r\n|    d|\r\n",
	            "a\n- b\n# c\nd\n");
	expect_text("[r]: /u\n|a|\n|-|\n|[r]|\n", "a\nr\n");
}

/* cmark takes a table with a rule under it for a heading. */
static void
test_table_before_rule(void **state)
{
	static const struct markdown_style bare = {.bare = true};
	static const char head[] = "<table>\n<thead>\n<tr>\n<th>a</th>\n"
	                           "</tr>\n</thead>\n<tbody>\n<tr>\n"
	                           "<td>1</td>\n</tr>\n";
	static const char *const ends[] = {"",     "\n",      "\n\n",
	                                   "\nx", "\n***\n", "\n---\n"};
	struct buf want = {0}, body = {0};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		buf_reset(&body);
		buf_fmt(&body, "|a|\n|-|\n|1|\n---%s%c", ends[i], '\0');
		buf_reset(&want);
		buf_fmt(&want, "%s</tbody>\n</table>\n<hr />\n%s%c", head,
		        i == 3   ? "<p>x</p>\n"
		        : i >= 4 ? "<hr />\n"
		                 : "",
		        '\0');
		expect_styled(body.p, &bare, want.p);
	}
	buf_reset(&want);
	buf_fmt(&want, "%s<tr>\n<td>===</td>\n</tr>\n</tbody>\n</table>\n%c",
	        head, '\0');
	expect_styled("|a|\n|-|\n|1|\n===\n", &bare, want.p);
	buf_release(&want);
	buf_release(&body);
}

static void
test_text(void **state)
{
	(void)state;
	expect_text("# a *b*\n\nc [d](e) ![f](g)\n\n- h\n- i\n\n```\nj\nk\n"
	            "```\n> l `m`\n",
	            "a b\nc d f\nh\ni\nj\nk\nl m\n");
	expect_text("&lt;b&gt; \\*", "<b> *\n");
}

static void
test_bytes(void **state)
{
	struct fixture f;

	(void)state;
	expect_refusal(STR("a\n\0"), MARKDOWN_NUL, 2);
	assert_int_equal(parse(&f, STR("中\r\n中文\xff")), -1);
	assert_int_equal(f.e.code, MARKDOWN_NOT_UTF8);
	assert_int_equal(f.e.line, 2);
	assert_int_equal(f.e.column, 3);
	done(&f);
	expect_refusal(STR("\xef\xbf\xbe x"), MARKDOWN_NOT_UTF8, 1);
}

/* The same document gives the same bytes again. */
static void
test_again(void **state)
{
	static const char body[] = "# 一、\n\n|a|\n|-|\n|[x](y)|\n\n- <b>\n";
	struct fixture f;
	size_t half;

	(void)state;
	assert_int_equal(parse(&f, str_from(body)), 0);
	markdown_html(f.doc, NULL, &f.b);
	half = f.b.n;
	markdown_html(f.doc, NULL, &f.b);
	assert_int_equal(f.b.n, 2 * half);
	assert_memory_equal(f.b.p, f.b.p + half, half);
	done(&f);
}

/* Every prefix, and every byte replaced: read or refused, no crash. */
static void
test_mutations(void **state)
{
	static const char text[] =
	    "# 一、x\n\n甲\n| a | `b` |\n|:-|-:|\n| [c](d) | *e* |\n---\n"
	    "> - f\n>   g|h\n>   -|-\n\n[r]: /u 't'\n\n1. ![i](j) [r]\n"
	    "```\nk\n```\n<div>\n\\* &amp; <b> <http://l>\n";
	static const char with[] = "|\n\r\t >-=#[]()!`*<\\:1\xe4";
	char copy[sizeof text];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		for (size_t k = 0; k < sizeof with; k++) {
			struct fixture f;
			size_t n = k ? sizeof text - 1 : i;

			memcpy(copy, text, sizeof text);
			copy[i] = with[k];
			if (!parse(&f, (struct str){copy, n})) {
				markdown_html(f.doc, NULL, &f.b);
				markdown_text(f.doc, &f.b);
			}
			done(&f);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_line_breaks),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_anchors),
		cmocka_unit_test(test_articles),
		cmocka_unit_test(test_anchors_never_clash),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_refused_addresses),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_links_in_links),
		cmocka_unit_test(test_raw_html),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tables_inside),
		cmocka_unit_test(test_table_before_rule),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
