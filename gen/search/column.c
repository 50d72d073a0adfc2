#include "search/column.h"

#include "base/codec.h"
#include "search/bits.h"

#include <assert.h>
#include <stdlib.h>

#define LEAST_FACET 5 /* bytes of a facet with one value */

/* One facet of one record, on its way into a page. */
struct cell {
	struct str code;
	struct str value;
	size_t row;
};

/* The facets of a page: their places in their lists, row by row. */
struct grid {
	size_t facets;
	unsigned *width; /* of each facet, in bits */
	uint16_t *place; /* of row r: from r * facets */
	size_t kind;     /* which facet is the kind; facets: none */
	uint32_t kinds;
	bool *has;       /* of kind k, 0 to kinds: from k * facets */
};

/* A facet as a page lists it. */
struct listed {
	struct str code;
	struct str *value;
	uint32_t values;
	unsigned width;
};

/* What stands before the bits of a page. */
struct head {
	struct listed *facet;
	size_t facets;
	size_t kind; /* as in a grid */
	uint32_t kinds;
	bool *has;
	uint32_t least;
	unsigned width;
	uint32_t records;
	struct column_facet *found; /* room for those of a row */
};

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

/* How many bits a number has. */
static unsigned
width_of(uint32_t n)
{
	return n ? 32 - (unsigned)__builtin_clz(n) : 0;
}

/* Nearly all texts are borrowed from the old page, one place for each. */
static int
text_order(struct str a, struct str b)
{
	return a.p == b.p && a.n == b.n ? 0 : str_cmp(a, b);
}

static int
cell_order(const void *a, const void *b)
{
	const struct cell *x = a;
	const struct cell *y = b;
	int order = text_order(x->code, y->code);

	return order ? order : text_order(x->value, y->value);
}

/* All facets of all rows, sorted. */
static struct cell *
collect(struct arena *a, const struct column_row *rows, size_t *n)
{
	struct cell *cells;
	size_t room = 0;

	for (size_t i = 0; i < COLUMN_PAGE; i++)
		room += rows[i].live ? rows[i].facets : 0;
	cells = arena_array(a, room, sizeof *cells);
	*n = 0;
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		for (size_t j = 0; rows[i].live && j < rows[i].facets; j++)
			cells[(*n)++] =
			    (struct cell){rows[i].facet[j].code,
			                  rows[i].facet[j].value, i};
	if (*n)
		qsort(cells, *n, sizeof *cells, cell_order);
	return cells;
}

/* Write one facet, whose cells are these. */
static void
put_facet(struct buf *out, const struct cell *cells, size_t n, size_t facet,
          struct grid *grid)
{
	uint16_t values = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(cells[i].value, cells[i - 1].value))
			values++;
		grid->place[cells[i].row * grid->facets + facet] = values;
	}
	grid->width[facet] = width_of(values);
	if (str_eq(cells[0].code, COLUMN_KIND)) {
		grid->kind = facet;
		grid->kinds = values;
	}
	put_slice(out, cells[0].code);
	put_varint(out, values);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !str_eq(cells[i].value, cells[i - 1].value))
			put_slice(out, cells[i].value);
}

static struct grid
grid_of(struct arena *a, size_t facets)
{
	return (struct grid){
	    .facets = facets,
	    .width = arena_array(a, facets, sizeof(unsigned)),
	    .place = arena_array(a, facets * COLUMN_PAGE, sizeof(uint16_t)),
	    .kind = facets};
}

static struct grid
put_facets(struct arena *a, struct buf *out, const struct column_row *rows)
{
	size_t n;
	struct cell *cells = collect(a, rows, &n);
	size_t facets = 0;
	struct grid grid;

	for (size_t i = 0; i < n; i++)
		facets += i == 0 || !str_eq(cells[i].code, cells[i - 1].code);
	put_varint(out, facets);
	grid = grid_of(a, facets);
	facets = 0;
	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		while (end < n && str_eq(cells[end].code, cells[i].code))
			end++;
		put_facet(out, cells + i, end - i, facets++, &grid);
	}
	return grid;
}

static const uint16_t *
places_of(const struct grid *grid, size_t row)
{
	return grid->place + row * grid->facets;
}

/* The place of a row's kind; 0: none. */
static size_t
kind_of(const struct grid *grid, size_t row)
{
	return grid->kind < grid->facets ? places_of(grid, row)[grid->kind]
	                                 : 0;
}

static void
put_kinds(struct arena *a, struct bit_writer *w, struct grid *grid)
{
	size_t n = (grid->kinds + (size_t)1) * grid->facets;

	grid->has = arena_array(a, n, sizeof *grid->has);
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		for (size_t j = 0; j < grid->facets; j++)
			if (places_of(grid, i)[j])
				grid->has[kind_of(grid, i) * grid->facets +
				          j] = true;
	for (size_t i = 0; i < n; i++)
		bits_put(w, grid->has[i], 1);
}

/* The least day and how many bits the others need. */
static uint32_t
put_days(struct buf *out, const struct column_row *rows, unsigned *width)
{
	uint32_t least = 0;
	uint32_t greatest = 0;

	for (size_t i = 0; i < COLUMN_PAGE; i++) {
		uint32_t day = rows[i].live ? rows[i].day : 0;

		if (day && (!least || day < least))
			least = day;
		if (day > greatest)
			greatest = day;
	}
	*width = least ? width_of(greatest - least + 1) : 0;
	put_varint(out, least);
	buf_byte(out, (char)*width);
	return least;
}

static void
put_places(struct bit_writer *w, size_t row, const struct grid *grid)
{
	const uint16_t *place = places_of(grid, row);
	size_t kind = kind_of(grid, row);

	if (grid->kind < grid->facets)
		bits_put(w, place[grid->kind], grid->width[grid->kind]);
	for (size_t j = 0; j < grid->facets; j++)
		if (j != grid->kind && grid->has[kind * grid->facets + j])
			bits_put(w, place[j], grid->width[j]);
}

static void
put_rows(struct arena *a, struct buf *out, const struct column_row *rows,
         uint32_t least, unsigned width, struct grid *grid)
{
	struct bit_writer w = {.b = out};
	uint32_t next = 0;

	put_kinds(a, &w, grid);
	for (uint32_t i = 0; i < COLUMN_PAGE; i++) {
		uint32_t day = rows[i].day;

		if (!rows[i].live)
			continue;
		bits_gamma(&w, i + 1 - next);
		bits_put(&w, day ? day - least + 1 : 0, width);
		put_places(&w, i, grid);
		next = i + 1;
	}
	bits_end(&w);
}

static void
put_page(struct arena *a, const struct column_row *rows, uint32_t page,
         struct buf *out)
{
	struct piece piece = {.what = PIECE_COLUMN, .number = page};
	struct grid grid;
	uint32_t records = 0;
	uint32_t least;
	unsigned width;
	size_t start;

	for (size_t i = 0; i < COLUMN_PAGE; i++)
		records += rows[i].live;
	if (records == 0)
		return;
	start = piece_begin(out, &piece);
	grid = put_facets(a, out, rows);
	least = put_days(out, rows, &width);
	put_varint(out, records);
	put_rows(a, out, rows, least, width, &grid);
	piece_end(out, start);
}

/* A text that must stand behind the one before, thus not an empty one. */
static struct str
get_next(struct reader *r, struct str before)
{
	struct str text = get_slice(r);

	if (str_cmp(before, text) >= 0)
		r->bad = true;
	return text;
}

static void
get_facet(struct arena *a, struct reader *r, struct str before,
          struct listed *facet)
{
	struct str value = {0};
	uint64_t n;

	facet->code = get_next(r, before);
	n = get_varint(r);
	if (r->bad || n < 1 || n > COLUMN_PAGE || n > r->rest.n) {
		r->bad = true;
		return;
	}
	facet->values = (uint32_t)n;
	facet->width = width_of(facet->values);
	facet->value = arena_array(a, facet->values, sizeof *facet->value);
	for (size_t i = 0; i < n && !r->bad; i++)
		facet->value[i] = value = get_next(r, value);
}

static void
get_facets(struct arena *a, struct reader *r, struct head *head)
{
	struct str before = {0};
	uint64_t n = get_varint(r);

	if (n > r->rest.n / LEAST_FACET)
		r->bad = true;
	if (r->bad)
		return;
	head->facets = head->kind = (size_t)n;
	head->facet = arena_array(a, head->facets, sizeof *head->facet);
	head->found = arena_array(a, head->facets, sizeof *head->found);
	for (size_t i = 0; i < n && !r->bad; i++) {
		get_facet(a, r, before, &head->facet[i]);
		before = head->facet[i].code;
		if (str_eq(before, COLUMN_KIND)) {
			head->kind = i;
			head->kinds = head->facet[i].values;
		}
	}
}

static void
get_head(struct arena *a, struct reader *r, struct head *head)
{
	uint64_t least;
	uint64_t records;

	*head = (struct head){0};
	get_facets(a, r, head);
	least = get_varint(r);
	head->least = (uint32_t)least;
	head->width = get_byte(r);
	records = get_varint(r);
	head->records = (uint32_t)records;
	if (least > UINT32_MAX || head->width > 32 ||
	    !head->width != !least || records < 1 || records > COLUMN_PAGE)
		r->bad = true;
}

static uint32_t
get_day(struct bit_reader *r, const struct head *head)
{
	uint32_t place = bits_take(r, head->width);

	if (place == 0)
		return 0;
	if (place - 1 > UINT32_MAX - head->least)
		r->bad = true;
	return head->least + (place - 1);
}

static void
get_kinds(struct arena *a, struct bit_reader *r, struct head *head)
{
	size_t n = (head->kinds + (size_t)1) * head->facets;

	if (n > r->s.n * 8) {
		r->bad = true;
		return;
	}
	head->has = arena_array(a, n, sizeof *head->has);
	for (size_t i = 0; i < n; i++)
		head->has[i] = bits_take(r, 1);
}

/* The place of a value in the list of a facet; 0: none. */
static uint32_t
get_place(struct bit_reader *r, const struct listed *facet)
{
	uint32_t place = bits_take(r, facet->width);

	if (place <= facet->values)
		return place;
	r->bad = true;
	return 0;
}

static void
get_row(struct arena *a, struct bit_reader *r, const struct head *head,
        struct column_row *row)
{
	uint32_t kind = 0;
	size_t n = 0;

	*row = (struct column_row){.live = true, .day = get_day(r, head)};
	if (head->kind < head->facets)
		kind = get_place(r, &head->facet[head->kind]);
	for (size_t i = 0; i < head->facets; i++) {
		const struct listed *facet = &head->facet[i];
		uint32_t place = 0;

		if (i == head->kind)
			place = kind;
		else if (head->has[kind * head->facets + i])
			place = get_place(r, facet);
		if (place)
			head->found[n++] = (struct column_facet){
			    facet->code, facet->value[place - 1]};
	}
	if (n == 0 || r->bad)
		return;
	row->facets = n;
	row->facet = arena_array(a, n, sizeof *row->facet);
	memcpy(row->facet, head->found, n * sizeof *row->facet);
}

static bool
get_rows(struct arena *a, struct str bits, struct head *head,
         struct column_row *rows)
{
	struct bit_reader r = {.s = bits};
	uint32_t next = 0;

	get_kinds(a, &r, head);
	for (uint32_t i = 0; i < head->records && !r.bad; i++) {
		uint32_t gap = bits_take_gamma(&r);

		if (r.bad || gap > COLUMN_PAGE - next)
			return false;
		next += gap;
		get_row(a, &r, head, &rows[next - 1]);
	}
	return bits_at_end(&r);
}

static void
clear(struct column_row rows[COLUMN_PAGE])
{
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		rows[i] = (struct column_row){0};
}

int
column_read(struct arena *a, struct str body, uint32_t page,
            struct column_row rows[COLUMN_PAGE], struct err *err)
{
	struct reader r = reader_over(body);
	struct head head;

	clear(rows);
	get_head(a, &r, &head);
	if (!r.bad && get_rows(a, r.rest, &head, rows))
		return 0;
	clear(rows);
	return err_set(err, ERR_CORRUPT,
	               "search index: column page %u breaks off", page);
}

static bool
is_row(const struct column_row *row)
{
	for (size_t i = 0; i < row->facets; i++) {
		const struct column_facet *f = &row->facet[i];

		if (f->code.n == 0 || f->value.n == 0 ||
		    str_eq(f->code, COLUMN_YEAR) ||
		    (i && str_cmp(f[-1].code, f->code) >= 0))
			return false;
	}
	return true;
}

static void
set_rows(struct column_row *rows, const struct column_change *changes,
         size_t n, uint32_t page)
{
	for (size_t i = 0; i < n; i++) {
		const struct column_change *c = &changes[i];

		assert(c->doc / COLUMN_PAGE == page);
		assert(i == 0 || c->doc > c[-1].doc);
		assert(!c->row.live || is_row(&c->row));
		rows[c->doc % COLUMN_PAGE] = c->row;
	}
}

int
column_apply(struct str old, const struct column_change *changes, size_t n,
             uint32_t page, struct buf *out, struct err *err)
{
	struct piece piece = {.what = PIECE_COLUMN, .number = page};
	struct column_row rows[COLUMN_PAGE] = {0};
	struct str body = {0};
	struct arena a;
	int rc = 0;

	arena_init(&a);
	if (old.n)
		rc = piece_open(old, &piece, &body, err);
	if (rc == 0 && old.n)
		rc = column_read(&a, body, page, rows, err);
	if (rc == 0) {
		set_rows(rows, changes, n, page);
		put_page(&a, rows, page, out);
	}
	arena_release(&a);
	return rc;
}
