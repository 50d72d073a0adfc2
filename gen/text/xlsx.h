#ifndef TEXT_XLSX_H
#define TEXT_XLSX_H

/*
 * xlsx - sheets of a workbook, row by row.
 *
 * Rows stream: memory holds the packed file, the shared texts and one row.
 * Values are the saved ones; what a cell looks like counts only where it
 * changes the meaning: a number formatted as a date is a date, one formatted
 * as a percentage is shown times a hundred with the sign.  Numbers are
 * written as programs show them, with at most 15 digits.
 * source: ECMA-376-1, 18.2, 18.3, 18.4, 18.8
 */
#include "base/buf.h"
#include "base/err.h"
#include "text/grid.h"

#define XLSX_SHEETS 256
#define XLSX_TEXTS_MAX ((size_t)96 << 20) /* bytes of shared texts */
#define XLSX_MERGES 4096 /* ranges that are kept */

enum xlsx_fault {
	XLSX_FINE = 0,
	XLSX_OLD,      /* .xls or .et */
	XLSX_NO_ZIP,   /* another file with this name */
	XLSX_BOMB,     /* too large or too well packed */
	XLSX_LOCKED,
	XLSX_DAMAGED,
	XLSX_NO_BOOK,  /* an archive without a workbook: .docx, .ods */
	XLSX_NO_SHEET, /* no such sheet */
	XLSX_WIDE,     /* a value past GRID_COLUMNS */
	XLSX_LONG      /* a cell past GRID_TEXT_MAX */
};

/* A range of merged cells; columns from 0, rows from 1. */
struct xlsx_range {
	uint32_t row, last_row;
	size_t column, last_column;
};

/* What stands in a sheet besides values. */
struct xlsx_facts {
	size_t formulas;
	size_t formula_column; /* the first one */
	uint32_t formula_row;
	size_t merges; /* of more than one cell */
	struct xlsx_range *merge; /* caller frees with mem_free */
	uint32_t empty_rows; /* written in the file without any value */
};

struct xlsx;

/*
 * xlsx_open - read all but the sheets.
 * in:  bytes, of the file, borrowed until xlsx_close
 * out: *xlsx; caller closes; *fault
 * err: ERR_CORRUPT; *xlsx is NULL
 */
int xlsx_open(struct str bytes, struct xlsx **xlsx, enum xlsx_fault *fault,
              struct err *err);

/*
 * xlsx_sheet - name of a sheet.
 * in:  i, from 0
 * out: borrowed; empty past the last one
 */
struct str xlsx_sheet(const struct xlsx *xlsx, size_t i);

/*
 * xlsx_scan - read a sheet for what is not values.
 * err: ERR_CORRUPT, *fault says why
 */
int xlsx_scan(struct xlsx *xlsx, size_t sheet, struct xlsx_facts *facts,
              enum xlsx_fault *fault, struct err *err);

/*
 * xlsx_read - hand all rows that hold a value to a function.
 * err: ERR_CORRUPT, *fault says why; what fn returned
 */
int xlsx_read(struct xlsx *xlsx, size_t sheet, grid_fn *fn, void *ctx,
              enum xlsx_fault *fault, struct err *err);

/*
 * xlsx_close - in:  xlsx, or NULL
 */
void xlsx_close(struct xlsx *xlsx);

#endif
