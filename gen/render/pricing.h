#ifndef RENDER_PRICING_H
#define RENDER_PRICING_H

/*
 * pricing - the price of a record as tables: its stages, and what one, two,
 * three and five years cost at a stated turnover.
 */
#include "model/price.h"
#include "render/context.h"

/*
 * pricing_put - {price} of a record.
 * out: map, with `price` null when the record has none
 */
void pricing_put(struct context *c, const struct record *record,
                 struct value *map);

/*
 * pricing_amount - millionths of a unit, rounded to a hundredth of it, with
 *                  commas: 1,234.5
 */
struct str pricing_amount(const struct context *c, int64_t millionths);

#endif
