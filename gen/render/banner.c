#include "render/banner.h"

/* How to act: the group of the page at `url` that tells it. */
static struct value *
call_value(struct context *c, const struct schema *schema, int32_t until,
           struct str url)
{
	const struct life_state *call = life_call(&schema->life);
	struct value *map = value_map(c->arena);

	if (!call || until == NO_DAY)
		return value_null(c->arena);
	value_put_text(c->arena, map, "label",
	               text2_in(schema_field(schema, call->call)->label,
	                        c->lang));
	value_put_text(c->arena, map, "url",
	               arena_fmt(c->arena, "%.*s#g-%.*s", STR_ARG(url),
	                         STR_ARG(call->call)));
	value_put(c->arena, map, STR("until"), context_date(c, until));
	return map;
}

/* Who set the state, why, and what can be done about it. */
static void
put_source(struct context *c, const struct row_status *status,
           const struct backlink *by, struct value *map)
{
	struct str url = context_record_link(c, status->source);
	const struct schema *schema = context_schema(c, status->source);

	value_put_text(c->arena, map, "title", context_title(c, &by->source));
	value_put_text(c->arena, map, "url", url);
	value_put_text(c->arena, map, "ground",
	               context_ground(c, status->source, &by->source));
	value_put(c->arena, map, STR("call"),
	          call_value(c, schema, status->until, url));
}

static const struct backlink *
source_of(const struct row_status *status, const struct backlink *link,
          size_t n)
{
	for (size_t i = 0; status->source.n && i < n; i++)
		if (str_eq(link[i].link.source, status->source))
			return &link[i];
	return NULL;
}

void
banner_put(struct context *c, const struct schema *schema,
           const struct row *row, const struct backlink *link, size_t links,
           struct value *record)
{
	const struct row_status *status = &row->status;
	uint32_t i = life_find(&schema->life, status->code);
	const struct life_state *state =
	    i == LIFE_NO_STATE ? NULL : &schema->life.state[i];
	const struct backlink *by = source_of(status, link, links);
	struct value *map = value_map(c->arena);

	value_put(c->arena, record, STR("banner"), value_null(c->arena));
	if (!state || !(status->source.n ? by && state->banner
	                                 : state->call.n > 0))
		return;
	value_put_text(c->arena, map, "label", text2_in(state->label, c->lang));
	value_put_text(c->arena, map, "tone", life_tone_name(state->tone));
	value_put(c->arena, map, STR("date"), context_date(c, status->since));
	value_put(c->arena, map, STR("until"), context_date(c, status->until));
	if (by)
		put_source(c, status, by, map);
	else
		value_put(c->arena, map, STR("call"),
		          call_value(c, schema, status->until, STR("")));
	value_put(c->arena, record, STR("banner"), map);
}
