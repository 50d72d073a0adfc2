#ifndef MODEL_VALIDATE_H
#define MODEL_VALIDATE_H

/*
 * validate - the rules of a schema over one typed record, and those between
 * records that need nothing but a list of them.
 *
 * Types are record_parse's; here are presence, length, range, repetition,
 * order of dates and the characters of texts.
 */
#include "model/record.h"

/*
 * validate_record - check the rules that concern one record alone.
 * out: findings
 */
void validate_record(const struct record *record,
                     struct finding_list *findings);

#endif
