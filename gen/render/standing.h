#ifndef RENDER_STANDING_H
#define RENDER_STANDING_H

/*
 * standing - the status of a record on the last day of a version that was
 * replaced, as far as it can be known today.
 *
 * It follows from what that version says of itself and from what others said
 * of the record that were public by then: those whose first version came
 * before the next one of the record, or by the commit of this one.  They are
 * taken as they read today, so that no history but the record's own is read;
 * what was withdrawn since is not heard.  Pages say that it is derived.
 * Refused: the status that the site printed then, which hung on the date of
 * each build and was never kept.
 */
#include "model/record.h"
#include "render/context.h"

/*
 * standing_put - put `status` {code, label, tone, on} into a map, null where
 * none can be known; `has_life` tells whether the kind has any.
 * in:  record, as version i reads; NULL: it cannot be read
 *      v, all versions, oldest first, with one after i
 *      page, gets `steps` on that day (steps.h) where there is a status to
 *      tell
 */
void standing_put(const struct context *c, const struct schema *schema,
                  const struct record *record, const struct version *v,
                  size_t i, struct value *map, struct value *page);

#endif
