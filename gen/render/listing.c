#include "render/listing.h"

#include "model/date.h"
#include "model/price.h"
#include "render/directory.h"
#include "render/facets.h"
#include "render/pricing.h"
#include "render/statspage.h"

#define LISTING_COLUMNS 3
#define LISTING_RANKED 100 /* counted by price; more are "many" */

struct listing {
	struct context *c;
	struct str list;
	uint32_t number;
	const struct schema *schema;
	const struct schema_facet *facet; /* NULL for a register */
	struct str code;
	struct listed *item;
	size_t n;
	struct str newer;
	struct str older;
	bool ranked;
	size_t found; /* of a list by price, however many of them it shows */
};

static struct str
range_text(const struct listing *l)
{
	struct context *c = l->c;
	int32_t low = INT32_MAX;
	int32_t high = NO_DAY;

	for (size_t i = 0; i < l->n; i++) {
		int32_t day = l->item[i].row.day;

		if (day == NO_DAY)
			continue;
		low = day < low ? day : low;
		high = day > high ? day : high;
	}
	if (high == NO_DAY)
		return STR("");
	if (low == high)
		return date_text(c->arena, low, c->lang);
	return arena_fmt(c->arena, "%.*s – %.*s",
	                 STR_ARG(date_text(c->arena, low, c->lang)),
	                 STR_ARG(date_text(c->arena, high, c->lang)));
}

static void
put_facet(struct listing *l, struct value *map)
{
	struct context *c = l->c;
	struct str facet = STR("");
	struct str value = STR("");

	if (l->facet) {
		facet = text2_in(l->facet->label, c->lang);
		value = context_code_label(c, l->schema, l->facet, l->code);
	}
	value_put_text(c->arena, map, "facet_label", facet);
	value_put_text(c->arena, map, "value_label", value);
	value_put(c->arena, map, STR("is_facet"),
	          value_bool(c->arena, l->facet != NULL));
}

/* Where a list stands by price; empty when nothing of it can be had. */
static struct str
ranked_link(struct context *c, struct str list)
{
	if (!listing_has_ranks(c->renderer->set, list) ||
	    !snapshot_priced(c->snapshot, list))
		return STR("");
	return context_link(
	    c, (struct output){.type = OUTPUT_RANKED, .name = list},
	    site_kind(c->renderer->site, context_schema(c, list))->languages);
}

static void
put_numbers(struct listing *l, struct value *map)
{
	struct context *c = l->c;
	bool index = !l->facet && !l->ranked && l->number == 0;

	value_put(c->arena, map, STR("is_index"),
	          value_bool(c->arena, index));
	if (l->number == 0 && !l->ranked)
		value_put(c->arena, map, STR("count"),
		          value_int(c->arena,
		                    snapshot_count(c->snapshot, l->list)));
	else if (l->ranked && l->found < LISTING_RANKED)
		value_put(c->arena, map, STR("count"),
		          value_int(c->arena, (int64_t)l->found));
	value_put_text(c->arena, map, "range_text",
	               l->number ? range_text(l) : STR(""));
	value_put(c->arena, map, STR("is_first"),
	          value_bool(c->arena, l->number == 0 && !l->ranked));
	value_put_text(c->arena, map, "newest_url",
	               context_list_link(c, l->list, 0));
	value_put(c->arena, map, STR("kin"),
	          index ? directory_kin(c, l->schema) : value_null(c->arena));
	if (index)
		value_put(c->arena, map, STR("facets"),
		          facets_of(c, l->schema, NULL));
	else if (l->ranked && !l->facet)
		value_put(c->arena, map, STR("facets"), 
		          facets_of(c, l->schema, ranked_link));
	value_put(c->arena, map, STR("has_facets"),
	          value_bool(c->arena,
	                     value_get(map, STR("facets")) != NULL));
}

/* Facets that stand in columns: the first ones that are fields. */
static size_t
columns_of(const struct schema *schema,
           const struct schema_facet *column[LISTING_COLUMNS])
{
	size_t n = 0;

	for (size_t i = 0; i < schema->facets && n < LISTING_COLUMNS; i++)
		if (schema->facet[i].source == FACET_FIELD)
			column[n++] = &schema->facet[i];
	return n;
}

/* Does a facet narrow the list in the page, though it has no column? */
static bool
is_beside(const struct schema_facet *facet,
          const struct schema_facet *const *column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (column[i] == facet)
			return false;
	return facet->source == FACET_FIELD || facet->source == FACET_PRICE;
}

/* All values of a facet of a row, as a cell has them. */
static struct str
row_values(const struct listing *l, const struct schema_facet *facet,
           const struct row *row)
{
	struct context *c = l->c;
	struct str comma = context_text(c, "list_comma");
	struct buf text = {0};
	struct str all;

	for (size_t i = 0; i < row->facets; i++) {
		if (!str_eq(row->facet[i].key, facet->key))
			continue;
		if (text.n)
			buf_add(&text, comma);
		buf_add(&text, context_code_label(c, l->schema, facet,
		                                  row->facet[i].code));
	}
	all = arena_str(c->arena, buf_str(&text));
	buf_release(&text);
	return all;
}

/* All values of one facet of a card, in one cell. */
static struct value *
cell_value(struct context *c, const struct schema_facet *facet,
           const struct value *facets)
{
	struct value *cell = value_map(c->arena);

	value_put_text(c->arena, cell, "label",
	               text2_in(facet->label, c->lang));
	value_put_text(c->arena, cell, "value",
	               context_values(c, facets, facet->key));
	return cell;
}

static struct str
with_bar(const struct context *c, struct str text, struct str next)
{
	return arena_fmt(c->arena, "%.*s%.*s|", STR_ARG(text),
	                 STR_ARG(next));
}

/* What the page narrows a list by without a column: the labels of the list,
 * and of each card its values, between bars. */
static void
put_beside(struct listing *l, struct value *map, struct value *items,
           const struct schema_facet *const *column, size_t n)
{
	struct context *c = l->c;
	const struct schema *schema = l->schema;
	struct str all = STR("");

	for (size_t i = 0; i < schema->facets; i++)
		if (is_beside(&schema->facet[i], column, n))
			all = with_bar(c, all,
			               text2_in(schema->facet[i].label,
			                        c->lang));
	value_put_text(c->arena, map, "beside", all);
	for (size_t k = 0; k < items->n; k++) {
		all = STR("");
		for (size_t i = 0; i < schema->facets; i++)
			if (is_beside(&schema->facet[i], column, n))
				all = with_bar(c, all,
				               row_values(l, &schema->facet[i],
				                          &l->item[k].row));
		value_put_text(c->arena, items->member[k].value, "beside",
		               all);
	}
}

/* Rows of a table: the cards, each with a cell for each column. */
static void
put_columns(struct listing *l, struct value *map, struct value *items)
{
	struct context *c = l->c;
	const struct schema_facet *column[LISTING_COLUMNS];
	size_t n = columns_of(l->schema, column);
	struct value *columns = value_list(c->arena);

	for (size_t i = 0; i < n; i++) {
		struct value *one = value_map(c->arena);

		value_put_text(c->arena, one, "label",
		               text2_in(column[i]->label, c->lang));
		value_add(c->arena, columns, one);
	}
	for (size_t i = 0; i < items->n; i++) {
		struct value *card = items->member[i].value;
		const struct value *facets = value_get(card, STR("facets"));
		struct value *cells = value_list(c->arena);

		for (size_t j = 0; j < n; j++)
			value_add(c->arena, cells,
			          cell_value(c, column[j], facets));
		value_put(c->arena, card, STR("cells"), cells);
	}
	value_put(c->arena, map, STR("columns"), columns);
	put_beside(l, map, items, column, n);
	value_put(c->arena, map, STR("has_call"),
	          value_bool(c->arena, life_call(&l->schema->life) != NULL));
	value_put(c->arena, map, STR("has_status"),
	          value_bool(c->arena, l->schema->life.n > 0));
	value_put(c->arena, map, STR("items"), items);
}

static void
put_costs(const struct context *c, const struct listed *v,
          const struct value *items)
{
	for (size_t i = 0; i < items->n; i++) {
		struct str place = row_price(&v[i].row);
		uint64_t cost = 0;

		str_u64(place, &cost);
		value_put_text(c->arena, items->member[i].value, "price",
		               place.n ? pricing_amount(c, (int64_t)cost)
		                       : STR(""));
	}
}

struct str
listing_open(const struct context *c, const struct schema *schema)
{
	const struct schema_facet *facet = schema_facet(schema, STR("status"));

	for (uint32_t i = 0; facet && price_list(schema) &&
	                     i < schema->life.n; i++)
		if (schema->life.state[i].tone == TONE_OK)
			return arena_fmt(
			    c->arena, "%.*s|status|%.*s",
			    STR_ARG(schema->folder),
			    STR_ARG(schema->life.state[i].code));
	return STR("");
}

/* The newest of what can be taken now: what the register of prices opens
 * with. */
static void
put_open(struct listing *l, struct value *map)
{
	struct context *c = l->c;
	struct str list = listing_open(c, l->schema);
	struct value *one = value_map(c->arena);
	struct value *items;
	struct listed *v;
	size_t n;

	if (!list.n)
		return;
	v = snapshot_newest(c->snapshot, list, &n);
	if (n > c->renderer->site->latest)
		n = c->renderer->site->latest;
	items = context_cards(c, v, n);
	put_costs(c, v, items);
	value_put(c->arena, one, STR("items"), items);
	value_put(c->arena, one, STR("count"),
	          value_int(c->arena, snapshot_count(c->snapshot, list)));
	value_put_text(c->arena, one, "url", context_list_link(c, list, 0));
	if (n)
		value_put(c->arena, map, STR("open"), one);
}

/* What each row costs, and where they stand by price. */
static void
put_prices(struct listing *l, struct value *map)
{
	struct context *c = l->c;
	bool priced = price_list(l->schema) != NULL;

	if (priced)
		put_costs(c, l->item, value_get(map, STR("items")));
	value_put(c->arena, map, STR("has_price"),
	          value_bool(c->arena, priced));
	value_put(c->arena, map, STR("is_ranked"),
	          value_bool(c->arena, l->ranked));
	value_put(c->arena, map, STR("shown"),
	          l->found > l->n ? value_int(c->arena, (int64_t)l->n)
	                          : value_null(c->arena));
	value_put_text(c->arena, map, "ranked_url", ranked_link(c, l->list));
	value_put_text(c->arena, map, "clear_url",
	               l->ranked ? ranked_link(c, l->schema->folder)
	                         : context_list_link(c, l->schema->folder, 0));
}

static void
put_page(struct listing *l, struct value *map)
{
	struct context *c = l->c;
	struct str label = text2_in(l->schema->label, c->lang);
	struct str title = label;
	const struct value *range = value_get(map, STR("range_text"));

	if (l->facet)
		title = arena_fmt(c->arena, "%.*s %.*s", STR_ARG(label),
		                  STR_ARG(context_code_label(
		                      c, l->schema, l->facet, l->code)));
	if (value_str(range).n)
		title = arena_fmt(c->arena, "%.*s (%.*s)", STR_ARG(title),
		                  STR_ARG(value_str(range)));
	if (l->ranked)
		title = arena_fmt(c->arena, "%.*s (%.*s)", STR_ARG(title),
		                  STR_ARG(context_text(c, "sort_price")));
	context_page(c, title, title);
}

static int
render(struct listing *l, struct buf *out, struct err *err)
{
	struct context *c = l->c;
	struct value *map = value_map(c->arena);
	const struct site_kind *kind =
	    site_kind(c->renderer->site, l->schema);
	struct output feed = {.type = OUTPUT_ATOM, .name = l->schema->folder};
	struct output doc = {.type = OUTPUT_KIND, .name = l->schema->kind};
	struct output table = {.type = OUTPUT_LIST_CSV,
	                       .name = l->list,
	                       .number = l->number};
	struct value *charts;
	int rc;

	value_put_text(c->arena, map, "kind", l->schema->kind);
	value_put_text(c->arena, map, "kind_label",
	               text2_in(l->schema->label, c->lang));
	put_columns(l, map, context_cards(c, l->item, l->n));
	put_prices(l, map);
	value_put_text(c->arena, map, "newer_url", l->newer);
	value_put_text(c->arena, map, "older_url", l->older);
	value_put_text(c->arena, map, "index_url",
	               context_list_link(c, l->schema->folder, 0));
	value_put_text(c->arena, map, "feed_url",
	               kind->outputs & OUTPUT_FEED
	                   ? context_link(c, feed, kind->languages)
	                   : STR(""));
	value_put_text(c->arena, map, "csv_url",
	               l->facet && !l->ranked &&
	                       (kind->outputs & OUTPUT_EXPORT)
	                   ? context_link(c, table, LANG_ALL)
	                   : STR(""));
	value_put_text(c->arena, map, "doc_url",
	               context_link(c, doc, c->renderer->site->languages));
	put_facet(l, map);
	put_numbers(l, map);
	if (value_get(map, STR("is_index"))->yes)
		put_open(l, map);
	if (!l->facet && l->number == 0) {
		rc = statspage_charts(c, CHART_ON_INDEX, l->schema, &charts,
		                      err);
		if (rc < 0)
			return rc;
		value_put(c->arena, map, STR("charts"), charts);
	}
	value_put(c->arena, c->root, STR("list"), map);
	put_page(l, map);
	context_alt(c, kind->languages);
	return context_render(c, "list", out, err);
}

/* What the output's list is about.
 * out: false: there is no such register or facet */
static bool
open_list(struct listing *l, struct context *c)
{
	struct str rest = c->output->name;

	l->c = c;
	l->list = rest;
	l->number = c->output->number;
	l->newer = l->older = STR("");
	l->schema = context_schema(c, rest);
	str_cut(&rest, '|');
	if (!l->schema || rest.n == 0)
		return l->schema != NULL;
	l->facet = schema_facet(l->schema, str_cut(&rest, '|'));
	l->code = rest;
	return l->facet != NULL;
}

static void
find_members(struct listing *l)
{
	struct context *c = l->c;
	uint32_t older;
	uint32_t newer;

	l->item = snapshot_page(c->snapshot, l->list, l->number, &l->n,
	                        &older, &newer);
	if (older)
		l->older = context_list_link(c, l->list, older);
	/* The newest page leads to the index, whose name never turns. */
	if (l->number)
		l->newer = context_list_link(c, l->list, newer);
}

struct listed *
listing_members(struct context *c, size_t *n)
{
	struct listing l = {.ranked = false};

	if (open_list(&l, c))
		find_members(&l);
	*n = l.n;
	return l.item;
}

int
listing_render(struct context *c, struct buf *out, bool *exists,
               struct err *err)
{
	struct listing l = {.ranked = false};

	*exists = false;
	if (!open_list(&l, c))
		return 0;
	find_members(&l);
	/* A register has its page even while it is empty. */
	*exists = l.n > 0 || (!l.facet && l.number == 0);
	return *exists ? render(&l, out, err) : 0;
}

bool
listing_has_ranks(const struct schema_set *set, struct str list)
{
	struct str rest = list;
	const struct schema *schema =
	    schema_of_folder(set, str_cut(&rest, '|'));
	const struct schema_facet *facet;

	if (!schema || !price_list(schema))
		return false;
	if (rest.n == 0)
		return true;
	facet = schema_facet(schema, str_cut(&rest, '|'));
	return facet && facet->source == FACET_FIELD;
}

int
listing_ranked(struct context *c, struct buf *out, bool *exists,
               struct err *err)
{
	struct listing l = {.ranked = true};

	*exists = false;
	if (!listing_has_ranks(c->renderer->set, c->output->name))
		return 0;
	open_list(&l, c);
	l.item = snapshot_ranked(c->snapshot, l.list, LISTING_RANKED,
	                         &l.found);
	l.n = l.found;
	if (l.n > c->snapshot->limits.page_size)
		l.n = c->snapshot->limits.page_size;
	*exists = l.n > 0;
	return *exists ? render(&l, out, err) : 0;
}
