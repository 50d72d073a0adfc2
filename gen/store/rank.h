#ifndef STORE_RANK_H
#define STORE_RANK_H

/*
 * rank - the visible records of a list by what they cost, the cheapest
 * first: of a register, and of each value of its facets.
 *
 * A record's place is the measure ROW_PRICE of its row, digits of one
 * length, so that their bytes order them; a record without it has no place.
 * Refused: one order for a register, of which the page of a facet's value
 * takes its own; the cheapest of a small value would be read among all.
 *
 * TABLE_RANK: list, 0x00, measure, '|', record -> nothing.
 */
#include "store/row.h"
#include "store/store.h"

/*
 * rank_has - has a record a place?
 * in:  row, or NULL when there is none
 */
bool rank_has(const struct row *row);

/*
 * rank_apply - one record changed.
 * in:  old and now, its rows, NULL when it was or is not there
 */
void rank_apply(struct txn *txn, struct str record, const struct row *old,
                const struct row *now);

/*
 * rank_start - the key before all of a list.
 * out: borrowed from k
 */
struct str rank_start(struct buf *k, struct str list);

/*
 * rank_record - the record of a key of the list.
 * in:  start, as rank_start gives it
 */
struct str rank_record(struct str key, struct str start);

#endif
