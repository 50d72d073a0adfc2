#include "render/banner.h"

#include "render/act.h"

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

/* The state of an act in which readers may answer it, or NULL. */
static const struct life_state *
calling(struct context *c, const struct schema *schema,
        const struct backlink *link)
{
	const struct row_status *status = &link->source.status;
	const struct schema *by = context_schema(c, link->link.source);
	const struct life_state *call = by ? life_call(&by->life) : NULL;

	return call && status->until != NO_DAY &&
	               str_eq(status->code, call->code) &&
	               act_is(c, schema, &link->link)
	           ? call
	           : NULL;
}

static struct value *
call_map(struct context *c, const struct backlink *link,
         const struct life_state *call)
{
	struct str source = link->link.source;
	struct str url = context_record_link(c, source);
	int32_t until = link->source.status.until;
	struct value *map = value_map(c->arena);

	value_put_text(c->arena, map, "label", text2_in(call->label, c->lang));
	value_put_text(c->arena, map, "tone", life_tone_name(call->tone));
	value_put_text(c->arena, map, "title", context_title(c, &link->source));
	value_put_text(c->arena, map, "url", url);
	value_put(c->arena, map, STR("until"), context_date(c, until));
	value_put(c->arena, map, STR("call"),
	          call_value(c, context_schema(c, source), until, url));
	return map;
}

/* Links come by accession number: those of one source lie together.
 * in: told, the source that the banner tells of already, or empty */
static void
put_calls(struct context *c, const struct schema *schema, struct str told,
          const struct backlink *link, size_t n, struct value *record)
{
	struct value *list = value_list(c->arena);
	struct str last = told;

	for (size_t i = 0; i < n; i++) {
		struct str source = link[i].link.source;
		const struct life_state *call = calling(c, schema, &link[i]);

		if (!call || str_eq(source, told) || str_eq(source, last))
			continue;
		value_add(c->arena, list, call_map(c, &link[i], call));
		last = source;
	}
	value_put(c->arena, record, STR("calls"), list);
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
	bool shown = state && (status->source.n ? by && state->banner
	                                        : state->call.n > 0);

	put_calls(c, schema, shown ? status->source : STR(""), link, links,
	          record);
	value_put(c->arena, record, STR("banner"), value_null(c->arena));
	if (!shown)
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
