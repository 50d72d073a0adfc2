#ifndef RENDER_FACETS_H
#define RENDER_FACETS_H

/*
 * facets - by what the records of a register can be told apart: each facet
 * with the values that have members, their numbers and pages.
 *
 * Values stand by number, the most first; states in the order of the life,
 * prices from the lowest, years from the newest.
 */
#include "render/context.h"

/* Where a value leads, of which this is the list; empty: it is left out. */
typedef struct str facets_link_fn(struct context *c, struct str list);

/*
 * facets_of - facets of a register with their values and numbers.
 * in:  link, or NULL for the pages of the values; where it leads elsewhere
 *      values have no numbers, which would be those of their pages
 * out: list of {key, label, values, and these as `first`, `rest`, `others`}
 */
struct value *facets_of(struct context *c, const struct schema *schema,
                        facets_link_fn *link);

#endif
