/*
 * Sinks: the escaping of every place in HTML, the places that are refused,
 * and attack strings from $GONGSHI_SHARED/data/xss (default ../shared)
 * through every sink.
 */
#include "template_world.h"

#include <strings.h>

static void
test_text(void **state)
{
	struct world *w = *state;

	assert_html(w, "<p>{{x}}</p>", "{\"x\":\"<b>&\\\"\"}",
	            "<p>&lt;b&gt;&amp;&quot;</p>");
	assert_html(w, "<p>{{{x}}}{{&x}}</p>", "{\"x\":\"<b>\"}",
	            "<p>&lt;b&gt;&lt;b&gt;</p>");
	assert_html(w, "<p>{{html}}{{{html}}}</p>", "{}",
	            "<p><em title=\"x\"><em title=\"x\"></p>");
	assert_html(w, "<title>{{html}}</title><h1>{{html}}</h1>", "{}",
	            "<title>&lt;em title=&quot;x&quot;&gt;</title>"
	            "<h1><em title=\"x\"></h1>");
	assert_html(w, "<TextArea>{{{x}}}</tEXTAREA >{{x}}",
	            "{\"x\":\"</textarea>\"}",
	            "<TextArea>&lt;/textarea&gt;</tEXTAREA >"
	            "&lt;/textarea&gt;");
	assert_html(w, "1 < 2 {{x}} <3 {{x}}", "{\"x\":1}", "1 < 2 1 <3 1");
	assert_html(w, "{{t}} {{f}} {{n}} {{l}} {{d}}",
	            "{\"t\":true,\"f\":false,\"n\":null,\"l\":[1],"
	            "\"d\":1.50}",
	            "true false   1.50");
}

static void
test_attribute(void **state)
{
	struct world *w = *state;
	const char *json = "{\"x\":\"a\\\" onclick='b' <\\n\"}";

	assert_html(w, "<p title=\"{{x}}\">", json,
	            "<p title=\"a&quot; onclick=&#39;b&#39; &lt;&#10;\">");
	assert_html(w, "<p title='-{{x}}-' b>", json,
	            "<p title='-a&quot; onclick=&#39;b&#39; &lt;&#10;-' b>");
	assert_html(w, "<p title=\"{{html}}{{{html}}}\">", "{}",
	            "<p title=\"&lt;em title=&quot;x&quot;&gt;"
	            "&lt;em title=&quot;x&quot;&gt;\">");
	assert_html(w, "<a data-href = \"{{x}}\">", "{\"x\":\"a:b\"}",
	            "<a data-href = \"a:b\">");
	assert_html(w, "<meta name=a content=\"{{x}}\">", "{\"x\":\"a:b\"}",
	            "<meta name=a content=\"a:b\">");
}

static void
test_url(void **state)
{
	struct world *w = *state;

	assert_html(w, "<a href=\"{{x}}\">", "{\"x\":\"https://a/?b&c\"}",
	            "<a href=\"https://a/?b&amp;c\">");
	assert_html(w, "<a HREF='{{x}}'>", "{\"x\":\"javascript:alert(1)\"}",
	            "<a HREF='#'>");
	assert_html(w, "<a href=\" {{x}}\">", "{\"x\":\"//evil\"}",
	            "<a href=\" #\">");
	assert_html(w, "<use xlink:href=\"{{x}}\"/>", "{\"x\":\"data:x\"}",
	            "<use xlink:href=\"#\"/>");
	assert_html(w, "<a href=\"{{html}}\">", "{}",
	            "<a href=\"%3Cem%20title=%22x%22%3E\">");
	assert_html(w, "<a href=\"{{r}}by/{{x}}.html?q={{x}}#{{x}}\">",
	            "{\"r\":\"../\",\"x\":\"a/b c:\\\"\"}",
	            "<a href=\"../by/a/b%20c%3A%22.html?q=a%2Fb%20c%3A%22"
	            "#a%2Fb%20c%3A%22\">");
	assert_html(w, "<a href=\"https://a.cn/{{x}}\">", "{\"x\":\"/b\"}",
	            "<a href=\"https://a.cn/%2Fb\">");
	assert_html(w, "<a href=\"{{x}}&amp;a={{y}}\">",
	            "{\"x\":\"p?b=1\",\"y\":\"c/d\"}",
	            "<a href=\"p?b=1&amp;a=c%2Fd\">");
}

/* No two values may together become what neither could be alone. */
static void
test_url_pieces(void **state)
{
	struct world *w = *state;
	const char *two = "<a href=\"{{x}}{{y}}\">";

	assert_html(w, two, "{\"x\":\"\",\"y\":\"javascript:a\"}",
	            "<a href=\"#\">");
	assert_html(w, two, "{\"x\":\"\",\"y\":\"//evil\"}",
	            "<a href=\"#\">");
	assert_html(w, two, "{\"x\":\"javascript\",\"y\":\":a\"}",
	            "<a href=\"javascript%3Aa\">");
	assert_html(w, two, "{\"x\":\"/\",\"y\":\"/evil\"}",
	            "<a href=\"/%2Fevil\">");
	assert_html(w, "<a href=\"/{{y}}\">", "{\"y\":\"/evil\"}",
	            "<a href=\"/%2Fevil\">");
	assert_html(w, two, "{\"x\":\"../\",\"y\":\"a/b.html\"}",
	            "<a href=\"../a/b.html\">");
	assert_html(w, two, "{\"x\":\"javascript:\",\"y\":\"alert(1)\"}",
	            "<a href=\"#alert%281%29\">");
}

static void
test_url_literal(void **state)
{
	struct world *w = *state;

	assert_bad(w, "<a href=\"javascript:void(0)\">",
	           "t.mustache:1:20: addresses begin with");
	assert_bad(w, "<a href=\"{{x}}:y\">",
	           "t.mustache:1:15: a variable cannot come before the colon");
	assert_bad(w, "<a href=\"java{{x}}:y\">",
	           "t.mustache:1:19: a variable cannot come before");
	assert_bad(w, "<a href=\"&#106;avascript:{{x}}\">",
	           "t.mustache:1:10: write the beginning of an address");
	assert_bad(w, "<a href=\"{{x}}&colon;{{y}}\">",
	           "t.mustache:1:15: write the beginning of an address");
	assert_bad(w, "<a href=\"{{#x}}javascript{{/x}}:{{y}}\">",
	           "t.mustache:1:32: a variable cannot come before");
	assert_html(w, "<a href=\"mailto:{{x}}\">", "{\"x\":\"a@b?c\"}",
	            "<a href=\"mailto:a%40b%3Fc\">");
	assert_html(w, "<a href=\"{{#x}}{{x}}{{/x}}{{^x}}#{{/x}}\">",
	            "{\"x\":\"javascript:\"}", "<a href=\"#\">");
	assert_html(w, "<a href=\"{{^x}}{{y}}{{/x}}{{y}}\">",
	            "{\"x\":1,\"y\":\"data:\"}", "<a href=\"#\">");
}

static void
test_refused_places(void **state)
{
	static const struct {
		const char *source;
		const char *want;
	} cases[] = {
		{"<script>\n var a = {{x}};</script>",
		 "t.mustache:2:10: a variable cannot stand in a script"},
		{"<script src=\"{{x}}\"></script><style>{{x}}</style>",
		 "t.mustache:1:37: a variable cannot stand in a script, a "
		 "style"},
		{"<iframe>{{x}}</iframe>", "t.mustache:1:9: a variable"},
		{"<!-- {{x}} -->", "t.mustache:1:6: a variable cannot stand "
		                   "in an HTML comment"},
		{"<!DOCTYPE {{x}}>", "t.mustache:1:11: a variable cannot "
		                     "stand in a doctype"},
		{"<?xml {{x}}?>", "t.mustache:1:7: a variable"},
		{"<p title={{x}}>", "t.mustache:1:10: put the value of the "
		                    "attribute in quotes"},
		{"<p title=a{{x}}>", "t.mustache:1:11: put the value"},
		{"<p title={{#x}}a{{x}}{{/x}}>", "t.mustache:1:17: put the"},
		{"<p {{x}}>", "t.mustache:1:4: a variable cannot name"},
		{"<p {{x}}=\"a\">", "t.mustache:1:4: a variable cannot name"},
		{"<p a{{x}}=\"a\">", "t.mustache:1:5: a variable cannot name"},
		{"<h{{x}}>", "t.mustache:1:3: a variable cannot name"},
		{"<{{x}}>", "t.mustache:1:2: a variable cannot name"},
		{"</{{x}}>", "t.mustache:1:3: a variable cannot name"},
		{"<p style=\"{{x}}\">", "t.mustache:1:11: a variable cannot "
		                        "stand in this attribute"},
		{"<p onclick=\"{{x}}\">", "t.mustache:1:13: a variable"},
		{"<p ONfoo-very-long-name=\"{{x}}\">", "t.mustache:1:26: "},
		{"<iframe srcdoc='{{x}}'>", "t.mustache:1:17: a variable"},
		{"<img srcset=\"{{x}}\">", "t.mustache:1:14: a variable"},
		{"<meta http-equiv=refresh content=\"{{x}}\">",
		 "t.mustache:1:35: a variable cannot give the content"},
		{"<meta content=\"{{x}}\" http-equiv=\"refresh\">",
		 "t.mustache:1:33: a variable cannot give the content"},
		{"<meta http-equiv=\"{{x}}\">", "t.mustache:1:19: a variable"},
		{"<svg><animate values=\"{{x}}\"/>", "t.mustache:1:23: a var"},
		{"<animateTransform to=\"{{x}}\"/>", "t.mustache:1:23: a var"},
		{"<title></ti{{x}}", "t.mustache:1:12: a variable cannot be"},
		{"<![CDATA[ {{x}} ]]>", "t.mustache:1:3: CDATA"},
		{"<script>a<!--b</script>", "t.mustache:1:11: \"<!\" in a"},
		{"<p a=\"b\"c=\"d\">", "t.mustache:1:9: white space or >"},
		{"<p a=>", "t.mustache:1:6: the attribute has no value"},
		{"<p a\"b>", "t.mustache:1:5: this cannot be in the name"},
		{"<!--a{{#x}}-{{/x}}-->", "t.mustache:1:13: put a space"},
		{"x <{{#x}}b{{/x}}>", "t.mustache:1:4: this tag divides"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_bad(*state, cases[i].source, cases[i].want);
}

/* What looks like the end of a comment or script to a careless reader. */
static void
test_markup_ends(void **state)
{
	struct world *w = *state;
	const char *json = "{\"x\":\"<\"}";

	assert_html(w, "<!-- a > b --!>{{x}}", json,
	            "<!-- a > b --!>&lt;");
	assert_html(w, "<!-->{{x}}<!--->{{x}}<!---->{{x}}", json,
	            "<!-->&lt;<!--->&lt;<!---->&lt;");
	assert_bad(w, "<!-- a -- > {{x}} -->", "t.mustache:1:13: ");
	assert_bad(w, "<script>'</scriptx>'; {{x}}</script>",
	           "t.mustache:1:23: ");
	assert_bad(w, "<style></script></style>",
	           "t.mustache:1:11: no tag can stand in this element");
	assert_bad(w, "<svg><title><p {{x}}", "t.mustache:1:14: no tag can");
	assert_html(w, "<title>1 < 2 <3</title>{{x}}", json,
	            "<title>1 < 2 <3</title>&lt;");
	assert_html(w, "<script>1<2;'</SCRIPT\n>{{x}}", json,
	            "<script>1<2;'</SCRIPT\n>&lt;");
	assert_bad(w, "<p a='>{{x}}' b={{x}}>", "t.mustache:1:17: put the");
	assert_html(w, "<br/><p a=b/c d>{{x}}</p  e='f'>{{x}}", json,
	            "<br/><p a=b/c d>&lt;</p  e='f'>&lt;");
}

static void
test_sections_in_tags(void **state)
{
	struct world *w = *state;

	assert_html(w, "<p{{#x}} class=\"{{x}}\"{{/x}} id=a>",
	            "{\"x\":\"c\"}", "<p class=\"c\" id=a>");
	assert_html(w, "<input {{#x}}checked{{/x}}>", "{\"x\":1}",
	            "<input checked>");
	assert_html(w, "<td colspan=2{{#x}} class=b{{/x}}>", "{}",
	            "<td colspan=2>");
	assert_html(w, "<p class=\"a{{#x}} {{.}}{{/x}}\">",
	            "{\"x\":[\"b\",\"c\"]}", "<p class=\"a b c\">");
	assert_html(w, "<h{{! nothing }}1>{{x}}", "{\"x\":\"<\"}",
	            "<h1>&lt;");
	assert_bad(w, "<p>\n{{#x}}<b title=\"{{/x}}\n",
	           "t.mustache:2:1: section \"x\" begins in text but ends in "
	           "the value of an attribute");
	assert_bad(w, "<a {{#x}}href=\"{{/x}}{{^x}}title=\"{{/x}}{{x}}\">",
	           "t.mustache:1:4: section \"x\" begins inside a tag");
	assert_bad(w, "{{#a}}<script>{{/a}}{{x}}</script>",
	           "t.mustache:1:1: section \"a\" begins in text but ends in "
	           "a script");
	assert_bad(w, "<p a=\"{{#x}}'{{/x}}\"{{#y}}b{{/y}}>",
	           "t.mustache:1:27: white space or > is due");
}

/* What may not come out of a value, whatever the sink. */
static void
assert_harmless(struct str out, struct str payload)
{
	for (size_t i = 0; i < out.n; i++) {
		unsigned char c = (unsigned char)out.p[i];

		if (c == '<' || c == '>' || c == '"' ||
		    (c < 0x20 && !strchr("\t\n\r", c)))
			fail_msg("%.*s", STR_ARG(payload));
	}
}

static bool
is_scheme(struct str s, const char *name)
{
	return s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0;
}

/* Judged apart from html_url_allowed, by what a browser would make of it. */
static void
assert_good_address(struct str out, struct str payload)
{
	size_t n = 0;
	struct str scheme;

	while (n < out.n && !strchr(":/?#", out.p[n]))
		n++;
	scheme = str_sub(out, 0, n);
	if (str_starts(out, STR("//")) || str_chr(out, '\\') < out.n ||
	    (n < out.n && out.p[n] == ':' && !is_scheme(scheme, "https") &&
	     !is_scheme(scheme, "http") && !is_scheme(scheme, "mailto") &&
	     !is_scheme(scheme, "tel")))
		fail_msg("%.*s", STR_ARG(payload));
}

enum { FORM_TEXT, FORM_QUOTE, FORM_HREF, FORM_PIECE };

/* Templates around {{x}}, and what holds for the value in each. */
static const struct {
	const char *before;
	const char *after;
	int form;
} forms[] = {
	{"<p>", "</p>", FORM_TEXT},
	{"<title>", "</title>", FORM_TEXT},
	{"<textarea>", "</textarea>", FORM_TEXT},
	{"<p title=\"", "\">", FORM_TEXT},
	{"<p title='", "'>", FORM_QUOTE},
	{"<a href=\"", "\">", FORM_HREF},
	{"<img src='", "'>", FORM_HREF},
	{"<form action=\"", "\">", FORM_HREF},
	{"<a href=\"a/", "\">", FORM_PIECE},
	{"<a href='?q=", "'>", FORM_PIECE},
};

#define FORMS (sizeof forms / sizeof *forms)

static void
attack(struct world *w, size_t form, struct str payload)
{
	struct value *map = value_map(&w->arena);
	struct str name = arena_fmt(&w->arena, "%zu", form);
	struct str before = str_from(forms[form].before);
	struct str after = str_from(forms[form].after);
	struct str out;

	value_put_text(&w->arena, map, "x", payload);
	buf_reset(&w->out);
	assert_int_equal(template_render(w->set, name, map, &w->arena,
	                                 &w->out, &w->err),
	                 0);
	out = buf_str(&w->out);
	assert_true(str_starts(out, before) && str_ends(out, after));
	out = str_sub(out, before.n, out.n - after.n);
	assert_harmless(out, payload);
	if (forms[form].form != FORM_TEXT)
		assert_true(str_chr(out, '\'') == out.n);
	if (forms[form].form == FORM_HREF)
		assert_good_address(out, payload);
	if (forms[form].form == FORM_PIECE)
		assert_true(str_chr(out, ':') == out.n);
}

static void
compile_forms(struct world *w)
{
	w->set = template_set_new(TEMPLATE_HTML);
	for (size_t i = 0; i < FORMS; i++) {
		struct str name = arena_fmt(&w->arena, "%zu", i);
		struct str source =
		    arena_fmt(&w->arena, "%s{{x}}%s", forms[i].before,
		              forms[i].after);

		assert_int_equal(template_set_add(w->set, name, source, name,
		                                  &w->err),
		                 0);
	}
	assert_int_equal(template_set_link(w->set, &w->err), 0);
}

static bool
read_payloads(struct buf *b)
{
	const char *shared = getenv("GONGSHI_SHARED");
	char path[512];
	char piece[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/data/xss/payloads.jsonl",
	         shared ? shared : "../shared");
	f = fopen(path, "rb");
	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(b, (struct str){piece, n});
	fclose(f);
	return true;
}

static void
test_payloads(void **state)
{
	struct world *w = *state;
	struct buf file = {0};
	struct str rest;
	size_t count = 0;

	if (!read_payloads(&file)) {
		print_message("skipped: $GONGSHI_SHARED/data/xss is "
		              "missing\n");
		skip();
	}
	compile_forms(w);
	rest = buf_str(&file);
	while (rest.n) {
		const struct value *test;
		struct str line = str_cut(&rest, '\n');

		assert_int_equal(
		    json_read(&w->arena, line, &test, NULL, NULL), 0);
		for (size_t i = 0; i < FORMS; i++)
			attack(w, i,
			       value_str(value_get(test, STR("payload"))));
		arena_reset(&w->arena);
		count++;
	}
	assert_int_equal(count, 6880);
	buf_release(&file);
}

/* Hostile values of our own, also where the data is missing. */
static void
test_hostile(void **state)
{
	static const char *const values[] = {
		"\"><script>alert(1)</script>",
		"' onmouseover='alert(1)",
		"</title></textarea></style></script><img src=x>",
		"javascript:alert(1)",
		"\x01javascript:alert(1)",
		"java\tscript:alert(1)",
		"data:text/html;base64,PHNjcmlwdD4=",
		"//evil.example/a",
		"/\\evil.example",
		"\xe2\x80\xae" "javascript:alert(1)",
		"{{x}}{{{x}}}",
		"--><!--",
		"%3Cscript%3E",
		"&#106;avascript:alert(1)",
		"\xff\xfe<",
	};

	compile_forms(*state);
	for (size_t v = 0; v < sizeof values / sizeof *values; v++)
		for (size_t i = 0; i < FORMS; i++)
			attack(*state, i, str_from(values[v]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEMPLATE_TEST(test_text),
		TEMPLATE_TEST(test_attribute),
		TEMPLATE_TEST(test_url),
		TEMPLATE_TEST(test_url_pieces),
		TEMPLATE_TEST(test_url_literal),
		TEMPLATE_TEST(test_refused_places),
		TEMPLATE_TEST(test_markup_ends),
		TEMPLATE_TEST(test_sections_in_tags),
		TEMPLATE_TEST(test_payloads),
		TEMPLATE_TEST(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
