#ifndef MODEL_NORMAL_H
#define MODEL_NORMAL_H

/*
 * normal - a cell as a record would write it.
 *
 * What means the same is rewritten, and each change is reported: full-width
 * letters, white space, "2 万元/年", 叁万元, 3％, 2024.5.6.  What a
 * spreadsheet has destroyed is recognised and never guessed at: digits that
 * are lost, a date that became a number.  Whether the result fits its type
 * is record_parse's to say.
 */
#include "base/buf.h"
#include "model/schema.h"
#include "text/grid.h"

/*
 * normal_cell - rewrite one value.
 * in:  field, a scalar; path, of the cell in messages; cell
 * out: true and *text, in arena a; false: the cell is as good as empty, or
 *      an error was added
 */
bool normal_cell(struct arena *a, const struct schema_field *field,
                 struct str path, const struct grid_cell *cell,
                 struct finding_list *findings, struct str *text);

/*
 * normal_fault - a finding at a cell, without a line.
 */
void normal_fault(struct finding_list *findings, const char *code,
                  struct str path, struct str a0, struct str a1,
                  struct str a2);

#endif
