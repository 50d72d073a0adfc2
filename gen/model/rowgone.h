#ifndef MODEL_ROWGONE_H
#define MODEL_ROWGONE_H

/*
 * rowgone - what a row takes away from the record that it updates.
 *
 * An empty cell leaves what is there.  But when the row gives a field a new
 * value with which a part of the record cannot stand, no sheet could say so:
 * fee.mode becomes lump, and the cells of fee.stages are empty already.  Such
 * a part goes when the row says nothing of it: one that a rule `forbid`
 * refuses now, and one beside the field that is required with the old value
 * alone.
 */
#include "model/schema.h"
#include "text/value.h"

struct row_gone {
	const struct schema_field *field; /* a list as a whole */
	const struct schema_field *by;    /* whose value is new */
};

/*
 * row_gone - the parts that go.
 * in:  old, the fields of the record; row, what the row says; now, both
 *      together
 * out: *gone in arena a; how many
 */
size_t row_gone(struct arena *a, const struct schema *schema,
                const struct value *old, const struct value *row,
                const struct value *now, struct row_gone **gone);

/*
 * row_without - the fields of a record without these parts.
 * out: in arena a, sharing what stays
 */
const struct value *row_without(struct arena *a, const struct schema *schema,
                                const struct value *old,
                                const struct row_gone *gone, size_t n);

#endif
