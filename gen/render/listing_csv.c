#include "render/listing_csv.h"

#include "model/date.h"
#include "model/decimal.h"
#include "model/price.h"
#include "render/export.h"
#include "render/export_columns.h"
#include "render/export_csv.h"
#include "render/listing.h"

static const char *const heads[] = {"id",     "kind", "url",
                                    "title",  "title_en",
                                    "date",   "status", "status_label"};

#define HEADS (sizeof heads / sizeof *heads)

static void
put_heads(struct context *c, const struct schema *schema, struct buf *out)
{
	for (size_t i = 0; i < HEADS; i++)
		export_csv_text(out, i == 0, str_from(heads[i]));
	for (size_t i = 0; i < schema->facets; i++) {
		struct str key = schema->facet[i].key;

		if (schema->facet[i].source != FACET_FIELD)
			continue;
		export_csv_text(out, false, key);
		export_csv_text(out, false,
		                arena_fmt(c->arena, "%.*s.label",
		                          STR_ARG(key)));
	}
	if (price_list(schema))
		export_csv_text(out, false, STR("price_3_years"));
	export_csv_text(out, false, STR("summary"));
	export_csv_end(out);
}

/* All values of a facet in one cell, as codes or as labels. */
static void
put_facet(struct context *c, const struct schema *schema,
          const struct schema_facet *facet, const struct row *row,
          bool labels, struct buf *out)
{
	struct buf b = {0};

	for (size_t i = 0; i < row->facets; i++) {
		struct str code = row->facet[i].code;

		if (!str_eq(row->facet[i].key, facet->key))
			continue;
		if (b.n)
			buf_adds(&b, EXPORT_JOIN);
		buf_add(&b, labels ? context_code_label(c, schema, facet, code)
		                   : code);
	}
	export_csv_text(out, false, buf_str(&b));
	buf_release(&b);
}

static void
put_price(struct context *c, const struct row *row, struct buf *out)
{
	struct str place = row_price(row);
	uint64_t cost = 0;

	str_u64(place, &cost);
	export_csv_number(out, false,
	                  place.n ? decimal_text(c->arena, (int64_t)cost)
	                          : STR(""));
}

static void
put_row(struct context *c, const struct schema *schema,
        const struct listed *one, struct buf *out)
{
	const struct row *row = &one->row;
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};
	uint32_t state = life_find(&schema->life, row->status.code);
	struct str id = one->record;

	str_cut(&id, '/');
	export_csv_text(out, true, id);
	export_csv_text(out, false, schema->kind);
	export_csv_text(out, false, export_address(c, page));
	export_csv_text(out, false, row->title[0]);
	export_csv_text(out, false, row->title[1]);
	export_csv_text(out, false,
	                row->day == NO_DAY ? STR("")
	                                   : date_iso_str(c->arena, row->day));
	export_csv_text(out, false, row->status.code);
	export_csv_text(out, false,
	                state == LIFE_NO_STATE
	                    ? STR("")
	                    : text2_in(schema->life.state[state].label,
	                               c->lang));
	for (size_t i = 0; i < schema->facets; i++) {
		if (schema->facet[i].source != FACET_FIELD)
			continue;
		put_facet(c, schema, &schema->facet[i], row, false, out);
		put_facet(c, schema, &schema->facet[i], row, true, out);
	}
	if (price_list(schema))
		put_price(c, row, out);
	export_csv_text(out, false, row->summary);
	export_csv_end(out);
}

void
listing_csv(struct context *c, struct buf *out, bool *exists)
{
	const struct schema *schema = context_schema(c, c->output->name);
	size_t n;
	struct listed *v = listing_members(c, &n);

	*exists = n > 0;
	if (!*exists)
		return;
	export_csv_begin(out);
	put_heads(c, schema, out);
	for (size_t i = 0; i < n; i++)
		put_row(c, schema, &v[i], out);
}
