#ifndef RENDER_PLAIN_H
#define RENDER_PLAIN_H

/*
 * plain - the files that are not pages: copies of blobs, and what the search
 * script reads.  They take nothing from the theme's templates, its texts or
 * the site's settings; of the context only snapshot, renderer and output are
 * set.
 */
#include "render/context.h"

/*
 * plain_asset, plain_attachment - a file of the theme, of a record.
 * out: appended to out; *exists false: the commit has no such file
 * err: ERR_GIT
 */
int plain_asset(struct context *c, struct buf *out, bool *exists,
                struct err *err);
int plain_attachment(struct context *c, struct buf *out, bool *exists,
                     struct err *err);

/*
 * plain_piece - a piece of the search index (search/piece.h).
 */
void plain_piece(struct context *c, struct buf *out, bool *exists);

/*
 * plain_characters - a table of characters (enum output_table).
 */
void plain_characters(struct context *c, struct buf *out);

/*
 * plain_entry - where a search begins (search/entry.h).
 */
void plain_entry(struct context *c, struct buf *out);

#endif
