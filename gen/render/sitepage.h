#ifndef RENDER_SITEPAGE_H
#define RENDER_SITEPAGE_H

/*
 * sitepage - the pages whose subject is the site: home, statistics, about,
 * search, 404; feeds, sitemap, robots.txt.
 */
#include "render/context.h"

/* sitepage_* - one page of the output's type.
 * out: appended to out; *exists, for pieces that may hold nobody
 * err: ERR_CONFIG */
int sitepage_home(struct context *c, struct buf *out, struct err *err);
int sitepage_stats(struct context *c, struct buf *out, struct err *err);
int sitepage_about(struct context *c, struct buf *out, struct err *err);
int sitepage_missing(struct context *c, struct buf *out, struct err *err);
int sitepage_search(struct context *c, struct buf *out, struct err *err);
int sitepage_feed(struct context *c, struct buf *out, struct err *err);
int sitepage_map(struct context *c, struct buf *out, bool *exists,
                 struct err *err);
int sitepage_map_index(struct context *c, struct buf *out, struct err *err);
int sitepage_robots(struct context *c, struct buf *out, struct err *err);

#endif
