#ifndef RENDER_BANNER_H
#define RENDER_BANNER_H

/*
 * banner - what a reader must see before all else on a record's page: that
 * another record revoked it, and why; what one can object to, and until when.
 *
 * It stands for a state that the schema marks with `banner`, set by another
 * record, and for a state of the record's own with a `call`.  Besides, each
 * act (render/act.h) on the record that readers may answer today, whether or
 * not it sets a state: a notice of who is to be honoured is told to the one
 * it names.
 */
#include "render/context.h"

/*
 * banner_put - the banner of a record's page.
 * in:  row of the record; link, what is said about it
 * out: map, with `banner`, null when there is nothing to say, and `calls`,
 *      of the acts that the banner does not tell of
 */
void banner_put(struct context *c, const struct schema *schema,
                const struct row *row, const struct backlink *link,
                size_t links, struct value *map);

#endif
