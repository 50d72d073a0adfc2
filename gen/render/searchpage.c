#include "render/searchpage.h"

#include "base/map.h"

#define BETWEEN " / " /* names of one code in several kinds */

/* What the register of a kind holds. */
struct holding {
	const struct schema *schema;
	size_t place; /* of the kind */
	struct tally *tally;
	size_t n;
};

/* How many names stand before a place in a list of them? */
static size_t
names_before(struct str names, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; (i += str_find(str_sub(names, i, at),
	                                  STR(BETWEEN))) < at;
	     i += STR(BETWEEN).n)
		n++;
	return n;
}

/* Give a choice one more name: kinds may share a code and call it otherwise.
 * out: the place of the name among them */
static size_t
add_name(struct context *c, struct value *one, struct str name)
{
	struct str had = value_str(value_get(one, STR("label")));
	struct str names = arena_fmt(c->arena, BETWEEN "%.*s" BETWEEN,
	                             STR_ARG(had));
	struct str more = arena_fmt(c->arena, BETWEEN "%.*s" BETWEEN,
	                            STR_ARG(name));
	size_t at = str_find(names, more);

	if (at < names.n)
		return names_before(names, at);
	value_put_text(c->arena, one, "label",
	               had.n ? arena_fmt(c->arena, "%.*s" BETWEEN "%.*s",
	                                 STR_ARG(had), STR_ARG(name))
	                     : name);
	return had.n ? names_before(names, names.n) - 1 : 0;
}

/* The choice of a code, put behind the others when it is new. */
static struct value *
choice_of(struct context *c, struct map *seen, struct value *list,
          struct str code)
{
	struct value *one = map_get(seen, code);

	if (!one) {
		one = value_map(c->arena);
		value_put_text(c->arena, one, "code", code);
		value_put(c->arena, one, STR("in"), value_list(c->arena));
		value_add(c->arena, list, one);
		map_put(seen, code, one);
	}
	return one;
}

/* Was the key not seen before?  It is now. */
static bool
is_first(struct map *seen, struct str key)
{
	return !map_put(seen, key, seen);
}

static uint32_t
members(const struct holding *of, struct str facet, struct str code)
{
	for (size_t i = 0; i < of->n; i++)
		if (str_eq(of->tally[i].facet, facet) &&
		    str_eq(of->tally[i].code, code))
			return of->tally[i].count;
	return 0;
}

/* A value of a facet, as a kind calls it, with its members there. */
static void
put_value(struct context *c, struct map *seen, struct value *list,
          const struct holding *of, struct str facet, struct str code,
          const struct text2 *label)
{
	struct arena *a = c->arena;
	struct value *one = choice_of(c, seen, list, code);
	size_t name = add_name(c, one, text2_in(*label, c->lang));
	uint32_t count = members(of, facet, code);
	struct value *in;

	if (count == 0)
		return;
	in = value_map(a);
	value_put(a, in, STR("kind"), value_int(a, (int64_t)of->place));
	value_put(a, in, STR("name"), value_int(a, (int64_t)name));
	value_put(a, in, STR("count"), value_int(a, count));
	/* The list is ours: choice_of made it. */
	value_add(a, (struct value *)(uintptr_t)value_get(one, STR("in")),
	          in);
}

/* The values of a facet by name, of one kind, behind those of other kinds. */
static void
put_values(struct context *c, struct map *seen, struct value *list,
           const struct holding *of, const struct schema_facet *facet)
{
	const struct codes *codes = facet->codes;
	const struct life *life = &of->schema->life;

	if (facet->source == FACET_STATUS) {
		for (size_t i = 0; i < life->n; i++)
			put_value(c, seen, list, of, facet->key,
			          life->state[i].code,
			          &life->state[i].label);
		return;
	}
	for (size_t i = 0; codes && i < codes->n; i++)
		put_value(c, seen, list, of, facet->key, codes->v[i].code,
		          &codes->v[i].label);
}

/* In how many kinds' labels of a facet does a label stand? */
static size_t
label_weight(const struct schema_set *set, struct str key, struct str label)
{
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++) {
		const struct schema_facet *same =
		    schema_facet(&set->kind[i], key);

		n += same && str_find(same->label.zh, label) <
		                 same->label.zh.n;
	}
	return n;
}

/* What a facet of several kinds is called: by most of them (所在市, which is
 * in 专利权人所在市, too), else by the first. */
static const struct schema_facet *
facet_named(const struct schema_set *set, struct str key)
{
	const struct schema_facet *named = NULL;
	size_t most = 0;

	for (size_t i = 0; i < set->n; i++) {
		const struct schema_facet *same =
		    schema_facet(&set->kind[i], key);
		size_t n =
		    same ? label_weight(set, key, same->label.zh) : 0;

		if (n > most) {
			most = n;
			named = same;
		}
	}
	return named;
}

/* A facet with the values that any kind has for it. */
static struct value *
facet_choices(struct context *c, const struct holding *held, struct str key)
{
	const struct schema_set *set = c->renderer->set;
	struct value *one = value_map(c->arena);
	struct value *list = value_list(c->arena);
	struct map seen = {0};

	for (size_t i = 0; i < set->n; i++) {
		const struct schema_facet *same =
		    schema_facet(held[i].schema, key);

		if (same)
			put_values(c, &seen, list, &held[i], same);
	}
	map_release(&seen);
	value_put_text(c->arena, one, "key", key);
	value_put_text(c->arena, one, "label",
	               text2_in(facet_named(set, key)->label, c->lang));
	value_put(c->arena, one, STR("values"), list);
	return one;
}

static struct value *
kind_choice(struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *one = value_map(a);

	value_put_text(a, one, "code", schema->kind);
	value_put_text(a, one, "label", text2_in(schema->label, c->lang));
	value_put_text(a, one, "url",
	               context_list_link(c, schema->folder, 0));
	value_put(a, one, STR("count"),
	          value_int(a, snapshot_count(c->snapshot, schema->folder)));
	return one;
}

/* Where the index begins, so that the page can ask for it before its script
 * has read the entry. */
static void
put_root(struct context *c, struct value *map)
{
	char path[PIECE_PATH_MAX];
	struct piece piece =
	    piece_of(snapshot_piece(c->snapshot, PIECE_ROOT, 0, 0, 0));

	if (!piece.hash)
		return;
	piece_path(&piece, path);
	value_put_text(c->arena, map, "index",
	               arena_str(c->arena, str_from(path)));
}

static struct holding *
holdings(struct context *c)
{
	const struct schema_set *set = c->renderer->set;
	struct holding *held = arena_array(c->arena, set->n, sizeof *held);

	for (size_t i = 0; i < set->n; i++) {
		held[i].schema = &set->kind[i];
		held[i].place = i;
		held[i].tally = snapshot_counts(
		    c->snapshot, set->kind[i].folder, &held[i].n);
	}
	return held;
}

static struct value *
search_value(struct context *c)
{
	const struct schema_set *set = c->renderer->set;
	const struct holding *held = holdings(c);
	struct value *map = value_map(c->arena);
	struct value *kinds = value_list(c->arena);
	struct value *facets = value_list(c->arena);
	struct map seen = {0};

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];

		value_add(c->arena, kinds, kind_choice(c, schema));
		for (size_t j = 0; j < schema->facets; j++)
			if (is_first(&seen, schema->facet[j].key))
				value_add(c->arena, facets,
				          facet_choices(c, held,
				                        schema->facet[j].key));
	}
	map_release(&seen);
	value_put(c->arena, map, STR("kinds"), kinds);
	value_put(c->arena, map, STR("facets"), facets);
	put_root(c, map);
	return map;
}

int
searchpage_render(struct context *c, struct buf *out, struct err *err)
{
	value_put(c->arena, c->root, STR("search"), search_value(c));
	context_page(c, context_text(c, "search_title"),
	             context_text(c, "search_tip"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "search", out, err);
}
