#ifndef RENDER_LISTING_H
#define RENDER_LISTING_H

/*
 * listing - pages of registers and of facet values.
 */
#include "render/context.h"

/*
 * listing_render - one page of the output's list.
 * out: appended to out; *exists false: the page holds nobody
 * err: ERR_CONFIG
 */
int listing_render(struct context *c, struct buf *out, bool *exists,
                   struct err *err);

/*
 * listing_facets - facets of a register with their values and numbers.
 * in:  current, list whose value is marked, or empty
 * out: list of {key, label, values}
 */
struct value *listing_facets(struct context *c, const struct schema *schema,
                             struct str current);

/*
 * listing_ranked - the register by price, the cheapest first, of those that
 * are open (a status of tone ok).
 * out: appended to out; *exists, false where nothing has a price
 * err: ERR_CONFIG
 */
int listing_ranked(struct context *c, struct buf *out, bool *exists,
                   struct err *err);

#endif
