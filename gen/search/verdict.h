#ifndef SEARCH_VERDICT_H
#define SEARCH_VERDICT_H

/*
 * verdict - reading the texts of candidates until the hits wanted are there.
 *
 * Candidates are read in their order, in blocks of 12, 16, 32, and 64 from
 * there on; those of rank 0 are hits unread, and have no day.  What does not
 * match is dropped.  Within a block hits are ordered anew, unless by date:
 * rank 4, one of the texts is as a whole the query; rank 3, every item stands
 * in one of the two titles; else as they were; then by score, the date of the
 * card, the number, greatest first.
 *
 * A block is poor if fewer than half of it are hits.  What is behind it is
 * narrowed (hits_narrow) before it is read: the newest first, or those first
 * in the order by date; late, if 64 texts or more were read.  Those that have
 * what was asked for are read next, in blocks that end where they do; then the
 * others, which are narrowed in their turn.  Where there are more candidates
 * than those given (`more`), only the first SHARD_BEST are in their places.
 * All are then asked for instead of narrowing, or of a block beyond
 * SHARD_BEST: reading begins again, with all of them, and what it read stays
 * as it was.
 *
 * Reading stops short when `texts` texts were read.
 */
#include "search/excerpt.h"
#include "search/hits.h"

#define VERDICT_RANK_TITLE 3
#define VERDICT_RANK_SAME 4

enum { VERDICT_ENOUGH, VERDICT_ALL, VERDICT_MORE };

struct verdict_case {
	struct hit_row row;
	size_t at;   /* which candidate it is */
	bool carded; /* card is there */
	bool read;   /* segments are there */
	struct card card;
	struct segment *segments;
	size_t n;
};

struct verdict {
	struct load *load;
	const struct items *items;
	const struct hits *hits;
	struct verdict_case *v;
	size_t n;
	size_t left;   /* unread candidates behind the hits */
	uint32_t more; /* candidates that are not in v; if there are any, v
	                  begins with the first SHARD_BEST of all */
	size_t texts;  /* stop after so many; 0: never */
	bool cut;      /* it did */
	bool by_date;
	bool *dropped; /* by `at` */
};

/*
 * verdict_order - put cases in order: by rank, score, day and number, or by
 * day and number.
 */
void verdict_order(struct verdict *v);

/*
 * verdict_reach - find out which cases are hits.
 * in:  v, its cases in order; want, hits that are enough; trial, whether the
 *      first block is enough in any case
 * out: v->v[0..n), hits; v->left; v->cut; v->dropped; the return value is
 *      VERDICT_ALL if no candidate of a rank above 0 is left unread,
 *      VERDICT_MORE if all candidates are needed and v is of no use, else
 *      VERDICT_ENOUGH
 * err: ERR_CORRUPT; what the source returned
 */
int verdict_reach(struct verdict *v, size_t want, bool trial,
                  struct err *err);

/*
 * verdict_card - have the card of a case.
 * err: ERR_CORRUPT; what the source returned
 */
int verdict_card(struct verdict *v, struct verdict_case *one,
                 struct err *err);

/*
 * verdict_read - have the card and the texts of a case.
 * err: ERR_CORRUPT; what the source returned
 */
int verdict_read(struct verdict *v, struct verdict_case *one,
                 struct err *err);

#endif
