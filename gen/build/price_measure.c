#include "build/price_measure.h"

#include "model/price.h"

#include <string.h>

void
price_measure_put(struct arena *a, const struct record *record,
                  struct row *row)
{
	struct row_facet *all;
	struct price price;

	if (!price_of(a, record, &price))
		return;
	all = arena_array(a, row->measures + 1, sizeof *all);
	if (row->measures)
		memcpy(all, row->measure, row->measures * sizeof *all);
	all[row->measures] = (struct row_facet){
	    STR(ROW_PRICE),
	    arena_fmt(a, "%016lld", (long long)price_estimate(&price))};
	row->measure = all;
	row->measures++;
}
