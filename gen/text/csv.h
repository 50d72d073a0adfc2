#ifndef TEXT_CSV_H
#define TEXT_CSV_H

/*
 * csv - tables as lines of text: comma, semicolon or tab between the cells.
 *
 * The mark is the one that the first line with any of them has most often,
 * outside quotes.  A quoted cell may hold marks, line ends and doubled
 * quotes.  Line ends are LF, CR LF or CR.
 *
 * A text that a program of the office would run as a formula is written with
 * an apostrophe in front, and read without it.
 * source: RFC 4180; OWASP, CSV injection
 */
#include "base/buf.h"
#include "base/err.h"
#include "text/grid.h"

/*
 * csv_read - hand all rows that hold anything to a function.
 * in:  text, UTF-8; rows are numbered as a spreadsheet numbers them
 * err: ERR_CORRUPT, a quote that does not end, too many columns, a cell too
 *      long; what fn returned
 */
int csv_read(struct str text, grid_fn *fn, void *ctx, struct err *err);

/*
 * csv_put - append one cell, quoted where it must be.
 * in:  first, of its row
 */
void csv_put(struct buf *out, struct str text, bool first);

/*
 * csv_end - end a row.
 */
void csv_end(struct buf *out);

#endif
