#ifndef BUILD_MAKE_H
#define BUILD_MAKE_H

/*
 * make - the second transaction: from marks to published bytes.
 *
 *   plan     marks in key order, which is publishing order
 *   render   in parallel, against the state the first transaction left
 *            second, those that tell of others' bytes (output_tells)
 *   stage    bytes whose digest differs from the published ones
 *   late     pieces of the manifest, its index, build.json
 *   journal  the commit point
 *   publish  renames, deletions
 *   commit   digests, dependencies; marks cleared
 */
#include "build/config.h"
#include "build/made.h"
#include "build/report.h"
#include "build/sides.h"
#include "publish/publish.h"
#include "render/render.h"
#include "store/store.h"

struct make {
	struct store *store;
	struct txn *txn; /* a write transaction */
	struct repo *repo;
	const struct publish *publish;
	const struct renderer *renderer;
	struct view_limits limits;
	enum lang language; /* at the site's root */
	unsigned threads;
	bool sweep;         /* the output may hold files of an older state */
	bool compress;      /* files have sides */
	struct report *report;
};

/*
 * make_run - render what is marked, publish it, write the rows.
 * in:  target, for the journal: what is being published
 * out: the output folder is as the store says once the caller has committed
 *      m->txn and called publish_finish
 * err: ERR_GIT, ERR_CONFIG, ERR_IO, ERR_FULL, ERR_STORE; see
 *      publish_commit for what was done then
 */
int make_run(struct make *m, struct str target, struct err *err);

#endif
