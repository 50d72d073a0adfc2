#ifndef BUILD_INDEXING_H
#define BUILD_INDEXING_H

/*
 * indexing - the search index as a view: what changed in records becomes
 * changed pieces in the store.
 *
 * Changes are dealt out by shard (os/spill.h), so that memory stays flat, and
 * applied shard by shard on all threads.  A piece's bytes and name stand in the
 * tables PIECE and PIECE_NAME; rendering a piece is copying it.  When the
 * register grows into another size class all postings are cut anew; no
 * record is read for that.
 */
#include "base/err.h"
#include "search/card.h"
#include "search/tokenize.h"
#include "store/store.h"

struct fs;
struct indexing;

/* Told of every piece that changed, by its place. */
typedef void indexing_changed_fn(void *ctx, char what, unsigned level,
                                 uint32_t number);

/*
 * indexing_new - an empty set of changes.
 * in:  fs and dir, where what exceeds the memory may lie; memory, bytes
 * out: indexing; caller frees with indexing_free
 */
struct indexing *indexing_new(const struct fs *fs, const char *dir,
                              size_t memory);

/*
 * indexing_free - forget the changes.
 * in:  x, or NULL
 */
void indexing_free(struct indexing *x);

/*
 * indexing_terms - a document's terms changed.
 * in:  doc, accession number; change, n of them, from tokenize_diff; bits,
 *      log2 of the number of shards after this build
 * err: ERR_IO, ERR_FULL
 */
int indexing_terms(struct indexing *x, unsigned bits, uint32_t doc,
                   const struct term_change *change, size_t n,
                   struct err *err);

/*
 * indexing_card - a document's card changed or went.
 * in:  change, whose card may be empty when gone
 * err: ERR_IO, ERR_FULL
 */
int indexing_card(struct indexing *x, const struct card_change *change,
                  struct err *err);

/*
 * indexing_apply - put all changes into the store.
 * in:  txn, a write transaction; highest, the highest accession number
 *      after this build; changed, told of each piece that differs; threads,
 *      0 for one per processor
 * err: ERR_STORE (latched), ERR_CORRUPT, ERR_IO
 */
int indexing_apply(struct indexing *x, struct txn *txn, uint32_t highest,
                   unsigned threads, indexing_changed_fn *changed, void *ctx,
                   struct err *err);

#endif
