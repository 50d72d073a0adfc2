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
	bool same; /* card and facets are as they were; only its history grew */
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
 * cards_add - a record changed, or was touched by a commit.
 * in:  change; of one document at most one that is not `same`
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
 * in:  highest accession number; epoch of the addresses; all, whether every
 *      pack gets its stamp, also those without a change
 * err: ERR_CORRUPT, ERR_IO
 */
int cards_apply(struct cards *cards, struct pieces *p, uint32_t highest,
                uint32_t epoch, bool all, struct err *err);

/*
 * cards_free - forget the changes.
 * in:  cards, or NULL
 */
void cards_free(struct cards *cards);

#endif
