#include "text/xlsx_write.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/grid.h"
#include "text/html.h"
#include "text/zipfile.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/" \
	    "relationships"
#define LAST_ROW 10000 /* that validations reach to */
#define HINT_MOST 200  /* characters that programs show */

/* A value that a column may have, or what is said about it. */
struct choice {
	size_t column;
	struct str text;
};

struct xlsx_writer {
	struct str name;
	struct buf rows;
	uint32_t row; /* that is being written, from 1 */
	size_t column;
	size_t widest;
	bool open;
	struct VEC(struct choice) choice;
	struct VEC(struct choice) hint;
};

struct xlsx_writer *
xlsx_writer_new(struct str name)
{
	struct xlsx_writer *w = mem_zalloc(1, sizeof *w);

	w->name = name;
	return w;
}

/* Text for XML, without the characters that it cannot carry. */
static void
put_cell(struct buf *out, size_t column, uint32_t row, const char *style,
         struct str text)
{
	char name[GRID_NAME_SIZE];

	grid_name(name, column, row);
	buf_fmt(out,
	        "<c r=\"%s\" s=\"%s\" t=\"inlineStr\"><is>"
	        "<t xml:space=\"preserve\">",
	        name, style);
	html_escape_text(out, text);
	buf_adds(out, "</t></is></c>");
}

static void
open_row(struct xlsx_writer *w)
{
	if (w->open)
		return;
	buf_fmt(&w->rows, "<row r=\"%u\">", ++w->row);
	w->open = true;
}

void
xlsx_put(struct xlsx_writer *w, struct str text)
{
	open_row(w);
	if (text.n)
		put_cell(&w->rows, w->column, w->row,
		         w->row == 1 ? "2" : "1", text);
	if (++w->column > w->widest)
		w->widest = w->column;
}

void
xlsx_end(struct xlsx_writer *w)
{
	open_row(w);
	buf_adds(&w->rows, "</row>");
	w->open = false;
	w->column = 0;
}

void
xlsx_choice(struct xlsx_writer *w, size_t column, struct str text)
{
	vec_push(&w->choice, ((struct choice){column, text}));
}

void
xlsx_hint(struct xlsx_writer *w, size_t column, struct str text)
{
	vec_push(&w->hint, ((struct choice){column, text}));
}

/* ------------------------------------------------------- the sheets */

static void
put_validation(struct buf *out, size_t column, struct str formula,
               struct str hint)
{
	char name[GRID_NAME_SIZE];

	grid_name(name, column, 0);
	buf_fmt(out, "<dataValidation sqref=\"%s2:%s%d\" allowBlank=\"1\"",
	        name, name, LAST_ROW);
	if (formula.n)
		buf_adds(out, " type=\"list\" showErrorMessage=\"1\"");
	if (hint.n) {
		buf_adds(out, " showInputMessage=\"1\" prompt=\"");
		html_escape_attr(out, hint);
		buf_byte(out, '"');
	}
	buf_byte(out, '>');
	if (formula.n)
		buf_fmt(out, "<formula1>%.*s</formula1>", STR_ARG(formula));
	buf_adds(out, "</dataValidation>");
}

/* How many characters a hint may have. */
static struct str
cut(struct str s)
{
	struct str rest = s;

	for (int i = 0; i < HINT_MOST && rest.n; i++)
		utf8_next(&rest);
	return str_sub(s, 0, s.n - rest.n);
}

static struct str
hint_of(const struct xlsx_writer *w, size_t column)
{
	for (size_t i = 0; i < w->hint.n; i++)
		if (w->hint.v[i].column == column)
			return cut(w->hint.v[i].text);
	return (struct str){0};
}

/* The choices stand one column beside the other, in order of columns. */
static size_t
count_choices(const struct xlsx_writer *w, size_t column)
{
	size_t n = 0;

	for (size_t i = 0; i < w->choice.n; i++)
		n += w->choice.v[i].column == column;
	return n;
}

static void
put_validations(const struct xlsx_writer *w, struct str choices,
                struct buf *out)
{
	struct buf body = {0};
	size_t n = 0, list = 0;

	for (size_t c = 0; c < w->widest; c++) {
		size_t most = count_choices(w, c);
		struct str hint = hint_of(w, c);
		struct buf formula = {0};
		char name[GRID_NAME_SIZE];

		if (most) {
			grid_name(name, list++, 0);
			buf_adds(&formula, "'");
			html_escape_text(&formula, choices);
			buf_fmt(&formula, "'!$%s$1:$%s$%zu", name, name,
			        most);
		}
		if (most || hint.n) {
			put_validation(&body, c, buf_str(&formula), hint);
			n++;
		}
		buf_release(&formula);
	}
	if (n)
		buf_fmt(out, "<dataValidations count=\"%zu\">", n);
	buf_add(out, buf_str(&body));
	if (n)
		buf_adds(out, "</dataValidations>");
	buf_release(&body);
}

static void
put_sheet(const struct xlsx_writer *w, struct str choices, struct buf *out)
{
	buf_adds(out, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetViews>"
	              "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" "
	              "topLeftCell=\"A2\" activePane=\"bottomLeft\" "
	              "state=\"frozen\"/></sheetView></sheetViews>");
	if (w->widest)
		buf_fmt(out,
		        "<cols><col min=\"1\" max=\"%zu\" width=\"18\" "
		        "style=\"1\" customWidth=\"1\"/></cols>",
		        w->widest);
	buf_adds(out, "<sheetData>");
	buf_add(out, buf_str(&w->rows));
	buf_adds(out, "</sheetData>");
	put_validations(w, choices, out);
	buf_adds(out, "</worksheet>");
}

/* The n-th choice of a column, or NULL. */
static const struct choice *
choice_at(const struct xlsx_writer *w, size_t column, size_t n)
{
	for (size_t i = 0; i < w->choice.n; i++)
		if (w->choice.v[i].column == column && n-- == 0)
			return &w->choice.v[i];
	return NULL;
}

static void
put_choices(const struct xlsx_writer *w, struct buf *out)
{
	size_t most = 0;

	for (size_t c = 0; c < w->widest; c++)
		if (count_choices(w, c) > most)
			most = count_choices(w, c);
	buf_adds(out, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData>");
	for (size_t r = 0; r < most; r++) {
		size_t at = 0;

		buf_fmt(out, "<row r=\"%zu\">", r + 1);
		for (size_t c = 0; c < w->widest; c++) {
			const struct choice *one = choice_at(w, c, r);

			if (one)
				put_cell(out, at, (uint32_t)r + 1, "1",
				         one->text);
			at += count_choices(w, c) > 0;
		}
		buf_adds(out, "</row>");
	}
	buf_adds(out, "</sheetData></worksheet>");
}

/* ----------------------------------------------------- around them */

static void
put_book(const struct xlsx_writer *w, struct str choices, struct buf *out)
{
	buf_adds(out, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL
	              "\"><sheets><sheet sheetId=\"1\" r:id=\"rId1\" name=\"");
	html_escape_attr(out, w->name);
	buf_adds(out, "\"/>");
	if (w->choice.n) {
		buf_adds(out, "<sheet sheetId=\"2\" r:id=\"rId2\" name=\"");
		html_escape_attr(out, choices);
		buf_adds(out, "\"/>");
	}
	buf_adds(out, "</sheets></workbook>");
}

static const char styles[] =
    HEAD "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"2\"><font>"
    "<sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
    "<xf/></cellStyleXfs><cellXfs count=\"3\"><xf xfId=\"0\"/>"
    "<xf xfId=\"0\" numFmtId=\"49\" applyNumberFormat=\"1\"/>"
    "<xf xfId=\"0\" numFmtId=\"49\" fontId=\"1\" applyNumberFormat=\"1\" "
    "applyFont=\"1\"/></cellXfs></styleSheet>";

static const char package[] =
    HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
    "2006/relationships\"><Relationship Id=\"rId1\" Type=\"" REL
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static const char book_rels[] =
    HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
    "2006/relationships\"><Relationship Id=\"rId1\" Type=\"" REL
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" REL
    "/styles\" Target=\"styles.xml\"/>";

#define SHEET_TYPE "application/vnd.openxmlformats-officedocument." \
	           "spreadsheetml."

static void
put_types(const struct xlsx_writer *w, struct buf *out)
{
	buf_adds(out,
	         HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/"
	         "package/2006/content-types\"><Default Extension=\"rels\" "
	         "ContentType=\"application/vnd.openxmlformats-package."
	         "relationships+xml\"/><Override PartName=\"/xl/workbook.xml\""
	         " ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
	         "<Override PartName=\"/xl/styles.xml\" "
	         "ContentType=\"" SHEET_TYPE "styles+xml\"/>");
	for (int i = 1; i <= (w->choice.n ? 2 : 1); i++)
		buf_fmt(out,
		        "<Override PartName=\"/xl/worksheets/sheet%d.xml\" "
		        "ContentType=\"" SHEET_TYPE "worksheet+xml\"/>",
		        i);
	buf_adds(out, "</Types>");
}

int
xlsx_finish(struct xlsx_writer *w, struct str choices, struct buf *out,
            struct err *err)
{
	struct buf part[5] = {0};
	int rc;

	put_types(w, &part[0]);
	put_book(w, choices, &part[1]);
	put_sheet(w, choices, &part[2]);
	put_choices(w, &part[3]);
	buf_adds(&part[4], book_rels);
	if (w->choice.n)
		buf_adds(&part[4],
		         "<Relationship Id=\"rId2\" Type=\"" REL "/worksheet\" "
		         "Target=\"worksheets/sheet2.xml\"/>");
	buf_adds(&part[4], "</Relationships>");
	rc = zipfile_write(
	    out,
	    (struct zipfile_member[]){
	        {"[Content_Types].xml", buf_str(&part[0])},
	        {"_rels/.rels", str_from(package)},
	        {"xl/workbook.xml", buf_str(&part[1])},
	        {"xl/_rels/workbook.xml.rels", buf_str(&part[4])},
	        {"xl/styles.xml", str_from(styles)},
	        {"xl/worksheets/sheet1.xml", buf_str(&part[2])},
	        {"xl/worksheets/sheet2.xml", buf_str(&part[3])}},
	    w->choice.n ? 7 : 6, err);
	for (size_t i = 0; i < 5; i++)
		buf_release(&part[i]);
	return rc;
}

void
xlsx_writer_free(struct xlsx_writer *w)
{
	if (!w)
		return;
	buf_release(&w->rows);
	vec_release(&w->choice);
	vec_release(&w->hint);
	mem_free(w);
}
