#ifndef MODEL_CONSTRAINT_JUDGE_H
#define MODEL_CONSTRAINT_JUDGE_H

/*
 * constraint_judge - the inside of constraint_check(): one rule and one item
 * of its list at a time.
 */
#include "model/constraint.h"
#include "model/record.h"

struct judging {
	const struct constraint_context *context;
	const struct record *record; /* the context's */
	struct arena *arena;         /* the context's */
	const struct constraint *c;
	uint32_t row;    /* item of c->rows, or RECORD_NO_ROW */
	bool year_told;  /* D107 was said of this record */
};

/*
 * judge_next - walk the scalars of a field that the rule is about: those of
 * the item being judged when the field is of its list, else all.
 * in:  field, or NULL, which has none; leaf, the one before, or NULL
 * out: the next one, or NULL
 */
const struct record_leaf *judge_next(const struct judging *j,
                                     const struct schema_field *field,
                                     const struct record_leaf *leaf);

/*
 * judge_path - the first scalar of a parameter, or NULL.
 */
const struct record_leaf *judge_path(const struct judging *j,
                                     enum constraint_path path);

/*
 * judge_at - the first scalar of a field in an item of its list, or NULL.
 */
const struct record_leaf *judge_at(const struct judging *j,
                                   enum constraint_path path, uint32_t row);

/*
 * judge_day - day of a date.
 * in:  leaf, or NULL
 * out: day, or DATE_NONE
 */
int32_t judge_day(const struct record_leaf *leaf);

/*
 * judge_items - how many items a list has; 0 when it is absent.
 * in:  list, in no other list
 */
uint32_t judge_items(const struct judging *j,
                     const struct schema_field *list);

/*
 * judge_field - a field by its path and label, for messages.
 */
struct str judge_field(const struct judging *j,
                       const struct schema_field *field);

/*
 * judge_named - the same with its value.
 */
struct str judge_named(const struct judging *j,
                       const struct record_leaf *leaf);

/* judge_iso/judge_number - a day, a number as a text. */
struct str judge_iso(const struct judging *j, int32_t day);
struct str judge_number(const struct judging *j, int64_t n);

/*
 * judge_fault - report at a scalar.
 * in:  leaf, or NULL for the record as a whole; args, FINDING_ARGS slices
 */
void judge_fault(const struct judging *j, const char *code,
                 const struct record_leaf *leaf,
                 const struct str args[FINDING_ARGS]);

/*
 * judge_fault_body - report at a part of the body.
 * in:  part, a slice of the record's body
 */
void judge_fault_body(const struct judging *j, const char *code,
                      struct str part, const struct str args[FINDING_ARGS]);

/*
 * judge_fault_part - report at a part of a scalar.
 * in:  part, as it stands in the file; the whole scalar is marked when it
 *      cannot be found
 */
void judge_fault_part(const struct judging *j, const char *code,
                      const struct record_leaf *leaf, struct str part,
                      const struct str args[FINDING_ARGS]);

/* judge_* - one sort of rules each. */
void judge_order(struct judging *j);
void judge_same_year(struct judging *j);
void judge_workdays(struct judging *j);
void judge_stale(struct judging *j);
void judge_follow_up(struct judging *j);
void judge_compose(struct judging *j);
void judge_sum(struct judging *j);
void judge_at_most(struct judging *j);
void judge_count(struct judging *j);
void judge_sequence(struct judging *j);
void judge_distinct(struct judging *j);
void judge_member(struct judging *j);
void judge_some(struct judging *j);
void judge_forbid(struct judging *j);
void judge_limit(struct judging *j);
void judge_size(struct judging *j);
void judge_needs(struct judging *j);
void judge_words(struct judging *j);
void judge_prefix(struct judging *j);
void judge_patent_kind(struct judging *j);
void judge_patent_term(struct judging *j);
void judge_stages(struct judging *j);

#endif
