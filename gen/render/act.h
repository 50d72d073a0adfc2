#ifndef RENDER_ACT_H
#define RENDER_ACT_H

/*
 * act - a notice, a revocation or the like, which acts on the records that
 * it names, unlike a record that only rests on them.
 */
#include "render/context.h"

/*
 * act_is - does the field that names a record say something about its
 * status, now or in another case?  A field for what a document rests on
 * does not.
 * in:  schema, of the record; link, to it
 */
bool act_is(const struct context *c, const struct schema *schema,
            const struct link *link);

#endif
