#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

/*
 * query - search an index: `gongshi search`, and the twin of search.js.
 *
 * Both give the same hits in the same order with the same totals, counts and
 * nearest answers; all arithmetic is on integers of 32 bits.
 *
 * A query is cut into parts (part.h), the items, which must all match
 * (match.h).  Without an item it finds nothing.  If its total is 0, and read
 * loosely (part_loose) it has more items, these are asked instead, and what
 * they find is the answer, be it nothing.
 *
 *  1. hits_find gives the candidates (hits.h).  The best of a long list will
 *     do if there are no filters, no counts and no sort by date, and offset
 *     plus limit are at most SHARD_BEST.
 *  2. If fewer than QUERY_FEW candidates were found (before filters), what
 *     sound_find finds beyond them is added with rank 0.
 *  3. Filters (facet.h): of each facet named, a record must have one of the
 *     values given; `year` is that of its date, four digits.
 *  4. Order: by rank, then score, then the greatest number (newest
 *     publication) first; with sort by date, by day, then the greatest number.
 *  5. If the query is not decided, the texts of the candidates are read in
 *     this order, block by block, until the hits wanted (offset plus limit)
 *     are there, and ordered anew within each block (verdict.h).  With sort by
 *     date they keep their order.
 *     If the query is decided, the hits shown are in the order of step 4.
 *
 * Total: exact if the terms decide, or if no candidate of a rank above 0 is
 * left unread.  Else the candidates that no text was read of count as hits.
 *
 * Of the hits shown the cards are read and, but for those of rank 0, the
 * texts for their excerpts.
 *
 * Counts, if asked for: facet.h.
 *
 * Nearest answers, if there are items and the total is 0: the first
 * QUERY_NEAREST proposals of nearest.h that find something.  Each is asked in
 * turn as a query with the same filters, by rank, without counts, for one hit,
 * and as it stands; if it is not decided, no text beyond the first block is
 * read, and it finds something if that holds a hit.
 */
#include "search/excerpt.h"
#include "search/hits.h"

#define QUERY_FEW 10
#define QUERY_LIMIT 100 /* hits given at once */
#define QUERY_FILTERS 16
#define QUERY_NEAREST 3

struct query_filter {
	struct str facet; /* "kind", "city", "year" ... */
	struct str value;
};

struct query {
	struct str text;   /* UTF-8; wrong bytes part words */
	struct query_filter filter[QUERY_FILTERS];
	size_t filters;    /* values of one facet widen, facets narrow */
	bool by_date;      /* sort by date, newest first */
	bool facets;       /* counts are wanted */
	uint32_t offset;   /* hits to pass over */
	uint32_t limit;    /* hits wanted; 0: 10; more than QUERY_LIMIT: that */
	uint32_t texts;    /* read no block of texts to tell hits from others
	                      once so many were read; 0: as it takes */
};

struct hit {
	uint32_t doc;
	uint32_t score; /* rank << 24, plus the score */
	struct card card;
	struct excerpt excerpt; /* empty for a hit by sound */
};

struct query_value {
	struct str value;
	uint32_t n;
};

struct query_facet {
	struct str code;
	struct query_value *v;
	size_t n;
};

struct result {
	uint32_t total;
	bool exact;
	bool cut; /* `texts` were read before the hits wanted were there */
	struct hit *hits;
	size_t n;
	struct query_facet *facet; /* bytewise order of codes */
	size_t facets;
	struct str nearest[QUERY_NEAREST]; /* queries that find something */
	size_t nearests;
};

/*
 * query_run - answer a query.
 * in:  source, where pieces and texts come from
 * out: result, in arena a
 * err: ERR_CORRUPT, a piece is not what it should be; what the source
 *      returned; result is empty
 */
int query_run(struct arena *a, const struct query *query,
              const struct query_source *source, struct result *result,
              struct err *err);

#endif
