#ifndef MODEL_LISTCELL_H
#define MODEL_LISTCELL_H

/*
 * listcell - several values in one cell of a sheet.
 *
 * Lines part them; in one line ； or ; does; where there is none, 、 does,
 * unless the values are prose, which has that mark within.
 */
#include "model/schema.h"

struct listcell {
	struct str rest;
	const char *mark[2]; /* what parts the values, either of two */
};

/*
 * listcell_open - begin with a cell.
 * in:  field, of one value; text, borrowed
 */
struct listcell listcell_open(const struct schema_field *field,
                              struct str text);

/*
 * listcell_next - take a value off the front.
 * out: *one, trimmed, not empty; false at the end
 */
bool listcell_next(struct listcell *cell, struct str *one);

/*
 * listcell_must_part - does a value hold a mark that would part it?  Then
 * each one needs a line of its own.
 */
bool listcell_must_part(struct str one);

#endif
