#include "model/schema.h"

#include "model/constraint.h"
#include "model/schema_parse.h"

#include <stdlib.h>

struct str
schema_type_name(enum field_type type)
{
	static const char *const name[FIELD_TYPES] = {
	    "text",  "markdown", "integer", "decimal", "money",
	    "bool",  "date",     "month",   "enum",    "url",
	    "email", "phone",    "uscc",    "patent",  "docno",
	    "adcode", "ref",     "file",    "list",    "map"};

	return str_from(name[type]);
}

static const struct schema_field *
member(const struct schema_field *field, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(field[i].name, name))
			return &field[i];
	return NULL;
}

const struct schema_field *
schema_field(const struct schema *schema, struct str path)
{
	const struct schema_field *f;

	if (!path.n)
		return NULL;
	f = member(schema->field, schema->fields, str_cut(&path, '.'));
	while (f && path.n) {
		while (f->type == FIELD_LIST && f->fields)
			f = f->field;
		if (f->type != FIELD_MAP)
			return NULL;
		f = member(f->field, f->fields, str_cut(&path, '.'));
	}
	return f;
}

/* The field after f among its siblings, or after one of its parents. */
static const struct schema_field *
after(const struct schema *schema, const struct schema_field *f)
{
	while (f) {
		const struct schema_field *parent = f->parent;
		const struct schema_field *first =
		    parent ? parent->field : schema->field;
		size_t n = parent ? parent->fields : schema->fields;

		if ((size_t)(f - first) + 1 < n)
			return f + 1;
		f = parent;
	}
	return NULL;
}

const struct schema_field *
schema_next(const struct schema *schema, const struct schema_field *field)
{
	if (!field)
		return schema->fields ? schema->field : NULL;
	if (field->fields)
		return field->field;
	return after(schema, field);
}

const struct schema_field *
schema_item_name(const struct schema_field *list)
{
	const struct schema_field *item = list->field;

	for (size_t i = 0; i < item->fields; i++) {
		enum field_type type = item->field[i].type;

		if (type != FIELD_INTEGER && type != FIELD_BOOL &&
		    type != FIELD_LIST && type != FIELD_MAP &&
		    !item->field[i].hidden)
			return &item->field[i];
	}
	return NULL;
}

const struct schema_facet *
schema_facet(const struct schema *schema, struct str key)
{
	for (size_t i = 0; i < schema->facets; i++)
		if (str_eq(schema->facet[i].key, key))
			return &schema->facet[i];
	return NULL;
}

const struct schema *
schema_of_kind(const struct schema_set *set, struct str kind)
{
	for (size_t i = 0; i < set->n; i++)
		if (str_eq(set->kind[i].kind, kind))
			return &set->kind[i];
	return NULL;
}

const struct schema *
schema_of_folder(const struct schema_set *set, struct str folder)
{
	for (size_t i = 0; i < set->n; i++)
		if (str_eq(set->kind[i].folder, folder))
			return &set->kind[i];
	return NULL;
}

const struct codetable *
schema_table(const struct schema_set *set, struct str name)
{
	for (size_t i = 0; i < set->tables; i++)
		if (str_eq(set->table[i].name, name))
			return &set->table[i];
	return NULL;
}

static int
order_table(const void *a, const void *b)
{
	const struct codetable *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static int
order_schema(const void *a, const void *b)
{
	const struct schema *x = a, *y = b;

	if (x->in_nav != y->in_nav)
		return x->in_nav ? -1 : 1;
	if (x->in_nav && x->nav != y->nav)
		return x->nav < y->nav ? -1 : 1;
	return str_cmp(x->kind, y->kind);
}

static void
load_tables(struct schema_set *set, struct arena *a,
            const struct schema_sources *sources,
            struct finding_list *findings)
{
	set->table = arena_array(a, sources->tables, sizeof *set->table);
	set->tables = sources->tables;
	for (size_t i = 0; i < set->tables; i++)
		codetable_parse(&set->table[i], a, &sources->table[i],
		                findings);
	if (set->tables)
		qsort(set->table, set->tables, sizeof *set->table,
		      order_table);
}

static struct digest
digest_schema(const struct schema *schema)
{
	struct hasher *h = hasher_new();
	const struct schema_field *f = NULL;
	struct digest digest;

	hasher_add(h, schema->source.bytes);
	while ((f = schema_next(schema, f)) != NULL)
		if (f->table)
			hasher_add(h, (struct str){
			                  (const char *)f->table->digest.b,
			                  DIGEST_SIZE});
	for (size_t i = 0; i < schema->constraints; i++) {
		const struct codetable *t = schema->constraint[i].table;

		if (t)
			hasher_add(h, (struct str){(const char *)t->digest.b,
			                           DIGEST_SIZE});
	}
	digest = hasher_digest(h);
	hasher_free(h);
	return digest;
}

static void
digest_all(struct schema_set *set)
{
	struct hasher *h = hasher_new();

	for (size_t i = 0; i < set->n; i++) {
		struct digest *d = &set->kind[i].digest;

		*d = digest_schema(&set->kind[i]);
		hasher_add(h, (struct str){(const char *)d->b, DIGEST_SIZE});
	}
	set->digest = hasher_digest(h);
	hasher_free(h);
}

/* Parents of top-level fields are NULL, so a sort moves schemas freely. */
static void
load_schemas(struct schema_set *set, struct arena *a,
             const struct schema_sources *sources,
             struct finding_list *findings)
{
	set->kind = arena_array(a, sources->schemas, sizeof *set->kind);
	set->n = sources->schemas;
	for (size_t i = 0; i < set->n; i++)
		schema_parse(&set->kind[i], a, &sources->schema[i], set,
		             findings);
	if (set->n)
		qsort(set->kind, set->n, sizeof *set->kind, order_schema);
	for (size_t i = 0; i < set->n; i++)
		set->kind[i].index = i;
}

int
schema_set_load(struct schema_set *set, struct arena *a,
                const struct schema_sources *sources,
                struct finding_list *findings, struct err *err)
{
	size_t first = findings->n, errors = findings->errors;

	*set = (struct schema_set){0};
	load_tables(set, a, sources, findings);
	load_schemas(set, a, sources, findings);
	schema_check_link(set, a, findings);
	if (findings->errors > errors) {
		*set = (struct schema_set){0};
		return config_error(findings, first, err);
	}
	digest_all(set);
	return 0;
}

size_t
schema_facet_place(const struct schema *schema,
                   const struct schema_facet *facet, struct str code)
{
	if (facet->source == FACET_STATUS)
		return life_find(&schema->life, code);
	return codes_place(facet->codes, code);
}

struct str
schema_facet_label(const struct schema *schema,
                   const struct schema_facet *facet, struct str code,
                   enum lang lang)
{
	const struct code *found;
	uint32_t i;

	if (facet->source == FACET_STATUS) {
		i = life_find(&schema->life, code);
		return i == LIFE_NO_STATE
		           ? code
		           : text2_in(schema->life.state[i].label, lang);
	}
	found = codes_find(facet->codes, code);
	return found ? text2_in(found->label, lang) : code;
}
