#ifndef BUILD_PRICE_MEASURE_H
#define BUILD_PRICE_MEASURE_H

/*
 * price_measure - where a record stands among those of its register by what
 * it costs: the measure ROW_PRICE.
 */
#include "model/record.h"
#include "store/row.h"

/*
 * price_measure_put - add the measure of a record that has a price.
 * out: row->measure, in arena a
 */
void price_measure_put(struct arena *a, const struct record *record,
                       struct row *row);

#endif
