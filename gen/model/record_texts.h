#ifndef MODEL_RECORD_TEXTS_H
#define MODEL_RECORD_TEXTS_H

/*
 * record_texts - what search indexes of a record, and in which order its
 * data publishes it: one rule for the index and for the JSON.  The id comes
 * last, as the numbers do of those who quote it: by its characters, not by
 * its sound, and shown only to whom nothing else is worth showing.
 */
#include "model/record.h"

/*
 * record_texts - the texts of a record.
 * out: n texts in arena a: title, English title or "", the others, the
 *      id; weight 0 marks a missing English title
 */
struct record_text *record_texts(struct arena *a, const struct record *record,
                                 size_t *n);

#endif
