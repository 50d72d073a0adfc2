#include "render/page.h"

#include "model/date.h"
#include "render/banner.h"
#include "render/export.h"
#include "render/fields.h"
#include "render/jsonld.h"
#include "render/letter.h"
#include "render/pricing.h"
#include "render/steps.h"
#include "render/timeline.h"
#include "render/versions.h"

#include <string.h>

/* Records that name this one: up to so many of a kind stand at once, of more
 * the newest few. */
#define RELATED_LONG 10
#define RELATED_SHOWN 6

/* Versions on the page of a record that has a history page. */
#define VERSIONS_SHOWN 10

struct page {
	struct context *c;
	const struct schema *schema;
	struct row row;
	struct backlink *link;
	size_t links;
	struct value *map; /* `record` */
};

/* --------------------------------------------------------- related */

/* Links come by accession number: those of one source lie together. */
static bool
seen_before(const struct page *p, size_t i)
{
	return i && str_eq(p->link[i - 1].link.source,
	                   p->link[i].link.source);
}

/* Records of one kind that name this one, newest first. */
static struct value *
related_of(struct page *p, const struct schema *schema)
{
	struct context *c = p->c;
	struct value *items = value_list(c->arena);

	for (size_t i = p->links; i-- > 0;) {
		struct str source = p->link[i].link.source;

		if (seen_before(p, i) ||
		    context_schema(c, source) != schema)
			continue;
		value_add(c->arena, items,
		          context_card(c, source, &p->link[i].source));
	}
	return items;
}

static void
put_related(struct page *p)
{
	struct context *c = p->c;
	const struct schema_set *set = c->renderer->set;
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < set->n; i++) {
		struct value *items = related_of(p, &set->kind[i]);
		struct value *map;

		if (items->n == 0)
			continue;
		map = value_map(c->arena);
		value_put_text(c->arena, map, "label",
		               text2_in(set->kind[i].label, c->lang));
		value_put(c->arena, map, STR("count"),
		          value_int(c->arena, (int64_t)items->n));
		context_fold(c, map, items, RELATED_LONG, RELATED_SHOWN);
		value_add(c->arena, list, map);
	}
	value_put(c->arena, p->map, STR("related"), list);
}

/* -------------------------------------------------------- versions */

/* source: 国办发〔2017〕47号, PubDate */
static struct str
minute_text(struct context *c, int64_t time)
{
	struct str full = context_time(c, time);

	return arena_fmt(c->arena, "%.*s %.*s", STR_ARG(str_sub(full, 0, 10)),
	                 STR_ARG(str_sub(full, 11, 16)));
}

/* Where the newest version will be found when there is a newer one. */
static struct str
later_address(const struct page *p, size_t n)
{
	struct output later = {.type = OUTPUT_VERSIONS,
	                       .name = p->c->output->name,
	                       .number = (uint32_t)n,
	                       .lang = p->c->lang};

	return p->c->renderer->site->base_url.n
	           ? export_address(p->c, later)
	           : STR("");
}

/* The newest ones, where the history page has them all. */
static void
put_versions(struct page *p)
{
	struct context *c = p->c;
	struct value *list = value_list(c->arena);
	bool told = value_str(value_get(p->map, STR("history_url"))).n > 0;
	size_t n;
	struct version *v =
	    snapshot_versions(c->snapshot, p->row.accession, &n);
	size_t last = told && n > VERSIONS_SHOWN ? n - VERSIONS_SHOWN : 0;

	value_put_text(c->arena, p->map, "published",
	               n ? minute_text(c, v[0].time) : STR(""));
	for (size_t i = n; i-- > last;)
		value_add(c->arena, list, versions_row(c, v, n, i));
	if (n)
		value_put_text(c->arena, p->map, "commit",
		               versions_commit(c, &v[n - 1]));
	value_put(c->arena, p->map, STR("cite"),
	          n ? versions_cite(c, v, n - 1) : value_null(c->arena));
	value_put_text(c->arena, p->map, "later_url",
	               told ? later_address(p, n) : STR(""));
	value_put(c->arena, p->map, STR("versions"), list);
	value_put(c->arena, p->map, STR("versions_rest"),
	          value_int(c->arena, (int64_t)last));
}

/* ------------------------------------------------------------ page */

static void
put_head(struct page *p, struct str name)
{
	struct context *c = p->c;
	struct str id = name;
	struct output data = {.type = OUTPUT_DATA, .name = name};
	struct output versions = {.type = OUTPUT_VERSIONS, .name = name};
	const struct site_kind *kind =
	    site_kind(c->renderer->site, p->schema);

	str_cut(&id, '/');
	value_put_text(c->arena, p->map, "id", id);
	value_put_text(c->arena, p->map, "kind", p->schema->kind);
	value_put_text(c->arena, p->map, "kind_label",
	               text2_in(p->schema->label, c->lang));
	value_put_text(c->arena, p->map, "folder", p->schema->folder);
	value_put_text(c->arena, p->map, "list_url",
	               context_list_link(c, p->schema->folder, 0));
	value_put_text(c->arena, p->map, "json_url",
	               kind->outputs & OUTPUT_JSON
	                   ? context_link(c, data, LANG_ALL)
	                   : STR(""));
	value_put_text(c->arena, p->map, "history_url",
	               kind->outputs & OUTPUT_HISTORY && !p->schema->leaves
	                   ? context_link(c, versions, kind->languages)
	                   : STR(""));
	value_put_text(c->arena, p->map, "record_url", context_address(c));
}

/* Files that a record has only while it is on the site.  Its calendar is
 * worth a link while the status in force has a last day (render/deadline.h
 * tells why it is there then). */
static void
put_files(struct page *p, struct str name)
{
	struct context *c = p->c;
	struct output source = {.type = OUTPUT_SOURCE, .name = name};
	struct output days = {.type = OUTPUT_DEADLINE, .name = name};
	const struct site_kind *kind =
	    site_kind(c->renderer->site, p->schema);

	value_put_text(c->arena, p->map, "md_url",
	               kind->outputs & OUTPUT_MD
	                   ? context_link(c, source, LANG_ALL)
	                   : STR(""));
	value_put_text(c->arena, p->map, "calendar_url",
	               kind->outputs & OUTPUT_FEED &&
	                       p->row.status.until != NO_DAY
	                   ? context_link(c, days, kind->languages)
	                   : STR(""));
}

static void
put_body(struct page *p, const struct parsed *parsed)
{
	struct context *c = p->c;
	struct markdown_style style = {.top = 3,
	                               .resolve = fields_resolve,
	                               .context = c};
	struct buf html = {0};

	if (parsed->doc)
		markdown_html(parsed->doc, &style, &html);
	value_put(c->arena, p->map, STR("body"),
	          value_html(c->arena, arena_str(c->arena, buf_str(&html))));
	value_put(c->arena, p->map, STR("has_body"),
	          value_bool(c->arena, html.n > 0));
	buf_release(&html);
}

/* Headings of the text: what a list of its articles leads to. */
static void
put_headings(struct page *p, const struct parsed *parsed)
{
	struct context *c = p->c;
	struct value *list = value_list(c->arena);
	struct markdown_headings all = {0};

	if (parsed->doc)
		all = markdown_headings(parsed->doc);
	for (size_t i = 0; i < all.n; i++) {
		struct value *map = value_map(c->arena);

		value_put_text(c->arena, map, "anchor", all.heading[i].anchor);
		value_put_text(c->arena, map, "label", all.heading[i].text);
		value_add(c->arena, list, map);
	}
	value_put(c->arena, p->map, STR("headings"), list);
}

static void
put_facts(struct page *p)
{
	struct context *c = p->c;
	struct str title = context_title(c, &p->row);

	value_put_text(c->arena, p->map, "title", title);
	value_put_text(c->arena, p->map, "title_zh", p->row.title[0]);
	value_put(c->arena, p->map, STR("zh_only"),
	          value_bool(c->arena,
	                     c->lang == LANG_EN && !p->row.title[1].n));
	value_put(c->arena, p->map, STR("date"),
	          context_date(c, p->row.day));
	value_put(c->arena, p->map, STR("status"),
	          context_status(c, p->schema, &p->row));
	value_put(c->arena, p->map, STR("is_ok"),
	          value_bool(c->arena, life_is_good(&p->schema->life,
	                                            p->row.status.code)));
	value_put_text(c->arena, p->map, "summary", p->row.summary);
	value_put(c->arena, p->map, STR("facets"),
	          context_facets(c, p->schema, &p->row));
	context_page(c, title, p->row.summary);
}

static int
render(struct page *p, const char *base, struct buf *out, struct err *err)
{
	struct context *c = p->c;
	struct str own = arena_fmt(c->arena, "%s-%.*s", base,
	                           STR_ARG(p->schema->kind));

	value_put(c->arena, c->root, STR("record"), p->map);
	if (theme_has(c->renderer->theme, own))
		return context_render(c, own.p, out, err);
	return context_render(c, base, out, err);
}

/* What stands where a record stood: its name and number, never its title.
 * in: by, the record that says why, with its link; NULL: its time is over */
static int
tombstone(struct page *p, const struct row *by, struct str source,
          struct buf *out, struct err *err)
{
	struct context *c = p->c;
	struct value *map = value_map(c->arena);
	bool over = p->row.left;
	struct value *date = value_null(c->arena);

	put_head(p, c->output->name);
	value_put_text(c->arena, p->map, "title", STR(""));
	if (over)
		date = context_date(c, date_add(p->row.leaves, 1));
	else if (by)
		date = context_date(c, by->day);
	value_put_text(c->arena, map, "title",
	               by ? context_title(c, by) : STR(""));
	value_put_text(c->arena, map, "reason",
	               over ? context_text(c, "time_over")
	                    : by ? by->summary : STR(""));
	value_put_text(c->arena, map, "url",
	               by ? context_record_link(c, source) : STR(""));
	value_put(c->arena, map, STR("date"), date);
	value_put(c->arena, p->map, STR("withdrawn"), map);
	context_page(c, context_text(c, "tombstone_title"),
	             context_text(c, "tombstone"));
	return render(p, "tombstone", out, err);
}

/* A record that was removed keeps its address while another one says why. */
static int
removed(struct page *p, struct str name, struct buf *out, bool *exists,
        struct err *err)
{
	struct link link;
	struct row by;
	bool told;

	*exists = snapshot_withdrawn(p->c->snapshot, name, &link);
	if (!*exists)
		return 0;
	told = snapshot_title(p->c->snapshot, link.source, &by);
	return tombstone(p, told ? &by : NULL, link.source, out, err);
}

/* A permanent record keeps its address when its time is over. */
static int
hidden(struct page *p, struct buf *out, bool *exists, struct err *err)
{
	*exists = p->row.left && p->schema->permanent;
	return *exists ? tombstone(p, NULL, STR(""), out, err) : 0;
}

int
page_record(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	struct str name = c->output->name;
	struct page p = {.c = c, .map = value_map(c->arena)};
	struct parsed *parsed = c->parsed;
	struct steps steps;
	int rc;

	*exists = false;
	p.schema = context_schema(c, name);
	if (!p.schema)
		return 0;
	context_alt(c, site_kind(c->renderer->site, p.schema)->languages);
	if (!snapshot_row(c->snapshot, name, &p.row))
		return removed(&p, name, out, exists, err);
	if (!p.row.visible)
		return hidden(&p, out, exists, err);
	*exists = true;
	rc = parsed_get(parsed, c->renderer->set, c->snapshot, name, &p.row,
	                err);
	if (rc < 0)
		return rc;
	p.link = snapshot_backlinks(c->snapshot, name, c->renderer->as_of,
	                            &p.links);
	put_head(&p, name);
	put_files(&p, name);
	put_facts(&p);
	put_body(&p, parsed);
	put_headings(&p, parsed);
	fields_put(c, parsed->record, p.map);
	pricing_put(c, parsed->record, p.map);
	letter_put(c, &p.row, p.map);
	jsonld_put(c, parsed->record, p.map);
	steps = steps_put(c, p.schema, &p.row, p.link, p.links, p.map);
	timeline_put(c, parsed->record, steps.v, steps.n, p.map);
	banner_put(c, p.schema, &p.row, p.link, p.links, p.map);
	put_related(&p);
	put_versions(&p);
	return render(&p, "record", out, err);
}
