#ifndef RENDER_STEPS_H
#define RENDER_STEPS_H

/*
 * steps - the life of a record as its page tells it: what was asserted, in
 * order, and which of it is over, holds or is to come.
 *
 * A step ends where a stronger one that lasts as long begins; one of which
 * no day is left is no step.  Nothing follows an end unless the life goes
 * on from there.
 */
#include "model/life.h"
#include "render/timeline.h"

struct steps {
	struct timeline_step *v;
	size_t n;
};

/*
 * steps_settle - assertions as steps.
 * in:  life; n assertions in any order, which are sorted
 * out: step, with room for n: the steps in order, each until the last day
 *      that is its own; their number
 */
size_t steps_settle(const struct life *life, struct assertion *say, size_t n,
                    struct assertion *step);

/*
 * steps_put - the steps of a record, for its page.
 * in:  row of the record; link, what is said about it, in the order of
 *      snapshot_backlinks
 * out: map, with `steps` and `turns`, the days ahead on which another one is
 *      the current one, so that a page that is read later can tell; the same
 *      steps for the timeline, which adds what else happened
 */
struct steps steps_put(struct context *c, const struct schema *schema,
                       const struct row *row, const struct backlink *link,
                       size_t links, struct value *map);

/*
 * steps_stood - the steps that had begun by a day, without the titles of the
 * records that made them; what lay ahead then, the page of today knows better.
 * in:  n assertions in any order, which are sorted; day
 * out: map, with `steps` as above and no `turns`
 */
void steps_stood(const struct context *c, const struct schema *schema,
                 struct assertion *say, size_t n, int32_t day,
                 struct value *map);

#endif
