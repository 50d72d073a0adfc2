#ifndef MODEL_WORDING_H
#define MODEL_WORDING_H

/*
 * wording - fields, choices and conditions as arguments of findings, in both
 * languages (finding_both).
 */
#include "model/schema.h"

#define WORDING_CHOICES 8 /* of a list that are named */

/*
 * wording_named - a name, its label in brackets unless that says the same.
 * out: appended to b
 */
void wording_named(struct buf *b, struct str name, struct text2 label,
                   enum lang lang);

/*
 * wording_field - a field by its path, its label beside it.
 */
struct str wording_field(struct arena *a, const struct schema_field *field);

/*
 * wording_path - the path in what wording_field gave.
 */
struct str wording_path(struct str argument);

/*
 * wording_choices - codes with their labels, those nearest to a word first.
 * out: WORDING_CHOICES at most, then how many there are
 */
struct str wording_choices(struct arena *a, const struct codes *codes,
                           struct str word);

/*
 * wording_states - labels of states, any of which will do.
 * in:  state, n indexes into life->state
 */
struct str wording_states(struct arena *a, const struct life *life,
                          const uint32_t *state, size_t n);

/*
 * wording_day - why a text that is written as a date is none.
 * out: empty where it is not written as one
 */
struct str wording_day(struct arena *a, struct str s);

/*
 * wording_conditions - conditions that hold all together.
 * out: empty when n is 0
 */
struct str wording_conditions(struct arena *a,
                              const struct schema_condition *condition,
                              size_t n);

#endif
