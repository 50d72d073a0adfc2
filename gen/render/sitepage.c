#include "render/sitepage.h"

#include "model/date.h"
#include "render/export.h"
#include "render/listing.h"
#include "render/statspage.h"
#include "render/directory.h"

#define RUNNING_MOST 10
#define CALLS_MOST 20

static struct value *
as_of(struct context *c)
{
	snapshot_date(c->snapshot);
	return context_date(c, c->renderer->as_of);
}

static int
finish(struct context *c, const char *key, struct value *map,
       const char *title, const char *description, const char *template,
       struct buf *out, struct err *err)
{
	value_put(c->arena, c->root, str_from(key), map);
	context_page(c, context_text(c, title), context_text(c, description));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, template, out, err);
}

static struct value *
home_kind(struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct str open = listing_open(c, schema);
	size_t n;
	/* What cannot be taken yet is no news to who looks for a licence. */
	struct listed *v = snapshot_newest(
	    c->snapshot, open.n ? open : schema->folder, &n);
	unsigned latest = c->renderer->site->latest;

	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "url",
	               context_list_link(c, schema->folder, 0));
	value_put(a, map, STR("count"),
	          value_int(a, snapshot_count(c->snapshot, schema->folder)));
	value_put(a, map, STR("latest"),
	          context_cards(c, v, n < latest ? n : latest));
	return map;
}

static struct value *
cards_until(struct context *c, const struct listed *v, size_t n)
{
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < n; i++) {
		struct value *card =
		    context_card(c, v[i].record, &v[i].row);

		value_put(c->arena, card, STR("until"),
		          context_date(c, v[i].row.status.until));
		value_add(c->arena, list, card);
	}
	return list;
}

static bool
is_calling(void *ctx, const struct row *row)
{
	const struct life_state *call = ctx;

	return str_eq(row->status.code, call->code);
}

/* What readers may act on now, of one register. */
static struct value *
home_call(struct context *c, const struct schema *schema,
          const struct life_state *call)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct str list = schema->folder;
	size_t n;
	struct listed *v =
	    snapshot_running(c->snapshot, schema->folder, is_calling,
	                     (void *)(uintptr_t)call, CALLS_MOST, &n);

	if (schema_facet(schema, STR("status")))
		list = arena_fmt(a, "%.*s|status|%.*s",
		                 STR_ARG(schema->folder),
		                 STR_ARG(call->code));
	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "state", text2_in(call->label, c->lang));
	value_put_text(a, map, "url", context_list_link(c, list, 0));
	value_put(a, map, STR("count"),
	          value_int(a, snapshot_count(c->snapshot, list)));
	value_put(a, map, STR("items"), cards_until(c, v, n));
	return n ? map : NULL;
}

static struct value *
home_calls(struct context *c)
{
	const struct schema_set *set = c->renderer->set;
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < set->n; i++) {
		const struct life_state *call = life_call(&set->kind[i].life);
		struct value *one =
		    call ? home_call(c, &set->kind[i], call) : NULL;

		if (one)
			value_add(c->arena, list, one);
	}
	return list;
}

/* Not what another record says: that one stands here itself, or among the
 * calls, where these are. */
static bool
runs_by_itself(void *ctx, const struct row *row)
{
	const struct schema_set *set = ctx;
	struct str path = row->path;
	const struct schema *schema =
	    schema_of_folder(set, str_cut(&path, '/'));
	const struct life_state *call =
	    schema ? life_call(&schema->life) : NULL;

	return row->status.source.n == 0 &&
	       !(call && is_calling((void *)(uintptr_t)call, row));
}

static struct value *
home_running(struct context *c)
{
	size_t n;
	struct listed *v = snapshot_running(
	    c->snapshot, STR(""), runs_by_itself,
	    (void *)(uintptr_t)c->renderer->set, RUNNING_MOST, &n);

	return cards_until(c, v, n);
}

int
sitepage_home(struct context *c, struct buf *out, struct err *err)
{
	struct arena *a = c->arena;
	const struct schema_set *set = c->renderer->set;
	struct value *map = value_map(a);
	struct value *kinds = value_list(a);
	struct value *charts;
	int rc = statspage_charts(c, CHART_ON_HOME, NULL, &charts, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < set->n; i++)
		if (set->kind[i].on_home)
			value_add(a, kinds, home_kind(c, &set->kind[i]));
	value_put(a, map, STR("as_of"), as_of(c));
	value_put(a, map, STR("total"),
	          value_int(a, snapshot_total(c->snapshot)));
	value_put(a, map, STR("kinds"), kinds);
	value_put(a, map, STR("calls"), home_calls(c));
	value_put(a, map, STR("running"), home_running(c));
	value_put(a, map, STR("groups"), directory_groups(c));
	value_put(a, map, STR("charts"), charts);
	value_put(a, c->root, STR("home"), map);
	context_page(c, text2_in(c->renderer->site->title, c->lang),
	             text2_in(c->renderer->site->subtitle, c->lang));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "home", out, err);
}

int
sitepage_about(struct context *c, struct buf *out, struct err *err)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	snapshot_commit(c->snapshot);
	value_put(a, map, STR("as_of"), as_of(c));
	value_put_text(a, map, "commit", str_from(c->renderer->commit));
	value_put_text(a, map, "generator", c->renderer->generator);
	value_put(a, map, STR("records"),
	          value_int(a, snapshot_total(c->snapshot)));
	return finish(c, "about", map, "about_title", "about_what_1", "about",
	              out, err);
}

int
sitepage_missing(struct context *c, struct buf *out, struct err *err)
{
	return finish(c, "missing", value_bool(c->arena, true),
	              "nf_title", "nf_1", "404", out, err);
}

int
sitepage_access(struct context *c, struct buf *out, struct err *err)
{
	return finish(c, "accessibility", value_bool(c->arena, true),
	              "access_title", "access_intro", "accessibility", out,
	              err);
}

struct str
sitepage_tag(struct context *c, struct str name)
{
	return arena_fmt(c->arena, "urn:gongshi:%.*s:%.*s",
	                 STR_ARG(c->renderer->site->site_id_code),
	                 STR_ARG(name));
}

static struct value *
feed_entry(struct context *c, const struct listed *one)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};
	const struct schema *schema = context_schema(c, one->record);

	value_put_text(a, map, "title", context_title(c, &one->row));
	value_put_text(a, map, "url", export_address(c, page));
	value_put_text(a, map, "id", sitepage_tag(c, one->record));
	value_put_text(a, map, "updated", context_time(c, one->row.changed));
	value_put_text(a, map, "summary", one->row.summary);
	value_put_text(a, map, "kind", schema->kind);
	value_put_text(a, map, "kind_label", text2_in(schema->label, c->lang));
	value_put(a, map, STR("status"),
	          context_status(c, schema, &one->row));
	return map;
}

struct listed *
sitepage_fed(struct context *c, size_t *n)
{
	const struct schema_set *set = c->renderer->set;
	struct str list = c->output->name;
	struct str *folder;
	size_t folders = 0;

	if (!str_eq(list, STR("*")))
		return snapshot_feed(c->snapshot, list, n);
	folder = arena_array(c->arena, set->n, sizeof *folder);
	for (size_t i = 0; i < set->n; i++)
		if (site_kind(c->renderer->site, &set->kind[i])->outputs &
		    OUTPUT_FEED)
			folder[folders++] = set->kind[i].folder;
	return snapshot_site_feed(c->snapshot, folder, folders, n);
}

bool
sitepage_has_feed(const struct schema_set *set, struct str list)
{
	struct str rest = list;
	const struct schema *schema =
	    schema_of_folder(set, str_cut(&rest, '|'));
	const struct schema_facet *facet;

	if (!schema || rest.n == 0)
		return true;
	facet = schema_facet(schema, str_cut(&rest, '|'));
	return facet && facet->source == FACET_FIELD;
}

struct str
sitepage_feed_head(struct context *c, struct str list, struct output *page)
{
	const struct schema *schema = context_schema(c, list);
	struct str title = text2_in(c->renderer->site->title, c->lang);
	const struct schema_facet *facet;
	struct str rest = list;

	*page = (struct output){.type = OUTPUT_HOME};
	if (!schema)
		return title;
	*page = (struct output){.type = OUTPUT_LIST, .name = list};
	title = arena_fmt(c->arena, "%.*s – %.*s",
	                  STR_ARG(text2_in(schema->label, c->lang)),
	                  STR_ARG(title));
	str_cut(&rest, '|');
	facet = schema_facet(schema, str_cut(&rest, '|'));
	if (!facet)
		return title;
	page->type = OUTPUT_FACET;
	return arena_fmt(c->arena, "%.*s – %.*s",
	                 STR_ARG(context_code_label(c, schema, facet, rest)),
	                 STR_ARG(title));
}

int
sitepage_feed(struct context *c, struct buf *out, bool *exists,
              struct err *err)
{
	struct arena *a = c->arena;
	struct str list = c->output->name;
	struct value *map = value_map(a);
	struct value *entries = value_list(a);
	struct output html;
	struct str title = sitepage_feed_head(c, list, &html);
	int64_t updated = 0;
	size_t n;
	struct listed *v = sitepage_fed(c, &n);

	/* A facet's value has a feed while it has members. */
	*exists = n > 0 || str_chr(list, '|') == list.n;
	if (!*exists)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (v[i].row.changed > updated)
			updated = v[i].row.changed;
		value_add(a, entries, feed_entry(c, &v[i]));
	}
	value_put_text(a, map, "title", title);
	value_put_text(a, map, "id",
	               sitepage_tag(c, arena_fmt(a, "feed:%.*s:%.*s",
	                                         STR_ARG(list),
	                                         STR_ARG(lang_code(c->lang)))));
	value_put_text(a, map, "self_url", context_address(c));
	value_put_text(a, map, "html_url", export_address(c, html));
	value_put_text(a, map, "updated", context_time(c, updated));
	value_put(a, map, STR("entries"), entries);
	value_put(a, c->root, STR("feed"), map);
	return context_render(c, "feed", out, err);
}

static void
map_urls(struct context *c, struct value *urls, const struct listed *one,
         unsigned languages)
{
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};

	for (int lang = 0; lang < LANGS; lang++) {
		struct value *map;
		enum lang own = c->lang;

		if (!(languages & LANG_BIT(lang)))
			continue;
		map = value_map(c->arena);
		c->lang = (enum lang)lang;
		value_put_text(c->arena, map, "loc",
		               export_address(c, page));
		c->lang = own;
		value_put_text(c->arena, map, "lastmod",
		               date_iso_str(c->arena,
		                            context_day(c, one->row.changed)));
		value_add(c->arena, urls, map);
	}
}

int
sitepage_map(struct context *c, struct buf *out, bool *exists,
             struct err *err)
{
	struct str folder = c->output->name;
	const struct schema *schema = context_schema(c, folder);
	struct value *map = value_map(c->arena);
	struct value *urls = value_list(c->arena);
	size_t n = 0;
	struct listed *v = NULL;

	if (schema)
		v = snapshot_map(c->snapshot, folder, c->output->number, &n);
	*exists = n > 0;
	if (!*exists)
		return 0;
	for (size_t i = 0; i < n; i++)
		map_urls(c, urls, &v[i],
		         site_kind(c->renderer->site, schema)->languages);
	value_put(c->arena, map, STR("urls"), urls);
	value_put(c->arena, c->root, STR("sitemap"), map);
	return context_render(c, "sitemap", out, err);
}

int
sitepage_map_index(struct context *c, struct buf *out, struct err *err)
{
	const struct schema_set *set = c->renderer->set;
	struct value *list = value_list(c->arena);
	struct output site = {.type = OUTPUT_MAP, .name = STR("*")};
	struct value *first = value_map(c->arena);

	value_put_text(c->arena, first, "loc", export_address(c, site));
	value_add(c->arena, list, first);
	for (size_t i = 0; i < set->n; i++) {
		struct str folder = set->kind[i].folder;
		size_t n;
		uint32_t *block = snapshot_blocks(c->snapshot, folder, &n);

		for (size_t j = 0; j < n; j++) {
			struct output piece = {.type = OUTPUT_MAP,
			                       .name = folder,
			                       .number = block[j]};
			struct value *map = value_map(c->arena);

			value_put_text(c->arena, map, "loc",
			               export_address(c, piece));
			value_add(c->arena, list, map);
		}
	}
	value_put(c->arena, c->root, STR("sitemaps"), list);
	return context_render(c, "sitemap-index", out, err);
}

int
sitepage_robots(struct context *c, struct buf *out, struct err *err)
{
	struct output map = {.type = OUTPUT_MAP_INDEX};

	value_put_text(c->arena, c->root, "sitemap_url",
	               export_address(c, map));
	return context_render(c, "robots", out, err);
}
