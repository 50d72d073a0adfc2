#ifndef RENDER_TIMELINE_H
#define RENDER_TIMELINE_H

/*
 * timeline - what happened to a record, day by day: the states that were
 * asserted, and the dates of its own fields that the schema calls an event
 * (a member joined, a member left).
 *
 * Events of one field on one day are one entry that names all of them.
 */
#include "model/record.h"
#include "render/context.h"

/* A state, as the record's `steps` have it. */
struct timeline_step {
	int32_t day;
	struct value *value;
};

/*
 * timeline_put - put `events` into a record's map.
 * in:  step, n of them, oldest first
 */
void timeline_put(const struct context *c, const struct record *record,
                  const struct timeline_step *step, size_t n,
                  struct value *map);

#endif
