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
 *
 * OUTPUT row: path slice, digest 16, size varint, day 4, sha256 32, byte of
 * sides, number of questions varint, their digests 8 each.
 */
#include "build/config.h"
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

/* What the store knows of a published file. */
struct made {
	struct str path;
	struct digest digest;
	uint64_t size;
	int32_t day; /* of struct published */
	struct sha256 sha256;
	uint8_t sides; /* mask of struct sides */
	size_t askeds;
	struct str asked; /* 8 bytes each, big-endian */
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

/*
 * make_recover - set the rows of a journal that was run again.
 * in:  entry, of the journal
 * out: rows in txn
 */
void make_recover(struct txn *txn, const struct journal_entry *entry);

/*
 * made_decode - read an OUTPUT row.
 * out: slices borrowed from value
 */
bool made_decode(struct str value, struct made *made);

/*
 * made_published - the same for rendering, of an output.
 * in:  ctx, the transaction that make_run writes in
 * out: false when there is none
 */
bool made_published(void *ctx, struct str key, struct published *file);

/*
 * made_ask - keep the questions of an output.
 * in:  asked, n digests
 * out: made->asked, in arena a
 */
void made_ask(struct made *made, struct arena *a, const uint64_t *asked,
              size_t n);

/*
 * made_encode - bytes of an OUTPUT row.
 * out: out is reset, then filled
 */
void made_encode(const struct made *made, struct buf *out);

#endif
