#ifndef BUILD_INDEXING_H
#define BUILD_INDEXING_H

/*
 * indexing - the search index as a view: what changed in records becomes
 * changed pieces in the store.
 *
 * Changed postings are dealt out by the files that hold them (shards.h), so
 * that memory stays flat, and applied file by file on all threads; what stands
 * in the index moves on when new numbers were given (shift.h).  Then nodes
 * and the root are made, which route to the rest.  No record is read for any
 * of it.  Rendering a piece is copying it.
 *
 * META row "index": the highest accession number that the index covers.
 */
#include "base/err.h"
#include "build/cards.h"
#include "build/pieces.h"
#include "search/tokenize.h"
#include "store/store.h"

struct fs;
struct indexing;

struct indexing_job {
	const struct fs *fs;
	const char *dir;  /* where what exceeds the memory may lie */
	size_t memory;    /* bytes */
	struct txn *txn;  /* a write transaction */
	uint32_t highest; /* accession number after this build */
	bool had;         /* there must be an index already */
	unsigned threads; /* 0 for one per processor */
	pieces_changed_fn *changed; /* told of each piece that differs */
	void *ctx;
};

/*
 * indexing_new - an empty set of changes.
 * in:  job, copied
 * out: indexing; caller frees with indexing_free
 */
struct indexing *indexing_new(const struct indexing_job *job);

/*
 * indexing_free - forget the changes.
 * in:  x, or NULL
 */
void indexing_free(struct indexing *x);

/*
 * indexing_terms - a document's terms changed.
 * in:  doc, accession number; change, n of them, from tokenize_diff
 * err: ERR_IO, ERR_FULL
 */
int indexing_terms(struct indexing *x, uint32_t doc,
                   const struct term_change *change, size_t n,
                   struct err *err);

/*
 * indexing_card - a document's card or facets changed.
 * err: ERR_IO, ERR_FULL
 */
int indexing_card(struct indexing *x, const struct cards_change *change,
                  struct err *err);

/*
 * indexing_apply - put all changes into the store.
 * in:  live, how many records are on the site
 * err: ERR_STORE (latched), ERR_IO; ERR_CORRUPT, also when there is no index
 *      where there was one
 */
int indexing_apply(struct indexing *x, uint32_t live, struct err *err);

#endif
