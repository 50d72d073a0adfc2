#include "model/columns_head.h"

bool
columns_head_keep(struct arena *a, struct columns_head *head,
                  const struct grid_row *row)
{
	struct grid_cell *cell;

	if (head->n == COLUMNS_LOOK)
		return false;
	cell = arena_array(a, row->n, sizeof *cell);
	for (size_t i = 0; i < row->n; i++)
		cell[i] = (struct grid_cell){row->cell[i].kind,
		                        arena_str(a, row->cell[i].text)};
	head->row[head->n++] = (struct grid_row){row->number, cell, row->n};
	return true;
}

/* Headings of two rows: the upper one goes on to the right. */
static struct str
joined(struct arena *a, const struct grid_row *up,
       const struct grid_row *down, size_t i, bool whole)
{
	struct str below = i < down->n ? str_trim(down->cell[i].text)
	                               : (struct str){0};
	size_t at = i;

	while (below.n && at && (at >= up->n || !str_trim(up->cell[at].text).n))
		at--;
	if (at >= up->n)
		return below;
	if (!below.n)
		return str_trim(up->cell[at].text);
	return whole ? arena_fmt(a, "%.*s · %.*s",
	                         STR_ARG(str_trim(up->cell[at].text)),
	                         STR_ARG(below))
	             : below;
}

static size_t
try_rows(struct arena *a, const struct column_names *names,
         const struct grid_row *up, const struct grid_row *down,
         struct columns *out)
{
	size_t n = up && up->n > down->n ? up->n : down->n;
	size_t known = 0;

	*out = (struct columns){.v = arena_array(a, n, sizeof *out->v),
	                        .n = n,
	                        .row = down->number};
	for (size_t i = 0; i < n; i++) {
		struct column *c = &out->v[i];
		struct str alone = i < down->n ? str_trim(down->cell[i].text)
		                               : (struct str){0};

		column_find(a, names, up ? joined(a, up, down, i, true) : alone,
		            c);
		if (up && c->role == COLUMN_UNKNOWN)
			column_find(a, names, joined(a, up, down, i, false), c);
		known += c->role == COLUMN_FIELD || c->role == COLUMN_ID ||
		         c->role == COLUMN_BODY;
	}
	return known;
}

void
columns_head_find(struct arena *a, const struct column_names *names,
                  const struct columns_head *head, struct columns *columns)
{
	size_t best = 0;

	*columns = (struct columns){0};
	for (size_t i = 0; i < head->n; i++) {
		struct columns one, two;
		size_t n = try_rows(a, names, NULL, &head->row[i], &one);

		if (n > best) {
			best = n;
			*columns = one;
		}
		if (i == 0)
			continue;
		n = try_rows(a, names, &head->row[i - 1], &head->row[i],
		             &two);
		if (n > best) {
			best = n;
			*columns = two;
		}
	}
	if (best < 2 && columns->n > 1)
		columns->row = 0;
}
