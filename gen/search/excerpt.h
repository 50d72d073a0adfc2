#ifndef SEARCH_EXCERPT_H
#define SEARCH_EXCERPT_H

/*
 * excerpt - the part of a record's texts that shows why it was found.
 *
 * Of the texts after the two titles, then the English title, then the title,
 * the first is taken in which the most items stand; of those, one of
 * EXCERPT_LONG units or more that is no title goes before the others: it says
 * more than a label does.  The excerpt begins 20 code points before the first
 * mark and is 100 long; an ellipsis says where text is left out; control
 * characters become spaces.
 */
#include "search/match.h"

#define EXCERPT_LONG 20

struct excerpt_part {
	struct str text;
	bool marked;
};

struct excerpt {
	struct excerpt_part *v; /* marked and unmarked by turns */
	size_t n;
};

struct segment {
	struct str text;
	struct units plain; /* folded, with places */
	struct units exact; /* the same with FOLD_EXACT */
};

/*
 * excerpt_segments - fold the texts of a record.
 * in:  texts, borrowed
 * out: n segments in arena a
 */
struct segment *excerpt_segments(struct arena *a, const struct str *texts,
                                 size_t n);

/*
 * excerpt_units - the units of a segment that an item is compared with.
 */
const struct units *excerpt_units(const struct item *item,
                                  const struct segment *segment);

/*
 * excerpt_of - cut an excerpt.
 * out: the parts, in arena a; none when no item stands in any segment
 */
struct excerpt excerpt_of(struct arena *a, const struct items *items,
                          const struct segment *segments, size_t n);

#endif
