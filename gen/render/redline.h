#ifndef RENDER_REDLINE_H
#define RENDER_REDLINE_H

/*
 * redline - two versions of a text as one, with what was taken out and put
 * in marked for eyes and for ears.
 *
 * Of what stayed, REDLINE_KEEP characters stand before and after each change;
 * the rest of a long stretch is left out, so that the length follows what
 * changed and not the text.
 */
#include "render/context.h"

/* Characters kept beside a change. */
#define REDLINE_KEEP 40

/*
 * redline_html - what changed from one text to the other.
 * in:  most, bytes of HTML
 * out: HTML in the context's arena; NULL when it would be longer
 */
struct value *redline_html(const struct context *c, struct str old,
                           struct str now, size_t most);

#endif
