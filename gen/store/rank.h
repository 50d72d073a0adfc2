#ifndef STORE_RANK_H
#define STORE_RANK_H

/*
 * rank - the records of a list that can be had by what they cost, the
 * cheapest first: of a register, and of each value of its facets.
 *
 * A record's place is the measure ROW_PRICE of its row, digits of one
 * length, so that their bytes order them; a record without it has no place,
 * nor one that is not visible, or not offered.
 * Refused: one order for a register, of which the page of a facet's value
 * takes its own; the cheapest of a small value would be read among all.
 *
 * TABLE_RANK: list, 0x00, measure, '|', record -> nothing.
 */
#include "store/row.h"
#include "store/store.h"

/* Told of a list; list is borrowed. */
typedef void rank_list_fn(void *ctx, struct str list);

/*
 * rank_each - the lists in which a record has a place.
 * in:  row, or NULL when there is none
 */
void rank_each(struct str record, const struct row *row, rank_list_fn *told,
               void *ctx);

/*
 * rank_any - has any record a place in a list?
 */
bool rank_any(struct txn *txn, struct str list);

/*
 * rank_apply - one record changed.
 * in:  old and now, its rows, NULL when it was or is not there; turned, told
 *      of each list that had a first place given, or a last one taken, or
 *      NULL
 */
void rank_apply(struct txn *txn, struct str record, const struct row *old,
                const struct row *now, rank_list_fn *turned, void *ctx);

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
