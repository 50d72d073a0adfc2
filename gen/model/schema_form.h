#ifndef MODEL_SCHEMA_FORM_H
#define MODEL_SCHEMA_FORM_H

/*
 * schema_form - a kind as the form page reads it: what to ask, in which
 * order, and what must hold of the answers.
 *
 *   fields  [field], in the order of the schema
 *   field   name, type, label, and where they are given: help, unit, min,
 *           max, required, localized, hidden, kind and list (ref: label and
 *           folder of the other kind), words (numbers: how they are
 *           written), codes [[code, label, Chinese label?]] or table (name
 *           in tables), fields (map), of (list: its item), when (asked for
 *           if these conditions hold)
 *   tables  {name: codes}, each once
 *   rules   the rules within one record: rule, level?, why?, when?, rows?
 *           (the list whose items are judged one by one) and the parameters
 *           by the names that they have in the schema; for words the words
 *   periods [[from, until]], pairs of dates of the kind's states that stand
 *           side by side
 *
 * A condition is [path, [values]]; no values: any will do.  The script in
 * themes/default/source/form/ is the reader; JSON Schema (schema_json.h) was
 * refused for it: what is required and how rules are named would have to be
 * guessed back from patterns.
 */
#include "model/schema.h"

/*
 * schema_form - in:  lang, of labels and texts
 * out: map in arena a
 */
struct value *schema_form(struct arena *a, const struct schema *schema,
                          enum lang lang);

#endif
