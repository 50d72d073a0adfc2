#include "render/chart_data.h"

#include "base/buf.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* A chart while its rows are gathered. */
struct gather {
	struct context *c;
	struct chart_data *d;
	const struct pivot *cell;
	size_t cells;
	struct str *code; /* of series that are codes */
};

/* -------------------------------------------------------------- series */

/* Is this a state in which a record has come to its end? */
static bool
is_over(const struct chart_spec *spec, struct str code)
{
	uint32_t state;

	if (spec->split->source != FACET_STATUS)
		return false;
	state = life_find(&spec->schema->life, code);
	return state != LIFE_NO_STATE &&
	       spec->schema->life.state[state].tone == TONE_END;
}

/* The rest series is the last one, where there is need of it. */
static void
add_rest(struct gather *g)
{
	struct chart *chart = &g->d->chart;

	chart->series[chart->n_series++] =
	    context_text(g->c, "chart_other");
}

static void
name_groups(struct gather *g)
{
	const struct chart_spec *spec = g->d->spec;
	struct chart *chart = &g->d->chart;

	chart->n_series = spec->n_series;
	for (size_t i = 0; i < spec->n_series; i++) {
		const struct chart_series *s = &spec->series[i];

		chart->series[i] = text2_in(s->label, g->c->lang);
		chart->over[i] = s->codes && is_over(spec, s->code[0]);
	}
	add_rest(g);
}

/* Codes of the split, in the order of their table, then of their bytes. */
static void
name_codes(struct gather *g)
{
	const struct chart_spec *spec = g->d->spec;
	struct chart *chart = &g->d->chart;
	size_t rank[CHART_SERIES];
	size_t n = 0;

	g->code = arena_array(g->c->arena, CHART_SERIES, sizeof *g->code);
	for (size_t i = 0; i < g->cells && n < CHART_SERIES; i++) {
		struct str code = g->cell[i].split;
		size_t own =
		    schema_facet_place(spec->schema, spec->split, code);
		size_t k = 0;

		while (k < n && !str_eq(g->code[k], code))
			k++;
		if (k < n || n == CHART_SERIES - 1)
			continue;
		for (k = n++; k && rank[k - 1] > own; k--) {
			rank[k] = rank[k - 1];
			g->code[k] = g->code[k - 1];
		}
		rank[k] = own;
		g->code[k] = code;
	}
	chart->n_series = n;
	for (size_t i = 0; i < n; i++) {
		chart->series[i] = context_code_label(
		    g->c, spec->schema, spec->split, g->code[i]);
		chart->over[i] = is_over(spec, g->code[i]);
	}
	add_rest(g);
}

static size_t
series_of(const struct gather *g, struct str code)
{
	const struct chart_spec *spec = g->d->spec;
	size_t n = g->d->chart.n_series;

	if (!spec->split)
		return 0;
	for (size_t i = 0; g->code && i + 1 < n; i++)
		if (str_eq(g->code[i], code))
			return i;
	for (size_t i = 0; !g->code && i < spec->n_series; i++)
		for (size_t k = 0; k < spec->series[i].codes; k++)
			if (str_eq(spec->series[i].code[k], code))
				return i;
	return n - 1;
}

/* The rest is no series where nothing falls to it. */
static void
drop_rest(struct gather *g)
{
	struct chart *chart = &g->d->chart;
	int64_t sum = 0;

	if (!g->d->spec->split)
		return;
	for (size_t i = 0; i < g->d->rows; i++)
		sum += g->d->row[i].value[chart->n_series - 1];
	if (sum == 0 && chart->n_series > 1)
		chart->n_series--;
}

/* ---------------------------------------------------------------- rows */

static struct str
band_label(const struct gather *g, struct str code)
{
	const struct chart_spec *spec = g->d->spec;
	uint64_t band = 0;
	struct chart_name name[] = {
	    {"a", STR("")}, {"b", STR("")},
	    {"u", text2_in(spec->field->unit, g->c->lang)}};
	const char *key = "chart_between";

	str_u64(code, &band);
	if (band > spec->bands)
		return code;
	if (band == 0)
		key = "chart_below";
	else
		name[0].text = spec->band[band - 1];
	if (band == spec->bands)
		key = "chart_above";
	else
		name[1].text = spec->band[band];
	return chart_fill_names(g->c->arena, context_text(g->c, key), name,
	                        3);
}

static struct str
label_of(const struct gather *g, struct str code)
{
	const struct chart_spec *spec = g->d->spec;
	const struct code *found;

	if (spec->by)
		return context_code_label(g->c, spec->schema, spec->by, code);
	if (spec->bands)
		return band_label(g, code);
	found = codes_find(spec->field->codes, code);
	return found ? text2_in(found->label, g->c->lang) : code;
}

static struct chart_row
new_row(const struct gather *g, struct str code)
{
	const struct chart_spec *spec = g->d->spec;
	struct chart_row row = {.code = code, .label = label_of(g, code)};

	row.url = STR("");
	if (spec->by)
		row.url = context_list_link(
		    g->c,
		    arena_fmt(g->c->arena, "%.*s|%.*s|%.*s",
		              STR_ARG(spec->schema->folder),
		              STR_ARG(spec->by->key), STR_ARG(code)),
		    0);
	return row;
}

static bool
is_year(const struct chart_spec *spec)
{
	return spec->by && spec->by->source == FACET_YEAR;
}

/* Codes that have a row even without records: years between the first and
 * the last, bands, tiles. */
static size_t
needed_codes(const struct gather *g, struct str *code, size_t most)
{
	const struct chart_spec *spec = g->d->spec;
	uint64_t first;
	uint64_t last;
	size_t n = 0;

	if (spec->form == CHART_TILES)
		for (size_t i = 0;
		     i < spec->columns * spec->lines && n < most; i++)
			if (spec->grid[i].n)
				code[n++] = spec->grid[i];
	if (spec->bands)
		for (unsigned i = 0; i <= spec->bands && n < most; i++)
			code[n++] = arena_fmt(g->c->arena, "%02u", i);
	if (is_year(spec) && g->cells &&
	    str_u64(g->cell[0].by, &first) &&
	    str_u64(g->cell[g->cells - 1].by, &last))
		for (uint64_t y = first; y <= last && n < most; y++)
			code[n++] = arena_fmt(g->c->arena, "%04u",
			                      (unsigned)y);
	return n;
}

/* The row of a code among the first n. */
static struct chart_row *
find_row(const struct chart_data *d, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(d->row[i].code, code))
			return &d->row[i];
	return NULL;
}

static struct chart_row *
add_row(struct gather *g, struct str code)
{
	struct chart_data *d = g->d;

	d->row[d->rows] = new_row(g, code);
	return &d->row[d->rows++];
}

static void
gather_rows(struct gather *g)
{
	struct chart_data *d = g->d;
	struct str code[CHART_MOST];
	size_t needed = needed_codes(g, code, CHART_MOST);
	struct chart_row *row = NULL;

	if (g->cells == 0)
		return;
	d->row = arena_array(g->c->arena, needed + g->cells, sizeof *d->row);
	for (size_t i = 0; i < needed; i++)
		if (!find_row(d, d->rows, code[i]))
			add_row(g, code[i]);
	needed = d->rows;
	for (size_t i = 0; i < g->cells; i++) {
		const struct pivot *cell = &g->cell[i];

		/* Cells of one code stand together. */
		if (!row || !str_eq(row->code, cell->by))
			row = find_row(d, needed, cell->by);
		if (!row)
			row = add_row(g, cell->by);
		row->value[series_of(g, cell->split)] += cell->count;
		d->sum += cell->count;
	}
}

/* --------------------------------------------------------------- order */

struct ranked {
	struct chart_row row;
	int64_t total;
	size_t rank;
	bool by_rank; /* the order of the table comes first */
};

static int
by_place(const struct ranked *x, const struct ranked *y)
{
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return str_cmp(x->row.code, y->row.code);
}

static int
order_rows(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;

	if (x->by_rank || x->total == y->total)
		return by_place(x, y);
	return x->total > y->total ? -1 : 1;
}

static void
sort_rows(struct gather *g)
{
	struct chart_data *d = g->d;
	const struct chart_spec *spec = d->spec;
	struct ranked *v = arena_array(g->c->arena, d->rows, sizeof *v);
	bool by_rank = spec->by_table || spec->bands || is_year(spec) ||
	               (spec->by && spec->by->source == FACET_STATUS);

	for (size_t i = 0; i < d->rows; i++)
		v[i] = (struct ranked){
		    d->row[i], chart_total(&d->chart, &d->row[i]),
		    spec->by ? schema_facet_place(spec->schema, spec->by,
		                                  d->row[i].code)
		             : codes_place(spec->field ? spec->field->codes
		                                       : NULL,
		                           d->row[i].code),
		    by_rank};
	if (d->rows)
		qsort(v, d->rows, sizeof *v, order_rows);
	for (size_t i = 0; i < d->rows; i++)
		d->row[i] = v[i].row;
}

/* ------------------------------------------------------------- drawing */

/* More rows than a drawing has room for become one: of years the earliest,
 * else what comes last. */
static void
fold_rows(struct gather *g)
{
	struct chart_data *d = g->d;
	struct chart *chart = &d->chart;
	size_t most = d->spec->most;
	bool early = is_year(d->spec);
	size_t from = early ? 0 : most - 1;
	size_t n = d->rows - most + 1;
	struct chart_row rest = {.url = STR("")};
	struct arena *a = g->c->arena;
	struct chart_name name = {"n", arena_fmt(a, "%zu", n)};

	rest.label = chart_fill_names(
	    a, context_text(g->c, early ? "chart_earlier" : "chart_others"),
	    &name, 1);
	for (size_t i = from; i < from + n; i++)
		for (size_t k = 0; k < chart->n_series; k++)
			rest.value[k] += d->row[i].value[k];
	chart->row = arena_array(a, most, sizeof *chart->row);
	chart->rows = most;
	memcpy(chart->row + (early ? 1 : 0), d->row + (early ? n : 0),
	       (most - 1) * sizeof *chart->row);
	chart->row[early ? 0 : most - 1] = rest;
}

static struct str
tile_label(const struct gather *g, const struct chart_row *row)
{
	const struct chart_spec *spec = g->d->spec;
	struct str own = STR("");

	for (size_t i = 0; i < spec->n_shorts; i++)
		if (str_eq(spec->shorts[i].code, row->code))
			own = g->c->lang == LANG_EN
			          ? spec->shorts[i].label.en
			          : spec->shorts[i].label.zh;
	return own.n ? own : row->label;
}

/* Where each row's tile stands; rows without one are named in a note. */
static void
place_tiles(struct gather *g)
{
	struct chart_data *d = g->d;
	struct chart *chart = &d->chart;
	struct arena *a = g->c->arena;
	size_t n = d->spec->columns * d->spec->lines;
	size_t *tile = arena_array(a, n, sizeof *tile);
	struct str *label = arena_array(a, d->rows, sizeof *label);
	bool *placed = arena_array(a, d->rows, sizeof *placed);

	for (size_t i = 0; i < n; i++) {
		tile[i] = SIZE_MAX;
		for (size_t k = 0; d->spec->grid[i].n && k < d->rows; k++)
			if (str_eq(d->row[k].code, d->spec->grid[i]))
				tile[i] = k;
		if (tile[i] != SIZE_MAX)
			placed[tile[i]] = true;
	}
	d->outside = STR("");
	for (size_t i = 0; i < d->rows; i++) {
		label[i] = tile_label(g, &d->row[i]);
		if (!placed[i])
			d->outside = arena_fmt(
			    a, "%.*s%.*s%.*s %lld", STR_ARG(d->outside),
			    STR_ARG(d->outside.n
			                ? context_text(g->c, "chart_comma")
			                : STR("")),
			    STR_ARG(d->row[i].label),
			    (long long)chart_total(chart, &d->row[i]));
	}
	chart->tile = tile;
	chart->tile_label = label;
	chart->columns = d->spec->columns;
	chart->lines = d->spec->lines;
}

static void
fill_chart(struct gather *g)
{
	struct chart_data *d = g->d;
	struct chart *chart = &d->chart;

	chart->row = d->row;
	chart->rows = d->rows;
	if (d->spec->form == CHART_TILES && d->rows)
		place_tiles(g);
	else if (d->rows > d->spec->most)
		fold_rows(g);
}

static void
describe(struct context *c, struct chart_data *d)
{
	static const char *const form[CHART_FORMS] = {
	    "chart_is_bar", "chart_is_stack", "chart_is_line",
	    "chart_is_tiles", "chart_is_progress"};
	struct chart_name name[] = {
	    {"form", context_text(c, form[d->spec->form])},
	    {"count", arena_fmt(c->arena, "%zu", d->chart.rows)}};

	d->finding = chart_finding(c, d);
	d->chart.id = d->spec->id;
	d->chart.title = d->finding;
	d->chart.empty = context_text(c, "chart_none");
	d->chart.desc = chart_fill_names(
	    c->arena, context_text(c, "chart_desc"), name, 2);
}

int
chart_data_read(struct context *c, const struct chart_spec *spec,
                struct chart_data *data, struct err *err)
{
	struct gather g = {.c = c, .d = data};
	int rc = 0;

	*data = (struct chart_data){.spec = spec};
	data->chart.n_series = 1;
	if (spec->form == CHART_PROGRESS) {
		rc = chart_target_read(c, data, err);
	} else {
		g.cell = snapshot_chart(c->snapshot, spec->id, &g.cells);
		if (spec->split && spec->n_series)
			name_groups(&g);
		else if (spec->split)
			name_codes(&g);
		gather_rows(&g);
		drop_rest(&g);
		sort_rows(&g);
		fill_chart(&g);
	}
	if (rc == 0)
		describe(c, data);
	return rc;
}
