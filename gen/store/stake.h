#ifndef STORE_STAKE_H
#define STORE_STAKE_H

/*
 * stake - what a record puts in where a rule compares records.
 *
 * A rule between records makes groups: all licences of one patent, all places
 * where one name stands, all reports about one alliance.  A record's stakes
 * are kept twice: all of them under its name (STAKE), so that they are found
 * again when it changes, and each one under its group (GROUP), so that a
 * record finds its peers at a cost of the group and not of the site.
 *
 * GROUP key: group (8), value (8), record; value: rule varint, from, until
 * as days, text slice.  STAKE: such values, each after its group and value.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

/* Rules that are not in the schema of the record's own kind. */
#define STAKE_UNIQUE UINT32_MAX        /* a field marked unique */
#define STAKE_SUBJECT (UINT32_MAX - 1) /* a rule of another kind */

struct stake {
	uint32_t rule;  /* index among the rules of its kind, or STAKE_* */
	uint64_t group; /* 0: in no group, kept under the record alone */
	uint64_t value; /* orders the members of a group */
	int32_t from;   /* a day, or NO_DAY */
	int32_t until;  /* last day, or NO_DAY */
	struct str text; /* what the rule must show or find again */
};

/* A record that is in a group. */
struct stake_member {
	struct str record;
	struct stake stake;
};

/*
 * stakes_write - a record's stakes instead of those it had.
 * in:  n may be 0
 */
void stakes_write(struct txn *txn, struct str record,
                  const struct stake *stake, size_t n);

/*
 * stakes_of - the stakes of a record.
 * out: n stakes in arena a
 */
struct stake *stakes_of(struct txn *txn, struct arena *a, struct str record,
                        size_t *n);

/*
 * stakes_in - the members of a group.
 * in:  most, at most so many
 * out: n members in arena a, by value and record
 */
struct stake_member *stakes_in(struct txn *txn, struct arena *a,
                               uint64_t group, size_t most, size_t *n);

/*
 * stakes_other - a member of a group with another value.
 * out: false when all have this one; else the first one in order, after two
 *      steps at most, however large the group is
 */
bool stakes_other(struct txn *txn, struct arena *a, uint64_t group,
                  uint64_t value, struct stake_member *other);

#endif
