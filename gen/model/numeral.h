#ifndef MODEL_NUMERAL_H
#define MODEL_NUMERAL_H

/*
 * numeral - numbers written in Chinese: 叁万伍仟, 三十, 二〇二四, 三点五.
 *
 * Simple, formal and traditional characters, up to 千亿.  What people read
 * in two ways is no number: 三万五 is 35,000 to most and 30,005 to some.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * numeral_length - how much of a text could be a numeral.
 * out: bytes, from its beginning
 */
size_t numeral_length(struct str s);

/*
 * numeral_parse - read a numeral.
 * in:  s, all of it
 * out: true and *millionths; false when it is none, or can be read in two
 *      ways
 */
bool numeral_parse(struct str s, int64_t *millionths);

#endif
