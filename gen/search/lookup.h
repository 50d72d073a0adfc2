#ifndef SEARCH_LOOKUP_H
#define SEARCH_LOOKUP_H

/*
 * lookup - the postings of a want, over all levels of an index.
 *
 * They are the union of: of each level, from the base to the tail, those of
 * the want's key that the level answers for (level.h), and the same of its
 * alternative; of a prefix, those of all texts that begin so; of a document
 * twice, the highest impact.  A level that answers for no document is not
 * read.  A posting counts if the want demands no class, or the posting's is
 * the demanded one or KEY_NEXT_ANY; of an alternative and of texts the class
 * is not asked.
 *
 * df is the number of different documents among the postings of lists that
 * are not in blocks, before that test, plus the df that the shard states of
 * each list in blocks, whatever part of it its level answers for.
 *
 * A want is long if a list that it reads in the base, be it its own, one of
 * the texts of a prefix or its alternative's, is in blocks.  Lists in blocks
 * of other levels do not make it long; their blocks are read like those of
 * the base.
 */
#include "search/load.h"
#include "search/match.h"

struct lookup_run;

struct lookup {
	const struct want *want;
	struct postings list;   /* of lists not in blocks, those that count */
	struct lookup_run *run; /* lists in blocks */
	uint32_t df;
	size_t base; /* lists in the base */
	bool is_long;
};

struct lookup_text {
	struct str text;
	uint32_t df; /* as above; never 0 */
};

/*
 * lookup_find - read the shards of a want.
 * in:  want, borrowed
 * out: lookup, in the arena of l
 * err: ERR_CORRUPT; what the source returned
 */
int lookup_find(struct load *l, const struct want *want,
                struct lookup *lookup, struct err *err);

/*
 * lookup_all - the postings of a want.
 * in:  best, whether of lists in blocks of the base their best ones will do
 * out: postings in the arena, ascending documents; all blocks of a document
 *      that the list's level answers for were read
 * err: ERR_CORRUPT; what the source returned
 */
int lookup_all(struct load *l, const struct lookup *lookup, bool best,
               struct postings *postings, struct err *err);

/*
 * lookup_among - the postings of a want for some documents.
 * in:  docs, n ascending documents
 * out: postings in the arena, ascending; of other documents too.  Only the
 *      blocks into whose range one of docs falls were read
 * err: ERR_CORRUPT; what the source returned
 */
int lookup_among(struct load *l, const struct lookup *lookup,
                 const uint32_t *docs, size_t n, struct postings *postings,
                 struct err *err);

/*
 * lookup_cost - how many blocks lookup_among would read, blocks without a
 * posting and blocks that were read before included.
 */
size_t lookup_cost(const struct lookup *lookup, const uint32_t *docs,
                   size_t n);

/*
 * lookup_texts - the texts that begin with a prefix.
 * in:  prefix, three units
 * out: n texts in the arena, bytewise order, unique
 * err: ERR_CORRUPT; what the source returned
 */
int lookup_texts(struct load *l, struct str prefix, struct lookup_text **v,
                 size_t *n, struct err *err);

#endif
