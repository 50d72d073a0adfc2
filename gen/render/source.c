#include "render/source.h"

#include "model/emit.h"

static struct value *shown(struct arena *a, const struct schema_field *field,
                           const struct value *value);

/* A map without the fields that are hidden. */
static struct value *
shown_map(struct arena *a, const struct schema_field *field, size_t n,
          const struct value *map)
{
	struct value *kept = value_map(a);

	for (size_t i = 0; i < n; i++) {
		const struct value *v = value_get(map, field[i].name);

		if (v && !field[i].hidden)
			value_put(a, kept, field[i].name,
			          shown(a, &field[i], v));
	}
	return kept;
}

static struct value *
shown(struct arena *a, const struct schema_field *field,
      const struct value *value)
{
	struct value *kept;

	if (field->type == FIELD_MAP && value->type == VALUE_MAP)
		return shown_map(a, field->field, field->fields, value);
	kept = arena_copy(a, value, 1, sizeof *value);
	if (field->type != FIELD_LIST || value->type != VALUE_LIST)
		return kept;
	kept = value_list(a);
	for (size_t i = 0; i < value->n; i++)
		value_add(a, kept,
		          shown(a, &field->field[0], value->member[i].value));
	return kept;
}

void
source_put(struct context *c, const struct record *record, struct buf *out)
{
	const struct schema *schema = record->schema;
	struct str body = record->body;

	while (str_starts(body, STR("\n")))
		body = str_sub(body, 1, body.n);
	emit_record(out, schema,
	            shown_map(c->arena, schema->field, schema->fields,
	                      record->fields),
	            body);
}

int
source_render(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	struct str name = c->output->name;
	const struct schema *schema = context_schema(c, name);
	struct row row;
	int rc;

	*exists = schema && snapshot_row(c->snapshot, name, &row) &&
	          row.visible;
	if (!*exists)
		return 0;
	rc = parsed_get(c->parsed, c->renderer->set, c->snapshot, name, &row,
	                err);
	if (rc < 0)
		return rc;
	source_put(c, c->parsed->record, out);
	return 0;
}
