#ifndef RENDER_SOURCE_H
#define RENDER_SOURCE_H

/*
 * source - a record as a Markdown file: what a reader quotes, keeps or
 * corrects without this site's pages.
 *
 * It is the record as model/emit.h writes it: put back among the contents it
 * says the same, but for what the schema hides, which is not in it: a hidden
 * field that is required (reviewed_by) must be filled in again, or check asks
 * for it.  Refused: the bytes of the file in git, which hold hidden
 * fields and the remarks of those who wrote it.
 */
#include "render/context.h"

/*
 * source_render - the output's record.
 * out: appended to out; *exists false: it is not on the site
 * err: ERR_GIT; ERR_CORRUPT, it does not parse although it was published
 */
int source_render(struct context *c, struct buf *out, bool *exists,
                  struct err *err);

/*
 * source_put - a record that was read already.
 * out: appended to out
 */
void source_put(struct context *c, const struct record *record,
                struct buf *out);

#endif
