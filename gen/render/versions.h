#ifndef RENDER_VERSIONS_H
#define RENDER_VERSIONS_H

/*
 * versions - published versions of a record: as rows of a table, and as each
 * is cited and read from the repository.
 *
 * A version came on a day; where the one before or after came on that day
 * too, the minute tells them apart, and the second where that is the same.
 */
#include "render/context.h"

/*
 * versions_commit - the first 12 digits of a version's commit.
 * out: empty: not committed yet
 */
struct str versions_commit(const struct context *c, const struct version *v);

/*
 * versions_row - one version.
 * in:  v, all n versions, oldest first; i, which of them
 * out: {n, date, commit, full, show, change}: `full` is the commit as a
 *      whole, `show` what `git show` prints the file by, as a shell takes
 *      it; both are empty where nothing is committed
 */
struct value *versions_row(const struct context *c, const struct version *v,
                           size_t n, size_t i);

/*
 * versions_time - an instant to the minute, or to the second where another
 * one lies in the same minute.
 * in:  time and other, seconds since 1970 UTC
 * out: {iso, text}
 */
struct value *versions_time(const struct context *c, int64_t time,
                            int64_t other);

/*
 * versions_cite - how one version is cited, the same for the newest on the
 * record's page and for another on its own.
 * in:  v, all versions, oldest first; i, which of them
 * out: {n, date, full, show}; `date` to the minute
 */
struct value *versions_cite(const struct context *c, const struct version *v,
                            size_t i);

#endif
