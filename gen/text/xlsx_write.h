#ifndef TEXT_XLSX_WRITE_H
#define TEXT_XLSX_WRITE_H

/*
 * xlsx_write - a workbook of one sheet, and one with the choices for its
 * cells.
 *
 * Every cell is a text and every column is formatted as text, so that no
 * program takes a number of a document for a quantity.  The heading is bold
 * and stays in sight.  The same cells give the same bytes.
 * source: ECMA-376-1, 18.3, 18.3.1.33 (dataValidation)
 */
#include "base/buf.h"
#include "base/err.h"

struct xlsx_writer;

/*
 * xlsx_writer_new - in:  name, of the sheet, borrowed
 * out: caller frees with xlsx_writer_free
 */
struct xlsx_writer *xlsx_writer_new(struct str name);

/*
 * xlsx_put - the next cell of the row.
 */
void xlsx_put(struct xlsx_writer *w, struct str text);

/*
 * xlsx_end - end the row; the first one is the heading.
 */
void xlsx_end(struct xlsx_writer *w);

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
 * in:  choices, name of the second sheet, which is there if there are any
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
