#ifndef BUILD_CONTENT_H
#define BUILD_CONTENT_H

/*
 * content - what a path below the content folder is.
 *
 *   site.yaml             the site's settings
 *   schema/KIND.yaml      a record kind
 *   tables/NAME.yaml      a code table
 *   files/...             attachments
 *   FOLDER/.../ID.md      a record, named FOLDER/ID (also ID.yaml)
 *   ID.md, ID.yaml        a record that lies in no kind's folder, but for
 *                         owners.yaml and charts.yaml
 *   anything else         passed over at the top (README.md), refused in a
 *                         record folder
 *
 * A record's name depends on its path alone, so that history can number
 * records without reading one.
 */
#include "base/str.h"

#define CONTENT_ID_MAX 80
#define CONTENT_PATH_MAX 300 /* bytes of a path below the content folder */
#define CONTENT_NAME_MAX (2 * CONTENT_ID_MAX + 2) /* FOLDER/ID and a NUL */

enum content_kind {
	CONTENT_SITE,
	CONTENT_SCHEMA,
	CONTENT_TABLE,
	CONTENT_FILE,
	CONTENT_RECORD,
	CONTENT_ODD,    /* in a record folder, but no record */
	CONTENT_LOOSE,  /* named as a record, and in no folder */
	CONTENT_PASSED  /* nothing of ours */
};

struct content {
	enum content_kind kind;
	struct str name;   /* CONTENT_SCHEMA, CONTENT_TABLE: KIND, NAME;
	                      CONTENT_FILE: the path below files/ */
	struct str folder; /* CONTENT_RECORD, CONTENT_ODD */
	struct str id;     /* CONTENT_RECORD */
};

/*
 * content_of - classify a path.
 * in:  path, below the content folder
 * out: slices borrowed from path
 */
struct content content_of(struct str path);

/*
 * content_is_stray - does a file lie right in the content folder that is
 * nothing we know: no setting, README, LICENSE or hidden file, and no
 * loose record either?
 * in:  path, below the content folder
 */
bool content_is_stray(struct str path);

/*
 * content_record - name of a record.
 * in:  content, of kind CONTENT_RECORD
 * out: FOLDER/ID in name, which has room for CONTENT_NAME_MAX bytes
 */
struct str content_record(const struct content *content,
                          char name[CONTENT_NAME_MAX]);

/*
 * content_is_address - can a path stand in an address of the site: parts of
 * ASCII letters, digits, '.', '_' and '-', none of them beginning with a dot?
 */
bool content_is_address(struct str path);

/*
 * content_is_id - is it a valid id: [a-z0-9][a-z0-9-]*, at most
 * CONTENT_ID_MAX bytes, and not the name of a register's own page or file
 * (`index`, `page-...`, `by-price`, `feed`, `calendar`)?
 */
bool content_is_id(struct str id);

#endif
