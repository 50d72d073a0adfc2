#include "model/price.h"
#include "render/export.h"

/* The page that tells of the open data.  Of the records it shows numbers
 * alone; with an edit turn the size and the day of the files that hold it. */

/* Files of a register that are listed one by one: the newest. */
#define FILES_MOST 20

static struct str
link_to(const struct context *c, enum output_type type, struct str name,
        uint32_t number, unsigned languages)
{
	return context_link(
	    c,
	    (struct output){.type = type, .name = name, .number = number},
	    languages);
}

static void
put_feeds(struct context *c, struct value *map, struct str name,
          unsigned languages)
{
	struct arena *a = c->arena;

	value_put_text(a, map, "feed_url",
	               link_to(c, OUTPUT_ATOM, name, 0, languages));
	value_put_text(a, map, "json_feed_url",
	               link_to(c, OUTPUT_JSON_FEED, name, 0, languages));
}

/* 950 B, 1.5 KB, 12 KB, 3.4 MB */
static struct str
size_text(struct arena *a, uint64_t bytes)
{
	static const char *const unit[] = {"KB", "MB", "GB"};
	uint64_t tenths = (bytes * 10 + 512) / 1024;
	int i = 0;

	if (bytes < 1024)
		return arena_fmt(a, "%llu B", (unsigned long long)bytes);
	for (; tenths >= 10240 && i < 2; i++)
		tenths = (tenths + 512) / 1024;
	if (tenths < 100)
		return arena_fmt(a, "%u.%u %s", (unsigned)tenths / 10,
		                 (unsigned)tenths % 10, unit[i]);
	return arena_fmt(a, "%u %s", (unsigned)(tenths + 5) / 10, unit[i]);
}

/* Both forms of a piece, or, added up, of all. */
struct sizes {
	uint64_t rows;
	uint64_t lines;
	int32_t day;
};

static void
put_sizes(const struct context *c, struct value *map,
          const struct sizes *sizes)
{
	struct arena *a = c->arena;

	value_put_text(a, map, "csv_size", size_text(a, sizes->rows));
	value_put_text(a, map, "lines_size", size_text(a, sizes->lines));
	value_put(a, map, STR("updated"), context_date(c, sizes->day));
}

static struct sizes
sizes_of(const struct context *c, struct str folder, uint32_t block)
{
	struct output piece = {.type = OUTPUT_ROWS,
	                       .name = folder,
	                       .number = block};
	struct published rows = {.day = NO_DAY};
	struct published lines = {.day = NO_DAY};

	export_published(c, piece, &rows);
	piece.type = OUTPUT_LINES;
	export_published(c, piece, &lines);
	return (struct sizes){rows.size, lines.size, rows.day};
}

static struct value *
file_value(struct context *c, struct str folder, uint32_t block,
           const struct sizes *sizes)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	value_put(a, map, STR("n"), value_int(a, (int64_t)block + 1));
	value_put_text(a, map, "csv_url",
	               link_to(c, OUTPUT_ROWS, folder, block, 0));
	value_put_text(a, map, "lines_url",
	               link_to(c, OUTPUT_LINES, folder, block, 0));
	put_sizes(c, map, sizes);
	return map;
}

/* The files, newest first, and what they are together. */
static void
put_pieces(struct context *c, struct value *map, struct str folder,
           const uint32_t *block, size_t n)
{
	struct arena *a = c->arena;
	struct value *files = value_list(a);
	struct sizes all = {.day = NO_DAY};

	for (size_t i = n; i-- > 0;) {
		struct sizes one = sizes_of(c, folder, block[i]);

		all.rows += one.rows;
		all.lines += one.lines;
		if (one.day > all.day)
			all.day = one.day;
		if (files->n < FILES_MOST)
			value_add(a, files,
			          file_value(c, folder, block[i], &one));
	}
	put_sizes(c, map, &all);
	value_put(a, map, STR("newest"), files);
	value_put(a, map, STR("older"), value_bool(a, n > files->n));
	value_put(a, map, STR("many"), value_bool(a, n > 1));
	value_put(a, map, STR("pieces"), value_int(a, (int64_t)n));
}

static struct value *
kind_value(struct context *c, const struct schema *schema,
           const uint32_t *block, size_t n)
{
	struct arena *a = c->arena;
	const struct site_kind *kind = site_kind(c->renderer->site, schema);
	struct value *map = value_map(a);
	bool fed = kind->outputs & OUTPUT_FEED;

	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "folder", schema->folder);
	value_put_text(a, map, "list_url",
	               context_list_link(c, schema->folder, 0));
	value_put(a, map, STR("count"),
	          value_int(a, snapshot_count(c->snapshot, schema->folder)));
	value_put(a, map, STR("version"), value_int(a, schema->version));
	put_pieces(c, map, schema->folder, block, n);
	value_put_text(a, map, "pieces_url",
	               link_to(c, OUTPUT_PIECES, schema->folder, 0, 0));
	value_put_text(a, map, "columns_url",
	               link_to(c, OUTPUT_COLUMNS, schema->folder, 0, 0));
	value_put_text(a, map, "schema_url",
	               link_to(c, OUTPUT_KIND_SCHEMA, schema->kind, 0, 0));
	value_put_text(a, map, "page_url",
	               link_to(c, OUTPUT_KIND, schema->kind, 0,
	                       c->renderer->site->languages));
	value_put(a, map, STR("fed"), value_bool(a, fed));
	put_feeds(c, map, schema->folder, kind->languages);
	value_put(a, map, STR("days"),
	          value_bool(a, fed && schema->life.n));
	value_put_text(a, map, "calendar_url",
	               link_to(c, OUTPUT_CALENDAR, schema->folder, 0,
	                       kind->languages));
	return map;
}

/* Kinds with records; the largest is the one that examples read. */
static void
put_kinds(struct context *c, struct value *map)
{
	const struct schema_set *set = c->renderer->set;
	struct value *kinds = value_list(c->arena);
	struct str example = STR("");
	bool priced = false;

	for (size_t i = 0; i < set->n; i++) {
		uint32_t *block;
		size_t n = 0;

		if (!export_is_on(c, &set->kind[i]))
			continue;
		block = snapshot_exports(c->snapshot, set->kind[i].folder,
		                         &n);
		if (n == 0)
			continue;
		priced |= price_list(&set->kind[i]) != NULL;
		value_add(c->arena, kinds,
		          kind_value(c, &set->kind[i], block, n));
		if (example.n == 0)
			example = set->kind[i].folder;
	}
	value_put(c->arena, map, STR("kinds"), kinds);
	value_put_text(c->arena, map, "example", example);
	value_put(c->arena, map, STR("priced"), value_bool(c->arena, priced));
}

/* Of all pieces; the newest is what who has read the others wants. */
static void
put_changes(struct context *c, struct value *map)
{
	struct arena *a = c->arena;
	uint32_t n = snapshot_change_blocks(c->snapshot);
	struct output piece = {.type = OUTPUT_CHANGES};
	struct published file = {.day = NO_DAY};
	struct value *changes = value_map(a);
	uint64_t size = 0;

	for (; piece.number < n; piece.number++)
		if (export_published(c, piece, &file))
			size += file.size;
	value_put_text(a, changes, "url",
	               link_to(c, OUTPUT_CHANGES, STR(""), n ? n - 1 : 0, 0));
	value_put_text(a, changes, "pieces_url",
	               link_to(c, OUTPUT_PIECES, STR("*"), 0, 0));
	value_put(a, changes, STR("many"), value_bool(a, n > 1));
	value_put(a, changes, STR("pieces"), value_int(a, n));
	value_put_text(a, changes, "size", size_text(a, size));
	value_put(a, changes, STR("updated"), context_date(c, file.day));
	value_put(a, map, STR("changes"),
	          n && export_any(c) ? changes : value_bool(a, false));
}

static void
put_charts(struct context *c, struct value *map)
{
	const struct chart_set *charts = c->renderer->charts;
	struct arena *a = c->arena;
	struct value *list = value_list(a);

	for (size_t i = 0; charts && i < charts->n; i++) {
		const struct chart_spec *chart = &charts->v[i];
		struct output file = {.type = OUTPUT_CHART, .name = chart->id};
		struct value *one = value_map(a);
		struct published made;

		if (!export_chart(c, chart) ||
		    !export_published(c, file, &made))
			continue;
		value_put_text(a, one, "id", chart->id);
		value_put_text(a, one, "title",
		               text2_in(chart->title, c->lang));
		value_put_text(a, one, "csv_url",
		               context_link(c, file, LANG_ALL));
		value_put_text(a, one, "csv_size", size_text(a, made.size));
		value_add(a, list, one);
	}
	value_put(a, map, STR("charts"), list);
	value_put(a, map, STR("charted"), value_bool(a, list->n > 0));
}

int
export_page(struct context *c, struct buf *out, struct err *err)
{
	const struct site *site = c->renderer->site;
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	put_kinds(c, map);
	put_changes(c, map);
	put_charts(c, map);
	put_feeds(c, map, STR("*"), site->languages);
	value_put_text(a, map, "calendar_url",
	               link_to(c, OUTPUT_CALENDAR, STR("*"), 0,
	                       site->languages));
	value_put_text(a, map, "catalog_url",
	               link_to(c, OUTPUT_CATALOG, STR(""), 0, 0));
	value_put_text(a, map, "license", text2_in(site->license, c->lang));
	value_put_text(a, map, "license_url", site->license_url);
	value_put_text(a, map, "repository", site->repository);
	value_put_text(a, map, "base",
	               site->base_url.n ? site->base_url
	                                : STR("https://example.org/"));
	value_put(a, map, STR("piece"), value_int(a, EXPORT_BLOCK));
	value_put(a, c->root, STR("data"), map);
	context_page(c, context_text(c, "data_title"),
	             context_text(c, "data_intro"));
	context_alt(c, site->languages);
	return context_render(c, "data", out, err);
}
