#ifndef SEARCH_COLUMN_H
#define SEARCH_COLUMN_H

/*
 * column - dates and facets of every record, for filters, counts and sorting.
 *
 * Page p holds the accession numbers 1024p to 1024p + 1023.
 *
 * Body of the piece:
 *
 *     varint    number of facets in this page
 *     for each, in bytewise order of their codes:
 *         slice     its code, "city" (varint length, UTF-8)
 *         varint    number of values in this page, at least 1
 *         slices    the values, bytewise order; of a record with several,
 *                   all of them, sorted, joined by U+001F
 *     varint    the least day in this page, and
 *     byte      w, the least with (greatest - least + 1) >> w == 0; both
 *               are 0 in a page without days
 *     varint    number of records in this page
 *     bits      (bits.h) for each kind, a bit for each facet: whether some
 *               record of the kind has it.  Then for each record, ascending
 *               numbers: the gap from the number before (the first from
 *               1024p - 1) in gamma code; w bits: 0 without a date, else its
 *               day - the least + 1; the place of its kind; of each facet
 *               that its kind has, the kind aside, the place of its value.
 *               Zero-padded to a byte.
 *
 * A place is 0 without a value, else that in the list, from 1, in as many
 * bits as the number of values needs.  The kind is the facet "kind", whose
 * values are the codes of kinds; a record without one, or in a page without
 * that facet, is of kind 0.  Thus a record takes no room for what only other
 * kinds have, and a register may have hundreds of facets.
 *
 * A day is (year * 12 + month - 1) * 31 + day - 1; a missing month or day
 * counts as 1.  No facet is called "year": it is that of the day.
 */
#include "search/piece.h"

#define COLUMN_PAGE 1024
#define COLUMN_KIND STR("kind")
#define COLUMN_YEAR STR("year")
#define COLUMN_JOIN '\x1f'

struct column_facet {
	struct str code;
	struct str value; /* several joined by COLUMN_JOIN; never empty */
};

struct column_row {
	bool live;     /* false: a hole */
	uint32_t day;  /* greater is later; 0: no date */
	struct column_facet *facet; /* bytewise order of codes, unique */
	size_t facets;
};

struct column_change {
	uint32_t doc;
	struct column_row row; /* with live false the number is a hole now */
};

/*
 * column_pages - how many pages a register has.
 */
uint32_t column_pages(uint32_t highest);

/*
 * column_apply - a page after some rows were set or removed.
 * in:  old, the whole piece as it was, or empty; changes, ascending
 *      documents, unique, all of this page
 * out: out, the new piece appended; nothing when no record is left
 * err: ERR_CORRUPT, old is not this page; out is as before
 */
int column_apply(struct str old, const struct column_change *changes,
                 size_t n, uint32_t page, struct buf *out, struct err *err);

/*
 * column_read - the rows of a page.
 * in:  body, checked by piece_open
 * out: rows[i] of number 1024 * page + i, in arena a, texts borrowed from
 *      body
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int column_read(struct arena *a, struct str body, uint32_t page,
                struct column_row rows[COLUMN_PAGE], struct err *err);

/*
 * column_day - the number of a date.
 * in:  date, "2021-06-28", "2021-06", "2021" or empty
 * out: the day as stored; 0 when it is none of these
 */
uint32_t column_day(struct str date);

#endif
