#ifndef BUILD_STATUS_H
#define BUILD_STATUS_H

/*
 * status - the state of a record on any day, from what it says of itself and
 * what other records say about it.
 *
 * The same fold for the site (on the date of the build) and for rules that
 * ask for the state of a record on a day of their own.  A record that is not
 * on the site on the day says nothing on that day: so the answer is the one
 * that the site gave then, and no later date changes it.
 */
#include "base/vec.h"
#include "model/life.h"
#include "store/row.h"

struct schema;

/* What one record says, and while it is there to say it. */
struct saying {
	struct assertion assertion;
	int32_t scheduled;
	int32_t leaves;
};

struct status {
	const struct life *life; /* of the subject's kind */
	struct VEC(struct saying) say;
	struct VEC(struct assertion) heard; /* on the day asked last */
};

/*
 * status_collect - take in all that is said about a record.
 * in:  row, of the record; link, all n links to it; texts are borrowed
 * out: status, emptied first, then filled; zeroed at first, ended by
 *      status_release
 */
void status_collect(struct status *status, const struct schema *schema,
                    const struct row *row, const struct link *link,
                    size_t n);

/*
 * status_on - the state on a day.
 * in:  except, a record that asks and is not heard itself, or empty
 * out: borrowed from status until it is asked or filled again
 */
struct life_status status_on(struct status *status, int32_t day,
                             struct str except);

/*
 * status_passed - how many first days were reached and last days are over on
 * the day asked last, of what was heard then.
 * in:  day, the same
 */
uint32_t status_passed(const struct status *status, int32_t day);

/*
 * status_release - free it.
 */
void status_release(struct status *status);

#endif
