#ifndef RENDER_PARSED_H
#define RENDER_PARSED_H

/*
 * parsed - the record that a worker is rendering, parsed once for all its
 * outputs.
 *
 * Pages in two languages and the data file come one after the other; each
 * worker keeps the last record.  It is found again by name and blob, so it
 * can never be another version.
 */
#include "model/record.h"
#include "store/snapshot.h"
#include "text/markdown.h"

struct parsed {
	struct arena arena;
	struct record *record; /* NULL: nothing is kept */
	struct markdown *doc;  /* NULL when the record has no body */
	struct str name;
	uint8_t blob[ROW_BLOB];
};

/*
 * parsed_get - the record of a row, parsed.
 * in:  p, {0} at first; name, FOLDER/ID
 * out: p->record and p->doc, valid until the next call
 * err: ERR_GIT; ERR_CORRUPT, it does not parse although it was published
 */
int parsed_get(struct parsed *p, const struct schema_set *set,
               struct snapshot *snapshot, struct str name,
               const struct row *row, struct err *err);

/*
 * parsed_release - forget the record.
 */
void parsed_release(struct parsed *p);

#endif
