#include "model/schema_json.h"

#include "text/value.h"

/* A value as the field's type writes it. */
static struct value *
typed(struct arena *a, const struct schema_field *f, struct str s)
{
	if (f->type == FIELD_BOOL)
		return value_bool(a, str_eq(s, STR("true")));
	if (f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	    f->type == FIELD_MONEY)
		return value_number(a, s);
	return value_text(a, s);
}

/* One of the values; codes may be written as their Chinese labels. */
static struct value *
one_of(struct arena *a, const struct schema_condition *condition)
{
	const struct schema_field *f = condition->field;
	struct value *map = value_map(a), *values = value_list(a);

	if (condition->n == 0)
		return map; /* `around` asks for its presence */
	for (size_t i = 0; i < condition->n; i++) {
		const struct code *code =
		    codes_find(f->codes, condition->value[i]);

		value_add(a, values, typed(a, f, condition->value[i]));
		if (code && !str_eq(code->label.zh, code->code))
			value_add(a, values, value_text(a, code->label.zh));
	}
	value_put(a, map, STR("enum"), values);
	return map;
}

static struct value *
requiring(struct arena *a, struct str name)
{
	struct value *map = value_map(a), *names = value_list(a);

	value_add(a, names, value_text(a, name));
	value_put(a, map, STR("required"), names);
	return map;
}

static bool
is_item(const struct schema_field *f)
{
	return f->parent && f->parent->type == FIELD_LIST;
}

/* The schema of a field's value, seen from an object around it.  must: the
 * field is there, and of a list some item will do. */
static struct value *
around(struct arena *a, const struct schema_field *f,
       const struct schema_field *top, struct value *inner, bool must)
{
	for (; f && f != top; f = f->parent) {
		struct value *map =
		    must && !is_item(f) ? requiring(a, f->name) : value_map(a);

		if (is_item(f)) {
			value_put(a, map,
			          must ? STR("contains") : STR("items"),
			          inner);
		} else {
			struct value *member = value_map(a);

			value_put(a, member, f->name, inner);
			value_put(a, map, STR("properties"), member);
		}
		inner = map;
	}
	return inner;
}

/* Are the conditions of a field about this scope? */
static bool
within(const struct schema_field *f, const struct schema_field *list)
{
	if (!f->required_ifs || is_item(f) || (list && f->list != list))
		return false;
	for (size_t i = 0; i < f->required_ifs; i++) {
		const struct schema_field *of = f->required_if[i].field->list;

		if (list ? of != list : of && of == f->list)
			return false;
	}
	return true;
}

static struct value *
condition_of(struct arena *a, const struct schema_condition *condition,
             const struct schema_field *top)
{
	struct value *map = value_map(a);
	struct value *there = around(a, condition->field, top,
	                             one_of(a, condition), true);

	if (!condition->absent)
		return there;
	value_put(a, map, STR("not"), there);
	return map;
}

static struct value *
all_hold(struct arena *a, const struct schema_field *f,
         const struct schema_field *top)
{
	struct value *all = value_list(a), *map = value_map(a);

	for (size_t i = 0; i < f->required_ifs; i++)
		value_add(a, all, condition_of(a, &f->required_if[i], top));
	if (all->n == 1)
		return all->member[0].value;
	value_put(a, map, STR("allOf"), all);
	return map;
}

void
schema_json_conditions(struct arena *a, struct value *map,
                       const struct schema *schema,
                       const struct schema_field *list)
{
	const struct schema_field *top = list ? list->field : NULL, *f = NULL;
	struct value *all = value_list(a);

	while ((f = schema_next(schema, f)) != NULL) {
		struct value *rule;

		if (!within(f, list))
			continue;
		rule = value_map(a);
		value_put(a, rule, STR("if"), all_hold(a, f, top));
		value_put(a, rule, STR("then"),
		          around(a, f->parent, top, requiring(a, f->name),
		                 false));
		value_add(a, all, rule);
	}
	if (all->n)
		value_put(a, map, STR("allOf"), all);
}
