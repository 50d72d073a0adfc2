#ifndef BUILD_CLAIMS_H
#define BUILD_CLAIMS_H

/*
 * claims - no two outputs at one address.
 *
 * An output may take an address that another one leaves in the same run,
 * since they are made in the order of their keys: the site's first language
 * changes, and pages change places.  So who had an address is noted when it
 * is taken, and asked when all is made.  Two that stay would make a site
 * that depends on who came last.
 */
#include "base/arena.h"
#include "store/store.h"

struct claim {
	struct str path;
	struct str key; /* the output that had it */
};

struct claims {
	struct arena arena;
	struct claim *v;
	size_t n;
	size_t cap;
};

/*
 * claims_take - give an output an address.
 * in:  claims, {0} at first; path and key, of the output
 * out: row of TABLE_PATH
 */
void claims_take(struct claims *claims, struct txn *txn, struct str path,
                 struct str key);

/*
 * claims_check - has everybody left from whom an address was taken?
 * err: ERR_CONFIG, two outputs stay at one address
 */
int claims_check(const struct claims *claims, struct txn *txn,
                 struct err *err);

/*
 * claims_release - free what was noted; *claims is {0}.
 */
void claims_release(struct claims *claims);

#endif
