#ifndef BUILD_ROWS_H
#define BUILD_ROWS_H

/*
 * rows - a parsed record as the rows that the store keeps of it.
 *
 * Pure: no look at the store.  Numbers, status and visibility are filled in
 * by whoever writes the row.
 */
#include "model/record.h"
#include "store/row.h"
#include "store/stake.h"

/* One link with the record it leads to. */
struct outlink {
	struct str target; /* FOLDER/ID, or files/PATH */
	struct link link;  /* source, scheduled, path are set */
};

/* A record's row with all links. */
struct rows {
	struct row row; /* without numbers, status, changed */
	struct outlink *link; /* sorted by target, kind, field */
	size_t links;
	struct stake *stake; /* in rules between records */
	size_t stakes;
};

/*
 * rows_of - rows of a record.
 * in:  set, of the record's schema; record, sound; name, FOLDER/ID; path,
 *      below the content folder; all borrowed by the rows
 * out: rows in arena a
 */
void rows_of(struct arena *a, const struct schema_set *set,
             const struct record *record, struct str name, struct str path,
             struct rows *rows);

/*
 * rows_on_site - would the site show the record on a day?
 */
bool rows_on_site(const struct record *record, int32_t day);

#endif
