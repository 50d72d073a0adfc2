/*
 * Workbooks: sheets made by hand, so that each form of cell is there; those
 * of other programs are in the scenario of imports.
 */
#include "text/xlsx.h"
#include "text/xlsx_write.h"
#include "text/zipfile.h"
#include "unit.h"

#include "base/mem.h"

static const char book[] =
    "<workbook xmlns:r='x'><sheets><sheet name='表1' r:id='a'/>"
    "<sheet name='二' r:id='b'/></sheets></workbook>";
static const char book_1904[] =
    "<workbook xmlns:r='x'><workbookPr date1904='1'/><sheets>"
    "<sheet name='表1' r:id='a'/></sheets></workbook>";
static const char rels[] =
    "<Relationships><Relationship Id='a' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='b' Target='/xl/worksheets/sheet1.xml'/>"
    "</Relationships>";
static const char texts[] =
    "<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r>"
    "<rPh><t>yi</t></rPh></si></sst>";
static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' "
    "formatCode='yyyy\"年\"m\"月\"'/><numFmt numFmtId='165' "
    "formatCode='\"day\"0.0'/></numFmts><cellStyleXfs>"
    "<xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
    "<xf numFmtId='10'/></cellXfs></styleSheet>";

static int
note(void *ctx, const struct grid_row *row, struct err *err)
{
	static const char letter[] = "-tndbe";
	struct buf *out = ctx;

	(void)err;
	buf_fmt(out, "%u:", row->number);
	for (size_t i = 0; i < row->n; i++)
		buf_fmt(out, "%s%c%.*s", i ? "|" : "",
		        letter[row->cell[i].kind],
		        STR_ARG(row->cell[i].text));
	buf_adds(out, ";");
	return 0;
}

static void
pack(struct buf *out, const char *workbook, const char *rows)
{
	struct buf sheet = {0};
	struct err err;

	buf_fmt(&sheet, "<worksheet>%s</worksheet>", rows);
	assert_int_equal(
	    zipfile_write(out,
	                  (struct zipfile_member[]){
	                      {"xl/workbook.xml", str_from(workbook)},
	                      {"xl/_rels/workbook.xml.rels", str_from(rels)},
	                      {"xl/sharedStrings.xml", str_from(texts)},
	                      {"xl/styles.xml", str_from(styles)},
	                      {"xl/worksheets/sheet1.xml", buf_str(&sheet)}},
	                  5, &err),
	    0);
	buf_release(&sheet);
}

static enum xlsx_fault
read_book(const char *workbook, const char *rows, struct buf *out,
          struct xlsx_facts *facts)
{
	struct buf bytes = {0};
	enum xlsx_fault fault;
	struct xlsx *x;
	struct err err;

	pack(&bytes, workbook, rows);
	assert_int_equal(xlsx_open(buf_str(&bytes), &x, &fault, &err), 0);
	assert_str(xlsx_sheet(x, 0), "表1");
	if (facts)
		assert_int_equal(xlsx_scan(x, 0, facts, &fault, &err), 0);
	else
		xlsx_read(x, 0, note, out, &fault, &err);
	xlsx_close(x);
	buf_release(&bytes);
	return fault;
}

static void
reads(const char *workbook, const char *rows, const char *want)
{
	struct buf out = {0};

	assert_int_equal(read_book(workbook, rows, &out, NULL), XLSX_FINE);
	assert_str(buf_str(&out), want);
	buf_release(&out);
}

static void
cells(void **state)
{
	(void)state;
	reads(book,
	      "<sheetData><row r='2'><c r='A2' t='s'><v>0</v></c>"
	      "<c r='C2' t='s'><v>1</v></c>"
	      "<c r='D2' t='inlineStr'><is><t>丁</t></is></c>"
	      "<c r='E2' t='str'><v>戊</v></c><c r='F2' t='b'><v>1</v></c>"
	      "<c r='G2' t='e'><v>#N/A</v></c></row>"
	      "<row r='3'><c r='B3'/></row>"
	      "<row><c><v>1</v></c><c><v>2</v></c></row></sheetData>",
	      "2:t甲|-|t乙丙|t丁|t戊|btrue|e#N/A;4:n1|n2;");
	/* Numbers as programs show them, not as they are kept. */
	reads(book,
	      "<sheetData><row r='1'><c r='A1'><v>0.30000000000000004</v></c>"
	      "<c r='B1'><v>202310412345.70001</v></c>"
	      "<c r='C1'><v>1.1E+11</v></c><c r='D1'><v>1E+20</v></c>"
	      "</row></sheetData>",
	      "1:n0.3|n202310412345.7|n110000000000|n1e+20;");
}

static void
dates(void **state)
{
	(void)state;
	/* The day that never was, the days before it, and the one after. */
	reads(book,
	      "<sheetData><row r='1'><c r='A1' s='1'><v>45418</v></c>"
	      "<c r='B1' s='2'><v>45418.75</v></c>"
	      "<c r='C1' s='3'><v>45418</v></c>"
	      "<c r='D1' s='4'><v>0.035</v></c><c r='E1' s='1'><v>59</v></c>"
	      "<c r='F1' s='1'><v>61</v></c><c r='G1' s='1'><v>0.5</v></c>"
	      "</row></sheetData>",
	      "1:d2024-05-06|d2024-05-06|n45418|t3.5%|d1900-02-28"
	      "|d1900-03-01|n0.5;");
	reads(book_1904,
	      "<sheetData><row r='1'><c r='A1' s='1'><v>43956</v></c></row>"
	      "</sheetData>",
	      "1:d2024-05-06;");
}

static void
facts(void **state)
{
	struct xlsx_facts f;

	(void)state;
	read_book(book,
	          "<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
	          "<row r='2'/><row r='3'><c r='B3'/></row>"
	          "<row r='4'><c r='C4'><f>A1</f><v>1</v></c></row></sheetData>"
	          "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='C5'/>"
	          "</mergeCells>",
	          NULL, &f);
	assert_int_equal(f.formulas, 1);
	assert_int_equal(f.formula_row, 4);
	assert_int_equal(f.formula_column, 2);
	assert_int_equal(f.empty_rows, 2);
	assert_int_equal(f.merges, 1);
	assert_int_equal(f.merge[0].last_row, 2);
	assert_int_equal(f.merge[0].last_column, 1);
	mem_free(f.merge);
}

static void
refused(void **state)
{
	static const struct {
		const char *rows;
		enum xlsx_fault fault;
	} bad[] = {
	    {"<sheetData><row r='1'><c t='s'><v>9</v></c></row></sheetData>",
	     XLSX_DAMAGED},
	    {"<sheetData><row r='2'/><row r='1'/></sheetData>", XLSX_DAMAGED},
	    {"<sheetData><row r='1'><c r='B1'/><c r='A1'/></row></sheetData>",
	     XLSX_DAMAGED},
	    {"<sheetData><row r='1'><c r='XFD1'><v>1</v></c></row>"
	     "</sheetData>",
	     XLSX_WIDE},
	    {"<sheetData>", XLSX_DAMAGED},
	};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(read_book(book, bad[i].rows, &out, NULL),
		                 bad[i].fault);
	assert_int_equal(out.n, 0);
	buf_release(&out);
}

/* A workbook cut anywhere is refused or reads the same, and never worse. */
static void
cut_short(void **state)
{
	struct buf bytes = {0}, out = {0};

	(void)state;
	pack(&bytes, book, "<sheetData><row r='1'><c><v>1</v></c></row>"
	                   "</sheetData>");
	for (size_t n = 0; n < bytes.n; n += 7) {
		enum xlsx_fault fault;
		struct xlsx *x;
		struct err err;

		assert_int_equal(xlsx_open(str_sub(buf_str(&bytes), 0, n), &x,
		                           &fault, &err),
		                 ERR_CORRUPT);
		assert_null(x);
		assert_int_not_equal(fault, XLSX_FINE);
	}
	buf_release(&bytes);
	buf_release(&out);
}

static void
written_and_read_back(void **state)
{
	struct xlsx_writer *w = xlsx_writer_new(STR("表 & 1"));
	struct buf bytes = {0}, again = {0}, out = {0};
	enum xlsx_fault fault;
	struct xlsx *x;
	struct err err;

	(void)state;
	xlsx_put(w, XLSX_HEAD, STR("专利号"));
	xlsx_put(w, XLSX_HEAD, STR("<a> & \"b\""));
	xlsx_end(w);
	xlsx_put(w, XLSX_PLAIN, STR(""));
	xlsx_put(w, XLSX_PLAIN, STR(" two\nlines "));
	xlsx_end(w);
	xlsx_row(w, 9);
	xlsx_put(w, XLSX_MARKED, STR("wrong"));
	xlsx_end(w);
	xlsx_page(w, STR("说明"));
	xlsx_put(w, XLSX_NOTE, STR("how"));
	xlsx_end(w);
	xlsx_choice(w, 1, STR("发明"));
	assert_int_equal(xlsx_finish(w, STR("选项"), &bytes, &err), 0);
	assert_int_equal(xlsx_finish(w, STR("选项"), &again, &err), 0);
	assert_true(str_eq(buf_str(&bytes), buf_str(&again)));
	assert_int_equal(xlsx_open(buf_str(&bytes), &x, &fault, &err), 0);
	assert_str(xlsx_sheet(x, 0), "表 & 1");
	assert_str(xlsx_sheet(x, 1), "说明");
	assert_str(xlsx_sheet(x, 2), "选项");
	assert_int_equal(xlsx_read(x, 0, note, &out, &fault, &err), 0);
	assert_str(buf_str(&out),
	           "1:t专利号|t<a> & \"b\";2:-|t two\nlines ;9:twrong;");
	buf_reset(&out);
	assert_int_equal(xlsx_read(x, 1, note, &out, &fault, &err), 0);
	assert_str(buf_str(&out), "1:thow;");
	xlsx_close(x);
	xlsx_writer_free(w);
	buf_release(&bytes);
	buf_release(&again);
	buf_release(&out);
}

static void
names_of_cells(void **state)
{
	static const struct {
		size_t column;
		uint32_t row;
		const char *want;
	} cell[] = {{0, 1, "A1"},   {25, 9, "Z9"},      {26, 0, "AA"},
	            {701, 3, "ZZ3"}, {702, 4, "AAA4"}, {16383, 1048576,
	                                                "XFD1048576"}};
	char name[GRID_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
		grid_name(name, cell[i].column, cell[i].row);
		assert_string_equal(name, cell[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(facts),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(cut_short),
	    cmocka_unit_test(written_and_read_back),
	    cmocka_unit_test(names_of_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
