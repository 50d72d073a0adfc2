#include "render/directory.h"

#include "render/titlepage.h"

static struct value *
kind_value(struct context *c, const struct schema *schema, uint32_t count)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct output doc = {.type = OUTPUT_KIND, .name = schema->kind};

	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "folder", schema->folder);
	value_put_text(a, map, "url",
	               context_list_link(c, schema->folder, 0));
	value_put(a, map, STR("count"), value_int(a, count));
	value_put_text(a, map, "doc_url",
	               context_link(c, doc, c->renderer->site->languages));
	return map;
}

/* The group's registers, put to the list of groups when it is new. */
static struct value *
kinds_of(struct context *c, struct value *groups, struct str label)
{
	struct value *group;
	struct value *kinds;

	for (size_t i = 0; i < groups->n; i++) {
		const struct value *one = groups->member[i].value;

		if (str_eq(value_str(value_get(one, STR("label"))), label))
			return (struct value *)(uintptr_t)value_get(
			    one, STR("kinds"));
	}
	group = value_map(c->arena);
	kinds = value_list(c->arena);
	value_put_text(c->arena, group, "label", label);
	value_put(c->arena, group, STR("kinds"), kinds);
	value_add(c->arena, groups, group);
	return kinds;
}

struct value *
directory_groups(struct context *c)
{
	const struct schema_set *set = c->renderer->set;
	struct value *groups = value_list(c->arena);

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];
		struct str label = text2_in(schema->group, c->lang);
		uint32_t count = snapshot_count(c->snapshot, schema->folder);

		if (label.n == 0)
			label = context_text(c, "map_other");
		if (count)
			value_add(c->arena, kinds_of(c, groups, label),
			          kind_value(c, schema, count));
	}
	return groups;
}

struct value *
directory_kin(struct context *c, const struct schema *schema)
{
	const struct schema_set *set = c->renderer->set;
	struct value *list = value_list(c->arena);

	for (size_t i = 0; schema->group.zh.n && i < set->n; i++) {
		const struct schema *kin = &set->kind[i];
		uint32_t count;

		if (kin == schema || !str_eq(kin->group.zh, schema->group.zh))
			continue;
		count = snapshot_count(c->snapshot, kin->folder);
		if (count)
			value_add(c->arena, list, kind_value(c, kin, count));
	}
	return list;
}

int
directory_render(struct context *c, struct buf *out, struct err *err)
{
	struct value *map = value_map(c->arena);

	value_put(c->arena, map, STR("groups"), directory_groups(c));
	value_put(c->arena, map, STR("total"),
	          value_int(c->arena, snapshot_total(c->snapshot)));
	value_put(c->arena, map, STR("letters"),
	          titlepage_letters(c, STR("")));
	value_put(c->arena, c->root, STR("map"), map);
	context_page(c, context_text(c, "map_title"),
	             context_text(c, "map_intro"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "map", out, err);
}
