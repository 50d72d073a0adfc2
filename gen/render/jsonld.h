#ifndef RENDER_JSONLD_H
#define RENDER_JSONLD_H

/*
 * jsonld - a record as machines read it in the page: schema.org in JSON-LD.
 *
 * Which type a kind is, and which of its fields say what, is one table;
 * a kind that is not in it is a CreativeWork.  The block is data, no script:
 * browsers do not run it, and the policy of the pages allows it.  A price is
 * told when it is one number; what hangs on turnover or on time is left out.
 * source: schema.org; JSON-LD 1.1
 */
#include "render/context.h"

struct record;

/*
 * jsonld_put - {jsonld} of a record, the whole script element.
 * in:  map, `record`, with title, summary, date, status, list_url
 * out: `jsonld` in c->root
 */
void jsonld_put(struct context *c, const struct record *record,
                const struct value *map);

#endif
