#ifndef RENDER_DEADLINE_H
#define RENDER_DEADLINE_H

/*
 * deadline - days of a record in calendars: the first and the last ones of
 * what holds for a time (in public notice, open for licences).
 *
 * What lasts up to a month is one event, of longer things each end is one.
 * Where several things end on one day the strongest of them speaks.
 *
 * A record has a calendar of its own, FOLDER/ID.ics, when it says of itself,
 * or a record on the site says of it, something that ends; whether that lies
 * ahead or behind does not matter, so that the address that somebody follows
 * does not go with the day.  What something stronger without an end overtook
 * (a licence that was withdrawn) stays as a cancelled event: calendars that
 * follow take it out.  The page leads there while the status in force has a
 * last day; who says so then is among the above, so the link never dangles.
 */
#include "render/context.h"
#include "render/ical.h"

/*
 * deadline_put - the events that belong to a day, those overtaken left out.
 * in:  day, on which something begins, or the day after its last one
 * out: appended to ical
 */
void deadline_put(struct context *c, struct ical *ical,
                  const struct listed *one, int32_t day);

/*
 * deadline_render - the calendar of the output's record.
 * out: appended to out; *exists false: nothing said of it ends
 */
void deadline_render(struct context *c, struct buf *out, bool *exists);

#endif
