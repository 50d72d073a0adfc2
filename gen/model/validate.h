#ifndef MODEL_VALIDATE_H
#define MODEL_VALIDATE_H

/*
 * validate - the rules of a schema over one typed record, and those between
 * records that need nothing but a list of them.
 *
 * Types are record_parse's; here are presence, length, range, order of
 * dates, the rules of the kind, the characters of texts and privacy.
 */
#include "model/record.h"

/*
 * validate_record - check the rules that concern one record alone.
 * in:  as_of, for the rules that ask about today, or DATE_NONE
 * out: findings
 */
void validate_record(const struct record *record, int32_t as_of,
                     struct finding_list *findings);

#endif
