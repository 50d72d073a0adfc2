/*
 * Cells of tables: what the header says, byte for byte; and through a real
 * reader, Python's: every naughty string and every attack comes back as it
 * was, and no cell begins like a formula.
 */
#include "unit.h"

#include "render/export_csv.h"
#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>

static void
expect_text(const char *text, const char *want)
{
	struct buf b = {0};

	export_csv_text(&b, true, str_from(text));
	assert_str(buf_str(&b), want);
	buf_release(&b);
}

static void
test_cells(void **state)
{
	static const char *const cases[][2] = {
	    {"", ""},
	    {"沈阳市", "沈阳市"},
	    {"a b", "a b"},
	    {" a", "\" a\""},
	    {"a ", "\"a \""},
	    {"a,b", "\"a,b\""},
	    {"say \"a\"", "\"say \"\"a\"\"\""},
	    {"a\nb", "\"a\nb\""},
	    {"a\rb", "\"a\rb\""},
	    {"=1+1", "'=1+1"},
	    {"+86 24", "'+86 24"},
	    {"-1", "'-1"},
	    {"@SUM(A1)", "'@SUM(A1)"},
	    {"\t=1", "'\t=1"},
	    {"\r=1", "\"'\r=1\""},
	    {"\n=1", "\"'\n=1\""},
	    {"＝1", "'＝1"},
	    {"＋1", "'＋1"},
	    {"－1", "'－1"},
	    {"＠1", "'＠1"},
	    {"'=1", "''=1"},
	    {"a=1", "a=1"},
	    {"=\"a\",b", "\"'=\"\"a\"\",b\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_text(cases[i][0], cases[i][1]);
}

static void
test_line(void **state)
{
	struct buf b = {0};

	(void)state;
	export_csv_begin(&b);
	export_csv_text(&b, true, STR("a"));
	export_csv_number(&b, false, STR("-12.5"));
	export_csv_text(&b, false, STR(""));
	export_csv_end(&b);
	assert_str(buf_str(&b), "\xEF\xBB\xBF" "a,-12.5,\r\n");
	buf_release(&b);
}

/* ---------------------------------------------------- a real reader */

struct table {
	struct buf csv;
	size_t n;
};

/* The text as hexadecimal digits, and the text. */
static void
add_row(struct table *t, struct str text)
{
	struct buf hex = {0};

	for (size_t i = 0; i < text.n; i++)
		buf_fmt(&hex, "%02x", (unsigned char)text.p[i]);
	export_csv_number(&t->csv, true, buf_str(&hex));
	export_csv_text(&t->csv, false, text);
	export_csv_text(&t->csv, false, STR("end"));
	export_csv_end(&t->csv);
	buf_release(&hex);
	t->n++;
}

static struct str
shared(struct arena *a, const char *path)
{
	const char *root = getenv("GONGSHI_SHARED");
	struct str name = arena_fmt(a, "%s/data/%s",
	                            root ? root : "../shared", path);
	FILE *in = fopen(name.p, "rb");
	struct buf b = {0};
	struct str bytes;

	if (!in) {
		print_message("no %s: skipped\n", name.p);
		return STR("");
	}
	for (int c = getc(in); c != EOF; c = getc(in))
		buf_byte(&b, (char)c);
	fclose(in);
	bytes = arena_str(a, buf_str(&b));
	buf_release(&b);
	return bytes;
}

static void
add_naughty(struct table *t, struct arena *a)
{
	struct str bytes = shared(a, "naughty/blns.json");
	const struct value *list;

	if (bytes.n == 0)
		return;
	assert_int_equal(json_read(a, bytes, &list, NULL, NULL), 0);
	assert_true(list->n > 400);
	for (size_t i = 0; i < list->n; i++)
		add_row(t, value_str(list->member[i].value));
}

static void
add_attacks(struct table *t, struct arena *a)
{
	struct str bytes = shared(a, "xss/payloads.jsonl");
	size_t before = t->n;

	while (bytes.n) {
		const struct value *one;
		struct str line = str_cut(&bytes, '\n');

		if (line.n == 0)
			continue;
		assert_int_equal(json_read(a, line, &one, NULL, NULL), 0);
		for (size_t i = 0; i < one->n; i++)
			add_row(t, value_str(one->member[i].value));
	}
	assert_true(before == 0 || t->n > before + 1000);
}

static const char reader[] =
    "import csv, sys\n"
    "rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig',\n"
    "    errors='surrogateescape', newline='')))\n"
    "for raw, cell, end in rows:\n"
    "    assert cell[:1] not in tuple('=+-@\\t\\r\\n＝＋－＠'), cell\n"
    "    text = cell[1:] if cell.startswith(\"'\") else cell\n"
    "    text = text.encode('utf-8', 'surrogateescape')\n"
    "    assert text == bytes.fromhex(raw), (raw, cell)\n"
    "    assert end == 'end'\n"
    "print(len(rows))\n";

static size_t
read_back(const struct table *t)
{
	char path[] = "/tmp/u-export_csv.XXXXXX";
	char command[2048];
	int fd = mkstemp(path);
	FILE *out = fdopen(fd, "wb");
	unsigned long rows = 0;
	FILE *said;

	assert_non_null(out);
	assert_int_equal(fwrite(t->csv.p, 1, t->csv.n, out), t->csv.n);
	fclose(out);
	snprintf(command, sizeof command, "python3 - %s <<'END'\n%sEND\n",
	         path, reader);
	said = popen(command, "r");
	assert_non_null(said);
	if (fscanf(said, "%lu", &rows) != 1)
		rows = 0;
	assert_int_equal(pclose(said), 0);
	remove(path);
	return rows;
}

static void
test_reader(void **state)
{
	static const char *const own[] = {"", "=cmd|' /C calc'!A0", "a\r\nb",
	                                  "\"", "\"\"", ",", "'", "''",
	                                  "\r", "\n\n", "﻿bom", "-", "a'b"};
	struct table t = {0};
	struct arena a;

	(void)state;
	arena_init(&a);
	export_csv_begin(&t.csv);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		add_row(&t, str_from(own[i]));
	add_naughty(&t, &a);
	add_attacks(&t, &a);
	print_message("%zu strings\n", t.n);
	assert_int_equal(read_back(&t), t.n);
	buf_release(&t.csv);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cells),
	    cmocka_unit_test(test_line),
	    cmocka_unit_test(test_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
