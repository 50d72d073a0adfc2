#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

/*
 * query - search an index: `gongshi search`, and the twin of search.js.
 *
 * Both give the same hits in the same order with the same totals; all
 * arithmetic is on integers of 32 bits.
 *
 * A query is cut at white space into items, which must all match; a part in
 * quotes is one item.  What an item means (its truth, which the texts decide
 * and the terms only foretell) is written down in match.h.
 *
 * Plan: of each item at most three terms, spread evenly, are looked up and
 * their postings intersected; while more than QUERY_ENOUGH records are left
 * and items have further terms, up to twelve are.  If the terms do not decide
 * an item, the texts of what is left are read.
 *
 * Score: the sum, over the terms looked up, of (impact + 1) * idf, where idf
 * is 8 + 16 * log2((live + 1) / df), rounded, never less than 8.
 *
 * Order of hits: rank, then score, then date (newest first), then accession
 * number (highest first).  Rank 1: every term looked up stands in a heavy
 * field (tokenize.h), else 0; where texts are read, rank 3: a title is the
 * query, and 2: every item stands in a title.  Where none are read, the
 * dates of hits of equal score come from at most QUERY_PAGES column pages,
 * the newest; in older pages they count as unknown.
 *
 * Total: exact as long as the terms decide, or one block of texts suffices.
 * Beyond that the hits are verified block by block as the reader goes on,
 * and the candidates that no text was read of count as hits.
 */
#include "search/excerpt.h"
#include "search/load.h"

#define QUERY_VERIFY 200 /* texts read at once to tell hits from others */
#define QUERY_ENOUGH 32
#define QUERY_PAGES 24
#define QUERY_LIMIT 100  /* hits given at once */

struct query {
	struct str text;   /* UTF-8; wrong bytes part words */
	struct str kind;   /* code of a kind, or empty for all */
	uint32_t offset;   /* hits to pass over */
	uint32_t limit;    /* hits wanted; 0: 10; at most QUERY_LIMIT */
	uint32_t verify;   /* texts in a block; 0: QUERY_VERIFY */
};

struct hit {
	uint32_t doc;
	uint32_t score; /* rank << 24, plus the score */
	struct card card;
	struct excerpt excerpt;
};

struct result {
	uint32_t total;
	bool exact;
	struct hit *hits;
	size_t n;
};

/*
 * query_run - answer a query.
 * in:  entry, decoded; source, where pieces and texts come from
 * out: result, in arena a
 * err: ERR_CORRUPT, a piece is not what it should be; what the source
 *      returned; result is empty
 */
int query_run(struct arena *a, const struct entry *entry,
              const struct query *query, const struct query_source *source,
              struct result *result, struct err *err);

#endif
