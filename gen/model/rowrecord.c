#include "model/rowrecord.h"

#include "model/normal.h"
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
	struct value *list = value_list(job->a);
	bool lines = str_chr(text, '\n') < text.n;

	while (text.n) {
		size_t semi = str_find(text, STR("；"));
		size_t plain = str_chr(text, ';');
		struct str one;
		struct grid_cell cell;

		if (lines) {
			one = str_cut(&text, '\n');
		} else {
			size_t end = semi < plain ? semi : plain;

			end = end > text.n ? text.n : end;
			one = str_sub(text, 0, end);
			end += end == text.n ? 0 : end == semi ? 3 : 1;
			text = str_sub(text, end, text.n);
		}
		cell = (struct grid_cell){GRID_TEXT, str_trim(one)};
		if (!normal_cell(job->a, c->field->field, path, &cell,
		                 job->findings, &one))
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

static void
read_cell(const struct row_job *job, struct row_values *out,
          const struct grid_cell *cell, size_t column, struct str path)
{
	const struct column *c = &job->columns->v[column];
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
}

struct str
row_text(const struct row_values *values, const struct schema_field *field)
{
	const struct value *v = value_path(values->fields, field->path);

	if (v && v->type == VALUE_MAP)
		v = value_get(v, STR("zh"));
	return value_str(v);
}
