#include "model/schema_parse.h"

#include "model/suggest.h"

static const struct str none = {0};

static bool
letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
field_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!letter(s.p[i]) && s.p[i] != '_' &&
		    !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	return s.n && letter(s.p[0]);
}

static bool
number_shape(struct str s)
{
	size_t dot;

	if (s.n && s.p[0] == '-')
		s = str_sub(s, 1, s.n);
	dot = str_chr(s, '.');
	for (size_t i = 0; i < s.n; i++)
		if (i != dot && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	return s.n && dot > 0 && dot + 1 != s.n;
}

struct str
schema_bound(const struct front *front, const struct yaml_node *node,
             enum field_type type, struct str key)
{
	struct str s = config_str(front, node, key);
	bool fits = number_shape(s);
	int32_t day;
	uint64_t n;

	if (!s.n)
		return s;
	if (type == FIELD_DATE)
		fits = date_parse_iso(s, &day);
	else if (type == FIELD_MONTH)
		fits = date_parse_month(s, &day);
	else if (type == FIELD_TEXT || type == FIELD_MARKDOWN ||
	         type == FIELD_LIST)
		fits = str_u64(s, &n);
	if (fits)
		return s;
	front_fault(front, "C103", yaml_get(node, key), key,
	            schema_type_name(type), none);
	return none;
}

static enum field_type
read_type(const struct front *front, const struct yaml_node *node)
{
	const struct yaml_node *type = config_need(front, node, STR("type"));
	struct str name[FIELD_TYPES];

	for (size_t i = 0; i < FIELD_TYPES; i++) {
		name[i] = schema_type_name((enum field_type)i);
		if (type && str_eq(type->text, name[i]))
			return (enum field_type)i;
	}
	if (type)
		front_fault(front, "C105", type, type->text,
		            suggest_nearest(type->text, name, FIELD_TYPES),
		            none);
	return FIELD_TEXT;
}

const struct codes *
schema_values(const struct front *front, const struct yaml_node *values)
{
	struct codes *codes = arena_alloc(front->arena, sizeof *codes);

	if (values->type != YAML_MAP) {
		front_fault(front, "C103", values, STR("values"),
		            STR("CODE: {zh: , en: }"), none);
		return codes;
	}
	codes->v = arena_array(front->arena, values->n, sizeof *codes->v);
	codes->n = values->n;
	for (size_t i = 0; i < values->n; i++) {
		const struct yaml_member *m = &values->member[i];

		if (!codes_shape(m->key))
			front_fault_key(front, "C103", m, m->key,
			                STR("[A-Za-z0-9_-]+"), none);
		codes->v[i].code = m->key;
		codes->v[i].label = config_text2(front, values, m->key);
	}
	codes_index(codes, front->arena);
	return codes;
}

static void
read_codes(const struct front *front, const struct schema_set *set,
           const struct yaml_node *node, struct schema_field *f)
{
	const struct yaml_node *values = yaml_get(node, STR("values"));
	const struct yaml_node *table = yaml_get(node, STR("table"));

	if (values) {
		f->codes = schema_values(front, values);
	} else if (table) {
		f->table = schema_table(set, table->text);
		if (f->table)
			f->codes = &f->table->codes;
		else
			front_fault(front, "C105", table, table->text, none,
			            none);
	} else {
		front_fault(front, "C102", node, STR("values | table"), none,
		            none);
	}
}

/* The one field of a list: it goes by the name of the list. */
static void
read_item(const struct front *front, const struct schema_set *set,
          const struct yaml_node *node, struct schema_field *f);

static void
read_inside(const struct front *front, const struct schema_set *set,
            const struct yaml_node *node, struct schema_field *f)
{
	const struct yaml_node *inner;

	if (f->type == FIELD_ENUM || f->type == FIELD_ADCODE) {
		read_codes(front, set, node, f);
	} else if (f->type == FIELD_REF) {
		if (config_need(front, node, STR("kind")))
			f->target = config_str(front, node, STR("kind"));
	} else if (f->type == FIELD_LIST) {
		inner = config_need(front, node, STR("of"));
		if (inner && inner->type == YAML_MAP)
			read_item(front, set, inner, f);
		else if (inner)
			front_fault(front, "C103", inner, STR("of"),
			            STR("{type: }"), none);
	} else if (f->type == FIELD_MAP) {
		inner = config_need(front, node, STR("fields"));
		if (inner)
			schema_fields_parse(front, set, inner, f, &f->field,
			                    &f->fields);
	}
}

static void
read_field(const struct front *front, const struct schema_set *set,
           const struct yaml_node *node, struct schema_field *f)
{
	static const struct str keys[] = {
	    {"type", 4},   {"label", 5},  {"help", 4},      {"required", 8},
	    {"min", 3},    {"max", 3},    {"unique", 6},    {"weight", 6},
	    {"hidden", 6}, {"unit", 4},   {"localized", 9}, {"table", 5},
	    {"values", 6}, {"kind", 4},   {"of", 2},        {"fields", 6},
	    {"required_if", 11}, {"pinyin", 6}, {"aka", 3},     {"event", 5}};

	f->node = node;
	if (node->type != YAML_MAP) {
		front_fault(front, "C103", node, f->name, STR("{type: }"),
		            none);
		return;
	}
	config_known(front, node, keys, sizeof keys / sizeof *keys);
	f->type = read_type(front, node);
	f->label = config_text2(front, node, STR("label"));
	f->help = config_text2(front, node, STR("help"));
	f->unit = config_text2(front, node, STR("unit"));
	f->required = config_bool(front, node, STR("required"));
	f->unique = config_bool(front, node, STR("unique"));
	f->localized = config_bool(front, node, STR("localized"));
	f->hidden = config_bool(front, node, STR("hidden")) ||
	            (f->parent && f->parent->hidden);
	f->weight = config_number(front, node, STR("weight"), 0, 15);
	f->pinyin = config_bool(front, node, STR("pinyin"));
	config_names(front, node, STR("aka")); /* columns.h reads them */
	f->event = config_text2(front, node, STR("event"));
	if (f->event.zh.n && f->type != FIELD_DATE)
		front_fault(front, "C106", node, f->path,
		            schema_type_name(f->type),
		            schema_type_name(FIELD_DATE));
	f->min = schema_bound(front, node, f->type, STR("min"));
	f->max = schema_bound(front, node, f->type, STR("max"));
	read_inside(front, set, node, f);
}

static void
read_item(const struct front *front, const struct schema_set *set,
          const struct yaml_node *node, struct schema_field *f)
{
	struct schema_field *item = arena_alloc(front->arena, sizeof *item);

	item->parent = f;
	item->list = f->list ? f->list : f;
	item->path = f->path;
	read_field(front, set, node, item);
	if (!item->label.zh.n)
		item->label = f->label;
	f->field = item;
	f->fields = 1;
}

void
schema_fields_parse(const struct front *front, const struct schema_set *set,
                    const struct yaml_node *node,
                    const struct schema_field *parent,
                    struct schema_field **field, size_t *n)
{
	struct schema_field *all;

	if (node->type != YAML_MAP) {
		front_fault(front, "C103", node, STR("fields"),
		            STR("NAME: {type: }"), none);
		return;
	}
	all = arena_array(front->arena, node->n, sizeof *all);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_member *m = &node->member[i];
		struct schema_field *f = &all[i];

		f->name = f->path = m->key;
		f->parent = parent;
		f->list = parent ? parent->list : NULL;
		if (parent && parent->path.n)
			f->path = arena_fmt(front->arena, "%.*s.%.*s",
			                    STR_ARG(parent->path),
			                    STR_ARG(m->key));
		if (!field_name(m->key))
			front_fault_key(front, "C103", m, m->key,
			                STR("[a-z][a-z0-9_]*"), none);
		read_field(front, set, m->node, f);
		if (!f->label.zh.n)
			front_fault_key(front, "C102", m, STR("label"), none,
			                none);
	}
	*field = all;
	*n = node->n;
}
