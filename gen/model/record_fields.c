#include "model/record_parse.h"

#include "model/suggest.h"

static struct value *type_node(struct parsing *p,
                               const struct schema_field *field,
                               const struct yaml_node *node, uint32_t row);

bool
record_absent(const struct yaml_node *node)
{
	return yaml_is_null(node) ||
	       (node->type == YAML_TEXT && !str_trim(node->text).n);
}

static bool
known(const struct schema_field *field, size_t n, struct str key, bool top)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(field[i].name, key))
			return true;
	return top && (str_eq(key, STR("id")) || str_eq(key, STR("kind")));
}

const struct schema_field *
record_meant(const struct schema_field *field, size_t n, struct str key,
             bool top)
{
	const struct schema_field *near = NULL;
	unsigned least = SUGGEST_MAX;

	if (known(field, n, key, top))
		return NULL;
	for (size_t k = 0; k < n; k++) {
		struct str s = suggest_nearest(key, &field[k].name, 1);
		unsigned distance = suggest_distance(key, s);

		if (str_eq(key, field[k].label.zh))
			return &field[k];
		if (s.n && distance < least) {
			near = &field[k];
			least = distance;
		}
	}
	return near;
}

/* A required field that is missing is told here, if it is what was meant. */
static void
tell_unknown(struct parsing *p, const struct schema_field *near,
             const struct yaml_node *map, const struct yaml_member *m)
{
	struct finding_place place = front_key_place(&p->front, m);
	struct str args[FINDING_ARGS] = {m->key};

	if (near)
		args[1] = near->name;
	if (near && near->required && !yaml_get(map, near->name)) {
		args[2] = near->label.zh;
		args[3] = text2_in(near->label, LANG_EN);
	}
	finding_add(p->front.findings, "F101", &place, args);
}

static void
report_unknown(struct parsing *p, const struct schema_field *field, size_t n,
               const struct yaml_node *map, bool top)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_member *m = &map->member[i];

		if (!known(field, n, m->key, top))
			tell_unknown(p, record_meant(field, n, m->key, top),
			             map, m);
	}
}

struct value *
record_type_fields(struct parsing *p, const struct schema_field *field,
                   size_t n, const struct yaml_node *map, uint32_t row,
                   bool top)
{
	struct value *values = value_map(p->front.arena);
	const struct yaml_node *outer = p->map;

	report_unknown(p, field, n, map, top);
	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *node = yaml_get(map, field[i].name);
		struct value *value;

		if (record_absent(node))
			continue;
		p->map = map;
		value = type_node(p, &field[i], node, row);
		if (value)
			value_put(p->front.arena, values, field[i].name,
			          value);
	}
	p->map = outer;
	return values;
}

static void
push_leaf(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node, const struct value *value,
          uint32_t row)
{
	struct record *r = p->record;
	struct record_leaf leaf = {
	    .field = field,
	    .value = value,
	    .at = {node->line, node->column, front_length(node)},
	    .row = row};

	record_push(p->front.arena, r->leaf, r->leaves, leaf);
}

static struct value *
type_list(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node, uint32_t row)
{
	struct value *list;

	if (node->type != YAML_LIST) {
		record_wrong_type(p, field, node);
		return NULL;
	}
	list = value_list(p->front.arena);
	for (size_t i = 0; i < node->n; i++) {
		uint32_t at = field->list ? row : (uint32_t)i;
		const struct yaml_node *item = node->member[i].node;
		struct value *value = NULL;

		if (record_absent(item))
			record_wrong_type(p, field->field, item);
		else
			value = type_node(p, field->field, item, at);
		value_add(p->front.arena, list,
		          value ? value : value_null(p->front.arena));
	}
	return list;
}

/* A localized text: {zh: , en: }, of which zh must be there. */
static struct value *
type_localized(struct parsing *p, const struct schema_field *field,
               const struct yaml_node *node, uint32_t row)
{
	struct schema_field part[LANGS] = {*field, *field};
	struct value *values;

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		part[lang].name = lang_code(lang);
		part[lang].localized = false;
	}
	report_unknown(p, part, LANGS, node, false);
	values = value_map(p->front.arena);
	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		const struct yaml_node *n = yaml_get(node, lang_code(lang));

		if (record_absent(n))
			continue;
		if (n->type != YAML_TEXT) {
			record_wrong_type(p, field, n);
			return NULL;
		}
		value_put(p->front.arena, values, lang_code(lang),
		          value_text(p->front.arena, str_trim(n->text)));
	}
	if (!value_str(value_get(values, STR("zh"))).n) {
		front_fault(&p->front, "F102", node,
		            arena_fmt(p->front.arena, "%.*s.zh",
		                      STR_ARG(field->path)),
		            field->label.zh,
		            text2_in(field->label, LANG_EN));
		return NULL;
	}
	push_leaf(p, field, node, values, row);
	return values;
}

static struct value *
type_node(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node, uint32_t row)
{
	struct value *value;

	if (field->type == FIELD_LIST)
		return type_list(p, field, node, row);
	if (field->type == FIELD_MAP && node->type == YAML_MAP)
		return record_type_fields(p, field->field, field->fields,
		                          node, row, false);
	if (field->localized && node->type == YAML_MAP)
		return type_localized(p, field, node, row);
	if (node->type != YAML_TEXT || field->type == FIELD_MAP) {
		record_wrong_type(p, field, node);
		return NULL;
	}
	value = record_type_scalar(p, field, node);
	if (value)
		push_leaf(p, field, node, value, row);
	return value;
}
