#include "model/schema_parse.h"

#include "model/constraint_parse.h"
#include "model/decimal.h"
#include "model/suggest.h"

#define TYPE(type) (1u << (type))
#define FACET_TYPES                                                      \
	(TYPE(FIELD_ENUM) | TYPE(FIELD_ADCODE) | TYPE(FIELD_BOOL) |      \
	 TYPE(FIELD_REF) | TYPE(FIELD_INTEGER) | TYPE(FIELD_MONTH))

static const struct str none = {0};

/* Names of all types in a mask, for a message. */
static struct str
type_names(const struct front *front, unsigned types)
{
	struct str s = none;

	for (size_t i = 0; i < FIELD_TYPES; i++) {
		if (!(types & 1u << i))
			continue;
		s = arena_fmt(front->arena, "%.*s%s%.*s", STR_ARG(s),
		              s.n ? " | " : "",
		              STR_ARG(schema_type_name((enum field_type)i)));
	}
	return s;
}

static struct str
nearest_path(const struct schema *schema, struct str path)
{
	const struct schema_field *f = NULL;
	struct str best = none;
	unsigned least = SUGGEST_MAX;

	while ((f = schema_next(schema, f)) != NULL) {
		struct str near = suggest_nearest(path, &f->path, 1);
		unsigned distance;

		if (!near.n)
			continue;
		distance = suggest_distance(path, near);
		if (distance < least) {
			least = distance;
			best = near;
		}
	}
	return best;
}

const struct schema_field *
schema_resolve(const struct front *front, const struct schema *schema,
               const struct yaml_node *node, unsigned types)
{
	const struct schema_field *f = schema_field(schema, node->text);

	if (!f) {
		front_fault(front, "C104", node, node->text,
		            nearest_path(schema, node->text), none);
		return NULL;
	}
	while (f->type == FIELD_LIST && f->fields)
		f = f->field;
	if (types && !(types & TYPE(f->type))) {
		front_fault(front, "C106", node, f->path,
		            schema_type_name(f->type),
		            type_names(front, types));
		return NULL;
	}
	return f;
}

/* A value that a field can have, in its canonical form. */
static struct str
condition_value(const struct front *front, const struct schema_field *f,
                const struct yaml_node *node)
{
	struct str value = node->text;

	if (f->type == FIELD_BOOL && !str_eq(value, STR("true")) &&
	    !str_eq(value, STR("false")))
		front_fault(front, "C103", node, f->path,
		            STR("true | false"), none);
	if (f->codes && !codes_find(f->codes, value))
		front_fault(front, "C105", node, value, none, none);
	return value;
}

/* `present` stands for any value and `absent` for none, where they cannot be
 * values themselves. */
static bool
is_word(const struct schema_field *f, const struct config_names *names,
        struct str word)
{
	return names->n == 1 && !f->codes && f->type != FIELD_BOOL &&
	       f->type != FIELD_TEXT && f->type != FIELD_MARKDOWN &&
	       str_eq(names->node[0]->text, word);
}

const struct schema_condition *
schema_conditions(const struct front *front, const struct schema *schema,
                  const struct yaml_node *node, size_t *n)
{
	struct schema_condition *all;

	*n = 0;
	if (!node)
		return NULL;
	if (node->type != YAML_MAP) {
		front_fault(front, "C103", node, STR("when | required_if"),
		            STR("{PATH: VALUE}"), none);
		return NULL;
	}
	all = arena_array(front->arena, node->n, sizeof *all);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_member *m = &node->member[i];
		struct yaml_node path = {.text = m->key,
		                         .plain = true,
		                         .line = m->line,
		                         .column = m->column};
		struct config_names names = config_names(front, node, m->key);
		const struct schema_field *f =
		    schema_resolve(front, schema, &path, 0);
		struct str *value =
		    arena_array(front->arena, names.n, sizeof *value);

		bool absent;

		if (!f)
			continue;
		absent = is_word(f, &names, STR("absent"));
		if (absent || is_word(f, &names, STR("present")))
			names.n = 0;
		for (size_t k = 0; k < names.n; k++)
			value[k] = condition_value(front, f, names.node[k]);
		all[(*n)++] =
		    (struct schema_condition){f, value, names.n, absent};
	}
	return all;
}

/* required_if of all fields, which name one another. */
static void
resolve_conditions(const struct front *front, struct schema *schema,
                   struct schema_field *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct schema_field *f = &field[i];

		f->required_if = schema_conditions(
		    front, schema, yaml_get(f->node, STR("required_if")),
		    &f->required_ifs);
		resolve_conditions(front, schema, f->field, f->fields);
	}
}

static const struct schema_field *
resolve_key(const struct front *front, const struct schema *schema,
            const struct yaml_node *root, struct str key, unsigned types)
{
	const struct yaml_node *node = yaml_get(root, key);

	return node ? schema_resolve(front, schema, node, types) : NULL;
}

static void
resolve_dates(const struct front *front, struct schema *schema,
              const struct yaml_node *root)
{
	struct config_names names = config_names(front, root, STR("date"));

	schema->date =
	    arena_array(front->arena, names.n, sizeof *schema->date);
	for (size_t i = 0; i < names.n; i++) {
		const struct schema_field *f = schema_resolve(
		    front, schema, names.node[i],
		    TYPE(FIELD_DATE) | TYPE(FIELD_MONTH));

		if (f)
			schema->date[schema->dates++] = f;
	}
}

/* Up to where each band but the last goes, in order. */
static void
read_below(const struct front *front, struct schema_bands *bands,
           const struct yaml_node *below)
{
	size_t n = bands->codes->n;
	int64_t *end = arena_array(front->arena, n, sizeof *end);
	struct str *known = arena_array(front->arena, n, sizeof *known);

	for (size_t i = 0; i < n; i++)
		known[i] = bands->codes->v[i].code;
	config_known(front, below, known, n - 1);
	for (size_t i = 0; i + 1 < n; i++) {
		struct str code = bands->codes->v[i].code;
		struct str text =
		    config_need(front, below, code)
		        ? schema_bound(front, below, FIELD_MONEY, code)
		        : none;

		if (text.n && (!decimal_parse(text, &end[i]) ||
		               (i && end[i] <= end[i - 1])))
			front_fault(front, "C103", yaml_get(below, code), code,
			            STR("NUMBER, ascending"), none);
	}
	bands->below = end;
}

static void
read_bands(const struct front *front, struct schema *schema,
           const struct yaml_node *root)
{
	static const struct str keys[] = {
	    {"label", 5}, {"values", 6}, {"below", 5}};
	const struct yaml_node *node = yaml_get(root, STR("price"));
	const struct yaml_node *values, *below;

	if (!node)
		return;
	config_known(front, node, keys, 3);
	values = config_need(front, node, STR("values"));
	below = config_need(front, node, STR("below"));
	if (!config_need(front, node, STR("label")) || !values || !below)
		return;
	schema->bands.label = config_text2(front, node, STR("label"));
	schema->bands.codes = schema_values(front, values);
	if (!schema->bands.codes || !schema->bands.codes->n) {
		front_fault(front, "C103", values, STR("values"),
		            STR("a: {zh: , en: }"), none);
		schema->bands.codes = NULL;
		return;
	}
	read_below(front, &schema->bands, below);
}

/* `status`, `year` and `price` are derived, the last two unless they are
 * fields. */
static bool
derived_facet(const struct schema *schema, struct schema_facet *facet)
{
	if (str_eq(facet->key, STR("status"))) {
		facet->source = FACET_STATUS;
		facet->label = (struct text2){STR("状态"), STR("Status")};
		return true;
	}
	if (str_eq(facet->key, STR("year")) &&
	    !schema_field(schema, facet->key)) {
		facet->source = FACET_YEAR;
		facet->label = (struct text2){STR("年份"), STR("Year")};
		return true;
	}
	if (str_eq(facet->key, STR("price")) && schema->bands.codes &&
	    !schema_field(schema, facet->key)) {
		facet->source = FACET_PRICE;
		facet->label = schema->bands.label;
		facet->codes = schema->bands.codes;
		return true;
	}
	return false;
}

static void
resolve_facets(const struct front *front, struct schema *schema,
               const struct yaml_node *root)
{
	struct config_names names = config_names(front, root, STR("facets"));

	schema->facet =
	    arena_array(front->arena, names.n, sizeof *schema->facet);
	for (size_t i = 0; i < names.n; i++) {
		struct schema_facet facet = {.key = names.node[i]->text};

		if (schema_facet(schema, facet.key))
			front_fault(front, "C107", names.node[i], facet.key,
			            none, none);
		if (!derived_facet(schema, &facet)) {
			facet.field = schema_resolve(
			    front, schema, names.node[i], FACET_TYPES);
			if (!facet.field)
				continue;
			facet.label = facet.field->label;
			facet.codes = facet.field->codes;
		}
		schema->facet[schema->facets++] = facet;
	}
}

static bool
name_shape(struct str s, char extra)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') &&
		    !(i && ((c >= '0' && c <= '9') || c == extra)))
			return false;
	}
	return s.n > 0;
}

bool
schema_folder_is_taken(struct str folder)
{
	/* The site's own, as render/output.h says; then those of content/. */
	static const char *const name[] = {
	    "assets", "data",  "en",     "errors", "files",  "manifest",
	    "search", "titles", "tools", "zh",     "schema", "tables"};

	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		if (str_eq(folder, str_from(name[i])))
			return true;
	return false;
}

static void
read_names(const struct front *front, struct schema *schema,
           const struct yaml_node *root)
{
	const struct yaml_node *kind, *folder;
	struct str base = config_base(front->source.path);

	schema->kind = base;
	kind = config_need(front, root, STR("kind"));
	if (kind && !str_eq(kind->text, base))
		front_fault(front, "C108", kind, kind->text, base, none);
	if (kind && !name_shape(kind->text, '_'))
		front_fault(front, "C103", kind, STR("kind"),
		            STR("[a-z][a-z0-9_]*"), none);
	folder = config_need(front, root, STR("folder"));
	if (!folder)
		return;
	schema->folder = folder->text;
	if (schema_folder_is_taken(folder->text))
		front_fault(front, "C103", folder, STR("folder"),
		            arena_fmt(front->arena, "[a-z][a-z0-9-]* ≠ %.*s",
		                      STR_ARG(folder->text)),
		            none);
	else if (!name_shape(folder->text, '-'))
		front_fault(front, "C103", folder, STR("folder"),
		            STR("[a-z][a-z0-9-]*"), none);
}

static void
read_prefix(const struct front *front, struct schema *schema,
            const struct yaml_node *root)
{
	const struct yaml_node *node = yaml_get(root, STR("id_prefix"));
	char *p;

	if (node && (node->type != YAML_TEXT || !name_shape(node->text, '-')))
		front_fault(front, "C103", node, STR("id_prefix"),
		            STR("[a-z][a-z0-9-]*"), none);
	if (node && node->type == YAML_TEXT) {
		schema->id_prefix = node->text;
		schema->own_prefix = true;
		return;
	}
	p = arena_alloc(front->arena, schema->kind.n + 1);
	for (size_t i = 0; i < schema->kind.n; i++)
		p[i] = schema->kind.p[i] == '_' ? '-' : schema->kind.p[i];
	schema->id_prefix = (struct str){p, schema->kind.n};
}

static void
read_head(const struct front *front, struct schema *schema,
          const struct yaml_node *root)
{
	read_names(front, schema, root);
	read_prefix(front, schema, root);
	if (config_need(front, root, STR("label")))
		schema->label = config_text2(front, root, STR("label"));
	schema->group = config_text2(front, root, STR("group"));
	schema->version =
	    SCHEMA_FORM +
	    config_number(front, root, STR("version"), 0, 10000);
	schema->permanent = config_bool(front, root, STR("permanent"));
	schema->in_nav = yaml_get(root, STR("nav")) != NULL;
	schema->nav =
	    (int)config_number(front, root, STR("nav"), 0, 1000000);
	schema->on_home =
	    schema->in_nav || config_bool(front, root, STR("home"));
}

/* Names that records or the portal use for something else. */
static void
refuse_reserved(const struct front *front, const struct yaml_node *fields)
{
	static const char *const name[] = {"id", "kind", "status"};

	for (size_t i = 0; fields->type == YAML_MAP && i < fields->n; i++)
		for (size_t k = 0; k < sizeof name / sizeof *name; k++)
			if (str_eq(fields->member[i].key, str_from(name[k])))
				front_fault_key(front, "C107",
				                &fields->member[i],
				                fields->member[i].key, none,
				                none);
}

static void
resolve_ground(const struct front *front, struct schema *schema,
               const struct yaml_node *root)
{
	struct str key = config_str(front, root, STR("ground"));

	if (key.n)
		schema->ground = schema_facet(schema, key);
	if (key.n && !schema->ground)
		front_fault(front, "C105", yaml_get(root, STR("ground")), key,
		            none, none);
}

/* What a state names as the way to act must be a group of the page. */
static void
check_calls(const struct front *front, const struct schema *schema,
            const struct yaml_node *states)
{
	for (uint32_t i = 0; i < schema->life.n; i++) {
		const struct life_state *state = &schema->life.state[i];
		const struct schema_field *field =
		    schema_field(schema, state->call);

		if (state->call.n && (!field || field->type != FIELD_MAP ||
		                      field->hidden))
			front_fault(front, "C105",
			            yaml_get(yaml_get(states, state->code),
			                     STR("call")),
			            state->call, none, none);
	}
}

static void
resolve_head(const struct front *front, struct schema *schema,
             const struct yaml_node *root)
{
	unsigned texts = TYPE(FIELD_TEXT), dates = TYPE(FIELD_DATE);

	if (config_need(front, root, STR("title")))
		schema->title = resolve_key(front, schema, root, STR("title"),
		                            texts);
	schema->summary =
	    resolve_key(front, schema, root, STR("summary"),
	                texts | TYPE(FIELD_MARKDOWN));
	schema->scheduled =
	    resolve_key(front, schema, root, STR("scheduled"), dates);
	schema->withdraws =
	    resolve_key(front, schema, root, STR("withdraws"), texts);
	schema->leaves = resolve_key(front, schema, root, STR("leaves"), dates);
	resolve_dates(front, schema, root);
	read_bands(front, schema, root);
	resolve_facets(front, schema, root);
	resolve_ground(front, schema, root);
	resolve_conditions(front, schema, schema->field, schema->fields);
}

static void
read_life(const struct front *front, struct schema *schema,
          const struct yaml_node *root)
{
	static const struct str keys[] = {{"states", 6}, {"own", 3}};
	const struct yaml_node *life = yaml_get(root, STR("life"));
	const struct yaml_node *states;

	if (!life)
		return;
	states = config_need(front, life, STR("states"));
	if (life->type != YAML_MAP || !states)
		return;
	config_known(front, life, keys, 2);
	schema_life_parse(front, &schema->life, states);
	check_calls(front, schema, states);
	schema->own =
	    schema_rules_parse(front, schema, yaml_get(life, STR("own")),
	                       false, &schema->owns);
}

int
schema_parse(struct schema *schema, struct arena *a,
             const struct source *file, const struct schema_set *set,
             struct finding_list *findings)
{
	static const struct str keys[] = {
	    {"kind", 4},      {"folder", 6},    {"label", 5},  {"permanent", 9},
	    {"nav", 3},       {"title", 5},     {"summary", 7}, {"date", 4},
	    {"scheduled", 9}, {"facets", 6},    {"fields", 6}, {"withdraws", 9},
	    {"life", 4},      {"about", 5},     {"rules", 5},  {"leaves", 6},
	    {"group", 5},     {"home", 4},      {"ground", 6},
	    {"id_prefix", 9}, {"version", 7},   {"price", 5}};
	struct front front = {a, *file, findings};
	size_t errors = findings->errors;
	const struct yaml_node *root = config_open(&front), *fields;

	*schema = (struct schema){.source = *file,
	                          .kind = config_base(file->path)};
	if (!root)
		return ERR_CONTENT;
	config_known(&front, root, keys, sizeof keys / sizeof *keys);
	read_head(&front, schema, root);
	fields = config_need(&front, root, STR("fields"));
	if (!fields)
		return ERR_CONTENT;
	refuse_reserved(&front, fields);
	schema_fields_parse(&front, set, fields, NULL, &schema->field,
	                    &schema->fields);
	resolve_head(&front, schema, root);
	read_life(&front, schema, root);
	schema->about = schema_rules_parse(
	    &front, schema, yaml_get(root, STR("about")), true,
	    &schema->abouts);
	constraint_parse(&front, set, schema, yaml_get(root, STR("rules")));
	return findings->errors > errors ? ERR_CONTENT : 0;
}
