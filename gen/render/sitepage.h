#ifndef RENDER_SITEPAGE_H
#define RENDER_SITEPAGE_H

/*
 * sitepage - the pages whose subject is the site: home, about, 404; feeds,
 * sitemap, robots.txt.
 */
#include "render/context.h"

/* sitepage_* - one page of the output's type.
 * out: appended to out; *exists, for pieces that may hold nobody
 * err: ERR_CONFIG */
int sitepage_home(struct context *c, struct buf *out, struct err *err);
int sitepage_about(struct context *c, struct buf *out, struct err *err);
int sitepage_missing(struct context *c, struct buf *out, struct err *err);
int sitepage_access(struct context *c, struct buf *out, struct err *err);
int sitepage_feed(struct context *c, struct buf *out, bool *exists,
                  struct err *err);
int sitepage_map(struct context *c, struct buf *out, bool *exists,
                 struct err *err);
int sitepage_map_index(struct context *c, struct buf *out, struct err *err);
int sitepage_robots(struct context *c, struct buf *out, struct err *err);

/*
 * sitepage_has_feed - is there a feed of a list?
 * in:  list, a register, a facet's value or "*"
 * out: of facets, only those that readers choose by: a feed is in the order
 *      of first publication, which says nothing new of a status or a year
 */
bool sitepage_has_feed(const struct schema_set *set, struct str list);

/*
 * sitepage_fed - the entries of the output, a feed.
 * out: n cards; of "*", what changed last in the registers that have feeds
 */
struct listed *sitepage_fed(struct context *c, size_t *n);

/*
 * sitepage_feed_head - what a feed is about.
 * in:  list, a register, a facet's value or "*"
 * out: its title; *page, what it is the feed of
 */
struct str sitepage_feed_head(struct context *c, struct str list,
                              struct output *page);

/*
 * sitepage_tag - a name that never turns, for a record or a feed.
 * source: RFC 4287, 4.2.6
 */
struct str sitepage_tag(struct context *c, struct str name);

#endif
