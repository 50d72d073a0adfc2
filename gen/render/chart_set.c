#include "render/chart_set.h"

#include "base/vec.h"
#include "model/config.h"
#include "model/decimal.h"
#include "model/suggest.h"

#include <string.h>

static const struct str none = {0};

static const struct str form_names[CHART_FORMS] = {
    {"bar", 3}, {"stack", 5}, {"line", 4}, {"tiles", 5}, {"progress", 8}};

static bool
is_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= 80;
}

static void
wrong(const struct front *front, const struct yaml_node *map, struct str key,
      const char *expected)
{
	front_fault(front, "C103", yaml_get(map, key), key,
	            str_from(expected), none);
}

static const struct schema *
read_kind(const struct front *front, const struct yaml_node *map,
          const struct schema_set *set)
{
	const struct yaml_node *node = config_need(front, map, STR("kind"));
	const struct schema *schema =
	    node ? schema_of_kind(set, node->text) : NULL;

	if (node && !schema)
		front_fault(front, "C105", node, node->text, none, none);
	return schema;
}

static void
read_form(const struct front *front, const struct yaml_node *map,
          struct chart_spec *spec)
{
	struct str s = config_str(front, map, STR("form"));
	size_t i = 0;

	while (i < CHART_FORMS && !str_eq(s, form_names[i]))
		i++;
	if (i < CHART_FORMS)
		spec->form = (enum chart_form)i;
	else if (s.n)
		front_fault(front, "C105", yaml_get(map, STR("form")), s,
		            suggest_nearest(s, form_names, CHART_FORMS),
		            none);
}

static void
read_axes(const struct front *front, const struct yaml_node *map,
          struct chart_spec *spec)
{
	struct str by = config_str(front, map, STR("by"));
	struct str split = config_str(front, map, STR("split"));

	if (spec->form == CHART_PROGRESS)
		return;
	if (!config_need(front, map, STR("by")))
		return;
	spec->by = schema_facet(spec->schema, by);
	if (!spec->by)
		spec->field = schema_field(spec->schema, by);
	if (!spec->by && (!spec->field || spec->field->type >= FIELD_LIST))
		front_fault(front, "C104", yaml_get(map, STR("by")), by, none,
		            none);
	if (split.n == 0)
		return;
	spec->split = schema_facet(spec->schema, split);
	if (!spec->split)
		front_fault(front, "C104", yaml_get(map, STR("split")), split,
		            none, none);
}

static void
read_series(const struct front *front, const struct yaml_node *map,
            struct chart_spec *spec)
{
	static const struct str keys[] = {{"label", 5}, {"codes", 5}};
	const struct yaml_node *list = yaml_get(map, STR("series"));

	if (!list)
		return;
	if (list->type != YAML_LIST || list->n >= CHART_SERIES) {
		wrong(front, map, STR("series"), "[{label: , codes: }]");
		return;
	}
	spec->series =
	    arena_array(front->arena, list->n, sizeof *spec->series);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *one = list->member[i].node;
		struct chart_series *s = &spec->series[spec->n_series++];
		struct config_names names;

		config_known(front, one, keys, 2);
		s->label = config_text2(front, one, STR("label"));
		names = config_names(front, one, STR("codes"));
		s->code =
		    arena_array(front->arena, names.n, sizeof *s->code);
		for (size_t k = 0; k < names.n; k++)
			s->code[s->codes++] = names.node[k]->text;
	}
}

static void
read_bands(const struct front *front, const struct yaml_node *map,
           struct chart_spec *spec)
{
	struct config_names names = config_names(front, map, STR("bands"));
	int64_t last = INT64_MIN;

	if (names.n > CHART_BANDS)
		wrong(front, map, STR("bands"), "[5, 10, 50]");
	spec->band = arena_array(front->arena, names.n, sizeof *spec->band);
	for (size_t i = 0; i < names.n && i < CHART_BANDS; i++) {
		int64_t value;

		if (!decimal_parse(names.node[i]->text, &value) ||
		    value <= last)
			wrong(front, map, STR("bands"), "[5, 10, 50]");
		else
			last = value;
		spec->band[spec->bands++] = names.node[i]->text;
	}
}

static void
read_grid(const struct front *front, const struct yaml_node *map,
          struct chart_spec *spec)
{
	const struct yaml_node *grid = yaml_get(map, STR("grid"));
	size_t widest = 1;

	if (!grid)
		return;
	if (grid->type != YAML_LIST || grid->n > 40) {
		wrong(front, map, STR("grid"), "[[a, b], [c]]");
		return;
	}
	for (size_t i = 0; i < grid->n; i++)
		if (grid->member[i].node->n > widest)
			widest = grid->member[i].node->n;
	if (widest > 12) {
		wrong(front, map, STR("grid"), "[[a, b], [c]]");
		return;
	}
	spec->columns = widest;
	spec->lines = grid->n;
	spec->grid = arena_array(front->arena, widest * grid->n,
	                         sizeof *spec->grid);
	for (size_t i = 0; i < grid->n; i++) {
		const struct yaml_node *line = grid->member[i].node;

		for (size_t k = 0; line->type == YAML_LIST && k < line->n; k++)
			spec->grid[i * widest + k] =
			    line->member[k].node->text;
	}
}

static void
read_shorts(const struct front *front, const struct yaml_node *map,
            struct chart_spec *spec)
{
	const struct yaml_node *shorts = yaml_get(map, STR("short"));

	if (!shorts || shorts->type != YAML_MAP)
		return;
	spec->shorts =
	    arena_array(front->arena, shorts->n, sizeof *spec->shorts);
	for (size_t i = 0; i < shorts->n; i++) {
		struct code *one = &spec->shorts[spec->n_shorts++];

		one->code = shorts->member[i].key;
		one->label = config_text2(front, shorts, one->code);
	}
}

static void
read_places(const struct front *front, const struct yaml_node *map,
            struct chart_spec *spec)
{
	struct config_names names = config_names(front, map, STR("on"));

	for (size_t i = 0; i < names.n; i++) {
		struct str s = names.node[i]->text;

		if (str_eq(s, STR("home")))
			spec->on_home = true;
		else if (str_eq(s, STR("index")))
			spec->on_index = true;
		else
			front_fault(front, "C105", names.node[i], s, none,
			            none);
	}
}

static void
read_chart(struct chart_set *charts, const struct front *front,
           const struct yaml_node *map, const struct schema_set *set)
{
	static const struct str keys[] = {
	    {"id", 2},     {"title", 5},   {"kind", 4},   {"form", 4},
	    {"by", 2},     {"split", 5},   {"series", 6}, {"bands", 5},
	    {"grid", 4},   {"short", 5},   {"most", 4},   {"on", 2},
	    {"order", 5},  {"finding", 7}, {"method", 6}};
	struct chart_spec spec = {0};

	config_known(front, map, keys, sizeof keys / sizeof *keys);
	spec.id = config_str(front, map, STR("id"));
	if (!is_id(spec.id))
		wrong(front, map, STR("id"), "[a-z0-9-]+");
	if (chart_set_find(charts, spec.id))
		front_fault(front, "C107", yaml_get(map, STR("id")), spec.id,
		            none, none);
	spec.by_table = str_eq(config_str(front, map, STR("order")),
	                       STR("table"));
	config_need(front, map, STR("title"));
	spec.title = config_text2(front, map, STR("title"));
	spec.finding = config_text2(front, map, STR("finding"));
	spec.method = config_text2(front, map, STR("method"));
	spec.most = config_number(front, map, STR("most"), 12, CHART_MOST);
	if (spec.most < 2)
		wrong(front, map, STR("most"), "2..60");
	spec.schema = read_kind(front, map, set);
	if (!spec.schema)
		return;
	read_form(front, map, &spec);
	read_axes(front, map, &spec);
	read_series(front, map, &spec);
	read_bands(front, map, &spec);
	read_grid(front, map, &spec);
	read_shorts(front, map, &spec);
	read_places(front, map, &spec);
	charts->v[charts->n++] = spec;
}

static void
read_columns(struct chart_set *charts, const struct front *front,
             const struct yaml_node *root, const struct schema_set *set)
{
	static const struct str keys[] = {{"home", 4}, {"columns", 7}};
	const struct yaml_node *map = yaml_get(root, STR("inspection"));
	const struct yaml_node *list = yaml_get(map, STR("columns"));

	if (!map || map->type != YAML_MAP)
		return;
	config_known(front, map, keys, 2);
	charts->home_days = config_number(front, map, STR("home"), 0, 9999);
	if (!list || list->type != YAML_MAP)
		return;
	charts->column =
	    arena_array(front->arena, list->n, sizeof *charts->column);
	for (size_t i = 0; i < list->n; i++) {
		struct str kind = list->member[i].key;
		const struct schema *schema = schema_of_kind(set, kind);

		if (!schema)
			front_fault_key(front, "C105", &list->member[i], kind,
			                none, none);
		else
			charts->column[charts->columns++] =
			    (struct chart_column){
			        schema,
			        config_number(front, list, kind, 0, 9999)};
	}
}

static void
make_plans(struct chart_set *charts, struct arena *a)
{
	charts->plan = arena_array(a, charts->n, sizeof *charts->plan);
	for (size_t i = 0; i < charts->n; i++) {
		const struct chart_spec *s = &charts->v[i];

		if (s->by || s->field)
			charts->plan[charts->plans++] = (struct pivot_plan){
			    s->id, s->schema->folder,
			    s->by ? s->by->key : none,
			    s->split ? s->split->key : none};
	}
}

int
chart_set_load(struct chart_set *charts, struct arena *a,
               const struct source *file, const struct schema_set *set,
               struct finding_list *findings, struct err *err)
{
	static const struct str keys[] = {{"charts", 6}, {"inspection", 10}};
	struct front front = {a, *file, findings};
	size_t first = findings->n, errors = findings->errors;
	const struct yaml_node *root = config_open(&front);
	const struct yaml_node *list;

	*charts = (struct chart_set){.digest = hash128(file->bytes)};
	if (!root)
		return config_error(findings, first, err);
	config_known(&front, root, keys, 2);
	list = yaml_get(root, STR("charts"));
	charts->v = arena_array(a, list ? list->n : 0, sizeof *charts->v);
	if (list && list->type != YAML_LIST)
		wrong(&front, root, STR("charts"), "[{id: }]");
	for (size_t i = 0; list && list->type == YAML_LIST && i < list->n; i++)
		read_chart(charts, &front, list->member[i].node, set);
	read_columns(charts, &front, root, set);
	if (findings->errors > errors)
		return config_error(findings, first, err);
	make_plans(charts, a);
	return 0;
}

const struct chart_spec *
chart_set_find(const struct chart_set *charts, struct str id)
{
	for (size_t i = 0; i < charts->n; i++)
		if (str_eq(charts->v[i].id, id))
			return &charts->v[i];
	return NULL;
}

/* The band of a number, as a code that sorts. */
static struct str
band_code(struct arena *a, const struct chart_spec *spec, struct str number)
{
	unsigned band = 0;

	while (band < spec->bands &&
	       decimal_order(spec->band[band], number) <= 0)
		band++;
	return arena_fmt(a, "%02u", band);
}

void
chart_set_measure(const struct chart_set *charts, struct arena *a,
                  const struct record *record, struct row *row)
{
	struct VEC(struct row_facet) found = {0};

	for (size_t i = 0; i < charts->n; i++) {
		const struct chart_spec *spec = &charts->v[i];
		const struct record_leaf *leaf = NULL;

		if (!spec->field || spec->schema != record->schema)
			continue;
		while ((leaf = record_leaf(record, spec->field, leaf))) {
			struct str text = record_leaf_text(leaf);
			struct row_facet one = {spec->id, text};

			if (spec->bands)
				one.code = band_code(a, spec, text);
			if (text.n)
				vec_push(&found, one);
		}
	}
	row->measures = found.n;
	row->measure = arena_copy(a, found.v, found.n, sizeof *found.v);
	vec_release(&found);
}
