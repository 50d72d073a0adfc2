#ifndef MODEL_EMIT_H
#define MODEL_EMIT_H

/*
 * emit - a record as the file that a careful clerk would write.
 *
 * Fields in the order of the schema, two spaces of indentation, one space
 * after a colon; texts bare where YAML reads them back as they are, else in
 * double quotes; codes of digits always quoted, because spreadsheets and
 * other programs take them for numbers; short groups of a list on one line.
 * The same values give the same bytes, and reading them back gives the same
 * values.  The form page writes the same (themes/default/source/form/emit.js):
 * change one only with the other; tests/browser/form.test.mjs compares them.
 */
#include "base/buf.h"
#include "model/schema.h"

struct value;

/*
 * emit_record - front matter and text.
 * in:  values, map of canonical values as record.fields has them; body,
 *      Markdown, may be empty
 * out: appended to out: `---`, YAML, `---`, and the text after an empty line
 */
void emit_record(struct buf *out, const struct schema *schema,
                 const struct value *values, struct str body);

/*
 * emit_skeleton - a record to be filled in: what is known, and for each
 * field that is missing a line that says what it is for; those that are not
 * required stand in comments.
 * in:  lang, of the comments
 */
void emit_skeleton(struct buf *out, const struct schema *schema,
                   const struct value *values, enum lang lang);

/*
 * emit_scalar - one text as YAML reads it back.
 * in:  flow, within [] or {}
 */
void emit_scalar(struct buf *out, struct str text, bool flow);

#endif
