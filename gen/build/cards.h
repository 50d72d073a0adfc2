#ifndef BUILD_CARDS_H
#define BUILD_CARDS_H

/*
 * cards - what search shows and counts of the records that changed: packs of
 * cards and pages of columns.
 *
 * Changes are sorted by accession number in bounded memory.
 */
#include "build/pieces.h"
#include "search/card.h"
#include "search/column.h"

struct fs;
struct cards;

/* A record as it is now. */
struct cards_change {
	uint32_t doc;
	bool gone; /* not on the site; card and facets have no meaning */
	struct card card;
	const struct column_facet *facet; /* bytewise order of codes, unique */
	size_t facets;
};

/*
 * cards_new - no changes.
 * in:  fs and dir, where what exceeds the memory may lie
 * out: cards; caller frees with cards_free
 */
struct cards *cards_new(const struct fs *fs, const char *dir, size_t memory);

/*
 * cards_add - a record's card or facets changed.
 * in:  change; of a document at most one
 * err: ERR_IO, ERR_FULL
 */
int cards_add(struct cards *cards, const struct cards_change *change,
              struct err *err);

/*
 * cards_is_empty - was nothing added?
 */
bool cards_is_empty(const struct cards *cards);

/*
 * cards_apply - put all changes into the store.
 * in:  was and n, the highest accession numbers before and now
 * err: ERR_CORRUPT, ERR_IO
 */
int cards_apply(struct cards *cards, struct pieces *p, uint32_t was,
                uint32_t n, struct err *err);

/*
 * cards_free - forget the changes.
 * in:  cards, or NULL
 */
void cards_free(struct cards *cards);

#endif
