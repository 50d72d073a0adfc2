#ifndef MODEL_SHEET_OUT_H
#define MODEL_SHEET_OUT_H

/*
 * sheet_out - a sheet to be handed out: CSV for programs of the office (with
 * a byte order mark, CR LF), or a workbook.
 */
#include "base/buf.h"
#include "base/err.h"
#include "model/columns.h"
#include "text/xlsx_write.h"

struct sheet_out;

/*
 * sheet_out_new - in:  book, a workbook; name, of the sheet, borrowed
 * out: caller frees
 */
struct sheet_out *sheet_out_new(bool book, struct str name);

/* sheet_out_cell/end - the next cell; the end of the row.
 * in:  look, for a workbook */
void sheet_out_cell(struct sheet_out *out, enum xlsx_look look,
                    struct str text);
void sheet_out_end(struct sheet_out *out);

/*
 * sheet_out_row - leave rows empty before the next one.
 * in:  row, number of the next one, from 1
 */
void sheet_out_row(struct sheet_out *out, uint32_t row);

/*
 * sheet_out_page - what follows explains the sheet.
 * in:  name, borrowed
 * out: false for lines of text, which have no place for it
 */
bool sheet_out_page(struct sheet_out *out, struct str name);

/*
 * sheet_out_hint - how a column, which is that of a field, is filled in.
 * out: in arena a
 */
struct str sheet_out_hint(struct arena *a, const struct column *column,
                          enum lang lang);

/*
 * sheet_out_column - tell a workbook what a column holds: its choices and
 * hints.
 */
void sheet_out_column(struct sheet_out *out, struct arena *a, size_t i,
                      const struct column *column, enum lang lang);

/*
 * sheet_out_finish - the file.
 * out: appended to bytes
 * err: ERR_IO
 */
int sheet_out_finish(struct sheet_out *out, enum lang lang,
                     struct buf *bytes, struct err *err);

/*
 * sheet_out_free - in:  out, or NULL
 */
void sheet_out_free(struct sheet_out *out);

#endif
