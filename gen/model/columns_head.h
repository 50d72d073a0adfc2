#ifndef MODEL_COLUMNS_HEAD_H
#define MODEL_COLUMNS_HEAD_H

/*
 * columns_head - the heading among the first rows of a sheet.
 *
 * A sheet may have lines above its heading, and the heading may take two
 * rows, the upper one with groups: the row, or the pair of rows, that says
 * most is taken.
 */
#include "model/columns.h"
#include "text/grid.h"

/* Rows at the top of a sheet, to find the heading in. */
#define COLUMNS_LOOK 12

struct columns_head {
	struct grid_row row[COLUMNS_LOOK]; /* in an arena */
	size_t n;
};

/*
 * columns_head_keep - keep a row of the top of a sheet.
 * out: false, there are enough
 */
bool columns_head_keep(struct arena *a, struct columns_head *head,
                       const struct grid_row *row);

/*
 * columns_head_find - the heading among the first rows.
 * out: columns; row is 0 when no row says two things, or one alone
 */
void columns_head_find(struct arena *a, const struct column_names *names,
                       const struct columns_head *head,
                       struct columns *columns);

#endif
