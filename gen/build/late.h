#ifndef BUILD_LATE_H
#define BUILD_LATE_H

/*
 * late - the outputs that speak of all others: pieces of the manifest, its
 * index, build.json.
 *
 * The manifest is cut by the paths themselves (publish/manifest.h), so that
 * a changed file touches one piece.  index.txt lists the pieces in the same
 * form, and build.json holds the digest of index.txt: whoever trusts
 * build.json can check every file.
 */
#include "base/err.h"
#include "base/str.h"

struct journal;
struct journal_entry;
struct late;
struct make;

/* A piece begins at one path in so many, on average; a power of two. */
#define LATE_PIECE 512

/*
 * late_new - nothing has changed yet.
 * in:  m, borrowed until late_free
 */
struct late *late_new(struct make *m);

/*
 * late_free - free it.
 * in:  late, or NULL
 */
void late_free(struct late *late);

/*
 * late_touch - a published file changed, came or went.
 */
void late_touch(struct late *late, struct str path);

/*
 * late_owns - is it the path of a late output, as of the last late_run?
 * out: true and *key, its output's, good until the next late_ call
 */
bool late_owns(struct late *late, struct str path, struct str *key);

/*
 * late_run - make, stage and journal the late outputs.
 * in:  seq, first free number of the stage; the tables OUTPUT and PATH are
 *      as they will be
 * err: ERR_IO, ERR_FULL, ERR_STORE
 */
int late_run(struct late *late, struct journal *journal, uint64_t seq,
             struct err *err);

/*
 * late_gone - pieces of the manifest that are no more.
 * out: borrowed from late
 */
const struct deletions *late_gone(const struct late *late);

#endif
