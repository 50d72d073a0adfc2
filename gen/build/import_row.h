#ifndef BUILD_IMPORT_ROW_H
#define BUILD_IMPORT_ROW_H

/*
 * import_row - the inside of import: one row after the other.
 */
#include "build/import.h"
#include "build/import_stage.h"
#include "build/origin.h"
#include "model/column_map.h"
#include "model/columns_head.h"
#include "model/rowrecord.h"
#include "model/sheet.h"

/* A record that is there. */
struct import_known {
	struct str id, path;
	struct oid blob;
	struct import_known *next; /* with the same key */
};

struct import {
	const struct import_options *options;
	struct import_result *result;
	struct finding_list *findings;
	struct origin origin;
	struct roster roster;
	const struct schema *schema;
	const struct schema_field **key; /* that may tell rows apart */
	size_t keys;
	const struct schema_field *by; /* that tells the row at hand; or NULL */
	struct arena keep; /* until the end */
	struct arena row;  /* until the next row */
	struct sheet_input input; /* the file */
	struct sheet *sheet;
	struct columns columns;
	const struct column_names *names;
	struct str map;     /* name of the file that says what columns are */
	struct str unknown; /* headings that stand for nothing */
	bool lacks; /* columns that must be there are not */
	struct map by_key;  /* import_key to import_known */
	struct map by_id;   /* to import_known */
	struct map records; /* FOLDER/ID of all kinds */
	struct map seen;    /* import_key to what the rows before said */
	struct roster_series series;
	struct import_stage stage;
	struct buf bytes;    /* of a record that is there */
	size_t errors;       /* before the row */
};

/*
 * import_key - the name of a value among those of all keys.
 * in:  path, of the field; "id" for an id
 * out: in arena a
 */
struct str import_key(struct arena *a, struct str path, struct str value);

/*
 * import_take_row - make and check the record of a row.
 * err: ERR_GIT, ERR_IO, ERR_FULL; what is wrong with the row is in the
 *      findings
 */
int import_take_row(void *import, const struct grid_row *row,
                    struct err *err);

/*
 * import_report - write the sheet again, with what is wrong in each row.
 * err: ERR_IO, ERR_FULL
 */
int import_report(struct import *import, const char *path, struct err *err);

#endif
