#ifndef MODEL_COLUMNS_H
#define MODEL_COLUMNS_H

/*
 * columns - what the columns of a sheet stand for.
 *
 * A heading is compared without spaces, brackets, marks and case.  It means
 * a field by its path (fee.mode), by its label with or without the labels of
 * the groups around it, in either language, by a word of `aka:` in the
 * schema, or by a usual name of its type (申请号 of a patent).  The label of
 * a group alone is the field `name` in it.  Items of a list are numbered:
 * 专利权人2 · 名称, patentees.2.name; without a number the first is meant.
 * "A/B" is A or B.  Besides the fields there are id (编号) and body (正文);
 * the columns that a report adds are passed over, and so is one that counts
 * the rows (序号), unless the kind has a field of that name.
 */
#include "model/schema.h"

#define COLUMN_LISTS 4  /* lists within lists */
#define COLUMN_ITEMS 500 /* highest number of an item */

enum column_role {
	COLUMN_UNKNOWN = 0,
	COLUMN_FIELD,
	COLUMN_ID,
	COLUMN_BODY,
	COLUMN_PASSED /* no heading, a report's own, or passed on demand */
};

struct column {
	enum column_role role;
	struct str heading; /* as it stands in the sheet */
	const struct schema_field *field; /* a scalar, or a list of scalars */
	unsigned item[COLUMN_LISTS]; /* from 1, outermost first */
	bool english; /* of a text in two languages */
};

/* What every row says, without a column of its own. */
struct column_fixed {
	struct column column;
	struct str text;
};

struct columns {
	struct column *v;
	size_t n;
	struct column_fixed *fixed;
	size_t fixes;
	uint32_t row; /* of the heading, the last one of two; 0: none found */
};

struct column_names; /* all that a heading may say */

/*
 * column_names - the known headings of a kind.
 * out: in arena a
 */
const struct column_names *column_names(struct arena *a,
                                        const struct schema *schema);

/*
 * column_find - what a heading stands for.
 * out: *column, with role COLUMN_UNKNOWN when it says nothing
 */
void column_find(struct arena *a, const struct column_names *names,
                 struct str heading, struct column *column);

/*
 * column_path - the path of a column with its numbers: patentees.2.name.
 */
struct str column_path(struct arena *a, const struct column *column);

/*
 * column_heading - what people call it: 专利权人2 · 名称.
 */
struct str column_heading(struct arena *a, const struct column *column,
                          enum lang lang);

/*
 * column_same - do two columns mean the same place of a record?
 */
bool column_same(const struct column *a, const struct column *b);

/*
 * column_is - can a field be a column: a scalar, or a list of scalars?
 */
bool column_is(const struct schema_field *field);

/*
 * column_must - must it be filled in, whatever the rest holds?
 */
bool column_must(const struct column *column);

/*
 * column_first - the column of a field, in the first item of every list.
 */
struct column column_first(const struct schema_field *field);

#endif
