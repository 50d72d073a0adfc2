#ifndef MODEL_RECORD_TEXTS_H
#define MODEL_RECORD_TEXTS_H

/*
 * record_texts - what search indexes of a record, and in which order its
 * data publishes it: one rule for the index and for the JSON.
 */
#include "model/record.h"

/*
 * record_texts - the texts of a record.
 * out: n texts in arena a: title, English title or "", the others; weight 0
 *      marks a missing English title
 */
struct record_text *record_texts(struct arena *a, const struct record *record,
                                 size_t *n);

#endif
