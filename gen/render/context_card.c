#include "render/context.h"

/* Code, label and tone of a state, or null. */
static struct value *
named_state(const struct context *c, const struct schema *schema,
            struct str code)
{
	struct value *map = value_map(c->arena);
	uint32_t i = life_find(&schema->life, code);
	const struct life_state *state;

	if (code.n == 0 || i == LIFE_NO_STATE)
		return value_null(c->arena);
	state = &schema->life.state[i];
	value_put_text(c->arena, map, "code", state->code);
	value_put_text(c->arena, map, "label",
	               text2_in(state->label, c->lang));
	value_put_text(c->arena, map, "tone", life_tone_name(state->tone));
	return map;
}

struct value *
context_status(const struct context *c, const struct schema *schema,
               const struct row *row)
{
	struct value *status = named_state(c, schema, row->status.code);

	if (status->type == VALUE_NULL)
		return status;
	value_put(c->arena, status, STR("next"),
	          named_state(c, schema, row->status.next));
	value_put(c->arena, status, STR("since"),
	          context_date(c, row->status.since));
	value_put(c->arena, status, STR("until"),
	          context_date(c, row->status.until));
	return status;
}

struct str
context_title(const struct context *c, const struct row *row)
{
	if (c->lang == LANG_EN && row->title[1].n)
		return row->title[1];
	return row->title[0];
}

/* The title of the record that a facet's value names. */
static struct str
ref_label(const struct context *c, const struct schema_field *field,
          struct str id)
{
	const struct schema *target = field->target_schema;
	struct row row;

	if (!target ||
	    !snapshot_title(c->snapshot,
	                    arena_fmt(c->arena, "%.*s/%.*s",
	                              STR_ARG(target->folder), STR_ARG(id)),
	                    &row))
		return id;
	return context_title(c, &row);
}

struct str
context_code_label(const struct context *c, const struct schema *schema,
                   const struct schema_facet *facet, struct str code)
{
	if (facet->source == FACET_YEAR)
		return c->lang == LANG_ZH
		           ? arena_fmt(c->arena, "%.*s年", STR_ARG(code))
		           : code;
	if (facet->field && facet->field->type == FIELD_BOOL)
		return context_text(c, str_eq(code, STR("true")) ? "yes"
		                                                 : "no");
	if (facet->field && facet->field->type == FIELD_REF)
		return ref_label(c, facet->field, code);
	return schema_facet_label(schema, facet, code, c->lang);
}

struct value *
context_facets(const struct context *c, const struct schema *schema,
               const struct row *row)
{
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < row->facets; i++) {
		const struct schema_facet *facet =
		    schema_facet(schema, row->facet[i].key);
		struct value *item;

		if (!facet || facet->source != FACET_FIELD)
			continue;
		item = value_map(c->arena);
		value_put_text(c->arena, item, "key", facet->key);
		value_put_text(c->arena, item, "label",
		               text2_in(facet->label, c->lang));
		value_put_text(c->arena, item, "value",
		         context_code_label(c, schema, facet,
		                            row->facet[i].code));
		value_put_text(c->arena, item, "url",
		         context_list_link(
		             c,
		             arena_fmt(c->arena, "%.*s|%.*s|%.*s",
		                       STR_ARG(schema->folder),
		                       STR_ARG(facet->key),
		                       STR_ARG(row->facet[i].code)),
		             0));
		value_add(c->arena, list, item);
	}
	return list;
}

struct str
context_values(const struct context *c, const struct value *facets,
               struct str key)
{
	struct str comma = context_text(c, "list_comma");
	struct str text = STR("");

	for (size_t i = 0; i < facets->n; i++) {
		const struct value *one = facets->member[i].value;
		struct str value = value_str(value_get(one, STR("value")));

		if (!str_eq(value_str(value_get(one, STR("key"))), key))
			continue;
		text = text.n ? arena_fmt(c->arena, "%.*s%.*s%.*s",
		                          STR_ARG(text), STR_ARG(comma),
		                          STR_ARG(value))
		              : value;
	}
	return text;
}

struct str
context_ground(const struct context *c, struct str record,
               const struct row *row)
{
	const struct schema *schema = context_schema(c, record);

	if (!schema || !schema->ground)
		return STR("");
	return context_values(c, context_facets(c, schema, row),
	                      schema->ground->key);
}

/* The last day of what the record calls for, whether ahead or over. */
static struct value *
call_date(const struct context *c, const struct schema *schema,
          const struct row *row)
{
	const struct life_state *call = life_call(&schema->life);

	for (size_t i = 0; call && i < row->claims; i++)
		if (str_eq(row->claim[i].state, call->code))
			return context_date(c, row->claim[i].until);
	return value_null(c->arena);
}

void
context_fold(const struct context *c, struct value *map,
             const struct value *list, size_t most, size_t shown)
{
	struct value *first = value_list(c->arena);
	struct value *others = value_list(c->arena);

	shown = list->n > most ? shown : list->n;
	for (size_t i = 0; i < list->n; i++)
		value_add(c->arena, i < shown ? first : others,
		          list->member[i].value);
	value_put(c->arena, map, STR("first"), first);
	value_put(c->arena, map, STR("others"), others);
	value_put(c->arena, map, STR("rest"),
	          value_int(c->arena, (int64_t)others->n));
}

struct value *
context_card(const struct context *c, struct str record,
             const struct row *row)
{
	const struct schema *schema = context_schema(c, record);
	struct value *card = value_map(c->arena);
	struct str id = record;

	str_cut(&id, '/');
	value_put_text(c->arena, card, "id", id);
	value_put_text(c->arena, card, "title", context_title(c, row));
	value_put_text(c->arena, card, "url", context_record_link(c, record));
	value_put(c->arena, card, STR("date"), context_date(c, row->day));
	value_put_text(c->arena, card, "summary", row->summary);
	value_put(c->arena, card, STR("zh_only"),
	          value_bool(c->arena, c->lang == LANG_EN && !row->title[1].n));
	if (!schema)
		return card;
	value_put_text(c->arena, card, "kind", schema->kind);
	value_put_text(c->arena, card, "kind_label",
	               text2_in(schema->label, c->lang));
	value_put(c->arena, card, STR("status"),
	          context_status(c, schema, row));
	value_put(c->arena, card, STR("facets"),
	          context_facets(c, schema, row));
	value_put(c->arena, card, STR("call_until"),
	          call_date(c, schema, row));
	return card;
}

struct value *
context_cards(const struct context *c, const struct listed *listed, size_t n)
{
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < n; i++)
		value_add(c->arena, list,
		          context_card(c, listed[i].record, &listed[i].row));
	return list;
}
