#ifndef RENDER_SEARCHPAGE_H
#define RENDER_SEARCHPAGE_H

/*
 * searchpage - search.html: the names of all kinds and of the values of their
 * facets, for filters and for who types such a name.
 *
 * `search` holds index, where the index begins; kinds, a list of {code,
 * label, url, count}; facets, a list of {key, label, values}, each value
 * {code, label, in}.  A code that kinds call otherwise has all its names in
 * its label, " / " between them; `in` lists where it has members: {kind, its
 * place among kinds; name, its place among the names; count}.  The page of
 * these is by/KEY/CODE.html beside the kind's.
 *
 * The numbers turn with the columns of the index, and these with its root,
 * which the page names: so that they cost no rendering of their own.
 */
#include "render/context.h"

/*
 * searchpage_render - search.html.
 * out: appended to out
 * err: ERR_CONFIG
 */
int searchpage_render(struct context *c, struct buf *out, struct err *err);

#endif
