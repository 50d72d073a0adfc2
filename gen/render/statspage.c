#include "render/statspage.h"

#include "model/decimal.h"
#include "render/chart_data.h"
#include "render/facets.h"

static void
add_text(struct context *c, struct value *list, struct str text)
{
	value_add(c->arena, list, value_text(c->arena, text));
}

/* Heads of the columns behind the label. */
static struct value *
table_head(struct context *c, const struct chart_data *d)
{
	struct value *head = value_list(c->arena);

	if (d->spec->form == CHART_PROGRESS) {
		add_text(c, head, context_text(c, "chart_target"));
		add_text(c, head, context_text(c, "chart_done"));
		add_text(c, head, context_text(c, "chart_share"));
		return head;
	}
	for (size_t i = 0; d->chart.n_series > 1 && i < d->chart.n_series; i++)
		add_text(c, head, d->chart.series[i]);
	add_text(c, head, context_text(c, "stats_count"));
	add_text(c, head, context_text(c, "chart_share"));
	return head;
}

static void
progress_cells(struct context *c, struct value *cells,
               const struct chart_data *d, size_t i)
{
	struct arena *a = c->arena;
	const struct chart_row *row = &d->row[i];

	add_text(c, cells,
	         arena_fmt(a, "%.*s %.*s",
	                   STR_ARG(decimal_text(a, row->target)),
	                   STR_ARG(d->unit[i])));
	if (row->done < 0) {
		add_text(c, cells, row->done_text);
		add_text(c, cells, STR("—"));
		return;
	}
	add_text(c, cells, decimal_text(a, row->done));
	add_text(c, cells,
	         arena_fmt(a, "%.*s%%",
	                   STR_ARG(chart_percent(a, row->done,
	                                         row->target))));
}

static void
count_cells(struct context *c, struct value *cells,
            const struct chart_data *d, const struct chart_row *row)
{
	struct arena *a = c->arena;
	int64_t total = chart_total(&d->chart, row);

	for (size_t i = 0; d->chart.n_series > 1 && i < d->chart.n_series; i++)
		add_text(c, cells, chart_number(a, row->value[i]));
	add_text(c, cells, chart_number(a, total));
	add_text(c, cells,
	         arena_fmt(a, "%.*s%%",
	                   STR_ARG(chart_percent(a, total,
	                                         d->sum ? d->sum : 1))));
}

static struct value *
table_rows(struct context *c, const struct chart_data *d)
{
	struct value *rows = value_list(c->arena);
	size_t n = d->rows < CHART_TABLE_MOST ? d->rows : CHART_TABLE_MOST;

	for (size_t i = 0; i < n; i++) {
		struct value *one = value_map(c->arena);
		struct value *cells = value_list(c->arena);
		bool linked =
		    d->spec->form == CHART_PROGRESS ||
		    chart_total(&d->chart, &d->row[i]) > 0;

		value_put_text(c->arena, one, "label", d->row[i].label);
		value_put_text(c->arena, one, "url",
		               linked ? d->row[i].url : STR(""));
		if (d->spec->form == CHART_PROGRESS)
			progress_cells(c, cells, d, i);
		else
			count_cells(c, cells, d, &d->row[i]);
		value_put(c->arena, one, STR("cells"), cells);
		value_add(c->arena, rows, one);
	}
	return rows;
}

/* What the drawing leaves out. */
static struct str
note_of(struct context *c, const struct chart_data *d)
{
	size_t left = d->rows - d->chart.rows;
	struct chart_name name[] = {
	    {"list", d->outside},
	    {"n", arena_fmt(c->arena, "%zu",
	                    d->rows - (size_t)d->counted)}};

	if (d->outside.n)
		return chart_fill_names(
		    c->arena, context_text(c, "chart_outside"), name, 2);
	if (d->spec->form == CHART_PROGRESS && left)
		return chart_fill_names(
		    c->arena, context_text(c, "chart_left_out"), name, 2);
	return STR("");
}

static struct str
drawing(struct context *c, const struct chart_data *d)
{
	struct buf b = {0};
	struct str svg;

	chart_draw(&d->chart, d->spec->form, &b);
	svg = arena_str(c->arena, buf_str(&b));
	buf_release(&b);
	return svg;
}

static struct value *
chart_value(struct context *c, const struct chart_data *d)
{
	struct arena *a = c->arena;
	const struct chart_spec *spec = d->spec;
	struct value *map = value_map(a);
	struct output file = {.type = OUTPUT_CHART, .name = spec->id};
	struct str method = text2_in(spec->method, c->lang);

	value_put_text(a, map, "id", spec->id);
	value_put_text(a, map, "title", text2_in(spec->title, c->lang));
	value_put_text(a, map, "finding", d->finding);
	value_put(a, map, STR("svg"), value_html(a, drawing(c, d)));
	value_put(a, map, STR("head"), table_head(c, d));
	value_put(a, map, STR("rows"), table_rows(c, d));
	value_put_text(a, map, "note", note_of(c, d));
	value_put_text(a, map, "method",
	               method.n ? method : context_text(c, "chart_method"));
	value_put_text(a, map, "csv_url", context_link(c, file, LANG_ALL));
	value_put_text(a, map, "list_url",
	               context_list_link(c, spec->schema->folder, 0));
	value_put_text(a, map, "kind_label",
	               text2_in(spec->schema->label, c->lang));
	return map;
}

static bool
stands_at(const struct chart_spec *spec, enum chart_place place,
          const struct schema *schema)
{
	if (place == CHART_ON_HOME)
		return spec->on_home;
	if (place == CHART_ON_INDEX)
		return spec->on_index && spec->schema == schema;
	return true;
}

int
statspage_charts(struct context *c, enum chart_place place,
                 const struct schema *schema, struct value **list,
                 struct err *err)
{
	const struct chart_set *charts = c->renderer->charts;

	*list = value_list(c->arena);
	for (size_t i = 0; charts && i < charts->n; i++) {
		struct chart_data data;
		int rc;

		if (!stands_at(&charts->v[i], place, schema))
			continue;
		rc = chart_data_read(c, &charts->v[i], &data, err);
		if (rc < 0)
			return rc;
		value_add(c->arena, *list, chart_value(c, &data));
	}
	return 0;
}

static struct value *
kind_value(struct context *c, const struct schema *schema, uint32_t count)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "url",
	               context_list_link(c, schema->folder, 0));
	value_put(a, map, STR("count"), value_int(a, count));
	/* Of the others their own pages tell, or this one would be long. */
	value_put(a, map, STR("facets"),
	          schema->in_nav ? facets_of(c, schema, NULL)
	                         : value_list(a));
	value_put(a, map, STR("in_nav"), value_bool(a, schema->in_nav));
	return map;
}

int
statspage_render(struct context *c, struct buf *out, struct err *err)
{
	struct arena *a = c->arena;
	const struct schema_set *set = c->renderer->set;
	struct value *map = value_map(a);
	struct value *kinds = value_list(a);
	struct value *charts;
	int rc = statspage_charts(c, CHART_ON_STATS, NULL, &charts, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];
		uint32_t count = snapshot_count(c->snapshot, schema->folder);

		if (count)
			value_add(a, kinds, kind_value(c, schema, count));
	}
	snapshot_date(c->snapshot);
	value_put(a, map, STR("as_of"),
	          context_date(c, c->renderer->as_of));
	value_put(a, map, STR("total"),
	          value_int(a, snapshot_total(c->snapshot)));
	value_put(a, map, STR("charts"), charts);
	value_put(a, map, STR("kinds"), kinds);
	value_put(a, c->root, STR("stats"), map);
	context_page(c, context_text(c, "stats_title"),
	             context_text(c, "stats_note"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "stats", out, err);
}

int
statspage_file(struct context *c, struct buf *out, bool *exists,
               struct err *err)
{
	const struct chart_set *charts = c->renderer->charts;
	const struct chart_spec *spec =
	    charts ? chart_set_find(charts, c->output->name) : NULL;
	struct chart_data data[LANGS];
	enum lang own = c->lang;

	*exists = spec != NULL;
	for (int lang = 0; spec && lang < LANGS; lang++) {
		int rc;

		c->lang = (enum lang)lang;
		rc = chart_data_read(c, spec, &data[lang], err);
		c->lang = own;
		if (rc < 0)
			return rc;
	}
	if (spec)
		chart_csv(&data[LANG_ZH], &data[LANG_EN], out);
	return 0;
}
