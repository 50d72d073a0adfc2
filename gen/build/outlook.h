#ifndef BUILD_OUTLOOK_H
#define BUILD_OUTLOOK_H

/*
 * outlook - what the public will see change between two trees: per record in
 * sentences, per list in numbers.
 *
 * What counts is what is on the site on a day: a record whose day has not
 * come is told as one that comes later and stands in no number; a file that
 * cannot be read is told as that, since it is never published.
 *
 * Only files that differ are read, so the cost follows the change.  Titles,
 * fields and facets follow from the records alone; a status that another
 * record sets is told as what that record asserts.
 */
#include "build/config.h"
#include "model/change.h"

enum outlook_sort {
	OUTLOOK_ADDED,   /* these three the public sees */
	OUTLOOK_CHANGED,
	OUTLOOK_REMOVED,
	OUTLOOK_LATER,   /* on the site from now->scheduled on */
	OUTLOOK_UNREAD   /* nothing can be made of the newer file */
};
#define OUTLOOK_SORTS 5

/* A record that differs. */
struct outlook_record {
	enum outlook_sort sort;
	struct str name; /* FOLDER/ID */
	struct str path; /* below the content folder */
	const struct schema *schema;
	const struct record *old; /* NULL: was not there, or not read */
	const struct record *now; /* NULL: is not there, or not read */
	bool there;               /* the newer tree has the file */
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
	size_t of[OUTLOOK_SORTS]; /* how many of each sort */
	struct outlook_list *list; /* registers before their facets */
	size_t lists;
	size_t others; /* files that differ and are no records, or records
	                  that have left the site on both sides */
	bool settings; /* kinds, tables, settings or theme differ */
};

/*
 * outlook_between - compare two trees.
 * in:  set, the kinds of the newer one; old and now, content folders; NULL
 *      old: the empty tree; as_of, the day
 * out: *outlook, in arena a
 * err: ERR_GIT
 */
int outlook_between(struct outlook *outlook, struct arena *a,
                    struct repo *repo, const struct schema_set *set,
                    const struct oid *old, const struct oid *now,
                    int32_t as_of, struct err *err);

#endif
