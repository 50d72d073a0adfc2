#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

/*
 * page - a record's page, or the tombstone of one that was withdrawn or
 * whose time on the site is over.
 */
#include "render/context.h"

/*
 * page_record - the page of the output's record.
 * out: appended to out; *exists false: there is no such page
 * err: ERR_GIT, ERR_CONFIG
 */
int page_record(struct context *c, struct buf *out, bool *exists,
                struct err *err);

#endif
