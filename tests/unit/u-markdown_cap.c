/* Caps on Markdown: each at its bound and past it; growth below them. */
#include "unit.h"

#include "base/buf.h"
#include "text/markdown.h"
#include "text/markdown_cap.h"

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
repeat(struct buf *b, const char *text, size_t n)
{
	while (n--)
		buf_adds(b, text);
}

/* A body of n copies between a head and a tail is refused. */
static void
refuse_many(const char *head, const char *unit, size_t n, const char *tail,
            enum markdown_code code, unsigned line)
{
	struct buf b = {0};

	buf_adds(&b, head);
	repeat(&b, unit, n);
	buf_adds(&b, tail);
	expect_refusal(buf_str(&b), code, line);
	buf_release(&b);
}

static void
accept_many(const char *head, const char *unit, size_t n, const char *tail)
{
	struct buf b = {0};
	struct fixture f;

	buf_adds(&b, head);
	repeat(&b, unit, n);
	buf_adds(&b, tail);
	assert_int_equal(parse(&f, buf_str(&b)), 0);
	markdown_html(f.doc, NULL, &f.b);
	/* No text swells: a byte gives 16 at most, and a constant. */
	assert_true(f.b.n < 16 * b.n + 10000);
	done(&f);
	buf_release(&b);
}

static void
test_caps(void **state)
{
	(void)state;
	refuse_many("a\n", "a\n\n", MARKDOWN_MAX / 3, "", MARKDOWN_LONG, 1);
	accept_many("a", "a\n\n", MARKDOWN_MAX / 3, "");
	refuse_many("b\n", "a", 16 * 1024 + 1, "", MARKDOWN_LINE, 2);
	accept_many("b\n", "a", 16 * 1024, "");
	refuse_many("\n", "- ", 33, "x", MARKDOWN_DEEP, 2);
	accept_many("\n", "- ", 32, "x");
	refuse_many("\n", ">", 33, "x", MARKDOWN_DEEP, 2);
	accept_many("\n", ">", 32, "x");
	refuse_many("", "> 1. * ", 11, "x", MARKDOWN_DEEP, 1);
	refuse_many("x\r", "- ", 2000, "x", MARKDOWN_DEEP, 2);
	refuse_many("x\n", "[", 4097, "", MARKDOWN_BRACKETS, 2);
	accept_many("x\n", "[", 4096, "\n\n[");
	refuse_many("", "![[]()", 2000, "\n", MARKDOWN_BRACKETS, 1);
	refuse_many("x", "<!--", 129, "", MARKDOWN_MARKUP, 1);
	refuse_many("x", "<?", 129, "", MARKDOWN_MARKUP, 1);
	accept_many("x", "<!--", 128, "");
}

/* Nesting that only the tree shows. */
static void
test_depth_of_spans(void **state)
{
	struct buf b = {0};

	(void)state;
	for (size_t n = 32; n <= 33; n++) {
		struct fixture f;

		buf_reset(&b);
		repeat(&b, "*a ", n);
		repeat(&b, " a*", n);
		assert_int_equal(parse(&f, buf_str(&b)), n == 32 ? 0 : -1);
		assert_int_equal(f.e.code,
		                 n == 32 ? MARKDOWN_FINE : MARKDOWN_DEEP);
		done(&f);
	}
	buf_reset(&b);
	repeat(&b, "![", 33);
	repeat(&b, "](a)", 33);
	expect_refusal(buf_str(&b), MARKDOWN_DEEP, 1);
	buf_reset(&b);
	for (int i = 0; i < 40; i++) {
		repeat(&b, "  ", (size_t)i);
		buf_adds(&b, "- a\n");
	}
	expect_refusal(buf_str(&b), MARKDOWN_DEEP, 33);
	buf_release(&b);
}

static void
test_swelling_references(void **state)
{
	struct buf b = {0};
	struct fixture f;

	(void)state;
	buf_adds(&b, "[a]: ");
	repeat(&b, "u", 8000);
	buf_adds(&b, "\n\n");
	repeat(&b, "[a]\n\n", 1000);
	expect_refusal(buf_str(&b), MARKDOWN_REFERENCES, 1);
	/* A title may go on over many lines. */
	buf_reset(&b);
	buf_adds(&b, "x\n\n[a]: u '\n");
	repeat(&b, "uuuuuuu\n", 1000);
	buf_adds(&b, "'\n\n");
	repeat(&b, "[a]\n\n", 1000);
	expect_refusal(buf_str(&b), MARKDOWN_REFERENCES, 3);
	buf_reset(&b);
	repeat(&b, "[a]: u\n", 2000);
	buf_byte(&b, '\n');
	repeat(&b, "[a]\n\n", 2000);
	assert_int_equal(parse(&f, buf_str(&b)), 0);
	done(&f);
	buf_release(&b);
}

static void
test_table_caps(void **state)
{
	struct buf b = {0};
	struct fixture f;

	(void)state;
	repeat(&b, "a|", 129);
	buf_byte(&b, '\n');
	repeat(&b, "-|", 129);
	expect_refusal(buf_str(&b), MARKDOWN_TABLE, 1);
	buf_reset(&b);
	repeat(&b, "a|", 128);
	buf_byte(&b, '\n');
	repeat(&b, "-|", 128);
	buf_byte(&b, '\n');
	assert_int_equal(parse(&f, buf_str(&b)), 0);
	done(&f);
	repeat(&b, "a\n", 600);
	expect_refusal(buf_str(&b), MARKDOWN_TABLE, 1);
	buf_release(&b);
}

/* Depth must be refused by the look at the bytes, before cmark. */
static void
test_depth_of_lines(void **state)
{
	static const char *const units[] = {"- ", "1. ", ">", "> ", "* > "};
	struct markdown_error e;
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = i == 4 ? CAP_DEPTH / 2 : CAP_DEPTH;

		buf_reset(&b);
		repeat(&b, units[i], n);
		buf_byte(&b, 'x');
		assert_int_equal(markdown_cap(buf_str(&b), &e), 0);
		buf_reset(&b);
		repeat(&b, units[i], n + 1);
		assert_int_equal(markdown_cap(buf_str(&b), &e), -1);
		assert_int_equal(e.code, MARKDOWN_DEEP);
	}
	buf_reset(&b);
	repeat(&b, "  ", CAP_DEPTH);
	buf_adds(&b, "- x");
	assert_int_equal(markdown_cap(buf_str(&b), &e), -1);
	assert_int_equal(markdown_cap(str_sub(buf_str(&b), 2, b.n), &e), 0);
	buf_reset(&b);
	repeat(&b, "  ", 4 * CAP_DEPTH);
	buf_adds(&b, "text");
	assert_int_equal(markdown_cap(buf_str(&b), &e), 0);
	buf_release(&b);
}

/* Lines are cut where cmark cuts them. */
static void
test_line(void **state)
{
	struct str rest = STR("a\nb\rc\r\n\r\rd");

	(void)state;
	assert_str(markdown_line(&rest), "a");
	assert_str(markdown_line(&rest), "b");
	assert_str(markdown_line(&rest), "c");
	assert_str(markdown_line(&rest), "");
	assert_str(markdown_line(&rest), "");
	assert_str(markdown_line(&rest), "d");
	assert_int_equal(rest.n, 0);
}

/*
 * Inputs that are hostile but read: memory, which counts the work, must
 * double with the length, not quadruple.
 */
static void
test_growth(void **state)
{
	static const char *const units[] = {
	    "[a](b) ",     "*a **b* ",   "`a ",        "<b>",
	    "![a](b)\n\n", "# a\n",      "# 一、\n",   "[a]: b\n\n[a]\n\n",
	    "|a|\n|-|\n\n", "- a\n\n",   "> a\n\n",    "中\n",
	    "</p ",        "&amp;&x;",   "\\*",        "<a b='"};

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t used[2];

		for (size_t k = 0; k < 2; k++) {
			struct buf b = {0};
			struct fixture f;

			repeat(&b, units[i], 700 * (k + 1));
			assert_int_equal(parse(&f, buf_str(&b)), 0);
			markdown_html(f.doc, NULL, &f.b);
			used[k] = f.a.used + f.b.n + 1000;
			done(&f);
			buf_release(&b);
		}
		assert_true(used[1] < 5 * used[0] / 2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_depth_of_lines),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_depth_of_spans),
		cmocka_unit_test(test_swelling_references),
		cmocka_unit_test(test_table_caps),
		cmocka_unit_test(test_growth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
