#ifndef RENDER_FIELDS_H
#define RENDER_FIELDS_H

/*
 * fields - a record's front matter as rows, groups, tables and texts, by
 * its schema alone: a new kind needs no code and no template.
 */
#include "model/record.h"
#include "render/context.h"
#include "text/markdown.h"

/*
 * fields_put - put the record's fields into a map for templates.
 * out: map gets rows, groups, tables, lists, texts and f
 */
void fields_put(struct context *c, const struct record *record,
                struct value *map);

/*
 * fields_resolve - address in the page of a link in Markdown.
 * in:  context, a struct context
 * source: text/markdown.h, markdown_resolve
 */
markdown_resolve fields_resolve;

#endif
