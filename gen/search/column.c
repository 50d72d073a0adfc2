#include "search/column.h"

#include "base/codec.h"

#include <assert.h>
#include <stdlib.h>

#define KINDS_MAX 255

uint32_t
column_pages(uint32_t highest)
{
	return highest / COLUMN_PAGE + 1;
}

static bool
digits(struct str *s, size_t n, uint32_t *value)
{
	*value = 0;
	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		*value = *value * 10 + (uint32_t)(s->p[i] - '0');
	}
	*s = str_sub(*s, n, s->n);
	return true;
}

/* A part "-NN" that may be missing at the end, and then counts as 1. */
static bool
part(struct str *s, uint32_t *value)
{
	*value = 1;
	if (s->n == 0)
		return true;
	if (s->p[0] != '-')
		return false;
	*s = str_sub(*s, 1, s->n);
	return digits(s, 2, value);
}

uint32_t
column_day(struct str date)
{
	uint32_t year;
	uint32_t month;
	uint32_t day;

	if (!digits(&date, 4, &year) || !part(&date, &month) ||
	    !part(&date, &day) || date.n || month < 1 || day < 1)
		return 0;
	return (year * 12 + month - 1) * 31 + day - 1;
}

static size_t
read_kinds(struct reader *r, struct str kinds[KINDS_MAX])
{
	size_t n = r->rest.n ? get_byte(r) : 0;

	for (size_t i = 0; i < n && !r->bad; i++)
		kinds[i] = get_slice(r);
	return n;
}

static int64_t
get_zigzag(struct reader *r)
{
	uint64_t n = get_varint(r);

	if (n > UINT32_MAX)
		r->bad = true;
	return n % 2 ? -(int64_t)(n / 2) - 1 : (int64_t)(n / 2);
}

static void
put_zigzag(struct buf *b, int64_t d)
{
	put_varint(b, d < 0 ? (uint64_t)(-d) * 2 - 1 : (uint64_t)d * 2);
}

static bool
read_rows(struct reader *r, const struct str *kinds, size_t n,
          struct column_row rows[COLUMN_PAGE])
{
	uint64_t next = 0;
	int64_t day = 0;

	while (r->rest.n && !r->bad) {
		uint64_t both = get_varint(r);
		uint64_t gap = n ? both / n : COLUMN_PAGE;

		day += get_zigzag(r);
		if (gap >= COLUMN_PAGE || next + gap >= COLUMN_PAGE ||
		    day < 0 || day > UINT32_MAX)
			return false;
		rows[next + gap] = (struct column_row){kinds[both % n],
		                                       (uint32_t)day};
		next += gap + 1;
	}
	return !r->bad;
}

int
column_read(struct str body, struct column_row rows[COLUMN_PAGE],
            struct err *err)
{
	struct str kinds[KINDS_MAX];
	struct reader r = reader_over(body);
	size_t n = read_kinds(&r, kinds);

	for (size_t i = 0; i < COLUMN_PAGE; i++)
		rows[i] = (struct column_row){0};
	if (!r.bad && read_rows(&r, kinds, n, rows))
		return 0;
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		rows[i] = (struct column_row){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: a column breaks off");
}

static size_t
collect_kinds(const struct column_row rows[COLUMN_PAGE],
              struct str kinds[COLUMN_PAGE])
{
	size_t n = 0;

	for (size_t i = 0; i < COLUMN_PAGE; i++) {
		size_t j = 0;

		while (j < n && !str_eq(kinds[j], rows[i].kind))
			j++;
		if (rows[i].kind.n && j == n)
			kinds[n++] = rows[i].kind;
	}
	if (n)
		qsort(kinds, n, sizeof *kinds, str_order);
	return n;
}

static void
write_rows(struct buf *out, const struct column_row rows[COLUMN_PAGE],
           const struct str *kinds, size_t n)
{
	size_t next = 0;
	int64_t day = 0;

	for (size_t i = 0; i < COLUMN_PAGE; i++) {
		size_t kind = 0;

		if (rows[i].kind.n == 0)
			continue;
		while (!str_eq(kinds[kind], rows[i].kind))
			kind++;
		put_varint(out, (i - next) * n + kind);
		put_zigzag(out, rows[i].day - day);
		day = rows[i].day;
		next = i + 1;
	}
}

static void
write_page(struct buf *out, const struct column_row rows[COLUMN_PAGE],
           uint32_t page)
{
	struct str kinds[COLUMN_PAGE];
	size_t n = collect_kinds(rows, kinds);
	size_t start;

	assert(n <= KINDS_MAX);
	if (n == 0)
		return;
	start = piece_begin(out, PIECE_COLUMN, 0, page);
	buf_byte(out, (char)n);
	for (size_t i = 0; i < n; i++)
		put_slice(out, kinds[i]);
	write_rows(out, rows, kinds, n);
	piece_end(out, start);
}

int
column_apply(struct str old, const struct card_change *changes, size_t n,
             uint32_t page, struct buf *out, struct err *err)
{
	struct column_row rows[COLUMN_PAGE] = {0};
	struct str body = {0};
	int rc = 0;

	if (old.n)
		rc = piece_open(old, PIECE_COLUMN, 0, page, &body, err);
	if (rc == 0 && old.n)
		rc = column_read(body, rows, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		struct column_row *row =
		    &rows[changes[i].doc % COLUMN_PAGE];

		assert(changes[i].doc / COLUMN_PAGE == page);
		assert(changes[i].gone || changes[i].card.kind.n);
		*row = (struct column_row){0};
		if (changes[i].gone)
			continue;
		row->kind = changes[i].card.kind;
		row->day = column_day(changes[i].card.date);
	}
	write_page(out, rows, page);
	return 0;
}
