#ifndef SEARCH_NEAREST_H
#define SEARCH_NEAREST_H

/*
 * nearest - what a query that finds nothing may have meant.
 *
 * Proposals are made in this order, without repeating one another or the
 * query (its items joined by a space); those that find something (query.h)
 * are given, at most QUERY_NEAREST:
 *
 *  0. Of two to six items without quotes, of visible ASCII alone, 6 or more
 *     characters with a digit: without the spaces, since certificates print
 *     numbers with them (ZL 2021 2 9346723.X).
 *  1. Of two to six items, the query without one of them, the last one
 *     first.  Items are written as in the query, joined by a space.
 *  2. Of one item without quotes, 4 to 24 units, all joined: cut in two by a
 *     space, where the pair across the cut is left out: at the middle first
 *     (n / 2), then by turns one further right, one further left, 2 to n - 2,
 *     at most 6 cuts.  Units are written as they are folded.
 *  3. For the first item without quotes that is one word of 4 to 24 letters
 *     a-z: words of ASCII at one edit (a letter more, less, another, two
 *     neighbours swapped) from it, of those that begin with one of: its first
 *     three letters; and if it has less than 7, those with the first two
 *     swapped, the last two swapped; the first, second, third of its first
 *     four left out; its first, its second letter doubled; in that order,
 *     each once; then of those that end with its last three (mirrored words,
 *     tokenize.h).  By descending df (lookup.h) as where it was found first,
 *     then bytewise; at most 3.  The word replaces the item.  One edit in a
 *     word of 7 letters spares its first three or its last three.
 *  4. For the first item without quotes of 2 to 8 units, all Han with a
 *     reading: the records found by the pairs of its first readings (hits.h,
 *     hits_by_choice), by score, then number, greatest first, at most 5: the
 *     first place of the title that sounds like the item (pinyin_same at each
 *     unit) replaces the item, as it is folded.
 */
#include "search/hits.h"

#define NEAREST_MAX 24

struct nearest {
	struct str v[NEAREST_MAX];
	size_t n;
};

/*
 * nearest_proposals - what may be asked instead.
 * in:  items of the query
 * out: proposals in the arena of l, in order
 * err: ERR_CORRUPT; what the source returned
 */
int nearest_proposals(struct load *l, const struct items *items,
                      struct nearest *nearest, struct err *err);

#endif
