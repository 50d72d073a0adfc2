/*
 * Templates: partials and inheritance through contexts, error positions,
 * depth, digests.  Sinks are u-template_sink.c; what the Mustache
 * specification asks for is tests/spec/mustache.c.
 */
#include "template_world.h"

static void
test_partials(void **state)
{
	struct world *w = *state;
	const char *json = "{\"x\":\"a\\\"b\",\"k\":[{\"k\":[]}]}";
	const char *both[] = {"t", "<p title=\"{{>v}}\">{{>v}}</p>", "v",
	                      "{{x}} '", NULL};
	const char *url[] = {"t", "<a href=\"{{>v}}\">", "v", "{{y}}/{{x}}",
	                     NULL};
	const char *tag[] = {"t", "<p {{>v}} id=\"i\">", "v",
	                     "class=\"{{x}}\"", NULL};
	const char *self[] = {"t", "{{#k}}<i>{{>t}}</i>{{/k}}", NULL};

	assert_int_equal(compile(w, TEMPLATE_HTML, both), 0);
	assert_render(w, json, "<p title=\"a&quot;b '\">a&quot;b '</p>");
	assert_int_equal(compile(w, TEMPLATE_HTML, url), 0);
	assert_render(w, "{\"y\":\"data:\",\"x\":\"/:\"}",
	              "<a href=\"#/%2F%3A\">");
	assert_int_equal(compile(w, TEMPLATE_HTML, tag), 0);
	assert_render(w, json, "<p class=\"a&quot;b\" id=\"i\">");
	assert_int_equal(compile(w, TEMPLATE_HTML, self), 0);
	assert_render(w, json, "<i></i>");
}

static void
test_partial_errors(void **state)
{
	const char *const open[] = {"t", "{{>v}}", "v", "a<p title=\"", NULL};
	const char *const used[] = {"t", "\n<p a={{x}} b='{{>v}}'>", NULL};
	const char *const script[] = {"t", "\n <script>{{>v}}</script>", "v",
	                              "{{x}}", NULL};
	const char *const absent[] = {"t", "\n  {{>nowhere}}", NULL};
	const char *const parent[] = {"t", "{{<nowhere}}{{/nowhere}}", NULL};
	const char *const dynamic[] = {"t", "<p title=\"{{>*v}}\">", NULL};
	const char *const meta[] = {"t", "<meta {{>v}} content=\"{{x}}\">",
	                            "v", "http-equiv=\"refresh\"", NULL};
	const char *const twice[] = {"t", "", "t", "", NULL};

	assert_refused(*state, open,
	               "v.mustache:1:1: template \"v\" begins in text but "
	               "ends in the value of an attribute");
	assert_refused(*state, used, "t.mustache:2:6: put the value");
	assert_refused(*state, script,
	               "v.mustache:1:1: a variable cannot stand in a script, "
	               "a style or an embedded frame; hand it over in a "
	               "data- attribute (as included by t.mustache:2:10)");
	assert_refused(*state, absent,
	               "t.mustache:2:3: there is no template \"nowhere\"");
	assert_refused(*state, parent,
	               "t.mustache:1:1: there is no template \"nowhere\"");
	assert_refused(*state, dynamic,
	               "t.mustache:1:11: a dynamic name can only stand");
	assert_refused(*state, meta, "t.mustache:1:23: a variable cannot "
	                             "give the content of meta");
	assert_refused(*state, twice, "t.mustache:1:1: there is another");
}

static void
test_inheritance(void **state)
{
	struct world *w = *state;
	const char *page[] = {
		"layout",
		"<title>{{$title}}{{/title}}</title>\n"
		"<h1 id=\"{{$title}}none{{/title}}\">{{$title}}{{/title}}</h1>"
		"\n{{>foot}}\n",
		"foot", "{{$foot}}<hr>{{/foot}}\n",
		"t", "{{<layout}}\n{{$title}}{{html}}{{x}}{{/title}}\n"
		     "{{$foot}}\n<p>{{x}}</p>\n{{/foot}}\n{{/layout}}\n",
		NULL};
	const char *script[] = {
		"layout", "<script>{{$a}}{{/a}}</script>{{$b}}{{/b}}",
		"t", "{{<layout}}{{$b}}{{x}}{{/b}}{{$a}}{{x}}{{/a}}{{/layout}}",
		NULL};
	const char *open[] = {"layout", "{{$a}}{{/a}}", "t",
	                      "{{<layout}}{{$a}}<p {{/a}}{{/layout}}", NULL};

	assert_int_equal(compile(w, TEMPLATE_HTML, page), 0);
	assert_render(w, "{\"x\":\"\\\"\"}",
	              "<title>&lt;em title=&quot;x&quot;&gt;&quot;</title>\n"
	              "<h1 id=\"&lt;em title=&quot;x&quot;&gt;&quot;\">"
	              "<em title=\"x\">&quot;</h1>\n<p>&quot;</p>\n");
	assert_refused(w, script, "t.mustache:1:35: a variable cannot stand");
	assert_refused(w, open, "t.mustache:1:12: block \"a\" begins in text "
	                        "but ends inside a tag");
}

/* A block that fills a line and is given nothing leaves no line. */
static void
test_block_lines(void **state)
{
	struct world *w = *state;
	const char *none[] = {"p", "a\n  {{$b}}{{/b}}\nc\n", "t", "{{>p}}",
	                      NULL};
	const char *some[] = {"p", "a\n  {{$b}}{{/b}}\nc\n", "t",
	                      " {{<p}}\n{{$b}}x{{/b}}\n{{/p}}\n", NULL};
	const char *lines[] = {"p", "a\n  {{$b}}{{/b}}\nc\n", "t",
	                       "{{<p}}\n  {{$b}}\n    x\n     y\n  {{/b}}\n"
	                       "{{/p}}\n",
	                       NULL};
	const char *deep[] = {"t", "<ul>\n  {{>li}}\n</ul>\n", "li",
	                      "<li>\n  {{>x}}\n\n{{v}}</li>\n", "x",
	                      "1\n2\n", NULL};

	assert_int_equal(compile(w, TEMPLATE_HTML, none), 0);
	assert_render(w, "{}", "a\nc\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, some), 0);
	assert_render(w, "{}", " a\n   x\n c\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, lines), 0);
	assert_render(w, "{}", "a\n  x\n   y\nc\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, deep), 0);
	assert_render(w, "{\"v\":\"p\\nq\"}",
	              "<ul>\n  <li>\n    1\n    2\n\n  p\nq</li>\n</ul>\n");
}

/* Indentation comes before lines that a template begins, and only those. */
static void
test_indentation(void **state)
{
	struct world *w = *state;
	const char *block[] = {"t", "  {{>q}}\n", "p",
	                       "<a>{{$b}}{{/b}}</a>\n", "q",
	                       "{{<p}}\n{{$b}}\nx\ny\n{{/b}}\n{{/p}}\n",
	                       NULL};
	const char *blank[] = {"t", "  {{>q}}\n", "p", "<a>{{$b}}{{/b}}\n",
	                       "q", "{{<p}}\n{{$b}}\n\nx{{/b}}\n{{/p}}\n",
	                       NULL};
	const char *within[] = {"t", "  {{>q}}\n", "q", "a {{>r}}\nb\n",
	                        "r", "1\n2", NULL};
	const char *same[] = {"p", "[{{$b}}{{/b}}]", "t",
	                      "{{<p}}{{$b}}({{$b}}x{{/b}}){{/b}}{{/p}}", NULL};

	assert_int_equal(compile(w, TEMPLATE_HTML, block), 0);
	assert_render(w, "{}", "  <a>x\n  y\n</a>\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, blank), 0);
	assert_render(w, "{}", "  <a>\n  x\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, within), 0);
	assert_render(w, "{}", "  a 1\n2\n  b\n");
	assert_int_equal(compile(w, TEMPLATE_HTML, same), 0);
	assert_render(w, "{}", "[(x)]");
}

static void
test_syntax_errors(void **state)
{
	static const struct {
		const char *source;
		const char *want;
	} cases[] = {
		{"\n\n  {{#items}} x",
		 "t.mustache:3:3: section \"items\" is not closed"},
		{"联盟{{x", "t.mustache:1:3: this tag is not closed with }}"},
		{"{{{x}}", "t.mustache:1:1: this tag is not closed with }}}"},
		{"{{=<% %>=}}\n<%x", "t.mustache:2:1: this tag is not closed "
		                     "with %>"},
		{"{{#a}}\n{{/b}}", "t.mustache:2:1: this closes \"b\", but the "
		                   "section \"a\" of line 1 is open"},
		{"x{{/b}}", "t.mustache:1:2: \"b\" is closed but never opened"},
		{"{{}}", "t.mustache:1:1: this tag has no name"},
		{"{{>*}}", "t.mustache:1:1: this tag has no name"},
		{"{{a b}}", "t.mustache:1:1: a name holds no white space"},
		{"{{=a=}}", "t.mustache:1:1: write two delimiters"},
		{"{{<p}}{{x}}{{/p}}", "t.mustache:1:7: only blocks"},
		{"{{<p}}", "t.mustache:1:1: parent \"p\" is not closed"},
		{"{{$p}}", "t.mustache:1:1: block \"p\" is not closed"},
		{"ab\xff", "t.mustache:1:3: this is not UTF-8 text"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_bad(*state, cases[i].source, cases[i].want);
}

static void
test_nesting(void **state)
{
	struct buf source = {0};
	const char *pairs[] = {"t", NULL, NULL};

	for (int i = 0; i <= TEMPLATE_NEST; i++)
		buf_adds(&source, "{{#a}}");
	pairs[1] = buf_detach(&source);
	assert_refused(*state, pairs,
	               "t.mustache:1:193: more than 32 tags are open");
	mem_free((char *)pairs[1]);
}

static void
test_endless(void **state)
{
	struct world *w = *state;
	const char *const pairs[][7] = {
		{"t", "ab\n {{>t}}", NULL},
		{"t", "{{>*me}}", NULL},
		{"t", "{{<u}}{{/u}}", "u", "{{>t}}", NULL},
		{"t", "{{<u}}{{$b}}{{>t}}{{/b}}{{/u}}", "u", "{{$b}}{{/b}}",
		 NULL},
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(compile(w, TEMPLATE_HTML, pairs[i]), 0);
		buf_reset(&w->out);
		buf_adds(&w->out, "kept");
		assert_int_equal(
		    template_render(w->set, STR("t"),
		                    data_of(w, "{\"me\":\"t\"}"), &w->arena,
		                    &w->out, &w->err),
		    ERR_CONFIG);
		assert_non_null(
		    strstr(w->err.line, "is nested more than 256 deep"));
		assert_str(buf_str(&w->out), "kept");
	}
	assert_int_equal(template_render(w->set, STR("no"), data_of(w, "{}"),
	                                 &w->arena, &w->out, &w->err),
	                 ERR_ABSENT);
	assert_true(template_set_has(w->set, STR("u")));
	assert_false(template_set_has(w->set, STR("no")));
}

static void
test_truth(void **state)
{
	struct world *w = *state;
	const char *source = "{{#x}}y{{/x}}{{^x}}n{{/x}}";

	assert_html(w, source, "{\"x\":0}", "n");
	assert_html(w, source, "{\"x\":-0.0e5}", "n");
	assert_html(w, source, "{\"x\":0.01}", "y");
	assert_html(w, source, "{\"x\":\"\"}", "n");
	assert_html(w, source, "{\"x\":\"0\"}", "y");
	assert_html(w, source, "{\"x\":{}}", "y");
	assert_html(w, source, "{\"x\":[]}", "n");
	assert_html(w, source, "{\"x\":[[]]}", "y");
	assert_html(w, source, "{\"x\":null}", "n");
}

static struct digest
digest_of(struct world *w, const char *const *pairs)
{
	assert_int_equal(compile(w, TEMPLATE_HTML, pairs), 0);
	return template_closure_digest(w->set, STR("t"));
}

static void
test_digest(void **state)
{
	struct world *w = *state;
	const char *base[] = {"t", "{{#a}}{{>u}}{{/a}}", "u",
	                      "{{<v}}{{$b}}{{>x}}{{/b}}{{/v}}", "v", "", "x",
	                      "", "y", "", NULL};
	struct digest first = digest_of(w, base);
	const char *moved[] = {"y", "", "x", "", "v", "", "u", base[3], "t",
	                       base[1], NULL};
	const char *other[] = {"t", "{{>*u}}", "u", "", NULL};
	struct digest dynamic;

	assert_true(digest_eq(first, digest_of(w, base)));
	assert_true(digest_eq(first, digest_of(w, moved)));
	base[9] = "1"; /* y is not reached */
	assert_true(digest_eq(first, digest_of(w, base)));
	base[7] = "1"; /* x is reached through a block */
	assert_false(digest_eq(first, digest_of(w, base)));
	base[7] = "";
	base[5] = "1"; /* v is a parent */
	assert_false(digest_eq(first, digest_of(w, base)));
	dynamic = digest_of(w, other);
	other[3] = "1";
	assert_false(digest_eq(dynamic, digest_of(w, other)));
}

static void
test_plain(void **state)
{
	struct world *w = *state;
	const char *pairs[] = {"t", "<script>{{x}}{{{x}}}{{>no}}{{html}}",
	                       NULL};

	assert_int_equal(compile(w, TEMPLATE_PLAIN, pairs), 0);
	assert_render(w, "{\"x\":\"<'\"}",
	              "<script>&lt;'<'&lt;em title=&quot;x&quot;&gt;");
}

/* Nouns are in the reader's language, too. */
static void
test_chinese(void **state)
{
	struct world *w = *state;

	assert_bad(w, "{{#oops}}", "t.mustache:1:1: section \"oops\" is not");
	assert_string_equal(w->err.chinese,
	                    "t.mustache:1:1: 区段“oops”没有结束，缺 "
	                    "{{/oops}}");
	assert_bad(w, "{{>nobody}}", "t.mustache:1:1: there is no template");
	assert_string_equal(w->err.chinese,
	                    "t.mustache:1:1: 没有模板“nobody”");
	assert_bad(w, "{{#x}}<p{{/x}}>", "t.mustache:1:1: section \"x\" be");
	assert_string_equal(w->err.chinese,
	                    "t.mustache:1:1: 区段“x”从正文里开始，却到标签里"
	                    "结束；两头要在同一种位置");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEMPLATE_TEST(test_partials),
		TEMPLATE_TEST(test_partial_errors),
		TEMPLATE_TEST(test_inheritance),
		TEMPLATE_TEST(test_block_lines),
		TEMPLATE_TEST(test_indentation),
		TEMPLATE_TEST(test_syntax_errors),
		TEMPLATE_TEST(test_nesting),
		TEMPLATE_TEST(test_endless),
		TEMPLATE_TEST(test_truth),
		TEMPLATE_TEST(test_digest),
		TEMPLATE_TEST(test_plain),
		TEMPLATE_TEST(test_chinese),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
