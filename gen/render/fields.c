#include "render/fields.h"

#include "base/utf8.h"
#include "model/date.h"
#include "model/decimal.h"
#include "model/price.h"

/* A table of more rows than these is long: a phone shows so many of them,
 * which the style sheet counts, too. */
#define TABLE_LONG 8
#define TABLE_SHOWN 6

struct fields {
	struct context *c;
	const struct record *record;
	struct value *rows;
	struct value *groups;
	struct value *tables;
	struct value *lists;
	struct value *texts;
	struct value *printed; /* single fields by name, as they are printed */
};

bool
fields_resolve(void *context, const struct markdown_link *link,
               struct buf *url)
{
	struct context *c = context;
	struct row row;

	if (link->type == LINK_RECORD) {
		if (!snapshot_title(c->snapshot, link->target, &row))
			return false;
		buf_add(url, context_record_link(c, link->target));
		return true;
	}
	if (!str_starts(link->target, STR("files/")))
		return false;
	buf_add(url, c->top);
	buf_add(url, link->target);
	return true;
}

static struct str
number_text(struct context *c, const struct schema_field *field,
            const struct value *value)
{
	struct str unit = text2_in(field->unit, c->lang);

	/* Without a unit a number may be a year or another name. */
	if (unit.n == 0)
		return value_str(value);
	return arena_fmt(
	    c->arena, "%.*s %.*s",
	    STR_ARG(decimal_grouped(c->arena, value_str(value))),
	    STR_ARG(unit));
}

static struct str
date_value(struct context *c, const struct schema_field *field,
           const struct value *value)
{
	struct str text = value_str(value);
	int32_t day;

	if (field->type == FIELD_DATE && date_parse_iso(text, &day))
		return date_text(c->arena, day, c->lang);
	if (field->type == FIELD_MONTH && date_parse_month(text, &day))
		return date_month_text(c->arena, day, c->lang);
	return text;
}

/* A reference shows the other record's title and leads there. */
static struct str
ref_text(struct context *c, const struct schema_field *field,
         const struct value *value, struct str *url)
{
	struct str id = value_str(value);
	struct str name;
	struct row row;

	if (!field->target_schema)
		return id;
	name = arena_fmt(c->arena, "%.*s/%.*s",
	                 STR_ARG(field->target_schema->folder), STR_ARG(id));
	if (!snapshot_title(c->snapshot, name, &row))
		return id;
	*url = context_record_link(c, name);
	return context_title(c, &row);
}

static struct str
scalar_text(struct context *c, const struct schema_field *field,
            const struct value *value, struct str *url)
{
	*url = STR("");
	switch (field->type) {
	case FIELD_DATE:
	case FIELD_MONTH:
		return date_value(c, field, value);
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return number_text(c, field, value);
	case FIELD_BOOL:
		return context_text(c, value->yes ? "yes" : "no");
	case FIELD_REF:
		return ref_text(c, field, value, url);
	case FIELD_URL:
		*url = value_str(value);
		return *url;
	case FIELD_FILE:
		*url = arena_fmt(c->arena, "%.*s%.*s", STR_ARG(c->top),
		                 STR_ARG(value_str(value)));
		return value_str(value);
	default:
		return record_label(field, value, c->lang);
	}
}

static bool
is_number(const struct schema_field *field)
{
	return field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL ||
	       field->type == FIELD_MONEY;
}

static bool
has_han(struct str text)
{
	while (text.n)
		if (utf8_is_han(utf8_next(&text)))
			return true;
	return false;
}

static struct value *
cell(struct context *c, const struct schema_field *field,
     const struct value *value)
{
	struct value *map = value_map(c->arena);
	struct str url = STR("");
	struct str text = STR("");

	if (value && value->type != VALUE_NULL)
		text = scalar_text(c, field, value, &url);
	value_put_text(c->arena, map, "key", field->name);
	value_put_text(c->arena, map, "label",
	               text2_in(field->label, c->lang));
	value_put_text(c->arena, map, "value", text);
	value_put_text(c->arena, map, "url", url);
	value_put(c->arena, map, STR("zh_only"),
	          value_bool(c->arena, c->lang == LANG_EN && has_han(text)));
	value_put(c->arena, map, STR("is_html"), value_bool(c->arena, false));
	value_put(c->arena, map, STR("num"),
	          value_bool(c->arena, is_number(field)));
	return map;
}

static struct value *
headed(struct context *c, const struct schema_field *field)
{
	struct value *map = value_map(c->arena);

	value_put_text(c->arena, map, "key", field->name);
	value_put_text(c->arena, map, "label",
	               text2_in(field->label, c->lang));
	return map;
}

static void
add_text(struct fields *f, const struct schema_field *field,
         const struct value *value)
{
	struct context *c = f->c;
	struct markdown_style style = {.top = 3,
	                               .resolve = fields_resolve,
	                               .context = c};
	struct markdown_error bad;
	struct markdown *doc;
	struct buf html = {0};
	struct value *map = headed(c, field);

	value_put(c->arena, map, STR("zh_only"),
	          value_bool(c->arena, c->lang == LANG_EN));
	if (markdown_parse(c->arena, value_str(value), &doc, &bad) < 0)
		return;
	markdown_html(doc, &style, &html);
	markdown_free(doc);
	value_put(c->arena, map, STR("html"),
	          value_html(c->arena, arena_str(c->arena, buf_str(&html))));
	value_add(c->arena, f->texts, map);
	buf_release(&html);
}

static bool
is_bare_name(const struct value *cell, struct str text)
{
	return str_eq(value_str(value_get(cell, STR("value"))), text) &&
	       value_str(value_get(cell, STR("url"))).n == 0;
}

/* A name beside a reference to the record of that name: one cell with a
 * link instead of the same words twice.
 * in:  cell, n of one row, NULL for those left out
 * out: true when cell `ref` is empty or its link went to another cell */
static bool
fold_name(struct context *c, struct value *const *cell, size_t n, size_t ref,
          bool move)
{
	struct str text = value_str(value_get(cell[ref], STR("value")));
	struct str url = value_str(value_get(cell[ref], STR("url")));

	if (text.n == 0)
		return true;
	for (size_t i = 0; i < n; i++) {
		if (!cell[i] || i == ref || !is_bare_name(cell[i], text))
			continue;
		if (move)
			value_put_text(c->arena, cell[i], "url", url);
		return true;
	}
	return false;
}

/* A column that no row fills is left out. */
static bool
has_column(const struct schema_field *column, const struct value *rows)
{
	if (column->hidden)
		return false;
	for (size_t i = 0; i < rows->n; i++) {
		const struct value *v =
		    value_get(rows->member[i].value, column->name);

		if (v && v->type != VALUE_NULL)
			return true;
	}
	return false;
}

/* A list of maps, cell by cell. */
struct grid {
	struct context *c;
	const struct schema_field *item;
	const struct value *list;
	bool *has;           /* of the columns */
	struct value **cell; /* row by row */
};

/* References that name what stands beside them need no column. */
static void
fold_columns(struct grid *g)
{
	size_t n = g->item->fields;

	for (size_t j = 0; j < n; j++) {
		bool all = g->has[j] && g->item->field[j].type == FIELD_REF;

		for (size_t i = 0; all && i < g->list->n; i++)
			all = fold_name(g->c, g->cell + i * n, n, j, false);
		if (!all)
			continue;
		for (size_t i = 0; i < g->list->n; i++)
			fold_name(g->c, g->cell + i * n, n, j, true);
		g->has[j] = false;
	}
}

/* Figures, and dates, which stand as 2026-11-18 where they are compared. */
static bool
is_aligned(const struct schema_field *column)
{
	return is_number(column) || column->type == FIELD_DATE;
}

static struct value *
grid_cell(struct context *c, const struct schema_field *column,
          const struct value *value)
{
	struct value *map = cell(c, column, value);

	if (value && column->type == FIELD_DATE)
		value_put_text(c->arena, map, "value", value_str(value));
	value_put(c->arena, map, STR("num"),
	          value_bool(c->arena, is_aligned(column)));
	return map;
}

static void
fill_grid(struct grid *g)
{
	struct context *c = g->c;
	size_t n = g->item->fields;

	g->has = arena_array(c->arena, n, sizeof *g->has);
	g->cell = arena_array(c->arena, n * g->list->n + 1, sizeof *g->cell);
	for (size_t j = 0; j < n; j++) {
		const struct schema_field *column = &g->item->field[j];

		g->has[j] = has_column(column, g->list);
		for (size_t i = 0; g->has[j] && i < g->list->n; i++)
			g->cell[i * n + j] =
			    grid_cell(c, column,
			              value_get(g->list->member[i].value,
			                        column->name));
	}
	fold_columns(g);
}

static void
put_heads(const struct grid *g, struct value *map)
{
	struct context *c = g->c;
	struct value *head = value_list(c->arena);
	struct value *heads = value_list(c->arena);

	for (size_t j = 0; j < g->item->fields; j++) {
		const struct schema_field *column = &g->item->field[j];
		struct value *one;

		if (!g->has[j])
			continue;
		one = headed(c, column);
		value_put(c->arena, one, STR("num"),
		          value_bool(c->arena, is_aligned(column)));
		value_add(c->arena, heads, one);
		value_add(c->arena, head,
		          value_text(c->arena,
		                     text2_in(column->label, c->lang)));
	}
	value_put(c->arena, map, STR("head"), head);
	value_put(c->arena, map, STR("heads"), heads);
}

static void
add_table(struct fields *f, const struct schema_field *field,
          const struct value *value)
{
	struct context *c = f->c;
	struct grid g = {.c = c, .item = &field->field[0], .list = value};
	struct value *map = headed(c, field);
	struct value *rows = value_list(c->arena);

	value_put(c->arena, map, STR("priced"),
	          value_bool(c->arena,
	                     field == price_list(f->record->schema)));
	fill_grid(&g);
	put_heads(&g, map);
	for (size_t i = 0; i < value->n; i++) {
		struct value *row = value_map(c->arena);
		struct value *cells = value_list(c->arena);

		for (size_t j = 0; j < g.item->fields; j++)
			if (g.has[j])
				value_add(c->arena, cells,
				          g.cell[i * g.item->fields + j]);
		value_put(c->arena, row, STR("cells"), cells);
		value_add(c->arena, rows, row);
	}
	value_put(c->arena, map, STR("rows"), rows);
	value_put(c->arena, map, STR("rest"),
	          value_int(c->arena, rows->n > TABLE_LONG ?
	                    (int64_t)rows->n - TABLE_SHOWN : 0));
	value_add(c->arena, f->tables, map);
}

static void
add_list(struct fields *f, const struct schema_field *field,
         const struct value *value)
{
	struct context *c = f->c;
	struct value *map = headed(c, field);
	struct value *items = value_list(c->arena);

	for (size_t i = 0; i < value->n; i++)
		value_add(c->arena, items,
		          cell(c, &field->field[0], value->member[i].value));
	value_put(c->arena, map, STR("items"), items);
	value_add(c->arena, f->lists, map);
}

static void
add_row(struct fields *f, struct value *rows,
        const struct schema_field *field, const struct value *value)
{
	struct value *one = cell(f->c, field, value);

	value_add(f->c->arena, rows, one);
	if (rows == f->rows)
		value_put(f->c->arena, f->printed, field->name,
		          value_text(f->c->arena,
		                     value_str(value_get(one, STR("value")))));
}

static void add_field(struct fields *f, struct value *rows,
                      const struct schema_field *field,
                      const struct value *value);

/* The same for the rows of a group. */
static struct value *
fold_rows(struct context *c, const struct schema_field *group,
          struct value *rows)
{
	struct value **cell = arena_array(c->arena, rows->n + 1, sizeof *cell);
	struct value *kept = value_list(c->arena);

	for (size_t i = 0; i < rows->n; i++)
		cell[i] = rows->member[i].value;
	for (size_t i = 0; i < rows->n; i++) {
		struct str key = value_str(value_get(cell[i], STR("key")));
		bool ref = false;

		for (size_t k = 0; k < group->fields; k++)
			if (str_eq(group->field[k].name, key))
				ref = group->field[k].type == FIELD_REF;
		if (!ref || !fold_name(c, cell, rows->n, i, true))
			value_add(c->arena, kept, cell[i]);
	}
	return kept;
}

static void
add_group(struct fields *f, const struct schema_field *field,
          const struct value *value)
{
	struct context *c = f->c;
	struct value *map = headed(c, field);
	struct value *rows = value_list(c->arena);

	for (size_t i = 0; i < field->fields; i++)
		add_field(f, rows, &field->field[i],
		          value_get(value, field->field[i].name));
	rows = fold_rows(c, field, rows);
	value_put(c->arena, map, STR("rows"), rows);
	if (rows->n)
		value_add(c->arena, f->groups, map);
}

static void
add_field(struct fields *f, struct value *rows,
          const struct schema_field *field, const struct value *value)
{
	if (field->hidden || !value || value->type == VALUE_NULL)
		return;
	if (field->type == FIELD_MAP)
		add_group(f, field, value);
	else if (field->type == FIELD_MARKDOWN)
		add_text(f, field, value);
	else if (field->type == FIELD_LIST &&
	         field->field[0].type == FIELD_MAP)
		add_table(f, field, value);
	else if (field->type == FIELD_LIST)
		add_list(f, field, value);
	else
		add_row(f, rows, field, value);
}

void
fields_put(struct context *c, const struct record *record, struct value *map)
{
	struct arena *a = c->arena;
	const struct schema *schema = record->schema;
	struct fields f = {c,
	                   record,
	                   value_list(a),
	                   value_list(a),
	                   value_list(a),
	                   value_list(a),
	                   value_list(a),
	                   value_map(a)};

	for (size_t i = 0; i < schema->fields; i++) {
		const struct schema_field *field = &schema->field[i];

		if (field != schema->title)
			add_field(&f, f.rows, field,
			          value_get(record->fields, field->name));
	}
	value_put(a, map, STR("rows"), f.rows);
	value_put(a, map, STR("groups"), f.groups);
	value_put(a, map, STR("tables"), f.tables);
	value_put(a, map, STR("lists"), f.lists);
	value_put(a, map, STR("texts"), f.texts);
	value_put(a, map, STR("printed"), f.printed);
	value_put(a, map, STR("f"),
	          (struct value *)(uintptr_t)record->fields);
}
