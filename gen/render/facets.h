#ifndef RENDER_FACETS_H
#define RENDER_FACETS_H

/*
 * facets - by what the records of a register can be told apart: each facet
 * with the values that have members, their numbers and pages.
 *
 * Values stand by number, the most first; states in the order of the life,
 * years from the newest.
 */
#include "render/context.h"

/*
 * facets_of - facets of a register with their values and numbers.
 * in:  current, list whose value is marked, or empty
 * out: list of {key, label, values, and these as `first`, `rest`, `others`}
 */
struct value *facets_of(struct context *c, const struct schema *schema,
                        struct str current);

#endif
