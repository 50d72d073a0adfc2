#ifndef RENDER_DATA_H
#define RENDER_DATA_H

/*
 * data - a record as JSON, for programs and for the search page.
 *
 *   {"kind","id","url","title","title_en","date","status":{"code","label",
 *    "since"}|null,"fields":{...},"body","about":[{"record","state","from",
 *    "until"}],"versions":[{"commit","date"}],"text":[...]}
 *
 * `fields` holds the front matter with canonical values, hidden fields left
 * out; `body` the Markdown as written; `text` the texts that search indexes:
 * title, English title or "", the others.  A withdrawn record has kind, id,
 * url and "withdrawn" alone.
 */
#include "render/context.h"
#include "render/parsed.h"

/*
 * data_record - the data of the output's record.
 * out: appended to out; *exists false: there is no such file
 * err: ERR_GIT
 */
int data_record(struct context *c, struct parsed *parsed, struct buf *out,
                bool *exists, struct err *err);

#endif
