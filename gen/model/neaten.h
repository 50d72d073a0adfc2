#ifndef MODEL_NEATEN_H
#define MODEL_NEATEN_H

/*
 * neaten - a typed value without what only an input method put into it.
 */
#include "model/schema.h"

/*
 * neaten - full-width letters, digits and marks (U+FF01 to U+FF5E) as ASCII,
 * without spaces that mean nothing.
 * in:  type; telephone numbers and labels keep single spaces inside, all
 *      other types have none
 * out: text in arena a, which need not fit the type
 */
struct str neaten(struct arena *a, enum field_type type, struct str s);

#endif
