#ifndef BUILD_GROUPS_H
#define BUILD_GROUPS_H

/*
 * groups - what a record has at stake in rules between records.
 *
 * Pure: no look at the store.  The groups are:
 *
 *   unique          kind, field, value
 *   together        kind, rule, the values
 *   no_overlap      kind, rule, key; ordered by the first day
 *   once            kind, rule, value
 *   consistent      name of the group, key; ordered by the value
 *   series          kind, rule, the values; ordered by the step
 *   target          the record named; ordered by the day of the question
 *   reports         kind and fields of the reports, subject; by the year
 *
 * A record whose kind has a rule `reports`, `agrees_missing` or `acyclic` keeps
 * what the rule needs in a stake without a group.
 */
#include "base/arena.h"
#include "model/constraint.h"
#include "model/record.h"
#include "store/stake.h"

/* A stake and where it stands in the record. */
struct grouped {
	struct stake stake; /* texts live in the arena or in the record */
	struct str field;   /* name of the field, for readers */
	struct record_span at;
};

/*
 * groups_of - all stakes of a record.
 * in:  set, of the record's schema
 * out: n stakes in arena a, in an order that follows from the record alone
 */
struct grouped *groups_of(struct arena *a, const struct schema_set *set,
                          const struct record *record, size_t *n);

/*
 * groups_target - the group of all rules that ask for the state of a record.
 * in:  record, FOLDER/ID
 */
uint64_t groups_target(struct str record);

/*
 * groups_reports - the group of the reports about a record.
 * in:  rule, `reports` of the subject's kind; subject, FOLDER/ID
 */
uint64_t groups_reports(const struct constraint *rule, struct str subject);

#endif
