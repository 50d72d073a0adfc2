#ifndef RENDER_LISTING_CSV_H
#define RENDER_LISTING_CSV_H

/*
 * listing_csv - the table of a facet value's page as a file: what a reader
 * sees there, in the same order.
 *
 * A page's table has the columns that lists know: id, kind, url, title,
 * title_en, date, status, status_label, each facet that is a field with its
 * label, price of three years, summary.  So it turns exactly when the page
 * does, and one edit writes as many of them as pages.  Refused: all fields,
 * for which an edit of any of them would write again every value that the
 * record has, and one file a value, of 50,000 rows for one record; all fields
 * of a register lie in its exports.
 */
#include "render/context.h"

/*
 * listing_csv - the table of the output's page.
 * out: appended to out; *exists false: the page holds nobody
 */
void listing_csv(struct context *c, struct buf *out, bool *exists);

#endif
