#ifndef BUILD_OUTLOOK_H
#define BUILD_OUTLOOK_H

/*
 * outlook - what the public will see change between two trees: per record in
 * sentences, per list in numbers.
 *
 * Only files that differ are read, so the cost follows the change.  Titles,
 * fields and facets follow from the records alone; a status that another
 * record sets is told as what that record asserts.
 */
#include "build/config.h"
#include "model/change.h"

enum outlook_sort { OUTLOOK_ADDED, OUTLOOK_CHANGED, OUTLOOK_REMOVED };

/* A record that differs; one that cannot be read has no record. */
struct outlook_record {
	enum outlook_sort sort;
	struct str name; /* FOLDER/ID */
	struct str path; /* below the content folder */
	const struct schema *schema;
	const struct record *old; /* NULL: added, or unreadable */
	const struct record *now; /* NULL: removed, or unreadable */
	struct changes changes;
};

/* A register, or the list of a facet's value, with another number. */
struct outlook_list {
	const struct schema *schema;
	const struct schema_facet *facet; /* NULL: the register itself */
	struct str code;
	int delta; /* so many records more, or fewer; never 0 */
};

struct outlook {
	struct outlook_record *record; /* by name */
	size_t records;
	struct outlook_list *list; /* registers before their facets */
	size_t lists;
	size_t others; /* files that differ and are no records */
	bool settings; /* kinds, tables, settings or theme differ */
};

/*
 * outlook_between - compare two trees.
 * in:  set, the kinds of the newer one; old and now, content folders; NULL
 *      old: the empty tree
 * out: *outlook, in arena a
 * err: ERR_GIT
 */
int outlook_between(struct outlook *outlook, struct arena *a,
                    struct repo *repo, const struct schema_set *set,
                    const struct oid *old, const struct oid *now,
                    struct err *err);

#endif
