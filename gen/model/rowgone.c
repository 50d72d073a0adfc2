#include "model/rowgone.h"

#include "model/constraint.h"

/* What a row says and a record holds, before and after. */
struct turn {
	const struct schema *schema;
	const struct value *old, *row, *now;
	struct row_gone *gone;
	size_t n;
};

/* Conditions on the record as a whole; those on items of lists never do. */
static bool
holds(const struct value *fields, const struct schema_condition *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = c[i].field;
		struct str text = value_str(value_path(fields, f->path));
		bool found = text.n && c[i].n == 0;

		for (size_t k = 0; k < c[i].n; k++)
			found |= str_eq(text, c[i].value[k]);
		if (f->list || found == c[i].absent)
			return false;
	}
	return n > 0;
}

/* The first of some fields that the row gives another value. */
static const struct schema_field *
changed(const struct turn *t, const struct schema_condition *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str path = c[i].field->path;

		if (value_path(t->row, path) &&
		    !str_eq(value_str(value_path(t->old, path)),
		            value_str(value_path(t->now, path))))
			return c[i].field;
	}
	return NULL;
}

static void
put(struct turn *t, const struct schema_field *field,
    const struct schema_field *by)
{
	if (!by || !value_path(t->old, field->path) ||
	    value_path(t->row, field->path))
		return;
	for (size_t i = 0; i < t->n; i++)
		if (t->gone[i].field == field)
			return;
	t->gone[t->n++] = (struct row_gone){field, by};
}

/* An item of a list must not stand without what it requires, so that the
 * list goes as a whole. */
static void
forbid(struct turn *t, const struct constraint *c)
{
	const struct schema_field *f = c->path[AT_FIELD];

	if (c->sort != CONSTRAINT_FORBID || c->texts || !f ||
	    (f->list && !f->required) || holds(t->old, c->when, c->whens) ||
	    !holds(t->now, c->when, c->whens))
		return;
	put(t, f->list ? f->list : f, changed(t, c->when, c->whens));
}

/* A value that only the old way of its group asked for. */
static void
release(struct turn *t, const struct schema_field *f)
{
	if (f->list || !f->parent || !f->required_ifs ||
	    f->required_if[0].field->parent != f->parent ||
	    !holds(t->old, f->required_if, f->required_ifs) ||
	    holds(t->now, f->required_if, f->required_ifs))
		return;
	put(t, f, changed(t, f->required_if, f->required_ifs));
}

size_t
row_gone(struct arena *a, const struct schema *schema,
         const struct value *old, const struct value *row,
         const struct value *now, struct row_gone **gone)
{
	const struct schema_field *f = NULL;
	struct turn t = {.schema = schema, .old = old, .row = row,
	                 .now = now};
	size_t most = schema->constraints;

	while ((f = schema_next(schema, f)))
		most++;
	t.gone = arena_array(a, most, sizeof *t.gone);
	for (size_t i = 0; i < schema->constraints; i++)
		forbid(&t, &schema->constraint[i]);
	while ((f = schema_next(schema, f)))
		release(&t, f);
	*gone = t.gone;
	return t.n;
}

/* ------------------------------------------------------------- take */

static struct value *
without(struct arena *a, const struct schema_field *field, size_t fields,
        const struct value *old, const struct row_gone *gone, size_t n)
{
	struct value *out = value_map(a);

	for (size_t i = 0; i < old->n; i++) {
		const struct schema_field *f = NULL;
		struct value *v = old->member[i].value;
		bool goes = false;

		for (size_t k = 0; k < fields && !f; k++)
			if (str_eq(field[k].name, old->member[i].key))
				f = &field[k];
		for (size_t k = 0; k < n; k++)
			goes |= gone[k].field == f;
		if (f && f->type == FIELD_MAP && !goes)
			v = without(a, f->field, f->fields, v, gone, n);
		if (!goes)
			value_put(a, out, old->member[i].key, v);
	}
	return out;
}

const struct value *
row_without(struct arena *a, const struct schema *schema,
            const struct value *old, const struct row_gone *gone, size_t n)
{
	return n ? without(a, schema->field, schema->fields, old, gone, n)
	         : old;
}
