#include "model/column_map.h"

#include "model/config.h"
#include "model/emit.h"

static const struct str none = {0};

static void
decide(struct arena *a, const struct front *front,
       const struct yaml_node *node, const struct column_names *names,
       const struct schema *schema, struct column *c)
{
	struct column found;

	if (str_eq(node->text, STR("-"))) {
		c->role = COLUMN_PASSED;
		return;
	}
	if (str_eq(node->text, STR("?"))) {
		c->role = COLUMN_UNKNOWN;
		return;
	}
	column_find(a, names, node->text, &found);
	if (found.role == COLUMN_UNKNOWN || found.role == COLUMN_PASSED) {
		front_fault(front, "I112", node, node->text, schema->kind,
		            none);
		return;
	}
	found.heading = c->heading;
	*c = found;
}

/* Values that all rows share. */
static void
fix(struct arena *a, const struct front *front, const struct yaml_node *values,
    const struct column_names *names, const struct schema *schema,
    struct columns *columns)
{
	if (!values || values->type != YAML_MAP)
		return;
	columns->fixed = arena_array(a, values->n, sizeof *columns->fixed);
	for (size_t i = 0; i < values->n; i++) {
		const struct yaml_member *m = &values->member[i];
		struct column_fixed *to = &columns->fixed[columns->fixes];

		column_find(a, names, m->key, &to->column);
		to->text = m->node->text;
		if (to->column.role == COLUMN_FIELD &&
		    m->node->type == YAML_TEXT)
			columns->fixes++;
		else
			front_fault_key(front, "I112", m, m->key,
			                schema->kind, none);
	}
}

/* What a map says of one heading. */
static void
take(struct arena *a, const struct front *front, const struct yaml_member *m,
     const struct column_names *names, const struct schema *schema,
     struct columns *columns, size_t *foreign)
{
	bool found = false;

	for (size_t c = 0; c < columns->n; c++) {
		if (!str_eq(m->key, columns->v[c].heading))
			continue;
		found = true;
		if (m->node->type == YAML_TEXT)
			decide(a, front, m->node, names, schema,
			       &columns->v[c]);
	}
	if (!found && foreign)
		++*foreign;
	else if (!found)
		front_fault_key(front, "I118", m, m->key, none, none);
}

int
column_map_read(struct arena *a, const struct source *source,
                const struct column_names *names,
                const struct schema *schema, struct columns *columns,
                size_t *foreign, struct finding_list *findings,
                struct err *err)
{
	static const struct str keys[] = {
	    {"kind", 4}, {"columns", 7}, {"values", 6}};
	struct front front = {a, *source, findings};
	const struct yaml_node *root = config_open(&front);
	const struct yaml_node *map = yaml_get(root, STR("columns"));
	struct str kind = config_str(&front, root, STR("kind"));

	if (kind.n && !str_eq(kind, schema->kind))
		return err_set(err, ERR_USAGE,
		               "%.*s is the map of %.*s: name one with --map",
		               STR_ARG(source->path), STR_ARG(kind));
	if (root)
		config_known(&front, root, keys, sizeof keys / sizeof *keys);
	for (size_t i = 0; map && i < map->n && map->type == YAML_MAP; i++)
		take(a, &front, &map->member[i], names, schema, columns,
		     foreign);
	fix(a, &front, yaml_get(root, STR("values")), names, schema, columns);
	return 0;
}

void
column_map_name(const struct schema *schema, struct buf *out)
{
	buf_fmt(out, "import.map.%.*s.yaml", STR_ARG(schema->kind));
}

static bool
is_repeated(const struct columns *columns, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(columns->v[k].heading, columns->v[i].heading))
			return true;
	return columns->v[i].heading.n == 0;
}

void
column_map_write(struct arena *a, const struct schema *schema,
                 const struct columns *columns, struct buf *out)
{
	buf_fmt(out, "kind: %.*s\ncolumns:\n", STR_ARG(schema->kind));
	for (size_t i = 0; i < columns->n; i++) {
		const struct column *c = &columns->v[i];

		if (is_repeated(columns, i))
			continue;
		buf_adds(out, "  ");
		emit_scalar(out, c->heading, false);
		buf_adds(out, ": ");
		emit_scalar(out,
		            c->role == COLUMN_PASSED    ? STR("-")
		            : c->role == COLUMN_UNKNOWN ? STR("?")
		                                        : column_path(a, c),
		            false);
		buf_byte(out, '\n');
	}
}
