#include "model/rowrecord.h"

#include "model/listcell.h"
#include "model/normal.h"
#include "model/rewritten.h"
#include "model/sheet.h"
#include "text/value.h"

#include <string.h>

#define DEPTH 32

/* The way from the root to a field, outermost first. */
static size_t
way_to(const struct schema_field *field, const struct schema_field *up[DEPTH])
{
	const struct schema_field *back[DEPTH];
	size_t n = 0;

	for (const struct schema_field *f = field; f && n < DEPTH;
	     f = f->parent)
		back[n++] = f;
	for (size_t i = 0; i < n; i++)
		up[i] = back[n - 1 - i];
	return n;
}

static struct value *
own(const struct value *map, struct str name)
{
	for (size_t i = 0; map && i < map->n; i++)
		if (str_eq(map->member[i].key, name))
			return map->member[i].value;
	return NULL;
}

static struct value *
inside(struct arena *a, struct value *map, struct str name,
       struct value *(*make)(struct arena *a))
{
	struct value *v = own(map, name);

	if (!v) {
		v = make(a);
		value_put(a, map, name, v);
	}
	return v;
}

/* ------------------------------------------------------------ read */

/* The map in which the last step of a column's way is put. */
static struct value *
map_of(struct arena *a, struct value *root, const struct column *c)
{
	const struct schema_field *up[DEPTH];
	size_t n = way_to(c->field, up), list = 0;
	struct value *map = root;

	for (size_t i = 0; i + 1 < n; i++) {
		if (up[i]->type == FIELD_LIST) {
			struct value *v = inside(a, map, up[i]->name,
			                         value_list);

			while (v->n < c->item[list])
				value_add(a, v, value_map(a));
			map = v->member[c->item[list++] - 1].value;
			i++; /* the item */
			continue;
		}
		map = inside(a, map, up[i]->name, value_map);
	}
	return map;
}

static void
put_scalars(const struct row_job *job, struct row_values *out,
            const struct column *c, struct value *map, struct str text,
            struct str path, size_t column)
{
	const struct schema_field *item = c->field->field;
	struct listcell parts = listcell_open(item, text);
	struct value *list = value_list(job->a);
	struct str one;

	while (listcell_next(&parts, &one)) {
		struct grid_cell cell = {GRID_TEXT, one};

		if (!normal_cell(job->a, item, path, &cell, job->findings,
		                 &one))
			continue;
		value_add(job->a, list, value_text(job->a, one));
		vec_push(&out->leaf,
		         ((struct row_leaf){list->member[list->n - 1].value,
		                            column}));
	}
	if (list->n)
		value_put(job->a, map, c->field->name, list);
}

/* As a file says it, so that a row that changes nothing shows it. */
static struct value *
value_of(struct arena *a, const struct schema_field *f, struct str text)
{
	bool yes = str_eq(text, STR("true"));

	if (f->type == FIELD_BOOL && (yes || str_eq(text, STR("false"))))
		return value_bool(a, yes);
	return value_text(a, text);
}

/* in:  column, number of c in the sheet, or SIZE_MAX */
static void
read_one(const struct row_job *job, struct row_values *out,
         const struct column *c, const struct grid_cell *cell, size_t column,
         struct str path)
{
	struct value *map, *v;
	struct str text;

	if (c->field->type == FIELD_LIST) {
		put_scalars(job, out, c, map_of(job->a, out->fields, c),
		            cell->text, path, column);
		return;
	}
	if (!normal_cell(job->a, c->field, path, cell, job->findings, &text))
		return;
	map = map_of(job->a, out->fields, c);
	v = value_of(job->a, c->field, text);
	if (c->field->localized) {
		map = inside(job->a, map, c->field->name, value_map);
		value_put(job->a, map, c->english ? STR("en") : STR("zh"), v);
	} else {
		value_put(job->a, map, c->field->name, v);
	}
	vec_push(&out->leaf, ((struct row_leaf){v, column}));
}

/* May a cell hold the names of several items of a list of groups?  Not
 * where the heading, or another column, says which item is meant. */
static bool
holds_items(const struct row_job *job, const struct column *c)
{
	if (!c->field->list || c->field->type == FIELD_LIST)
		return false;
	for (size_t i = 0; i < c->heading.n; i++)
		if (c->heading.p[i] >= '0' && c->heading.p[i] <= '9')
			return false;
	for (size_t i = 0; i < job->columns->n; i++)
		if (&job->columns->v[i] != c &&
		    job->columns->v[i].field == c->field)
			return false;
	return true;
}

/* Each name is an item, in the order in which they stand. */
static void
read_items(const struct row_job *job, struct row_values *out,
           const struct grid_cell *cell, size_t column, struct str path)
{
	struct column c = job->columns->v[column];
	struct listcell parts = listcell_open(c.field, cell->text);
	struct buf told = {0};
	struct str one;
	unsigned n = 0;

	for (; listcell_next(&parts, &one) && c.item[0] <= COLUMN_ITEMS;
	     c.item[0]++, n++) {
		struct grid_cell part = {cell->kind, one};

		buf_fmt(&told, "%s%.*s", n ? " + " : "", STR_ARG(one));
		read_one(job, out, &c, &part, column, path);
	}
	if (n > 1)
		rewritten_tell(job->findings, path, cell->text,
		               buf_str(&told));
	buf_release(&told);
}

static void
read_cell(const struct row_job *job, struct row_values *out,
          const struct grid_cell *cell, size_t column, struct str path)
{
	const struct column *c = &job->columns->v[column];

	if (cell->kind == GRID_TEXT && holds_items(job, c))
		read_items(job, out, cell, column, path);
	else
		read_one(job, out, c, cell, column, path);
}

void
row_read(const struct row_job *job, const struct grid_row *row,
         struct row_values *out)
{
	static const struct schema_field plain = {.type = FIELD_REF};
	static const struct schema_field prose = {.type = FIELD_MARKDOWN};

	*out = (struct row_values){.fields = value_map(job->a)};
	for (size_t i = 0; i < row->n && i < job->columns->n; i++) {
		enum column_role role = job->columns->v[i].role;
		struct str path;

		if (row->cell[i].kind == GRID_EMPTY)
			continue;
		path = sheet_place(job->a, job->sheet, i, row->number);
		if (role == COLUMN_FIELD) {
			read_cell(job, out, &row->cell[i], i, path);
		} else if (role == COLUMN_ID) {
			normal_cell(job->a, &plain, path, &row->cell[i],
			            job->findings, &out->id);
			out->id_column = i;
		} else if (role == COLUMN_BODY) {
			out->has_body = normal_cell(job->a, &prose, path,
			                            &row->cell[i],
			                            job->findings,
			                            &out->body);
			out->body_column = i;
		}
	}
	for (size_t i = 0; i < job->columns->fixes; i++) {
		const struct column_fixed *f = &job->columns->fixed[i];
		struct grid_cell cell = {GRID_TEXT, f->text};

		read_one(job, out, &f->column, &cell, SIZE_MAX,
		         sheet_place(job->a, job->sheet, SIZE_MAX,
		                     row->number));
	}
}

struct str
row_text(const struct row_values *values, const struct schema_field *field)
{
	const struct value *v = value_path(values->fields, field->path);

	if (v && v->type == VALUE_MAP)
		v = value_get(v, STR("zh"));
	return value_str(v);
}
