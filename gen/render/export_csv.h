#ifndef RENDER_EXPORT_CSV_H
#define RENDER_EXPORT_CSV_H

/*
 * export_csv - cells and lines of tables that spreadsheets open.
 *
 * UTF-8 with a byte order mark, lines end in CR LF, cells with a comma, a
 * quote, CR or LF stand in quotes.  A text that a spreadsheet would take for
 * a formula (it begins with = + - @, their wide forms ＝ ＋ － ＠, TAB, CR or
 * LF) gets an apostrophe in front, and so does one that begins with an
 * apostrophe: who takes one apostrophe off the front of each text that
 * begins with one has the text as it was.  Numbers stand as they are.
 * source: RFC 4180; OWASP, CSV Injection
 */
#include "base/buf.h"

/*
 * export_csv_begin - the byte order mark.
 */
void export_csv_begin(struct buf *b);

/*
 * export_csv_text - one cell with a text.
 * in:  first, of its line
 */
void export_csv_text(struct buf *b, bool first, struct str text);

/*
 * export_csv_number - one cell with a number or another text that is known
 * to be harmless.
 */
void export_csv_number(struct buf *b, bool first, struct str number);

/*
 * export_csv_end - end the line.
 */
void export_csv_end(struct buf *b);

#endif
