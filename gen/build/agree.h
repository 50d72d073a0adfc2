#ifndef BUILD_AGREE_H
#define BUILD_AGREE_H

/*
 * agree - rules between records, and values that must be unique.
 *
 * Asked for every record that was touched.  An error may stand in a record
 * that nobody touched, because its peer or its subject changed: it is found
 * all the same, since a rule that can refuse a build is judged for the whole
 * group of a touched record, once a build.  The tables hold no error before
 * a build, so that what an incremental one finds are exactly the errors of a
 * clean one.  Warnings are told where something was touched; a check of
 * everything touches all.
 *
 * The state of a record on a day is the one that the site gave on that day
 * (build/status.h), what the asking record itself says aside: a revocation
 * asks whether there is something to revoke.  Reports that are missing depend
 * on the date of the build, and so are never errors.
 */
#include "base/map.h"
#include "build/groups.h"
#include "build/status.h"
#include "build/update.h"

/* The record whose text was read last, for the places of findings. */
struct agree_record {
	struct arena arena;
	struct buf bytes;
	struct str name;
	struct record *record; /* NULL: none, or not readable */
	struct grouped *stake;
	size_t stakes;
};

struct agree {
	struct update *u;
	struct arena *arena; /* scratch, of the record at hand; borrowed */
	struct arena keep;
	struct map done; /* groups and subjects judged already, in keep */
	struct status said;
	struct agree_record last;
};

/*
 * agree_init - nothing is judged yet.
 * in:  arena, scratch that the caller resets between records
 */
void agree_init(struct agree *agree, struct update *u, struct arena *arena);

/*
 * agree_release - free it.
 */
void agree_release(struct agree *agree);

/*
 * agree_check - judge the rules that a touched record takes part in.
 * in:  name, of a record that is there
 * out: findings in u->findings
 */
void agree_check(struct agree *agree, struct str name);

/*
 * agree_subject - judge the reports about a record, once.
 * in:  name, of a record, which may be absent
 */
void agree_subject(struct agree *agree, struct str name);

/* For the rules, in agree_same.c, agree_state.c, agree_reports.c
 * and agree_cycle.c. */

/*
 * agree_once - is this the first time that something is judged?
 * in:  what, a letter for the sort; n and name, what it is
 */
bool agree_once(struct agree *agree, char what, uint64_t n, struct str name);

/*
 * agree_rule - the rule behind a stake of a record.
 * out: rule, or NULL for STAKE_*
 */
const struct constraint *agree_rule(const struct agree *agree,
                                    struct str name,
                                    const struct stake *stake);

/*
 * agree_row - row of a record.
 * out: false when it is not there
 */
bool agree_row(struct agree *agree, struct str name, struct row *row);

/*
 * agree_find - where a stake stands in the record's text.
 * out: borrowed until another record is read; a stake without a place when
 *      the text cannot be read any more
 */
const struct grouped *agree_find(struct agree *agree, struct str name,
                                 const struct stake *stake);

/*
 * agree_tell - report at the place of a stake.
 * in:  at, as agree_find gave it last; args, FINDING_ARGS slices
 */
void agree_tell(struct agree *agree, struct str name,
                const struct grouped *at, const char *code,
                const struct str args[FINDING_ARGS]);

/*
 * agree_same - records that have the same where they must not: unique,
 * together, once.
 */
void agree_same(struct agree *agree, struct str name,
                const struct stake *stake);

/*
 * agree_overlap - records in force at the same time: no_overlap.
 */
void agree_overlap(struct agree *agree, const struct stake *stake);

/*
 * agree_consistent - one key with two values: consistent.
 */
void agree_consistent(struct agree *agree, struct str name,
                      const struct stake *stake);

/*
 * agree_state - all questions about the state of a record: target.
 */
void agree_state(struct agree *agree, struct str target);

/*
 * agree_reports - reports that are missing: reports.
 * in:  stake, of the subject: from when it owes them
 */
void agree_reports(struct agree *agree, struct str name,
                   const struct stake *stake);

/*
 * agree_missing - years named as missing: agrees_missing.
 */
void agree_missing(struct agree *agree, struct str name,
                   const struct stake *stake);

/*
 * agree_series - a record whose step before is missing: series.
 */
void agree_series(struct agree *agree, struct str name,
                  const struct stake *stake);

/*
 * agree_acyclic - a record that leads back to itself: acyclic.
 * in:  stake, one step of the record
 */
void agree_acyclic(struct agree *agree, struct str name,
                   const struct stake *stake);

#endif
