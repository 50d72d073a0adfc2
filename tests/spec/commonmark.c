/*
 * CommonMark's own examples and those of GFM's tables, byte for byte, where
 * the example needs neither raw HTML nor an address that we refuse; and
 * attack strings, in every place of a text, whose output must keep to a list
 * of elements and attributes and be well formed.
 *
 * Cases are read from $GONGSHI_SHARED/data (default ../shared).
 */
#include "lines.h"
#include "text/markdown.h"

enum { EXAMPLES = 652, COMPARED = 572, TABLES = 8, PAYLOADS = 6880 };

struct tally {
	size_t cases, compared, passed, raw, refused;
};

/* Does the text use what we drop on purpose? */
static bool
is_dropped(struct tally *t, const struct markdown *doc)
{
	struct markdown_links links = markdown_links(doc);

	for (size_t i = 0; i < links.n; i++) {
		enum markdown_link_type type = links.link[i].type;

		if (type == RAW_HTML) {
			t->raw++;
			return true;
		}
		if (type == LINK_REFUSED || type == IMAGE_REFUSED) {
			t->refused++;
			return true;
		}
	}
	return false;
}

/* In attributes we write newlines as references, the examples raw. */
static void
unescape_newlines(struct buf *b)
{
	struct str s = buf_str(b), reference = STR("&#10;");
	struct buf raw = {0};

	while (s.n) {
		size_t at = str_find(s, reference);

		buf_add(&raw, str_sub(s, 0, at < s.n ? at : s.n));
		if (at < s.n)
			buf_byte(&raw, '\n');
		s = str_sub(s, at < s.n ? at + reference.n : s.n, s.n);
	}
	buf_release(b);
	*b = raw;
}

static void
compare(struct tally *t, const struct markdown *doc,
        const struct value *example)
{
	static const struct markdown_style bare = {.bare = true};
	struct str want = lines_get(example, "html");
	struct buf b = {0};

	t->compared++;
	markdown_html(doc, &bare, &b);
	unescape_newlines(&b);
	if (str_eq(buf_str(&b), want))
		t->passed++;
	else
		print_error("%.*s: %.*s\n--- want\n%.*s--- got\n%.*s\n",
		            STR_ARG(lines_get(example, "n")),
		            STR_ARG(lines_get(example, "markdown")),
		            STR_ARG(want), STR_ARG(buf_str(&b)));
	buf_release(&b);
}

static void
run_example(struct tally *t, const struct value *example)
{
	struct markdown_error e;
	struct markdown *doc;
	struct arena a;

	arena_init(&a);
	t->cases++;
	assert_int_equal(markdown_parse(&a, lines_get(example, "markdown"),
	                                &doc, &e),
	                 0);
	if (!is_dropped(t, doc))
		compare(t, doc, example);
	markdown_free(doc);
	arena_release(&a);
}

static bool
run_examples(struct tally *t, const char *name)
{
	struct buf text = {0};
	const struct value *example;
	struct arena a;
	struct str rest;

	if (!lines_read(&text, name))
		return false;
	arena_init(&a);
	rest = buf_str(&text);
	while ((example = lines_next(&a, &rest)))
		run_example(t, example);
	print_message("%s: passed %zu of %zu compared; %zu with raw HTML and "
	              "%zu with a refused address left out\n",
	              name, t->passed, t->compared, t->raw, t->refused);
	arena_release(&a);
	buf_release(&text);
	return true;
}

static void
test_commonmark(void **state)
{
	struct tally t = {0};

	(void)state;
	if (!run_examples(&t, "markdown/examples.jsonl")) {
		skip();
		return;
	}
	assert_int_equal(t.cases, EXAMPLES);
	assert_int_equal(t.compared, COMPARED);
	assert_int_equal(t.passed, t.compared);
}

static void
test_tables(void **state)
{
	struct tally t = {0};

	(void)state;
	if (!run_examples(&t, "markdown/gfm-tables.jsonl")) {
		skip();
		return;
	}
	assert_int_equal(t.compared, TABLES);
	assert_int_equal(t.passed, TABLES);
}

/* A strict reader of our own HTML: what it does not know, it refuses. */
struct checker {
	struct str rest;
	struct str open[256];
	size_t depth;
	const char *fault;
};

static bool
is_among(struct str s, const char *const *names)
{
	for (; *names; names++)
		if (str_eq(s, str_from(*names)))
			return true;
	return false;
}

static bool
take(struct checker *c, const char *text)
{
	struct str s = str_from(text);

	if (!str_starts(c->rest, s))
		return false;
	c->rest = str_sub(c->rest, s.n, c->rest.n);
	return true;
}

static struct str
take_name(struct checker *c)
{
	struct str s = c->rest;
	size_t n = 0;

	while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') ||
	                   (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	c->rest = str_sub(s, n, s.n);
	return str_sub(s, 0, n);
}

/* An address: a known scheme, or none before the first / ? or #. */
static bool
is_good_address(struct str url)
{
	static const char *const schemes[] = {"http://", "https://",
	                                      "mailto:", "tel:"};

	for (size_t i = 0; i < 4; i++) {
		struct str scheme = str_from(schemes[i]);

		if (url.n >= scheme.n &&
		    !strncasecmp(url.p, scheme.p, scheme.n))
			return true;
	}
	if (str_starts(url, STR("//")))
		return false;
	for (size_t i = 0; i < url.n; i++) {
		if (url.p[i] == '/' || url.p[i] == '?' || url.p[i] == '#')
			break;
		if (url.p[i] == ':')
			return false;
	}
	return str_chr(url, '\\') == url.n;
}

/* The references that we write; none of them hides a colon. */
static bool
is_reference(struct str name)
{
	static const char *const names[] = {"amp",  "lt",   "gt", "quot",
	                                    "#39", "#x27", "#9", "#10",
	                                    "#13", NULL};

	return is_among(name, names);
}

static bool
has_good_references(struct str value)
{
	for (;;) {
		str_cut(&value, '&');
		if (!value.n)
			return true;
		if (!is_reference(str_sub(value, 0, str_chr(value, ';'))))
			return false;
	}
}

static const char *
check_value(struct str name, struct str value)
{
	static const char *const rel[] = {"nofollow noopener noreferrer",
	                                  NULL};
	static const char *const class[] = {
	    "table", "align-left", "align-center", "align-right", NULL};

	if (str_eq(name, STR("href")) || str_eq(name, STR("src")))
		return is_good_address(value) ? NULL : "bad address";
	if (str_eq(name, STR("rel")))
		return is_among(value, rel) ? NULL : "bad rel";
	if (str_eq(name, STR("class")) && !is_among(value, class) &&
	    !str_starts(value, STR("language-")))
		return "bad class";
	return NULL;
}

static void
check_attribute(struct checker *c)
{
	static const char *const names[] = {"href",  "src",   "alt", "title",
	                                    "rel",   "class", "id",  "start",
	                                    "scope", NULL};
	struct str name = take_name(c);
	struct str value;

	if (!is_among(name, names) || !take(c, "=\"")) {
		c->fault = "bad attribute";
		return;
	}
	value = str_cut(&c->rest, '"');
	if (str_chr(value, '<') < value.n ||
	    str_chr(value, '>') < value.n || !has_good_references(value))
		c->fault = "bad attribute value";
	else
		c->fault = check_value(name, value);
}

static void
check_tag(struct checker *c)
{
	static const char *const names[] = {
	    "p",     "a",  "em", "strong", "code",  "pre",   "blockquote",
	    "ul",    "ol", "li", "h2",     "h3",    "h4",    "h5",
	    "h6",    "hr", "br", "img",    "table", "thead", "tbody",
	    "tr",    "th", "td", "div",    NULL};
	bool closing = take(c, "/");
	struct str name = take_name(c);

	if (!is_among(name, names))
		c->fault = "bad element";
	else if (closing && (!c->depth ||
	                     !str_eq(c->open[--c->depth], name)))
		c->fault = "closes what is not open";
	while (!closing && !c->fault && !str_starts(c->rest, STR(" />")) &&
	       take(c, " "))
		check_attribute(c);
	if (c->fault || take(c, " />"))
		return;
	if (!take(c, ">"))
		c->fault = "a tag without an end";
	else if (!closing && c->depth < 256)
		c->open[c->depth++] = name;
}

static void
check_text(struct checker *c)
{
	if (take(c, ">") || take(c, "\""))
		c->fault = "a raw > or quote";
	else if (!take(c, "&"))
		c->rest = str_sub(c->rest, 1, c->rest.n);
	else if (!is_reference(str_cut(&c->rest, ';')))
		c->fault = "a reference that we do not write";
}

static const char *
check_html(struct str html)
{
	struct checker c = {.rest = html};

	while (c.rest.n && !c.fault) {
		if (take(&c, "<"))
			check_tag(&c);
		else
			check_text(&c);
	}
	if (!c.fault && c.depth)
		c.fault = "an element is not closed";
	return c.fault;
}

static void
check_body(struct str body, size_t *refused)
{
	struct markdown_error e;
	struct markdown *doc;
	struct buf b = {0};
	const char *fault;
	struct arena a;

	arena_init(&a);
	if (markdown_parse(&a, body, &doc, &e)) {
		++*refused;
	} else {
		markdown_html(doc, NULL, &b);
		fault = check_html(buf_str(&b));
		if (fault)
			print_error("%s: %.*s\n--- gives\n%.*s\n", fault,
			            STR_ARG(body), STR_ARG(buf_str(&b)));
		assert_null(fault);
		markdown_free(doc);
	}
	buf_release(&b);
	arena_release(&a);
}

static void
test_checker(void **state)
{
	(void)state;
	assert_null(check_html(STR("<p>a &lt; <a href=\"x\">b</a></p>\n")));
	assert_non_null(check_html(STR("<script>")));
	assert_non_null(check_html(STR("<p>a")));
	assert_non_null(check_html(STR("<p onclick=\"x\">a</p>")));
	assert_non_null(check_html(STR("<a href=\"javascript:x\">a</a>")));
	assert_non_null(check_html(STR("<a href=\"&#106;:x\">a</a>")));
	assert_non_null(check_html(STR("<p>a > b</p>")));
	assert_non_null(check_html(STR("<em><p>a</em></p>")));
}

static void
test_attacks(void **state)
{
	/* Where the payload goes: % stands for it. */
	static const char *const places[] = {
	    "%",
	    "# %\n\ntext\n",
	    "[x](%)\n",
	    "[x](<%> '%')\n",
	    "![%](a.png \"%\")\n",
	    "![x](%)\n",
	    "[%](record:a/b#%)\n",
	    "[x]\n\n[x]: % '%'\n",
	    "<%>\n",
	    "`%` *%* **%**\n",
	    "``` %\n%\n```\n",
	    "| % | b |\n|:-:|--:|\n| [%](%) | % |\n",
	    "> - %\n>   % |\n>   -|\n",
	};
	struct buf text = {0}, body = {0};
	const struct value *test;
	size_t n = 0, refused = 0;
	struct arena a;
	struct str rest;

	(void)state;
	if (!lines_read(&text, "xss/payloads.jsonl")) {
		skip();
		return;
	}
	arena_init(&a);
	rest = buf_str(&text);
	for (; (test = lines_next(&a, &rest)); n++) {
		struct str payload = lines_get(test, "payload");

		for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
			buf_reset(&body);
			for (const char *p = places[i]; *p; p++)
				if (*p == '%')
					buf_add(&body, payload);
				else
					buf_byte(&body, *p);
			check_body(buf_str(&body), &refused);
		}
	}
	print_message("%zu payloads in %zu places: %zu texts refused, the "
	              "rest harmless\n",
	              n, sizeof places / sizeof *places, refused);
	assert_int_equal(n, PAYLOADS);
	arena_release(&a);
	buf_release(&text);
	buf_release(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commonmark),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_checker),
		cmocka_unit_test(test_attacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
