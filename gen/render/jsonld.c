#include "render/jsonld.h"

#include "model/decimal.h"
#include "model/price.h"
#include "model/record.h"
#include "render/export.h"
#include "text/json.h"

/* A property and the field that holds it. */
struct property {
	const char *name;
	const char *path;
	const char *type; /* what a name is a name of; NULL: plain text */
};

struct kind_type {
	const char *kind;
	const char *type;
	struct property property[7];
	struct property of; /* says of something else that it has this */
};

static const struct kind_type types[] = {
    {"alliance",
     "Consortium",
     {{"member", "members.name", "Organization"},
      {"foundingDate", "agreement_effective", NULL}},
     {0}},
    {"license",
     "Offer",
     {{"serialNumber", "patent_no", NULL},
      {"offeredBy", "patentees.name", "Organization"},
      {"validFrom", "term.from", NULL},
      {"validThrough", "term.to", NULL},
      {"itemOffered", "patent_title", "CreativeWork"}},
     {0}},
    {"demand",
     "Demand",
     {{"validThrough", "valid_until", NULL}},
     {"seeks", "enterprise.name", "Organization"}},
    {"notice",
     "Article",
     {{"datePublished", "from", NULL},
      {"expires", "to", NULL},
      {"publisher", "publisher", "GovernmentOrganization"}},
     {0}},
    {"policy",
     "Legislation",
     {{"legislationIdentifier", "docno", NULL},
      {"legislationDate", "formed", NULL},
      {"publisher", "publisher", "GovernmentOrganization"}},
     {0}},
    {"org",
     "Organization",
     {{"taxID", "uscc", NULL}, {"foundingDate", "established", NULL}},
     {0}},
    {"event",
     "Event",
     {{"startDate", "start", NULL},
      {"endDate", "end", NULL},
      {"location", "place", "Place"}},
     {0}},
    {"news",
     "NewsArticle",
     {{"datePublished", "published", NULL},
      {"publisher", "publisher", "GovernmentOrganization"}},
     {0}},
};

static const struct kind_type plain = {
    "",
    "CreativeWork",
    {{"datePublished", "published", NULL},
     {"publisher", "publisher", "GovernmentOrganization"}},
    {0}};

static const struct kind_type *
type_of(struct str kind)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(kind, str_from(types[i].kind)))
			return &types[i];
	return &plain;
}

static void
put_member(struct buf *b, const char *key, struct str text)
{
	json_key(b, str_from(key));
	json_text(b, text);
}

/* One value: a text, or a thing with that name. */
static void
put_thing(struct buf *b, const char *type, struct str name)
{
	if (!type) {
		json_text(b, name);
		return;
	}
	json_open(b, '{');
	put_member(b, "@type", str_from(type));
	put_member(b, "name", name);
	json_close(b, '}');
}

static bool
is_hidden(const struct schema *schema, const struct property *p)
{
	const struct schema_field *f =
	    schema_field(schema, str_from(p->path));

	return f && f->hidden;
}

/* The text of a field, in the page's language where it has several. */
static struct str
text_of(const struct context *c, const struct value *v)
{
	struct str text;

	if (!v || v->type != VALUE_MAP)
		return value_str(v);
	text = value_str(value_get(v, lang_code(c->lang)));
	return text.n ? text : value_str(value_get(v, STR("zh")));
}

/* A path of two steps may go through a list. */
static void
put_property(const struct context *c, struct buf *b,
             const struct property *p, const struct value *fields)
{
	struct str rest = str_from(p->path);
	const struct value *first = value_get(fields, str_cut(&rest, '.'));
	struct str text;

	if (first && first->type == VALUE_LIST && rest.n) {
		json_key(b, str_from(p->name));
		json_open(b, '[');
		for (size_t i = 0; i < first->n; i++)
			put_thing(b, p->type,
			          text_of(c, value_get(first->member[i].value,
			                               rest)));
		json_close(b, ']');
		return;
	}
	text = text_of(c, rest.n ? value_get(first, rest) : first);
	if (text.n == 0)
		return;
	json_key(b, str_from(p->name));
	put_thing(b, p->type, text);
}

/* What a fixed price says; one that hangs on turnover or time is no number.
 * source: schema.org, PriceSpecification; ISO 4217 */
static void
put_price(struct context *c, struct buf *b, const struct record *record)
{
	struct price price;
	struct price_cost cost;
	bool wan;

	if (!price_of(c->arena, record, &price) || price.staged)
		return;
	cost = price_cost(&price, PRICE_MONTHS, PRICE_TURNOVER);
	wan = str_eq(price.unit.zh, STR("万元"));
	if (cost.royalty ||
	    (!wan && !str_eq(price.unit.zh, STR("元"))))
		return;
	json_key(b, STR("priceSpecification"));
	json_open(b, '{');
	put_member(b, "@type", STR("PriceSpecification"));
	put_member(b, "price",
	           decimal_text(c->arena, cost.fixed * (wan ? 10000 : 1)));
	put_member(b, "priceCurrency", STR("CNY"));
	json_close(b, '}');
}

/* The one that seeks what is described here. */
static void
put_reverse(struct context *c, struct buf *b, const struct property *of,
            const struct record *record)
{
	if (!of->name || is_hidden(record->schema, of) ||
	    value_str(value_path(record->fields, str_from(of->path))).n == 0)
		return;
	json_key(b, STR("@reverse"));
	json_open(b, '{');
	put_property(c, b, of, record->fields);
	json_close(b, '}');
}

static void
put_crumb(struct buf *b, int position, struct str name, struct str address)
{
	json_open(b, '{');
	put_member(b, "@type", STR("ListItem"));
	json_key(b, STR("position"));
	json_int(b, position);
	put_member(b, "name", name);
	put_member(b, "item", address);
	json_close(b, '}');
}

static void
put_crumbs(struct context *c, struct buf *b, const struct schema *schema,
           struct str title)
{
	struct output home = {.type = OUTPUT_HOME};
	struct output list = {.type = OUTPUT_LIST, .name = schema->folder};

	json_open(b, '{');
	put_member(b, "@type", STR("BreadcrumbList"));
	json_key(b, STR("itemListElement"));
	json_open(b, '[');
	put_crumb(b, 1, context_text(c, "nav_home"), export_address(c, home));
	put_crumb(b, 2, text2_in(schema->label, c->lang),
	          export_address(c, list));
	put_crumb(b, 3, title, context_address(c));
	json_close(b, ']');
	json_close(b, '}');
}

static void
put_main(struct context *c, struct buf *b, const struct record *record,
         const struct value *map)
{
	const struct kind_type *type = type_of(record->schema->kind);
	struct str summary = value_str(value_get(map, STR("summary")));

	json_open(b, '{');
	put_member(b, "@type", str_from(type->type));
	put_member(b, "@id", context_address(c));
	put_member(b, "url", context_address(c));
	put_member(b, "identifier", record->id);
	put_member(b, "name", value_str(value_get(map, STR("title"))));
	if (summary.n)
		put_member(b, "description", summary);
	for (size_t i = 0;
	     i < sizeof type->property / sizeof *type->property &&
	     type->property[i].name;
	     i++)
		if (!is_hidden(record->schema, &type->property[i]))
			put_property(c, b, &type->property[i], record->fields);
	put_price(c, b, record);
	put_reverse(c, b, &type->of, record);
	json_close(b, '}');
}

static void
put_graph(struct context *c, struct buf *b, const struct record *record,
          const struct value *map)
{
	json_open(b, '{');
	put_member(b, "@context", STR("https://schema.org"));
	json_key(b, STR("@graph"));
	json_open(b, '[');
	put_main(c, b, record, map);
	put_crumbs(c, b, record->schema,
	           value_str(value_get(map, STR("title"))));
	json_close(b, ']');
	json_close(b, '}');
}

void
jsonld_put(struct context *c, const struct record *record,
           const struct value *map)
{
	struct arena *a = c->arena;
	struct str html = STR("");
	struct buf b = {0};

	/* Without an address of its own a thing has no name. */
	if (c->renderer->site->base_url.n) {
		put_graph(c, &b, record, map);
		html = arena_fmt(a,
		                 "<script type=\"application/ld+json\">"
		                 "%.*s</script>",
		                 STR_ARG(buf_str(&b)));
	}
	value_put(a, c->root, STR("jsonld"), value_html(a, html));
	buf_release(&b);
}
