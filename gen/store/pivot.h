#ifndef STORE_PIVOT_H
#define STORE_PIVOT_H

/*
 * pivot - how many visible records stand in each cell of a chart.
 *
 * A chart counts the records of one register by the codes of one facet, or
 * by what the chart itself measures of a record (struct row, measure), and
 * perhaps by a second facet.  A record that has several codes stands in
 * several cells, in each of them once.
 *
 * TABLE_PIVOT: chart, 0x00, code, 0x00, code of the second facet (empty when
 * there is none) -> 4 bytes, the number; cells of zero are not kept.
 */
#include "store/row.h"
#include "store/store.h"

/* Bytes of a code in a key; longer ones share their beginning. */
#define PIVOT_CODE_MAX 180

struct pivot_plan {
	struct str chart;  /* [a-z0-9-]+, at most 80 bytes */
	struct str folder; /* of the register */
	struct str by;     /* a facet; empty: what the chart measures */
	struct str split;  /* a second facet, or empty */
};

struct pivot {
	struct str by;
	struct str split;
	uint32_t count;
};

/*
 * pivot_apply - one record of the register changed.
 * in:  old and now, its rows, NULL when it was or is not there
 * out: true when a number of the chart changed
 */
bool pivot_apply(struct txn *txn, const struct pivot_plan *plan,
                const struct row *old, const struct row *now);

/*
 * pivot_all - the cells of a chart that are not empty.
 * out: n cells in arena a, sorted by code and second code
 */
struct pivot *pivot_all(struct txn *txn, struct arena *a, struct str chart,
                      size_t *n);

#endif
