/* Escaping for each place in a page, and which addresses may stand there. */
#include "unit.h"

#include "text/html.h"

typedef void escape_fn(struct buf *b, struct str s);

static void
assert_escape(escape_fn *escape, const char *in, const char *want)
{
	struct buf b = {0};

	buf_adds(&b, "^");
	escape(&b, str_from(in));
	assert_str(str_sub(buf_str(&b), 1, b.n), want);
	buf_release(&b);
}

static void
test_text(void **state)
{
	(void)state;
	assert_escape(html_escape_text, "", "");
	assert_escape(html_escape_text, "联盟 <b>&\"x\"'</b>",
	              "联盟 &lt;b&gt;&amp;&quot;x&quot;'&lt;/b&gt;");
	assert_escape(html_escape_text, "&amp;", "&amp;amp;");
	assert_escape(html_escape_text, "a\tb\r\nc", "a\tb\r\nc");
	assert_escape(html_escape_text, "a\x01z\x7f",
	              "a\xef\xbf\xbdz\xef\xbf\xbd");
	assert_escape(html_escape_text, "</script>", "&lt;/script&gt;");
}

static void
test_attr(void **state)
{
	(void)state;
	assert_escape(html_escape_attr, "a\"b'c<d>e&f",
	              "a&quot;b&#39;c&lt;d&gt;e&amp;f");
	assert_escape(html_escape_attr, "1\t2\n3\r4", "1&#9;2&#10;3&#13;4");
	assert_escape(html_escape_attr, "\x1b", "\xef\xbf\xbd");
}

static void
test_nul(void **state)
{
	struct buf b = {0};

	(void)state;
	html_escape_text(&b, (struct str){"a\0b", 3});
	assert_str(buf_str(&b), "a\xef\xbf\xbd" "b");
	buf_release(&b);
}

static void
test_pieces(void **state)
{
	(void)state;
	assert_escape(html_escape_url, "aZ09-._~", "aZ09-._~");
	assert_escape(html_escape_url, "a/b?c=d&e#f:g h",
	              "a%2Fb%3Fc%3Dd%26e%23f%3Ag%20h");
	assert_escape(html_escape_url, "沈'\"<>", "%E6%B2%88%27%22%3C%3E");
	assert_escape(html_escape_path, "a/b c:d", "a/b%20c%3Ad");
	assert_escape(html_escape_path, "\\\x01", "%5C%01");
}

static void
test_href(void **state)
{
	(void)state;
	assert_escape(html_escape_href, "https://a.cn/x?a=1&b='2'",
	              "https://a.cn/x?a=1&amp;b=%272%27");
	assert_escape(html_escape_href, "a b\"<>`.html",
	              "a%20b%22%3C%3E%60.html");
	assert_escape(html_escape_href, "文件.pdf", "文件.pdf");
	assert_escape(html_escape_href, "javascript:alert(1)", "#");
}

static const char *const allowed[] = {
	"",
	"#",
	"#main",
	"?q=a:b",
	"index.html",
	"../alliances/ln-2021-0001.html",
	"./a:b",
	"/site/relative",
	"a/b//c",
	"x?u=http://y",
	"https://www.ln.gov.cn/",
	"HTTPS://WWW.LN.GOV.CN",
	"http://a.cn:8080/x",
	"mailto:office@example.cn",
	"Tel:024-12345678",
	"关于.html",
	"javascript",
	"a&b;c",
};

static const char *const refused[] = {
	"//evil.example",
	"///evil.example",
	"\\\\evil.example",
	"/\\evil.example",
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	" javascript:alert(1)",
	"\tjavascript:alert(1)",
	"java\nscript:alert(1)",
	"java\tscript:alert(1)",
	"\x01javascript:alert(1)",
	"javascript :alert(1)",
	"javascript&colon;x:y",
	"data:text/html,<script>",
	"vbscript:x",
	"blob:https://a/b",
	"file:///etc/passwd",
	"ftp://a.cn/",
	"view-source:https://a.cn",
	"record:alliances/x",
	"https:evil",
	"https:/evil",
	"https:///evil",
	"http:",
	"http://",
	"http://?x",
	"httpsx://a",
	"htt:x",
	":x",
	" //evil.example",
	"a.html ",
	"a\x7f" "b",
	"a\xe2\x80\xae" "b",     /* right-to-left override */
	"a\xe2\x81\xa6" "b",     /* isolate */
	"a\xd8\x9c" "b",         /* Arabic letter mark */
	"a\xe2\x80\x8b" "b",     /* zero width space */
	"a\xc2\x85" "b",         /* C1 control */
	"a\xef\xbb\xbf" "b",     /* byte order mark */
	"a\xff" "b",             /* not UTF-8 */
	"https://a.cn/\xed\xa0\x80", /* surrogate */
};

static void
test_allowed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (!html_url_allowed(str_from(allowed[i])))
			fail_msg("refused: %s", allowed[i]);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (html_url_allowed(str_from(refused[i])))
			fail_msg("allowed: %s", refused[i]);
	assert_false(html_url_allowed((struct str){"a\0b", 3}));
}

/* All 256 bytes: nothing may end a tag or a quoted attribute. */
static void
test_every_byte(void **state)
{
	escape_fn *const escapes[] = {html_escape_attr, html_escape_url,
	                              html_escape_path, html_escape_href};

	(void)state;
	for (size_t e = 0; e < sizeof escapes / sizeof *escapes; e++) {
		for (int c = 0; c < 256; c++) {
			char byte = (char)c;
			struct buf b = {0};

			escapes[e](&b, (struct str){&byte, 1});
			for (size_t i = 0; i < b.n; i++)
				assert_null(b.p[i] && strchr("<>\"'", b.p[i])
				                ? &b.p[i]
				                : NULL);
			assert_true(b.n > 0);
			buf_release(&b);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_attr),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_href),
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
