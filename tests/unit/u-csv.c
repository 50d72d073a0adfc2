/*
 * Tables as lines of text: marks, quotes, line ends, and the guard against
 * formulas, written and read back.
 */
#include "text/csv.h"
#include "unit.h"

/* Rows as "ROW:cell|cell;" so that a test reads like a table. */
static int
note(void *ctx, const struct grid_row *row, struct err *err)
{
	struct buf *out = ctx;

	(void)err;
	buf_fmt(out, "%u:", row->number);
	for (size_t i = 0; i < row->n; i++)
		buf_fmt(out, "%s%.*s", i ? "|" : "",
		        STR_ARG(row->cell[i].text));
	buf_adds(out, ";");
	return 0;
}

static void
reads(struct str text, const char *want)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(csv_read(text, note, &out, &err), 0);
	assert_str(buf_str(&out), want);
	buf_release(&out);
}

static void
marks_and_line_ends(void **state)
{
	(void)state;
	reads(STR("a,b\nc,d\n"), "1:a|b;2:c|d;");
	reads(STR("a;b,b;e\r\nc;d"), "1:a|b,b|e;2:c|d;");
	reads(STR("a\tb;c\rd\te\r"), "1:a|b;c;2:d|e;");
	reads(STR("a"), "1:a;");
	reads(STR(""), "");
	/* Empty rows keep their numbers; empty ends are no cells. */
	reads(STR("a,b,,\n,,\n\nc\n"), "1:a|b;4:c;");
	reads(STR(",,x\n"), "1:||x;");
}

static void
quotes(void **state)
{
	(void)state;
	reads(STR("\"a,b\",\"say \"\"no\"\"\"\n"), "1:a,b|say \"no\";");
	reads(STR("\"two\r\nlines\",b\n"), "1:two\nlines|b;");
	reads(STR("\"a\"b,c\n"), "1:ab|c;");
	reads(STR("\"\",b\n"), "1:|b;");
}

static void
refused(void **state)
{
	struct buf out = {0};
	struct err err;

	(void)state;
	assert_int_equal(csv_read(STR("a,\"b\nc"), note, &out, &err),
	                 ERR_CORRUPT);
	for (int i = 0; i <= GRID_COLUMNS; i++)
		buf_adds(&out, "x,");
	struct buf none = {0};
	assert_int_equal(csv_read(buf_str(&out), note, &none, &err),
	                 ERR_CORRUPT);
	buf_release(&out);
	buf_release(&none);
}

static void
written_and_read_back(void **state)
{
	static const char *const text[] = {
	    "=1+1", "+86", "-", "-5", "@x", "'=1", "'", "a\"b", "a,b",
	    "x\ny", "a;b", "plain", "'quoted'"};
	size_t n = sizeof text / sizeof *text;
	struct buf out = {0}, want = {0};

	(void)state;
	buf_adds(&want, "1:");
	for (size_t i = 0; i < n; i++) {
		csv_put(&out, str_from(text[i]), i == 0);
		buf_fmt(&want, "%s%s", i ? "|" : "", text[i]);
	}
	csv_end(&out);
	buf_adds(&want, ";");
	buf_byte(&want, '\0');
	assert_true(str_starts(buf_str(&out), STR("'=1+1,'+86,'-,-5,'@x,")));
	assert_true(str_ends(buf_str(&out), STR("\r\n")));
	reads(buf_str(&out), want.p);
	buf_release(&out);
	buf_release(&want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(marks_and_line_ends),
	    cmocka_unit_test(quotes),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(written_and_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
