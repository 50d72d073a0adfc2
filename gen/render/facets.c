#include "render/facets.h"

#include <stdlib.h>

/* More values than FACET_LONG are folded after the first ones. */
#define FACET_LONG 10
#define FACET_SHOWN 8

struct bucket {
	const struct tally *tally;
	size_t rank; /* place of the code in its table or life */
};

/* By number, most first; then by the order of the table. */
static int
by_number(const void *a, const void *b)
{
	const struct bucket *x = a;
	const struct bucket *y = b;

	if (x->tally->count != y->tally->count)
		return x->tally->count > y->tally->count ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return str_cmp(x->tally->code, y->tally->code);
}

static int
by_year(const void *a, const void *b)
{
	const struct bucket *x = a;
	const struct bucket *y = b;

	return -str_cmp(x->tally->code, y->tally->code);
}

static int
by_rank(const void *a, const void *b)
{
	const struct bucket *x = a;
	const struct bucket *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return str_cmp(x->tally->code, y->tally->code);
}

static void
sort_buckets(struct bucket *v, size_t n, const struct schema_facet *facet)
{
	if (n == 0)
		return;
	qsort(v, n, sizeof *v,
	      facet->source == FACET_YEAR    ? by_year
	      : facet->source == FACET_FIELD ? by_number
	                                     : by_rank);
}

static struct value *
bucket_value(struct context *c, const struct schema *schema,
             const struct schema_facet *facet, const struct tally *tally,
             uint32_t most, facets_link_fn *link)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct str list =
	    arena_fmt(a, "%.*s|%.*s|%.*s", STR_ARG(schema->folder),
	              STR_ARG(tally->facet), STR_ARG(tally->code));
	struct str url = link ? link(c, list) : context_list_link(c, list, 0);

	if (!url.n)
		return NULL;
	value_put_text(a, map, "code", tally->code);
	value_put_text(a, map, "label",
	               context_code_label(c, schema, facet, tally->code));
	value_put(a, map, STR("count"),
	          link ? value_null(a) : value_int(a, tally->count));
	value_put(a, map, STR("share"),
	          value_int(a, (int64_t)tally->count * 100 / most));
	value_put_text(a, map, "url", url);
	return map;
}

static struct value *
facet_value(struct context *c, const struct schema *schema,
            const struct schema_facet *facet, const struct tally *tally,
            size_t n, facets_link_fn *link)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct value *values = value_list(a);
	struct bucket *v = arena_array(a, n, sizeof *v);
	uint32_t most = 1;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (!str_eq(tally[i].facet, facet->key))
			continue;
		most = tally[i].count > most ? tally[i].count : most;
		v[kept].rank =
		    schema_facet_place(schema, facet, tally[i].code);
		v[kept++].tally = &tally[i];
	}
	sort_buckets(v, kept, facet);
	for (size_t i = 0; i < kept; i++) {
		struct value *one = bucket_value(c, schema, facet, v[i].tally,
		                                 most, link);

		if (one)
			value_add(a, values, one);
	}
	value_put_text(a, map, "key", facet->key);
	value_put_text(a, map, "label", text2_in(facet->label, c->lang));
	value_put(a, map, STR("values"), values);
	context_fold(c, map, values, FACET_LONG, FACET_SHOWN);
	return map;
}

struct value *
facets_of(struct context *c, const struct schema *schema,
          facets_link_fn *link)
{
	struct value *list = value_list(c->arena);
	size_t n;
	struct tally *tally = snapshot_counts(c->snapshot, schema->folder, &n);

	for (size_t i = 0; i < schema->facets; i++) {
		struct value *one = facet_value(c, schema, &schema->facet[i],
		                                tally, n, link);

		if (value_get(one, STR("values"))->n)
			value_add(c->arena, list, one);
	}
	return list;
}
