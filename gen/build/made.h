#ifndef BUILD_MADE_H
#define BUILD_MADE_H

/*
 * made - what the store knows of a published file: a row of OUTPUT, under the
 * output's key.
 *
 * The row: path slice, digest 16, size varint, day 4, sha256 32, byte of
 * sides, number of questions varint, their digests 8 each.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "publish/journal.h"
#include "store/snapshot.h"

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

/*
 * made_recover - set the rows of a journal that was run again.
 * in:  entry, of the journal
 * out: rows in txn
 */
void made_recover(struct txn *txn, const struct journal_entry *entry);

#endif
