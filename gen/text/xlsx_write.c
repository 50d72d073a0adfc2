#include "text/xlsx_write.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/grid.h"
#include "text/html.h"
#include "text/zipfile.h"

#include <assert.h>
#include <stdio.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/" \
	    "relationships"
#define LAST_ROW 10000 /* that validations reach to */
#define HINT_MOST 200  /* characters that programs show */
#define WIDTH_LEAST 10 /* of a column, in digits */
#define WIDTH_MOST 40
#define WIDTH_HEAD 20 /* longer headings are wrapped */
#define LINE 15 /* height of a line, in points */
#define LINES_MOST 20 /* programs allow about 409 points */

/* A value that a column may have, or what is said about it. */
struct choice {
	size_t column;
	struct str text;
};

struct page {
	struct str name;
	struct buf rows;
	struct buf cells; /* of the row that is being written */
	size_t lines;     /* of its highest cell */
	uint32_t row;  /* that is being written, from 1 */
	uint32_t head; /* stays in sight */
	size_t column;
	struct VEC(size_t) width; /* of each column */
};

struct xlsx_writer {
	struct page page[XLSX_PAGES];
	size_t pages;
	struct VEC(struct choice) choice; /* of the first page */
	struct VEC(struct choice) hint;
};

void
xlsx_page(struct xlsx_writer *w, struct str name)
{
	assert(w->pages < XLSX_PAGES);
	w->page[w->pages++] = (struct page){.name = name, .head = 1};
}

struct xlsx_writer *
xlsx_writer_new(struct str name)
{
	struct xlsx_writer *w = mem_zalloc(1, sizeof *w);

	xlsx_page(w, name);
	return w;
}

static struct page *
last_page(struct xlsx_writer *w)
{
	return &w->page[w->pages - 1];
}

/* Text for XML, without the characters that it cannot carry. */
static void
put_cell(struct buf *out, size_t column, uint32_t row, enum xlsx_look look,
         struct str text)
{
	char name[GRID_NAME_SIZE];

	grid_name(name, column, row);
	buf_fmt(out,
	        "<c r=\"%s\" s=\"%d\" t=\"inlineStr\"><is>"
	        "<t xml:space=\"preserve\">",
	        name, (int)look);
	html_escape_text(out, text);
	buf_adds(out, "</t></is></c>");
}

/* The longest line decides, within bounds. */
static void
widen(struct page *p, struct str text, size_t most)
{
	if (p->column == p->width.n)
		vec_push(&p->width, (size_t)WIDTH_LEAST);
	while (text.n) {
		size_t wide = utf8_width(str_cut(&text, '\n')) + 2;

		wide = wide > most ? most : wide;
		if (wide > p->width.v[p->column])
			p->width.v[p->column] = wide;
	}
}

/* Not all programs find out how high a row with wrapped lines is. */
static void
heighten(struct page *p, struct str text, size_t most)
{
	size_t lines = 0;

	while (text.n)
		lines += utf8_width(str_cut(&text, '\n')) / (most - 2) + 1;
	if (lines > p->lines)
		p->lines = lines;
}

void
xlsx_put(struct xlsx_writer *w, enum xlsx_look look, struct str text)
{
	struct page *p = last_page(w);
	bool head = look == XLSX_HEAD || look == XLSX_HEAD_MUST;
	size_t most = head ? WIDTH_HEAD : WIDTH_MOST;

	if (head)
		p->head = p->row + 1;
	if (text.n || look == XLSX_MARKED)
		put_cell(&p->cells, p->column, p->row + 1, look, text);
	widen(p, text, most);
	if (head || look == XLSX_NOTE)
		heighten(p, text, most);
	p->column++;
}

void
xlsx_end(struct xlsx_writer *w)
{
	struct page *p = last_page(w);

	buf_fmt(&p->rows, "<row r=\"%u\"", ++p->row);
	if (p->lines > 1)
		buf_fmt(&p->rows, " ht=\"%zu\" customHeight=\"1\"",
		        p->lines > LINES_MOST ? LINES_MOST * LINE
		                              : p->lines * LINE);
	buf_fmt(&p->rows, ">%.*s</row>", STR_ARG(buf_str(&p->cells)));
	buf_reset(&p->cells);
	p->lines = p->column = 0;
}

void
xlsx_row(struct xlsx_writer *w, uint32_t row)
{
	struct page *p = last_page(w);

	assert(!p->column && row > p->row);
	p->row = row - 1;
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
put_validation(struct buf *out, size_t column, uint32_t head,
               struct str formula, struct str hint)
{
	char name[GRID_NAME_SIZE];

	grid_name(name, column, 0);
	buf_fmt(out, "<dataValidation sqref=\"%s%u:%s%d\" allowBlank=\"1\"",
	        name, head + 1, name, LAST_ROW);
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

	for (size_t c = 0; c < w->page[0].width.n; c++) {
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
			put_validation(&body, c, w->page[0].head,
			               buf_str(&formula), hint);
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
put_sheet(const struct xlsx_writer *w, const struct page *p,
          struct str choices, struct buf *out)
{
	buf_fmt(out,
	        HEAD "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr "
	             "fitToPage=\"%d\"/></sheetPr><sheetViews>"
	             "<sheetView workbookViewId=\"0\" tabSelected=\"%d\">"
	             "<pane ySplit=\"%u\" topLeftCell=\"A%u\" "
	             "activePane=\"bottomLeft\" state=\"frozen\"/>"
	             "</sheetView></sheetViews>",
	        p != w->page, p == w->page, p->head, p->head + 1);
	if (p->width.n)
		buf_adds(out, "<cols>");
	for (size_t c = 0; c < p->width.n; c++)
		buf_fmt(out,
		        "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" "
		        "style=\"%d\" customWidth=\"1\"/>",
		        c + 1, c + 1, p->width.v[c], (int)XLSX_PLAIN);
	if (p->width.n)
		buf_adds(out, "</cols>");
	buf_adds(out, "<sheetData>");
	buf_add(out, buf_str(&p->rows));
	buf_adds(out, "</sheetData>");
	if (p == w->page)
		put_validations(w, choices, out);
	buf_adds(out, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" "
	              "orientation=\"landscape\"/></worksheet>");
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

	for (size_t c = 0; c < w->page[0].width.n; c++)
		if (count_choices(w, c) > most)
			most = count_choices(w, c);
	buf_adds(out, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData>");
	for (size_t r = 0; r < most; r++) {
		size_t at = 0;

		buf_fmt(out, "<row r=\"%zu\">", r + 1);
		for (size_t c = 0; c < w->page[0].width.n; c++) {
			const struct choice *one = choice_at(w, c, r);

			if (one)
				put_cell(out, at, (uint32_t)r + 1,
				         XLSX_PLAIN, one->text);
			at += count_choices(w, c) > 0;
		}
		buf_adds(out, "</row>");
	}
	buf_adds(out, "</sheetData></worksheet>");
}

/* ----------------------------------------------------- around them */

/* How many sheets there are, that of the choices last. */
static size_t
count_sheets(const struct xlsx_writer *w)
{
	return w->pages + (w->choice.n > 0);
}

static void
put_book(const struct xlsx_writer *w, struct str choices, struct buf *out)
{
	buf_adds(out, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL
	              "\"><bookViews><workbookView/></bookViews><sheets>");
	for (size_t i = 0; i < count_sheets(w); i++) {
		buf_fmt(out, "<sheet sheetId=\"%zu\" r:id=\"rId%zu\" name=\"",
		        i + 1, i + 1);
		html_escape_attr(out, i < w->pages ? w->page[i].name : choices);
		buf_adds(out, "\"/>");
	}
	buf_adds(out, "</sheets></workbook>");
}

#define TEXT "<xf xfId=\"0\" numFmtId=\"49\" applyNumberFormat=\"1\" " \
	     "applyAlignment=\"1\" applyFont=\"1\" applyFill=\"1\" "
#define TOP "><alignment vertical=\"top\"/></xf>"
#define WRAP "><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
#define FILL(rgb) "<fill><patternFill patternType=\"solid\"><fgColor " \
	          "rgb=\"FF" rgb "\"/></patternFill></fill>"

/* In order of enum xlsx_look. */
static const char styles[] =
    HEAD "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"3\"><font>"
    "<sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font><font><b/>"
    "<sz val=\"11\"/><color rgb=\"FFB3261E\"/></font></fonts>"
    "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill>" FILL("EEF1F4")
    FILL("FBE3DF") "</fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
    "<xf/></cellStyleXfs><cellXfs count=\"6\"><xf xfId=\"0\"/>" TEXT TOP
    TEXT "fontId=\"1\" fillId=\"2\"" WRAP TEXT "fontId=\"2\" fillId=\"2\""
    WRAP TEXT WRAP TEXT "fillId=\"3\"" TOP
    "</cellXfs><cellStyles count=\"1\"><cellStyle xfId=\"0\" "
    "builtinId=\"0\" name=\"Normal\"/></cellStyles></styleSheet>";

#define RELS "<Relationships xmlns=\"http://schemas.openxmlformats.org/" \
	     "package/2006/relationships\">"

static const char package[] =
    HEAD RELS "<Relationship Id=\"rId1\" Type=\"" REL
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static void
put_rels(const struct xlsx_writer *w, struct buf *out)
{
	size_t n = count_sheets(w);

	buf_adds(out, HEAD RELS);
	for (size_t i = 1; i <= n; i++)
		buf_fmt(out,
		        "<Relationship Id=\"rId%zu\" Type=\"" REL
		        "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
		        i, i);
	buf_fmt(out,
	        "<Relationship Id=\"rId%zu\" Type=\"" REL
	        "/styles\" Target=\"styles.xml\"/></Relationships>",
	        n + 1);
}

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
	for (size_t i = 1; i <= count_sheets(w); i++)
		buf_fmt(out,
		        "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
		        "ContentType=\"" SHEET_TYPE "worksheet+xml\"/>",
		        i);
	buf_adds(out, "</Types>");
}

int
xlsx_finish(struct xlsx_writer *w, struct str choices, struct buf *out,
            struct err *err)
{
	enum { AROUND = 5, MOST = AROUND + XLSX_PAGES + 1 };
	struct buf part[MOST] = {0};
	char name[XLSX_PAGES + 1][48];
	struct zipfile_member member[MOST] = {
	    {"[Content_Types].xml", {0}},
	    {"_rels/.rels", str_from(package)},
	    {"xl/workbook.xml", {0}},
	    {"xl/_rels/workbook.xml.rels", {0}},
	    {"xl/styles.xml", str_from(styles)}};
	size_t sheets = count_sheets(w);
	int rc;

	put_types(w, &part[0]);
	put_book(w, choices, &part[2]);
	put_rels(w, &part[3]);
	for (size_t i = 0; i < w->pages; i++)
		put_sheet(w, &w->page[i], choices, &part[AROUND + i]);
	if (w->choice.n)
		put_choices(w, &part[AROUND + w->pages]);
	for (size_t i = 0; i < sheets; i++) {
		snprintf(name[i], sizeof name[i],
		         "xl/worksheets/sheet%zu.xml", i + 1);
		member[AROUND + i].name = name[i];
	}
	for (size_t i = 0; i < AROUND + sheets; i++)
		if (!member[i].bytes.n)
			member[i].bytes = buf_str(&part[i]);
	rc = zipfile_write(out, member, AROUND + sheets, err);
	for (size_t i = 0; i < MOST; i++)
		buf_release(&part[i]);
	return rc;
}

void
xlsx_writer_free(struct xlsx_writer *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->pages; i++) {
		buf_release(&w->page[i].rows);
		buf_release(&w->page[i].cells);
		vec_release(&w->page[i].width);
	}
	vec_release(&w->choice);
	vec_release(&w->hint);
	mem_free(w);
}
