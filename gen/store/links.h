#ifndef STORE_LINKS_H
#define STORE_LINKS_H

/*
 * links - the edges that lead to a record, kept under their target.
 */
#include "base/arena.h"
#include "store/row.h"
#include "store/store.h"

/*
 * links_to - links that lead to a record.
 * in:  target; source, only links of this record, or empty for all
 * out: n links in arena a, by source and number
 */
struct link *links_to(struct txn *txn, struct arena *a, struct str target,
                      struct str source, size_t *n);

#endif
