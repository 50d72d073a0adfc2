#ifndef RENDER_TITLEPAGE_H
#define RENDER_TITLEPAGE_H

/*
 * titlepage - all records by the first letter of their titles' sound, for
 * who has no search: pages of one letter, and the row of letters.
 */
#include "render/context.h"

/*
 * titlepage_letters - the letters, each with its first page.
 * in:  current, the letter of the page itself, or empty
 * out: list of {letter, label, url, current}; url is empty where no title
 *      begins so
 */
struct value *titlepage_letters(struct context *c, struct str current);

/*
 * titlepage_render - one page of the output's letter.
 * out: appended to out; *exists false: the page holds nobody
 * err: ERR_CONFIG
 */
int titlepage_render(struct context *c, struct buf *out, bool *exists,
                     struct err *err);

#endif
