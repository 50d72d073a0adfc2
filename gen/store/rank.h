#ifndef STORE_RANK_H
#define STORE_RANK_H

/*
 * rank - the visible records of a register by what they cost, the cheapest
 * first.
 *
 * A record's place is the measure ROW_PRICE of its row, digits of one
 * length, so that their bytes order them; a record without it has no place.
 *
 * TABLE_RANK: folder, 0x00, measure, record -> nothing.
 */
#include "store/row.h"
#include "store/store.h"

/*
 * rank_apply - one record changed.
 * in:  old and now, its rows, NULL when it was or is not there
 * out: true when either of them has a place
 */
bool rank_apply(struct txn *txn, struct str record, const struct row *old,
                const struct row *now);

/*
 * rank_start - the key before all of a register.
 * out: borrowed from k
 */
struct str rank_start(struct buf *k, struct str folder);

/*
 * rank_record - the record of a key of the register.
 * in:  start, as rank_start gives it
 */
struct str rank_record(struct str key, struct str start);

#endif
