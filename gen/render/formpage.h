#ifndef RENDER_FORMPAGE_H
#define RENDER_FORMPAGE_H

/*
 * formpage - the pages on which a record is filled in: tools/new.html, the
 * choice of a kind, and tools/new/KIND.html, one form each.
 *
 * A page for each kind, since all kinds together weigh more than a page may.
 * What the script asks and checks stands in the page as data, from the same
 * schema and the same catalogue of findings as `gongshi check`; without
 * scripts the page gives the blank record and a filled example to save.
 * Pages follow from the generator, the schemas and the tables alone, so that
 * no edit of a record touches them.
 */
#include "render/context.h"

/* Name of the output that lists all forms. */
#define FORMPAGE_INDEX "*"

/*
 * formpage_has - is there a form for the kind?
 * out: false for a kind that takes records off the site: that is done where
 *      the record is (`gongshi revoke`, content/README.md), not by mail
 */
bool formpage_has(const struct schema *schema);

/*
 * formpage_link - address of a form, from the page being made.
 * in:  kind, one that has a form, or FORMPAGE_INDEX
 */
struct str formpage_link(const struct context *c, struct str kind);

/*
 * formpage_render - a page of OUTPUT_FORM.
 * out: appended to out; *exists false: there is no such form
 * err: ERR_CONFIG
 */
int formpage_render(struct context *c, struct buf *out, bool *exists,
                    struct err *err);

#endif
