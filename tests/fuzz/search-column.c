/*
 * search-column - a page of columns of any contents: read and changed.
 */
#include "fuzz.h"

#include "search/column.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct column_row *rows;
	struct column_change change;
	struct buf out = {0};
	struct str bytes;
	uint32_t page;

	if (!fuzz_begin(&f, data, size))
		return 0;
	page = f.number % (LEVEL_DOC_MAX / COLUMN_PAGE);
	rows = arena_array(&f.a, COLUMN_PAGE, sizeof *rows);
	column_read(&f.a, f.body, page, rows, NULL);
	bytes = fuzz_wrap(&f, &(struct piece){PIECE_COLUMN, 0, page, 0, 0},
	                  f.body);
	change = (struct column_change){
	    .doc = page * COLUMN_PAGE + f.upto % COLUMN_PAGE,
	    .row = {.live = f.detail & 1, .day = f.detail >> 8}};
	column_apply(bytes, &change, 1, page, &out, NULL);
	column_day(f.body);
	buf_release(&out);
	fuzz_end(&f);
	return 0;
}
