#include "model/schema_form.h"

#include "model/constraint_sort.h"
#include "model/record.h"
#include "text/value.h"

struct asking {
	struct arena *a;
	const struct schema *schema;
	enum lang lang;
	struct value *tables;
};

static void
put_text(const struct asking *k, struct value *map, const char *key,
         struct str text)
{
	if (text.n)
		value_put_text(k->a, map, key, text);
}

static void
put_true(const struct asking *k, struct value *map, const char *key, bool yes)
{
	if (yes)
		value_put(k->a, map, str_from(key), value_bool(k->a, true));
}

static struct value *
texts(const struct asking *k, const struct str *text, size_t n)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < n; i++)
		value_add(k->a, list, value_text(k->a, text[i]));
	return list;
}

static void
put_conditions(const struct asking *k, struct value *map, const char *key,
               const struct schema_condition *condition, size_t n)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < n; i++) {
		struct value *one =
		    texts(k, &condition[i].field->path, 1);

		value_add(k->a, one,
		          texts(k, condition[i].value, condition[i].n));
		if (condition[i].absent)
			value_add(k->a, one, value_bool(k->a, true));
		value_add(k->a, list, one);
	}
	if (n)
		value_put(k->a, map, str_from(key), list);
}

/* ---------------------------------------------------------- fields */

/* The Chinese label goes along where names are composed of it. */
static struct value *
code_list(const struct asking *k, const struct codes *codes)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < codes->n; i++) {
		struct text2 label = codes->v[i].label;
		struct str one[] = {codes->v[i].code,
		                    text2_in(label, k->lang), label.zh};

		value_add(k->a, list,
		          texts(k, one, str_eq(one[1], one[2]) ? 2 : 3));
	}
	return list;
}

static void
put_codes(const struct asking *k, struct value *map,
          const struct schema_field *f)
{
	if (!f->codes)
		return;
	if (!f->table) {
		value_put(k->a, map, STR("codes"), code_list(k, f->codes));
		return;
	}
	put_text(k, map, "table", f->table->name);
	if (!value_get(k->tables, f->table->name))
		value_put(k->a, k->tables, f->table->name,
		          code_list(k, f->codes));
}

static struct value *fields_of(const struct asking *k,
                               const struct schema_field *field, size_t n);

static struct value *
field_of(const struct asking *k, const struct schema_field *f)
{
	struct value *map = value_map(k->a);
	bool number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	              f->type == FIELD_MONEY;

	put_text(k, map, "name", f->name);
	value_put_text(k->a, map, "type", schema_type_name(f->type));
	put_text(k, map, "label", text2_in(f->label, k->lang));
	put_text(k, map, "help", text2_in(f->help, k->lang));
	put_text(k, map, "unit", text2_in(f->unit, k->lang));
	put_text(k, map, "min", f->min);
	put_text(k, map, "max", f->max);
	put_true(k, map, "required", f->required);
	put_true(k, map, "localized", f->localized);
	put_true(k, map, "hidden", f->hidden);
	if (number)
		put_text(k, map, "words",
		         text2_in(record_type_words(f->type), k->lang));
	if (f->target_schema) {
		put_text(k, map, "kind",
		         text2_in(f->target_schema->label, k->lang));
		put_text(k, map, "list", f->target_schema->folder);
	}
	put_codes(k, map, f);
	put_conditions(k, map, "when", f->required_if, f->required_ifs);
	if (f->type == FIELD_LIST && f->fields)
		value_put(k->a, map, STR("of"), field_of(k, f->field));
	if (f->type == FIELD_MAP)
		value_put(k->a, map, STR("fields"),
		          fields_of(k, f->field, f->fields));
	return map;
}

static struct value *
fields_of(const struct asking *k, const struct schema_field *field, size_t n)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < n; i++)
		value_add(k->a, list, field_of(k, &field[i]));
	return list;
}

/* ----------------------------------------------------------- rules */

static struct value *
paths(const struct asking *k, const struct schema_field *const *field,
      size_t n)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < n; i++)
		value_add(k->a, list, value_text(k->a, field[i]->path));
	return list;
}

static struct value *
pieces(const struct asking *k, const struct constraint *c)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < c->pieces; i++) {
		struct value *one = value_map(k->a);

		if (c->piece[i].field)
			put_text(k, one, "field", c->piece[i].field->path);
		put_text(k, one, "text", c->piece[i].text);
		value_add(k->a, list, one);
	}
	return list;
}

static struct value *
caps(const struct asking *k, const struct constraint *c)
{
	struct value *map = value_map(k->a);

	for (size_t i = 0; i < c->caps; i++)
		value_put(k->a, map, c->cap[i].mode,
		          value_text(k->a, c->cap[i].most));
	return map;
}

static struct value *
words(const struct asking *k, const struct codetable *table)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < table->codes.n; i++)
		value_add(k->a, list,
		          value_text(k->a, table->codes.v[i].label.zh));
	return list;
}

static struct value *
number(const struct asking *k, uint32_t n)
{
	return n == CONSTRAINT_NO_NUMBER ? NULL : value_int(k->a, n);
}

/* What a rule was given for a parameter, or NULL. */
static struct value *
parameter(const struct asking *k, const struct constraint *c,
          const struct parameter *p)
{
	const char *slot = (const char *)c + p->slot;

	switch (p->sort) {
	case PARAMETER_PATH:
	case PARAMETER_LIST:
		return c->path[p->slot]
		           ? value_text(k->a, c->path[p->slot]->path)
		           : NULL;
	case PARAMETER_PATHS:
		return paths(k, c->field, c->fields);
	case PARAMETER_NUMBER:
		return number(k, *(const uint32_t *)(const void *)slot);
	case PARAMETER_BOUND:
		return value_text(k->a,
		                  *(const struct str *)(const void *)slot);
	case PARAMETER_TEXTS:
		return texts(k, c->text, c->texts);
	case PARAMETER_TABLE:
		return words(k, c->table);
	case PARAMETER_PIECES:
		return pieces(k, c);
	case PARAMETER_CAPS:
		return caps(k, c);
	default:
		return NULL;
	}
}

static struct value *
rule_of(const struct asking *k, const struct constraint *c)
{
	const struct constraint_grammar *g = constraint_grammar(c->sort);
	struct value *map = value_map(k->a);

	put_text(k, map, "rule", g->name);
	if (c->levelled)
		put_text(k, map, "level",
		         c->level == FINDING_ERROR ? STR("error")
		                                   : STR("warning"));
	put_text(k, map, "why", text2_in(c->why, k->lang));
	if (c->rows)
		put_text(k, map, "rows", c->rows->path);
	put_conditions(k, map, "when", c->when, c->whens);
	put_conditions(k, map, "where", c->where, c->wheres);
	for (const struct parameter *p = g->parameter; p->sort; p++) {
		struct value *v = parameter(k, c, p);

		if (v)
			value_put(k->a, map, p->name, v);
	}
	return map;
}

static struct value *
rules_of(const struct asking *k)
{
	struct value *list = value_list(k->a);

	for (size_t i = 0; i < k->schema->constraints; i++)
		if (!constraint_between(&k->schema->constraint[i]))
			value_add(k->a, list,
			          rule_of(k, &k->schema->constraint[i]));
	return list;
}

static void
put_periods(const struct asking *k, struct value *list,
            const struct schema_rule *rule, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str pair[2];

		if (!rule[i].until ||
		    rule[i].until->parent != rule[i].from->parent)
			continue;
		pair[0] = rule[i].from->path;
		pair[1] = rule[i].until->path;
		value_add(k->a, list, texts(k, pair, 2));
	}
}

struct value *
schema_form(struct arena *a, const struct schema *schema, enum lang lang)
{
	struct asking k = {a, schema, lang, value_map(a)};
	struct value *map = value_map(a), *periods = value_list(a);

	value_put(a, map, STR("fields"),
	          fields_of(&k, schema->field, schema->fields));
	value_put(a, map, STR("tables"), k.tables);
	value_put(a, map, STR("rules"), rules_of(&k));
	put_periods(&k, periods, schema->own, schema->owns);
	put_periods(&k, periods, schema->about, schema->abouts);
	value_put(a, map, STR("periods"), periods);
	return map;
}
