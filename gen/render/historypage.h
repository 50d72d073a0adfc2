#ifndef RENDER_HISTORYPAGE_H
#define RENDER_HISTORYPAGE_H

/*
 * historypage - every published version of a record: when it came, by which
 * commit and with which reason, what changed in sentences and word by word;
 * and the page as each version stood.
 *
 * Output number 0 is the history, N the record as its version N stood; the
 * newest version is the record's own page.  A record that is not on the site
 * has no history there, and neither has a kind whose records leave the site
 * (schema key `leaves`): what a person no longer agrees to is not kept.
 */
#include "render/context.h"

/*
 * historypage_render - the page of the output's record and number.
 * out: appended to out; *exists false: there is no such page
 * err: ERR_GIT, ERR_CONFIG
 */
int historypage_render(struct context *c, struct buf *out, bool *exists,
                       struct err *err);

#endif
