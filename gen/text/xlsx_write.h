#ifndef TEXT_XLSX_WRITE_H
#define TEXT_XLSX_WRITE_H

/*
 * xlsx_write - a workbook: a sheet, perhaps another one that explains it,
 * and one with the choices for the cells of the first.
 *
 * Every cell is a text and every column is formatted as text, so that no
 * program takes a number of a document for a quantity.  The heading is bold
 * and stays in sight; columns are as wide as their longest line, within
 * bounds.  The same cells give the same bytes.
 * source: ECMA-376-1, 18.3, 18.3.1.33 (dataValidation)
 */
#include "base/buf.h"
#include "base/err.h"

#define XLSX_PAGES 2

struct xlsx_writer;

/* How a cell looks; the numbers are those of the styles in the file. */
enum xlsx_look {
	XLSX_PLAIN = 1,
	XLSX_HEAD,
	XLSX_HEAD_MUST, /* of a column that must be filled in */
	XLSX_NOTE,      /* with lines that are wrapped */
	XLSX_MARKED     /* something is wrong here */
};

/*
 * xlsx_writer_new - in:  name, of the first sheet, borrowed
 * out: caller frees with xlsx_writer_free
 */
struct xlsx_writer *xlsx_writer_new(struct str name);

/*
 * xlsx_page - what follows stands on another sheet; at most XLSX_PAGES.
 * in:  name, borrowed
 */
void xlsx_page(struct xlsx_writer *w, struct str name);

/*
 * xlsx_put - the next cell of the row.
 * in:  look; a row of headings stays in sight
 */
void xlsx_put(struct xlsx_writer *w, enum xlsx_look look, struct str text);

/*
 * xlsx_end - end the row.
 */
void xlsx_end(struct xlsx_writer *w);

/*
 * xlsx_row - leave rows out before the next one.
 * in:  row, number of the next one, above that of the last one
 */
void xlsx_row(struct xlsx_writer *w, uint32_t row);

/*
 * xlsx_choice - one more value that a column's cells may have.
 * in:  column, from 0; text, borrowed until xlsx_finish
 */
void xlsx_choice(struct xlsx_writer *w, size_t column, struct str text);

/*
 * xlsx_hint - what a program shows when a cell of the column is chosen.
 */
void xlsx_hint(struct xlsx_writer *w, size_t column, struct str text);

/*
 * xlsx_finish - the file.
 * in:  choices, name of the last sheet, which is there if there are any
 * out: appended to out
 * err: ERR_IO
 */
int xlsx_finish(struct xlsx_writer *w, struct str choices, struct buf *out,
                struct err *err);

/*
 * xlsx_writer_free - in:  w, or NULL
 */
void xlsx_writer_free(struct xlsx_writer *w);

#endif
