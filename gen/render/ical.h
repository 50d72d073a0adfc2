#ifndef RENDER_ICAL_H
#define RENDER_ICAL_H

/*
 * ical - the lines of an iCalendar file.
 *
 * Lines end in CR LF and are folded at 75 bytes, between characters.  Days
 * are whole days: an event of one day ends, for a calendar, on the next.
 * source: RFC 5545, 3.1, 3.3.11, 3.6
 */
#include "base/buf.h"

struct ical {
	struct buf *out; /* borrowed */
	bool any;        /* has it an event? */
	struct buf line;
};

/*
 * ical_open - the head of a calendar.
 * in:  out, to which all lines are appended; name, of the calendar
 * out: *ical, to be ended with ical_close
 */
void ical_open(struct ical *ical, struct buf *out, struct str name);

/*
 * ical_close - the end of the calendar; one without events, which people
 * may follow all the same, gets a time zone, since it must hold something.
 * source: RFC 5545, 3.4, 3.6.5
 */
void ical_close(struct ical *ical);

/*
 * ical_plain - a property whose value needs no escape.
 */
void ical_plain(struct ical *ical, const char *name, struct str value);

/*
 * ical_text - a property with a text.
 */
void ical_text(struct ical *ical, const char *name, struct str text);

/*
 * ical_event - begin an event that lasts whole days.
 * in:  uid; changed, time of the last change, which stands for that of
 *      making the file: it must not hang on a clock
 * unit: changed is seconds since 1970, days are those of model/date.h, until
 *      the last one
 */
void ical_event(struct ical *ical, struct str uid, int64_t changed,
                int32_t from, int32_t until);

/*
 * ical_event_end - what it is called and where it is told of, and its end.
 */
void ical_event_end(struct ical *ical, struct str summary, struct str url);

#endif
