#ifndef BUILD_IMPORT_NOTE_H
#define BUILD_IMPORT_NOTE_H

/*
 * import_note - rows of a sheet that are no records.
 *
 * Below the rows people write sums, notes, who filled the sheet in and where
 * the seal goes.  Such a row says nothing in the columns that are known, or
 * one of its first cells is such a word: alone, or before a colon or, for a
 * sum, a digit.  When in doubt it is a record: a record with a mistake is
 * told as one, so nothing but these words may hide it.
 */
#include "model/rowrecord.h"

/*
 * import_is_note - is a row below the heading no record?
 * in:  a, for scratch
 */
bool import_is_note(struct arena *a, const struct columns *columns,
                    const struct grid_row *row);

#endif
