#ifndef RENDER_STATECHART_H
#define RENDER_STATECHART_H

/*
 * statechart - the life of a kind as a drawing.
 *
 * States stand under one another, weakest first, since the strongest that
 * holds on a day is the status.  Beside each stands what sets it: dates of
 * the record itself, or records of other kinds.  A pure function of the
 * schemas: inline SVG whose colours are the theme's, with a title for
 * readers that see no picture.
 */
#include "render/context.h"

/*
 * statechart_draw - the drawing of a kind's life.
 * in:  schema, with at least one state
 * out: an svg element, appended to out
 */
void statechart_draw(const struct context *c, const struct schema *schema,
                     struct buf *out);

/*
 * statechart_triggers - what sets a state, one sentence each.
 * in:  state, index in the life
 * out: list of texts in the context's arena
 */
struct value *statechart_triggers(const struct context *c,
                                  const struct schema *schema,
                                  uint32_t state);

#endif
