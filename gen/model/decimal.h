#ifndef MODEL_DECIMAL_H
#define MODEL_DECIMAL_H

/*
 * decimal - numbers as they are written, compared and added exactly.
 *
 * Amounts stay texts so that no digit is lost; sums are counts of
 * millionths.
 */
#include "base/arena.h"

/*
 * decimal_order - order of two numbers.
 * in:  texts such as "-1.50": digits, perhaps a sign and a fraction
 * out: < 0, 0, > 0
 */
int decimal_order(struct str a, struct str b);

/*
 * decimal_parse - a number as millionths.
 * out: true and *millionths; false when it has more than 12 whole digits or
 *      more than 6 of a fraction
 */
bool decimal_parse(struct str s, int64_t *millionths);

/*
 * decimal_text - millionths as a text without needless zeros.
 */
struct str decimal_text(struct arena *a, int64_t millionths);

/*
 * decimal_grouped - a number as people read it: 1234567.5 as 1,234,567.5.
 * in: text, as written; what is no number comes back as it is
 */
struct str decimal_grouped(struct arena *a, struct str text);

#endif
