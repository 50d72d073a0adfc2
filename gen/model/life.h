#ifndef MODEL_LIFE_H
#define MODEL_LIFE_H

/*
 * life - the status of a record as of a day, folded from what is asserted
 * about it.
 *
 * Nobody types a status.  Dated records assert states: a filing, a public
 * notice, a revocation.  On a day those assertions hold whose from <= day
 * <= until; the status is the one of the highest rank, then of the latest
 * from, then of the later accession number, then of the later until, then
 * the first in bytewise order of its source (kind, id).  None holds: no
 * status.  All of it is a pure function of its arguments.
 *
 * A state that resets ends what went before: from the day on which such an
 * assertion begins, those that began on that day or earlier and are not of
 * a higher rank count no more, also when the resetting one is over.  (A
 * restored alliance does not get an old honour back by itself.)
 */
#include "base/arena.h"
#include "model/date.h"
#include "model/lang.h"

enum life_tone {
	TONE_PLAIN = 0,
	TONE_OK,
	TONE_WAIT,
	TONE_END
};

#define LIFE_NO_STATE UINT32_MAX

/* One state of a kind, from its schema. */
struct life_state {
	struct str code;
	int rank;
	enum life_tone tone;
	bool banner; /* shown on top of the page when set by another record */
	struct text2 label;
	bool resets; /* what began before counts no more, see above */
	struct str call; /* until its last day readers may act: the field that
	                  * says how; or empty */
};

/* The states of a kind, weakest to strongest by rank. */
struct life {
	const struct life_state *state;
	uint32_t n;
};

/* A state from one day to another, and who says so. */
struct assertion {
	uint32_t state; /* index into struct life */
	int32_t from;   /* first day */
	int32_t until;  /* last day, or DATE_NEVER */
	struct str kind; /* source record */
	struct str id;
	uint64_t accession; /* of the source record */
};

struct life_status {
	const struct assertion *by; /* NULL: no status; borrowed */
	uint32_t state;             /* LIFE_NO_STATE when there is none */
	int32_t since;              /* by->from, or DATE_NONE */
	int32_t next; /* next day on which `by` is another, or DATE_NEVER */
};

/*
 * life_fold - status as of a day.
 * in:   life of the kind; assertions in any order, their states within
 *       life; borrowed
 * unit: O(n * n) a day tried, at most 2n days are tried for `next`
 */
struct life_status life_fold(const struct life *life,
                             const struct assertion *assertion, size_t n,
                             int32_t day);

/*
 * life_sort - order assertions as a timeline: from, until, rank, source.
 */
void life_sort(const struct life *life, struct assertion *assertion,
               size_t n);

/*
 * life_find - index of a state's code, or LIFE_NO_STATE.
 */
uint32_t life_find(const struct life *life, struct str code);

/*
 * life_is_good - is it the code of a state that the schema calls good (of
 * tone ok)?
 */
bool life_is_good(const struct life *life, struct str code);

/*
 * life_call - the state in which a record of the kind calls for something,
 * or NULL.
 */
const struct life_state *life_call(const struct life *life);

/*
 * life_tone_name - "ok", "wait", "end" or "plain".
 */
struct str life_tone_name(enum life_tone tone);

#endif
