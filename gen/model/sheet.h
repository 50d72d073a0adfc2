#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

/*
 * sheet - the file that somebody hands in: .xlsx, .csv or .tsv.
 *
 * What it is shows in its first bytes, and its name must agree.  Everything
 * that is wrong with the file as a whole is one finding.  Places in it are
 * written as people say them: 名单.xlsx:表1!D17, of lines of text D17 alone;
 * of a whole row, 第 17 行.
 */
#include "base/err.h"
#include "model/finding.h"
#include "text/grid.h"

#define SHEET_BYTES_MAX ((size_t)64 << 20)

struct sheet;

/* A file and the sheet in it that is meant. */
struct sheet_input {
	struct str name; /* of the file, without folders */
	struct str bytes; /* borrowed until sheet_close */
	unsigned number; /* of the sheet, from 1; 0: the first */
	enum lang lang; /* of places without a cell */
};

/*
 * sheet_open - look at a file.
 * out: *sheet; caller closes
 * err: ERR_CONTENT, a finding says why; *sheet is NULL
 */
int sheet_open(struct arena *a, const struct sheet_input *input,
               struct finding_list *findings, struct sheet **sheet,
               struct err *err);

/*
 * sheet_has_merged - are cells merged below the heading?
 * in:  head, its row
 */
bool sheet_has_merged(const struct sheet *sheet, uint32_t head);

/*
 * sheet_judge - report formulas, merged cells and empty rows.
 * in:  row, n numbers of the rows that are records, ascending: what is
 *      merged elsewhere, as below a table, is no matter
 * err: ERR_CONTENT, an error was added
 */
int sheet_judge(const struct sheet *sheet, const uint32_t *row, size_t n,
                struct finding_list *findings, struct err *err);

/*
 * sheet_walk - hand all rows that hold a value to a function; as often as
 * you like.
 * err: ERR_CONTENT, a finding says why; what fn returned
 */
int sheet_walk(struct sheet *sheet, grid_fn *fn, void *ctx,
               struct finding_list *findings, struct err *err);

/*
 * sheet_place - a cell or, with column SIZE_MAX, a row, as messages say it.
 */
struct str sheet_place(struct arena *a, const struct sheet *sheet,
                       size_t column, uint32_t row);

/*
 * sheet_title - the name of the sheet in its workbook, or "".
 */
struct str sheet_title(const struct sheet *sheet);

/*
 * sheet_is_book - is it a workbook?
 */
bool sheet_is_book(const struct sheet *sheet);

/*
 * sheet_encoding - the encoding that was found, NULL for a workbook.
 */
const char *sheet_encoding(const struct sheet *sheet);

/*
 * sheet_close - in:  sheet, or NULL
 */
void sheet_close(struct sheet *sheet);

#endif
