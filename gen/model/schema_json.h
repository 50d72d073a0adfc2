#ifndef MODEL_SCHEMA_JSON_H
#define MODEL_SCHEMA_JSON_H

/*
 * schema_json - the inside of schema_json(): what is required under a
 * condition, as if/then.
 *
 * A condition on fields of the same list is stated at the list's items, any
 * other at the record.  One that mixes both cannot be stated and is left to
 * the check of records.
 */
#include "model/schema.h"

/*
 * schema_json_conditions - add the conditions of a scope to its object.
 * in:  map, the JSON Schema of the record or of an item; list, whose items
 *      it is of, or NULL for the record
 */
void schema_json_conditions(struct arena *a, struct value *map,
                            const struct schema *schema,
                            const struct schema_field *list);

#endif
