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
 * listing_members - the records that the page of the output's list shows.
 * out: n of them, newest first; none when there is no such list
 */
struct listed *listing_members(struct context *c, size_t *n);

/*
 * listing_has_ranks - is there a page of a list by price?
 * in:  list, a register, or a facet's value: of those only facets by which
 *      readers choose, fields, not status and not year
 */
bool listing_has_ranks(const struct schema_set *set, struct str list);

/*
 * listing_open - the list of what can be taken now, of a kind with prices:
 * the first good status (tone ok) as a facet's value.
 * out: empty when the kind has no prices, or its status is no facet
 */
struct str listing_open(const struct context *c,
                        const struct schema *schema);

/*
 * listing_ranked - a list by price, the cheapest first, of those that are
 * open (a status of tone ok), as many as a page has, with the number of them
 * while that is below a hundred.  That of the register leads to those of its
 * facets' values, which are the only ones that many records share.
 * out: appended to out; *exists, false where nothing has a price
 * err: ERR_CONFIG
 */
int listing_ranked(struct context *c, struct buf *out, bool *exists,
                   struct err *err);

#endif
