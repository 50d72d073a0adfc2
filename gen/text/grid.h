#ifndef TEXT_GRID_H
#define TEXT_GRID_H

/*
 * grid - one cell of a sheet, and a row of them, wherever they come from.
 *
 * Readers hand rows to a function one at a time; nothing of a row lives
 * longer than the call.  Rows without any value are not handed on.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define GRID_COLUMNS 1024      /* columns of a row that are read */
#define GRID_TEXT_MAX 131072   /* bytes of a cell */
#define GRID_NAME_SIZE 20      /* "XFD1048576" and a NUL */

enum grid_kind {
	GRID_EMPTY = 0,
	GRID_TEXT,
	GRID_NUMBER, /* as text, at most 15 digits, as a program shows it */
	GRID_DATE,   /* formatted as a date; text is ISO */
	GRID_BOOL,   /* text is "true" or "false" */
	GRID_ERROR   /* #N/A and its kin */
};

struct grid_cell {
	enum grid_kind kind;
	struct str text; /* UTF-8 */
};

struct grid_row {
	uint32_t number; /* in the sheet, from 1 */
	const struct grid_cell *cell;
	size_t n;
};

struct err;

/* What takes the rows; anything but 0 ends the reading. */
typedef int grid_fn(void *ctx, const struct grid_row *row,
                        struct err *err);

/*
 * grid_name - how programs call a cell: D17.
 * in:  column, from 0; row, from 1; 0: the column alone
 */
void grid_name(char name[GRID_NAME_SIZE], size_t column, uint32_t row);

#endif
