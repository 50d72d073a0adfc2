#ifndef SEARCH_COLUMN_H
#define SEARCH_COLUMN_H

/*
 * column - kind and date of every record, for filtering and for ties.
 *
 * Page p holds the accession numbers 1024p to 1024p + 1023.
 *
 * Body of the piece:
 *
 *     byte      number of kinds in this page, at most 255
 *     slices    their codes, bytewise order (varint length, UTF-8)
 *     for each record, ascending numbers:
 *     varint    (gap from the number before (the first from 1024p - 1),
 *               minus 1) * number of kinds + its kind, an index
 *     varint    its day minus the day of the record before (at first 0),
 *               zigzag; a day is (year * 12 + month - 1) * 31 + day - 1,
 *               0 if there is no date; a missing month or day counts as 1
 */
#include "search/card.h"
#include "search/piece.h"

#define COLUMN_PAGE 1024

struct column_row {
	struct str kind; /* empty for a hole */
	uint32_t day;    /* greater is later; 0: no date */
};

/*
 * column_pages - how many pages a register has.
 */
uint32_t column_pages(uint32_t highest);

/*
 * column_apply - a page after some cards were set or removed.
 * in:  old, the whole piece as it was, or empty; changes, as given to
 *      card_apply: ascending documents, unique, all of this page
 * out: out, the new piece appended; nothing when no record is left
 * err: ERR_CORRUPT, old is not this page; out is as before
 */
int column_apply(struct str old, const struct card_change *changes, size_t n,
                 uint32_t page, struct buf *out, struct err *err);

/*
 * column_read - the rows of a page.
 * in:  body, checked by piece_open
 * out: rows[i] of number 1024 * page + i, borrowed from body
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int column_read(struct str body, struct column_row rows[COLUMN_PAGE],
                struct err *err);

/*
 * column_day - the number of a date.
 * in:  date, "2021-06-28", "2021-06", "2021" or empty
 * out: the day as stored; 0 when it is none of these
 */
uint32_t column_day(struct str date);

#endif
