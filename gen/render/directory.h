#ifndef RENDER_DIRECTORY_H
#define RENDER_DIRECTORY_H

/*
 * directory - all registers of the site by their groups (全部栏目), for the
 * page that lists them and for the home page.
 */
#include "render/context.h"

/*
 * directory_groups - registers by the group of their schema.
 * out: list of {label, kinds [{label, folder, url, count, doc_url}]}; groups
 *      in the order of their first kind in the set, registers without
 *      members left out
 */
struct value *directory_groups(struct context *c);

/*
 * directory_kin - the other registers of a register's group, as above.
 * out: list, empty where the schema names no group
 */
struct value *directory_kin(struct context *c, const struct schema *schema);

/*
 * directory_render - map.html.
 * out: appended to out
 * err: ERR_CONFIG
 */
int directory_render(struct context *c, struct buf *out, struct err *err);

#endif
