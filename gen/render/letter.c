#include "render/letter.h"

#include "model/price.h"
#include "render/export.h"
#include "render/fields.h"
#include "render/pricing.h"

bool
letter_has(const struct schema *schema)
{
	return price_list(schema) && schema->life.n;
}

static bool
is_open(const struct context *c, struct str record, const struct row *row)
{
	return life_is_good(&context_schema(c, record)->life,
	                    row->status.code);
}

static bool
has_price(const struct value *map)
{
	return value_get(map, STR("price"))->type == VALUE_MAP;
}

void
letter_put(struct context *c, const struct row *row, struct value *map)
{
	struct str record = c->output->name;
	struct output letter = {.type = OUTPUT_LETTER, .name = record};
	const struct site_kind *kind =
	    site_kind(c->renderer->site, context_schema(c, record));
	bool there = has_price(map) && is_open(c, record, row);

	value_put_text(c->arena, map, "letter_url",
	               there ? context_link(c, letter, kind->languages)
	                     : STR(""));
}

int
letter_render(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	struct str name = c->output->name;
	const struct schema *schema = context_schema(c, name);
	struct output page = {.type = OUTPUT_RECORD, .name = name};
	struct value *map = value_map(c->arena);
	struct row row;
	int rc;

	*exists = false;
	if (!schema || !letter_has(schema) ||
	    !snapshot_row(c->snapshot, name, &row) || !row.visible ||
	    !is_open(c, name, &row))
		return 0;
	rc = parsed_get(c->parsed, c->renderer->set, c->snapshot, name, &row,
	                err);
	if (rc < 0)
		return rc;
	pricing_put(c, c->parsed->record, map);
	*exists = has_price(map);
	if (!*exists)
		return 0;
	fields_put(c, c->parsed->record, map);
	value_put_text(c->arena, map, "title", context_title(c, &row));
	value_put_text(c->arena, map, "record_url", export_address(c, page));
	value_put(c->arena, c->root, STR("record"), map);
	buf_adds(out, "\xEF\xBB\xBF");
	return context_render(c, "letter.txt", out, err);
}
