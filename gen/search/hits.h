#ifndef SEARCH_HITS_H
#define SEARCH_HITS_H

/*
 * hits - the records that have the terms of a query, before any text is read.
 *
 * The postings of a want, its df and whether it is long: lookup.h.
 *
 * Plan for a query of items:
 *
 *  1. Of each item some wants are chosen: up to 3 if there is one item, 2 if
 *     there are two, 1 if there are more; from its wants that are not common.
 *     If all are common, from those of the least root_commonness, then of
 *     the next, until there are enough.  Common is a want without an
 *     alternative whose key is a pair, no single, and has a root_commonness.
 *     From equally common ones they are spread evenly: of n wants the j-th of
 *     f <= n is number j * (n - 1) / (f - 1), or 0 if f is 1.  A want that is
 *     equal (key, its text, the alternative, prefix and class) to one that
 *     was chosen before is then left out.  Without any want there is no
 *     candidate.
 *  2. They are looked up, all of them.  If the query is decided (each item
 *     is), all are used, else all that are not long; if all are long, those
 *     of the least df (the first of equals first) as far as their dfs sum up
 *     to HITS_POSTINGS at most; if not even one is that short, the one of the
 *     least df, without its demand of a class (`plain`).
 *  3. Candidates are the records that all used wants have: intersected from
 *     the least df upwards (the first of equals first).  The first is read
 *     whole; of the lists in blocks of the others only the blocks into whose
 *     range one of the records left falls, none once no record is left.
 *  4. If the query is not decided and more than HITS_ENOUGH are left, more
 *     wants are chosen: to those of step 1 are added, items in their order,
 *     the up to HITS_MANY of each item that step 1 would choose from those
 *     that are not common (none from an item all of whose wants are), equal
 *     ones left out, until there are HITS_MOST.  If that adds any, steps 2 and
 *     3 are done from the start with all of them.
 *
 * If one want is used, long, without an alternative or a demand of a class and
 * with one list only in the base, it is not read in full if its first
 * SHARD_BEST hits suffice (`best`): the best postings stand for that list, and
 * `more` is df less the candidates.  The first SHARD_BEST of them are those of
 * the whole list, in its order.  Step 4 reads in full.
 *
 * Score of a candidate: the sum, over the used wants, of (impact + 1) * idf,
 * where idf is lg(live + 1) - lg(df), at least 0, plus 8; lg is 16 times the
 * logarithm to base 2 with linear steps (df of at least 1): of x with e bits
 * beyond the first, 16 * e plus the four bits that follow the first.  Rank 2:
 * every used want stands in a heavy field (impact >= TOKENIZE_TITLE), else
 * rank 1.
 */
#include "search/lookup.h"
#include "search/pinyin.h"

#define HITS_ENOUGH 24
#define HITS_MANY 6
#define HITS_MOST 12
#define HITS_POSTINGS (3 * SHARD_BLOCK) /* of long lists, to begin with */
#define HITS_FURTHER 3 /* wants that narrowing asks for */
#define HITS_BLOCKS 3  /* that it reads at most of each */

struct hit_row {
	uint32_t doc;
	uint32_t score;
	uint32_t rank;
	uint32_t day; /* 0 here */
};

struct hits {
	struct hit_row *v; /* ascending documents */
	size_t n;
	uint32_t more; /* candidates that are not in v */
	const struct want *used[HITS_MOST];
	size_t used_n;
	bool plain; /* the one used demands no class, whatever the item does */
};

/* What narrowing knows of a row. */
enum hits_fate {
	HITS_OPEN, /* not all was asked */
	HITS_HAD,
	HITS_GONE
};

/*
 * hits_find - the candidates of a query.
 * in:  items; best, whether the best of a long list will do
 * out: hits in the arena of l
 * err: ERR_CORRUPT; what the source returned
 */
int hits_find(struct load *l, const struct items *items, bool best,
              struct hits *hits, struct err *err);

/*
 * hits_narrow - ask for further wants of the items.
 *
 * If there are more than HITS_ENOUGH rows, of the wants that were not used as
 * they are, each once, up to HITS_FURTHER are chosen as in step 1, and looked
 * up; none that more than a quarter of the numbers have (root_class 3), unless
 * it is late.  From the least df upwards each is asked for as long as more
 * than HITS_ENOUGH rows are left: of all rows left or, as often as it takes
 * until at most HITS_BLOCKS blocks have their documents in their range, of the
 * first half of them; the others are left no more.
 *
 * in:  hits, as found; late, as above; rows, n, those to be asked about first
 *      in front; what is of rank 0 has all wants
 * out: fate[i] of rows[i]: HITS_HAD, if it is left and has all that was asked
 *      for; HITS_GONE, if it has one of them not
 * err: ERR_CORRUPT; what the source returned
 */
int hits_narrow(struct load *l, const struct items *items,
                const struct hits *hits, bool late,
                const struct hit_row *rows, size_t n, enum hits_fate *fate,
                struct err *err);

/*
 * hits_by_doc, hits_by_score - order of rows, for qsort.
 * in:  two struct hit_row
 * out: by ascending documents; the better score first, of equal ones the
 *      later document
 */
int hits_by_doc(const void *a, const void *b);
int hits_by_score(const void *a, const void *b);

/*
 * hits_unite - add the records of others.
 * in:  others, borrowed
 * out: hits, the records of either, with the better score; rows in a
 */
void hits_unite(struct arena *a, struct hits *hits,
                const struct hits *others);

/*
 * hits_by_sound - the records that a query of Latin letters finds by sound.
 * in:  letters, a-z only, without spaces
 * out: hits of rank 0; none when the letters are no syllables or initials.
 *      Of the choices of pinyin_query the first two of pairs and the one of
 *      initials are asked; a record found by several counts once, with its
 *      best score
 * err: ERR_CORRUPT; what the source returned
 */
int hits_by_sound(struct load *l, struct str letters, struct hits *hits,
                  struct err *err);

/*
 * hits_by_choice - the records that have the terms of one meaning.
 * in:  choice, of n >= 1 terms
 * out: hits of rank 0: at most 3 terms, chosen as in step 1, are looked up and
 *      all used, as in step 3
 * err: ERR_CORRUPT; what the source returned
 */
int hits_by_choice(struct load *l, const struct pinyin_choice *choice,
                   struct hits *hits, struct err *err);

#endif
