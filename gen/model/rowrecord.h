#ifndef MODEL_ROWRECORD_H
#define MODEL_ROWRECORD_H

/*
 * rowrecord - a row of a sheet as a record, and back.
 *
 * The cells become values, laid over those of a record that is there
 * already; the whole is written as YAML with one scalar a line and read by
 * record_parse like any file, so that a row is held to exactly the rules of
 * a file.  What is wrong is told at the cell that it comes from.
 *
 * An empty cell says nothing: an update leaves what is there, but for what
 * cannot stand beside a new value (rowgone).
 */
#include "base/vec.h"
#include "model/columns.h"
#include "model/record.h"
#include "text/grid.h"

struct sheet;

/* The value of one cell. */
struct row_leaf {
	const struct value *value;
	size_t column;
};

struct row_values {
	struct value *fields; /* map of texts */
	struct str id;   /* of the column for it, or empty */
	struct str body; /* or empty */
	bool has_body;
	size_t id_column, body_column;
	struct VEC(struct row_leaf) leaf;
};

/* What a row is made into. */
struct row_made {
	bool same; /* as the record that is there; the rest may be empty */
	struct record *record; /* as it was read */
	struct str bytes;      /* of the file, as a careful clerk writes it */
};

struct row_job {
	struct arena *a;
	const struct schema_set *set;
	const struct schema *schema;
	const struct columns *columns;
	const struct sheet *sheet;
	struct finding_list *findings;
	int32_t as_of;
	struct str map;     /* file that may say what a column is */
	struct str unknown; /* headings that stand for nothing, or empty */
	bool lacks; /* columns that must be there are not; it has been told */
};

/*
 * row_read - the values of a row.
 * out: values, whose list the caller releases; what is wrong with cells is
 *      in the findings
 */
void row_read(const struct row_job *job, const struct grid_row *row,
              struct row_values *values);

/*
 * row_text - the value of a field that stands alone, Chinese if localized.
 */
struct str row_text(const struct row_values *values,
                    const struct schema_field *field);

/*
 * row_make - read the values as a record.
 * in:  old, the record that is updated, or NULL; path, of the file in the
 *      repository; root, the prefix of the content folder; row, its number
 * out: *made in the arena of job; findings name cells
 */
void row_make(const struct row_job *job, const struct row_values *values,
              const struct record *old, struct str path, struct str root,
              uint32_t row, struct row_made *made);

/*
 * row_canonical - the bytes of a record as it stands.
 */
struct str row_canonical(struct arena *a, const struct record *record);

/*
 * row_differs - the fields in which two records differ, as labels.
 */
struct str row_differs(struct arena *a, const struct record *one,
                       const struct record *other, enum lang lang);

/*
 * row_cell - text of a cell for a record: what row_read reads back.
 * in:  lang, of the labels of codes
 */
struct str row_cell(struct arena *a, const struct record *record,
                    const struct column *column, enum lang lang);

/*
 * row_advice - how to mend what a finding says.
 * out: in arena a
 */
struct str row_advice(struct arena *a, const struct finding *finding,
                      enum lang lang);

/*
 * row_items - how many items a list has in a record.
 * in:  list, a field of type list of maps, not within another one
 */
size_t row_items(const struct record *record,
                 const struct schema_field *list);

#endif
