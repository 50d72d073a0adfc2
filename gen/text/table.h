#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

/*
 * table - the lines of a GFM pipe table, without their inlines.
 *
 * A table is a header line, a delimiter line with as many cells, and the
 * lines after them.  The lines come from a paragraph of cmark's tree; what
 * is in the cells is parsed by markdown_table.c.  `\|` in a cell stands for
 * the bar itself, also in code.
 * source: GFM 0.29 section 4.10
 */
#include "base/buf.h"
#include "base/str.h"

#define TABLE_COLUMNS 128

enum table_align { TABLE_NONE = 0, TABLE_LEFT, TABLE_CENTER, TABLE_RIGHT };

/*
 * table_delimiter - is the line a delimiter row (`| --- | :-: |`)?
 * out: number of columns and their alignments; 0 when it is none,
 *      TABLE_COLUMNS + 1 when it has more than TABLE_COLUMNS
 */
size_t table_delimiter(struct str line,
                       enum table_align align[TABLE_COLUMNS]);

/*
 * table_cells - cut a line into cells.
 * in:  line, without the line end
 * out: number of cells, at most TABLE_COLUMNS + 1; cell, slices of the line
 *      without white space around them, bars still escaped
 */
size_t table_cells(struct str line, struct str cell[TABLE_COLUMNS + 1]);

/*
 * table_unescape - append a cell, its escaped bars as bars.
 */
void table_unescape(struct buf *b, struct str cell);

#endif
