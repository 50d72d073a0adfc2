#ifndef RENDER_DATA_H
#define RENDER_DATA_H

/*
 * data - a record as JSON, for programs and for the search page.
 *
 *   {"schema_version","kind","id","url","title","title_en","date",
 *    "status":{"code","label","label_en","tone","since"}|null,"fields":{...},
 *    "body","about":[{"record","state","from","until"}],
 *    "versions":[{"commit","date"}],"text":[...]}
 *
 * `fields` holds the front matter with canonical values, hidden fields left
 * out; `body` the Markdown as written; `text` the texts that search indexes:
 * title, English title or "", the others.  A withdrawn record has kind, id,
 * url and "withdrawn" alone, with the version.
 */
#include "render/context.h"

/*
 * data_record - the data of the output's record.
 * out: appended to out; *exists false: there is no such file
 * err: ERR_GIT
 */
int data_record(struct context *c, struct buf *out, bool *exists,
                struct err *err);

/*
 * data_line - the same object without `text`, on one line, for a piece that
 * holds many records; the piece's question covers all that it shows.
 * in:  record and row, of name FOLDER/ID
 * out: appended to out
 */
void data_line(struct context *c, const struct record *record,
               struct str name, const struct row *row, struct buf *out);

/*
 * data_value - a field's value as JSON, hidden fields within left out.
 * out: appended to out
 */
void data_value(struct buf *out, const struct schema_field *field,
                const struct value *value);

#endif
