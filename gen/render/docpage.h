#ifndef RENDER_DOCPAGE_H
#define RENDER_DOCPAGE_H

/*
 * docpage - the pages that explain the portal to those who write for it and
 * program against it: the codes of findings (what `gongshi explain` prints)
 * and the kinds of records with their fields, rules and life.
 *
 * They follow from the generator and the schemas alone.
 */
#include "render/context.h"

/* Name of the output that lists all codes. */
#define DOCPAGE_INDEX "index"

/* docpage_* - one page of the output's type.
 * out: appended to out; *exists false: there is no such code or kind
 * err: ERR_CONFIG */
int docpage_code(struct context *c, struct buf *out, bool *exists,
                 struct err *err);
int docpage_kind(struct context *c, struct buf *out, bool *exists,
                 struct err *err);

/*
 * docpage_schema - the kind as JSON Schema.
 */
void docpage_schema(struct context *c, struct buf *out, bool *exists);

#endif
