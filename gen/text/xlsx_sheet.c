#include "text/xlsx_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_MAX 1048576 /* rows of a sheet (ECMA-376, in practice) */

enum cell_sort { SORT_NUMBER, SORT_SHARED, SORT_INLINE, SORT_BOOL, SORT_ERROR,
	         SORT_DATE };

/* A cell of the row in the making: its text lies in `values`. */
struct making {
	enum grid_kind kind;
	size_t from, to;
};

struct sheet {
	struct xlsx *x;
	grid_fn *fn; /* NULL: facts are wanted */
	void *ctx;
	struct err *err;
	struct xlsx_facts *facts;
	enum xlsx_fault fault;
	int stop;
	uint32_t row;
	size_t column; /* of the cell, from 0 */
	size_t last;   /* columns that the row has */
	enum cell_sort sort;
	enum xlsx_face face;
	bool in_value, spoken;
	struct buf raw;    /* what the file says */
	struct buf values; /* texts of the row */
	struct making made[GRID_COLUMNS];
	struct grid_cell cell[GRID_COLUMNS];
};

static void
stop(struct sheet *s, enum xlsx_fault fault)
{
	if (s->stop)
		return;
	s->fault = fault;
	if (fault == XLSX_WIDE)
		s->stop = err_set(s->err, ERR_CORRUPT,
		                  "row %u has more than %d columns", s->row,
		                  GRID_COLUMNS);
	else if (fault == XLSX_LONG)
		s->stop = err_set(s->err, ERR_CORRUPT,
		                  "row %u: a cell is too long", s->row);
	else
		s->stop = err_set(s->err, ERR_CORRUPT,
		                  "row %u cannot be read", s->row);
}

/* "D17" as a column from 0 and a row. */
static const char *
read_name(const char *p, size_t *column, uint32_t *row)
{
	size_t c = 0;
	unsigned long r = 0;

	for (; *p >= 'A' && *p <= 'Z' && c < 100000; p++)
		c = c * 26 + (size_t)(*p - 'A' + 1);
	for (; *p >= '0' && *p <= '9' && r < 10000000; p++)
		r = r * 10 + (unsigned long)(*p - '0');
	*column = c ? c - 1 : 0;
	*row = (uint32_t)r;
	return p;
}

/* ---------------------------------------------------------- values */

/* source: days to civil date of the proleptic Gregorian calendar */
static void
put_day(struct buf *out, long day)
{
	long z = day + 719468;
	long era = z / 146097;
	long doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;
	long month = mp < 10 ? mp + 3 : mp - 9;

	buf_fmt(out, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2),
	        month, doy - (153 * mp + 2) / 5 + 1);
}

/* A day as a number: 1 is 1900-01-01, and 60 a day that never was. */
static bool
put_serial(struct buf *out, double serial, bool from_1904)
{
	if (serial < 1 || serial >= 2958466)
		return false;
	if (from_1904)
		put_day(out, (long)serial - 24107);
	else
		put_day(out, (long)serial - (serial < 60 ? 25568 : 25569));
	return true;
}

static enum grid_kind
put_number(struct sheet *s, struct str raw)
{
	char digits[64];
	char *end;
	double v;

	snprintf(digits, sizeof digits, "%.*s", STR_ARG(raw));
	v = strtod(digits, &end);
	if (raw.n == 0 || raw.n >= sizeof digits || *end) {
		buf_add(&s->values, raw);
		return GRID_TEXT;
	}
	if (s->face == FACE_DATE &&
	    put_serial(&s->values, v, s->x->from_1904))
		return GRID_DATE;
	if (s->face == FACE_PERCENT)
		buf_fmt(&s->values, "%.12g%%", v * 100);
	else
		buf_fmt(&s->values, "%.15g", v);
	return s->face == FACE_PERCENT ? GRID_TEXT : GRID_NUMBER;
}

static enum grid_kind
put_shared(struct sheet *s, struct str raw)
{
	struct xlsx *x = s->x;
	uint64_t i;
	size_t from;

	if (!str_u64(raw, &i) || i >= x->text_end.n) {
		stop(s, XLSX_DAMAGED);
		return GRID_EMPTY;
	}
	from = i ? x->text_end.v[i - 1] : 0;
	buf_add(&s->values,
	        str_sub(buf_str(&x->texts), from, x->text_end.v[i]));
	return GRID_TEXT;
}

static enum grid_kind
put_value(struct sheet *s)
{
	struct str raw = buf_str(&s->raw);

	if (s->sort == SORT_INLINE) {
		buf_add(&s->values, raw);
		return GRID_TEXT;
	}
	raw = str_trim(raw);
	if (raw.n == 0)
		return GRID_EMPTY;
	switch (s->sort) {
	case SORT_SHARED:
		return put_shared(s, raw);
	case SORT_BOOL:
		buf_adds(&s->values, raw.p[0] == '1' ? "true" : "false");
		return GRID_BOOL;
	case SORT_ERROR:
		buf_add(&s->values, raw);
		return GRID_ERROR;
	case SORT_DATE:
		buf_add(&s->values, str_sub(raw, 0, raw.n < 10 ? raw.n : 10));
		return GRID_DATE;
	case SORT_NUMBER:
	case SORT_INLINE:
		break;
	}
	return put_number(s, raw);
}

/* -------------------------------------------------------- elements */

static enum cell_sort
sort_of(const char *t)
{
	static const struct {
		const char *name;
		enum cell_sort sort;
	} known[] = {{"s", SORT_SHARED},  {"inlineStr", SORT_INLINE},
	             {"str", SORT_INLINE}, {"b", SORT_BOOL},
	             {"e", SORT_ERROR},   {"d", SORT_DATE}};

	for (size_t i = 0; t && i < sizeof known / sizeof *known; i++)
		if (strcmp(t, known[i].name) == 0)
			return known[i].sort;
	return SORT_NUMBER;
}

static void
open_row(struct sheet *s, xml_attrs attr)
{
	const char *r = xml_attr(attr, "r");
	uint32_t row = r ? (uint32_t)strtoul(r, NULL, 10) : s->row + 1;

	/* Rows that are skipped are told of, so that their number is cost. */
	if (row <= s->row || row > ROW_MAX)
		stop(s, XLSX_DAMAGED);
	s->row = row;
	s->column = SIZE_MAX; /* before the first one */
	s->last = 0;
	buf_reset(&s->values);
}

static void
open_cell(struct sheet *s, xml_attrs attr)
{
	const char *r = xml_attr(attr, "r");
	const char *style = xml_attr(attr, "s");
	size_t i = style ? strtoul(style, NULL, 10) : 0;
	size_t column = s->column + 1;
	uint32_t row;

	if (r)
		read_name(r, &column, &row);
	if (s->column != SIZE_MAX && column <= s->column)
		stop(s, XLSX_DAMAGED);
	s->column = column;
	s->sort = sort_of(xml_attr(attr, "t"));
	s->face = style && i < s->x->face.n ? (enum xlsx_face)s->x->face.v[i]
	                                    : FACE_PLAIN;
	buf_reset(&s->raw);
}

static void
note_formula(struct sheet *s)
{
	if (!s->facts)
		return;
	if (s->facts->formulas++ == 0) {
		s->facts->formula_row = s->row;
		s->facts->formula_column = s->column;
	}
}

static void
note_merge(struct sheet *s, xml_attrs attr)
{
	const char *ref = xml_attr(attr, "ref");
	struct xlsx_range r;

	if (!s->facts || !ref || s->facts->merges >= XLSX_MERGES)
		return;
	ref = read_name(ref, &r.column, &r.row);
	if (*ref != ':')
		return;
	read_name(ref + 1, &r.last_column, &r.last_row);
	if (!s->facts->merge)
		s->facts->merge = mem_zalloc(XLSX_MERGES, sizeof r);
	s->facts->merge[s->facts->merges++] = r;
}

static void
on_open(void *ctx, const char *name, xml_attrs attr)
{
	struct sheet *s = ctx;

	if (s->stop)
		return;
	s->in_value = strcmp(name, "v") == 0 ||
	              (strcmp(name, "t") == 0 && !s->spoken);
	if (strcmp(name, "c") == 0)
		open_cell(s, attr);
	else if (strcmp(name, "row") == 0)
		open_row(s, attr);
	else if (strcmp(name, "f") == 0)
		note_formula(s);
	else if (strcmp(name, "mergeCell") == 0)
		note_merge(s, attr);
	else if (strcmp(name, "rPh") == 0)
		s->spoken = true;
}

static void
close_cell(struct sheet *s)
{
	size_t from = s->values.n;
	enum grid_kind kind = put_value(s);
	struct str text = str_sub(buf_str(&s->values), from, s->values.n);

	if (kind == GRID_EMPTY || str_trim(text).n == 0)
		return;
	if (s->column >= GRID_COLUMNS) {
		stop(s, XLSX_WIDE);
		return;
	}
	while (s->last <= s->column)
		s->made[s->last++] = (struct making){GRID_EMPTY, 0, 0};
	s->made[s->column] = (struct making){kind, from, s->values.n};
}

static void
close_row(struct sheet *s)
{
	struct str all = buf_str(&s->values);

	if (!s->last && s->facts)
		s->facts->empty_rows++;
	if (!s->last || !s->fn)
		return;
	for (size_t i = 0; i < s->last; i++)
		s->cell[i] = (struct grid_cell){
		    s->made[i].kind,
		    str_sub(all, s->made[i].from, s->made[i].to)};
	s->stop = s->fn(s->ctx,
	                &(struct grid_row){s->row, s->cell, s->last}, s->err);
}

static void
on_close(void *ctx, const char *name)
{
	struct sheet *s = ctx;

	s->in_value = false;
	if (s->stop)
		return;
	if (strcmp(name, "c") == 0)
		close_cell(s);
	else if (strcmp(name, "row") == 0)
		close_row(s);
	else if (strcmp(name, "rPh") == 0)
		s->spoken = false;
}

static void
on_text(void *ctx, struct str text)
{
	struct sheet *s = ctx;

	if (!s->in_value || s->stop)
		return;
	if (s->raw.n + text.n > GRID_TEXT_MAX)
		stop(s, XLSX_LONG);
	else
		buf_add(&s->raw, text);
}

static int
walk(struct xlsx *x, size_t sheet, struct sheet *s, enum xlsx_fault *fault)
{
	struct xml_handler h = {on_open, on_close, on_text, s};
	int rc;

	*fault = XLSX_NO_SHEET;
	if (sheet >= x->sheet.n)
		return err_set(s->err, ERR_CORRUPT, "no such sheet");
	s->x = x;
	rc = xlsx_part_read(x, x->sheet.v[sheet].target, &h, &s->stop, fault,
	                    s->err);
	if (rc == ERR_ABSENT)
		*fault = XLSX_DAMAGED;
	if (s->stop) {
		*fault = s->fault;
		rc = s->stop;
	}
	buf_release(&s->raw);
	buf_release(&s->values);
	return rc == ERR_ABSENT ? ERR_CORRUPT : rc;
}

int
xlsx_scan(struct xlsx *x, size_t sheet, struct xlsx_facts *facts,
          enum xlsx_fault *fault, struct err *err)
{
	struct sheet *s = mem_zalloc(1, sizeof *s);
	int rc;

	*facts = (struct xlsx_facts){0};
	s->facts = facts;
	s->err = err;
	rc = walk(x, sheet, s, fault);
	mem_free(s);
	return rc;
}

int
xlsx_read(struct xlsx *x, size_t sheet, grid_fn *fn, void *ctx,
          enum xlsx_fault *fault, struct err *err)
{
	struct sheet *s = mem_zalloc(1, sizeof *s);
	int rc;

	s->fn = fn;
	s->ctx = ctx;
	s->err = err;
	rc = walk(x, sheet, s, fault);
	mem_free(s);
	return rc;
}
