#ifndef RENDER_VERSIONS_H
#define RENDER_VERSIONS_H

/*
 * versions - published versions of a record as rows of a table.
 */
#include "render/context.h"

/*
 * versions_commit - the first 12 digits of a version's commit.
 * out: empty: not committed yet
 */
struct str versions_commit(const struct context *c, const struct version *v);

/*
 * versions_row - one version.
 * in:  v, all versions, oldest first; i, which of them
 * out: {n, date, commit, change}
 */
struct value *versions_row(const struct context *c, const struct version *v,
                           size_t i);

#endif
