#ifndef RENDER_EXPORT_COLUMNS_H
#define RENDER_EXPORT_COLUMNS_H

/*
 * export_columns - the columns of a kind's table.
 *
 * First what every record has: id, kind, url, title, status, status_label,
 * status_since, date, versions, updated.  Then the public fields in the
 * order of the schema, groups walked into ("leader.name"): a code is
 * followed by its label (NAME.label), a text in two languages by the English
 * one (NAME.en), a list of scalars is joined by "; ", a list of groups is
 * JSON.  A field whose name is one of the first becomes fields.NAME, except
 * the one that is the title.  The text below the front matter is not in the
 * table; it is in the lines.
 *
 * Last, of kinds with a price (model/price.h), what it comes to in numbers,
 * whether it has stages, which are JSON in one cell, or not: price_3_years,
 * by which lists compare; price_fixed, what of it is no royalty;
 * price_royalty.mode, .rate, .floor and .cap of the first stage that asks for
 * a royalty.  Refused: columns for each stage, whose number no schema bounds.
 */
#include "model/schema.h"

enum export_form {
	EXPORT_HEAD,    /* of every record; field is NULL */
	EXPORT_PLAIN,   /* a scalar */
	EXPORT_LABEL,   /* what readers see for its code */
	EXPORT_ENGLISH, /* of a text in two languages */
	EXPORT_JOINED,  /* a list of scalars */
	EXPORT_LABELS,  /* a list of the labels of codes */
	EXPORT_JSON,    /* a list of groups */
	EXPORT_PRICE    /* of its price; field is NULL */
};

/* The columns of EXPORT_PRICE, in this order. */
enum export_price {
	EXPORT_COST,
	EXPORT_FIXED,
	EXPORT_ROYALTY_MODE,
	EXPORT_ROYALTY_LABEL,
	EXPORT_ROYALTY_RATE,
	EXPORT_ROYALTY_FLOOR,
	EXPORT_ROYALTY_CAP,
	EXPORT_PRICES
};

/* The columns of EXPORT_HEAD, in this order. */
enum export_head {
	HEAD_ID,
	HEAD_KIND,
	HEAD_URL,
	HEAD_TITLE,
	HEAD_STATUS,
	HEAD_STATUS_LABEL,
	HEAD_STATUS_SINCE,
	HEAD_DATE,
	HEAD_VERSIONS,
	HEAD_UPDATED,
	EXPORT_HEADS
};

struct export_column {
	enum export_form form;
	enum export_head head;
	enum export_price price;
	struct str name;
	struct text2 unit; /* of numbers, or empty */
	const struct schema_field *field;
};

struct export_columns {
	struct export_column *v;
	size_t n;
};

/* Between the items of a joined list. */
#define EXPORT_JOIN "; "

/*
 * export_columns - the columns of a kind.
 * out: in arena a
 */
struct export_columns export_columns(struct arena *a,
                                     const struct schema *schema);

/*
 * export_column_is_number - is it a cell that no spreadsheet may take for a
 * formula?
 */
bool export_column_is_number(const struct export_column *column);

/*
 * export_column_label - what readers call a column, with the groups around
 * it.
 */
struct text2 export_column_label(struct arena *a,
                                 const struct export_column *column);

#endif
