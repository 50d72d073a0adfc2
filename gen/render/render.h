#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

/*
 * render - (snapshot, output) to bytes: pure, and the only road.
 */
#include "render/context.h"
#include "render/parsed.h"

/*
 * render_output - the bytes of one output.
 * in:  renderer, shared; snapshot and parsed, of this worker; output, of a
 *      type that is made from the snapshot (not the manifest's, not
 *      build.json)
 * out: out is reset, then filled; *exists false: there is no such output,
 *      and out is empty
 * err: ERR_GIT, ERR_CONFIG, ERR_STORE
 */
int render_output(const struct renderer *renderer, struct snapshot *snapshot,
                  struct parsed *parsed, const struct output *output,
                  struct buf *out, bool *exists, struct err *err);

/*
 * render_template - name of the template that makes an output.
 * in:  schema, of the output's kind, or NULL
 * out: the name in buffer name, which is reset; empty when no template is
 *      used
 */
struct str render_template(const struct theme *theme, enum output_type type,
                           const struct schema *schema, struct buf *name);

/*
 * render_look - what outputs of a type take from the theme: their template,
 * words and assets; those without a template may print words all the same
 * (tables, feeds, calendars, charts' numbers).
 * out: true and the digest; false: they take nothing
 */
bool render_look(const struct theme *theme, enum output_type type,
                 enum lang lang, struct digest *digest);

#endif
