#ifndef RENDER_CHART_DRAW_H
#define RENDER_CHART_DRAW_H

/*
 * chart_draw - what the forms of charts share; for chart*.c alone.
 *
 * A form appends to the body and returns the height that it took, in units.
 */
#include "render/chart.h"

#define CHART_LEADING 18 /* from one line of text to the next */

/* chart_bars/stack/progress/line/tiles - the body of a form.
 * in:  chart, with at least one row
 * out: appended to out; the height */
int chart_bars(const struct chart *chart, struct buf *out);
int chart_stack(const struct chart *chart, struct buf *out);
int chart_progress(const struct chart *chart, struct buf *out);
int chart_line(const struct chart *chart, struct buf *out);
int chart_tiles(const struct chart *chart, struct buf *out);

/*
 * chart_scale - value of max as so many of length units.
 * in:  0 <= value <= max
 * out: 0 to length; at least 1 for a value above zero
 */
int chart_scale(int64_t value, int64_t max, int length);

/*
 * chart_wide - units that a text takes, at most.
 */
int chart_wide(struct str text);

/* chart_text - a line of text; chart_count - a number.
 * in:  anchor, "start", "middle" or "end" */
void chart_text(struct buf *out, int x, int y, const char *class,
                const char *anchor, struct str text);
void chart_count(struct buf *out, int x, int y, const char *anchor,
                 int64_t n);

/*
 * chart_wrap - a text over as many lines as it needs.
 * in:  y, of the first line
 * out: y of the last line
 */
int chart_wrap(struct buf *out, int x, int y, int width, const char *class,
               struct str text);

/*
 * chart_colour - which of the classes c1 to c6, s1 to s6 a series has: red,
 * the second, where it is of what is over, and else never.
 */
size_t chart_colour(const struct chart *chart, size_t series);

/*
 * chart_fill - the fill of a series, as an attribute.
 */
void chart_fill(struct buf *out, const struct chart *chart, size_t series);

/*
 * chart_legend - names of the series, each behind a piece of its pattern.
 * out: the height
 */
int chart_legend(const struct chart *chart, struct buf *out);

#endif
