#ifndef BUILD_ROSTER_H
#define BUILD_ROSTER_H

/*
 * roster - the records of one kind in a tree, one after the other, and the
 * numbers of new ones.
 *
 * Records are parsed in an arena that is emptied after each.
 */
#include "base/map.h"
#include "base/vec.h"
#include "build/config.h"
#include "model/record.h"

struct roster {
	const struct config *config;
	struct repo *repo;
	struct str content; /* folder of the content, or empty */
	const struct schema *schema;
};

/* What takes a record; path is in the repository. */
typedef int roster_fn(void *ctx, const struct record *record,
                      struct str path, const struct oid *blob,
                      struct err *err);

/*
 * roster_walk - hand on all records of the kind that can be read.
 * err: ERR_GIT; what fn returned
 */
int roster_walk(const struct roster *roster, roster_fn *fn, void *ctx,
                struct err *err);

/*
 * roster_names - the names of all records of all kinds.
 * out: names, FOLDER/ID in arena a; the caller releases the map
 * err: ERR_GIT
 */
int roster_names(const struct roster *roster, struct arena *a,
                 struct map *names, struct err *err);

/* The highest number of a year, or the newest of all. */
struct roster_last {
	uint64_t year;
	uint64_t number;
};

/* PREFIX-YEAR-NUMBER, as the newest id of the kind was given. */
struct roster_series {
	struct str prefix; /* in the arena of the caller */
	int digits;
	bool any;     /* there is a record */
	bool by_year; /* files lie in folders of the year */
	struct roster_last newest;
	struct VEC(struct roster_last) last; /* one a year */
};

/*
 * roster_ids - learn from all records of the kind, by their paths alone, how
 * ids are given.
 * out: series, with prefix in arena a; the caller releases series->last
 * err: ERR_GIT
 */
int roster_ids(const struct roster *roster, struct arena *a,
               struct roster_series *series, struct err *err);

/*
 * roster_see - learn from a record how ids are given.
 * in:  inner, path inside the content folder
 */
void roster_see(struct arena *a, struct roster_series *series,
                struct str id, struct str inner);

/*
 * roster_next - a new id.
 * in:  schema, whose own prefix goes before that of the series
 * out: in arena a; it counts as given
 */
struct str roster_next(struct arena *a, struct roster_series *series,
                       const struct schema *schema, int year);

#endif
