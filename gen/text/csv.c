#include "text/csv.h"

#include <string.h>

#define SNIFF_LINES 20

struct csv {
	struct str rest;
	char mark;
	struct buf cells; /* texts of the row */
	size_t end[GRID_COLUMNS];
	size_t n;
	uint32_t row;
};

/* How often a mark stands in the first line, outside quotes. */
static size_t
count_marks(struct str line, char mark)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		quoted ^= line.p[i] == '"';
		n += !quoted && line.p[i] == mark;
	}
	return n;
}

static char
sniff(struct str text)
{
	static const char mark[] = "\t,;";

	for (int i = 0; i < SNIFF_LINES && text.n; i++) {
		struct str line = str_cut(&text, '\n');
		size_t best = 0;
		char found = 0;

		for (size_t m = 0; m < 3; m++) {
			size_t n = count_marks(line, mark[m]);

			if (n > best) {
				best = n;
				found = mark[m];
			}
		}
		if (found)
			return found;
	}
	return ',';
}

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Take a quoted cell; false when its quote does not end. */
static bool
take_quoted(struct csv *c)
{
	size_t i = 1;

	for (; i < c->rest.n; i++) {
		if (c->rest.p[i] == '"') {
			if (i + 1 >= c->rest.n || c->rest.p[i + 1] != '"')
				break;
			i++;
		} else if (c->rest.p[i] == '\r' && i + 1 < c->rest.n &&
		           c->rest.p[i + 1] == '\n') {
			continue;
		}
		buf_byte(&c->cells, c->rest.p[i]);
	}
	if (i >= c->rest.n)
		return false;
	c->rest = str_sub(c->rest, i + 1, c->rest.n);
	return true;
}

/* What is not quoted; also stray text after a quoted part. */
static void
take_plain(struct csv *c)
{
	size_t i = 0;

	while (i < c->rest.n && c->rest.p[i] != c->mark &&
	       !is_end(c->rest.p[i]))
		i++;
	buf_add(&c->cells, str_sub(c->rest, 0, i));
	c->rest = str_sub(c->rest, i, c->rest.n);
}

static int
take_row(struct csv *c, struct err *err)
{
	buf_reset(&c->cells);
	c->n = 0;
	c->row++;
	for (;;) {
		size_t from = c->cells.n;

		if (c->n == GRID_COLUMNS)
			return err_set(err, ERR_CORRUPT,
			               "row %u has more than %d columns",
			               c->row, GRID_COLUMNS);
		if (c->rest.n && c->rest.p[0] == '"' && !take_quoted(c))
			return err_set(err, ERR_CORRUPT,
			               "row %u: a quote does not end",
			               c->row);
		take_plain(c);
		if (c->cells.n - from > GRID_TEXT_MAX)
			return err_set(err, ERR_CORRUPT,
			               "row %u: a cell is too long", c->row);
		c->end[c->n++] = c->cells.n;
		if (!c->rest.n || c->rest.p[0] != c->mark)
			break;
		c->rest = str_sub(c->rest, 1, c->rest.n);
	}
	if (str_starts(c->rest, STR("\r\n")))
		c->rest = str_sub(c->rest, 2, c->rest.n);
	else if (c->rest.n)
		c->rest = str_sub(c->rest, 1, c->rest.n);
	return 0;
}

/* Would a program run the text, or take its apostrophe for our guard? */
static bool
is_risky(struct str s)
{
	return s.n && memchr("=+-@\t\r'", s.p[0], 7);
}

/* Numbers below zero are no formulas. */
static bool
is_negative(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.')
			return false;
	return s.n > 1 && s.p[0] == '-';
}

static int
hand_row(struct csv *c, grid_fn *fn, void *ctx, struct err *err)
{
	struct grid_cell cell[GRID_COLUMNS];
	struct str all = buf_str(&c->cells);
	size_t from = 0, last = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct str text = str_sub(all, from, c->end[i]);

		from = c->end[i];
		if (text.n > 1 && text.p[0] == '\'' &&
		    is_risky(str_sub(text, 1, text.n)))
			text = str_sub(text, 1, text.n);
		cell[i] = (struct grid_cell){
		    str_trim(text).n ? GRID_TEXT : GRID_EMPTY, text};
		if (cell[i].kind == GRID_TEXT)
			last = i + 1;
	}
	if (!last)
		return 0;
	return fn(ctx, &(struct grid_row){c->row, cell, last}, err);
}

int
csv_read(struct str text, grid_fn *fn, void *ctx, struct err *err)
{
	struct csv c = {.rest = text, .mark = sniff(text)};
	int rc = 0;

	while (rc == 0 && c.rest.n) {
		rc = take_row(&c, err);
		if (rc == 0)
			rc = hand_row(&c, fn, ctx, err);
	}
	buf_release(&c.cells);
	return rc;
}

void
csv_put(struct buf *out, struct str text, bool first)
{
	bool guard = is_risky(text) && !is_negative(text);
	bool quote = false;

	for (size_t i = 0; i < text.n && !quote; i++)
		quote = text.p[i] == ',' || text.p[i] == '"' ||
		        is_end(text.p[i]) || text.p[i] == ';' ||
		        text.p[i] == '\t';
	if (!first)
		buf_byte(out, ',');
	if (!quote) {
		buf_adds(out, guard ? "'" : "");
		buf_add(out, text);
		return;
	}
	buf_adds(out, guard ? "\"'" : "\"");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, text.p[i]);
	}
	buf_byte(out, '"');
}

void
csv_end(struct buf *out)
{
	buf_adds(out, "\r\n");
}
