#include "model/schema.h"
#include "text/value.h"

/* What a type is in JSON, and a format where there is one. */
struct shape {
	const char *type;
	const char *format;
	const char *pattern;
};

static const struct shape shapes[FIELD_TYPES] = {
    [FIELD_TEXT] = {"string", NULL, NULL},
    [FIELD_MARKDOWN] = {"string", NULL, NULL},
    [FIELD_INTEGER] = {"integer", NULL, NULL},
    [FIELD_DECIMAL] = {"number", NULL, NULL},
    [FIELD_MONEY] = {"number", NULL, NULL},
    [FIELD_BOOL] = {"boolean", NULL, NULL},
    [FIELD_DATE] = {"string", "date", NULL},
    [FIELD_MONTH] = {"string", NULL, "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    [FIELD_ENUM] = {"string", NULL, NULL},
    [FIELD_URL] = {"string", "uri", "^https?://"},
    [FIELD_EMAIL] = {"string", "email", NULL},
    [FIELD_PHONE] = {"string", NULL, NULL},
    [FIELD_USCC] = {"string", NULL,
                    "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}"
                    "[0-9A-HJ-NPQRTUWXY]{10}$"},
    [FIELD_PATENT] = {"string", NULL, "^ZL([0-9]{8}|[0-9]{12})(\\.[0-9X])?$"},
    [FIELD_DOCNO] = {"string", NULL,
                     "^[^0-9]{2,15}〔(19|20)[0-9]{2}〕[1-9][0-9]{0,4}号$"},
    [FIELD_ADCODE] = {"string", NULL, NULL},
    [FIELD_REF] = {"string", NULL, "^[a-z0-9][a-z0-9-]{0,79}$"},
    [FIELD_FILE] = {"string", NULL, "^files/"},
    [FIELD_LIST] = {"array", NULL, NULL},
    [FIELD_MAP] = {"object", NULL, NULL},
};

static void put_fields(struct arena *a, struct value *map,
                       const struct schema_field *field, size_t n,
                       enum lang lang);

static void
put_label(struct arena *a, struct value *map, struct text2 text,
          const char *key, enum lang lang)
{
	struct str s = text2_in(text, lang);

	if (s.n)
		value_put_text(a, map, key, s);
}

/* JSON Schema counts all characters, ours leave white space out: no limit
 * on texts can be stated, only on numbers and lists. */
static void
put_bounds(struct arena *a, struct value *map, const struct schema_field *f)
{
	bool list = f->type == FIELD_LIST;
	bool number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	              f->type == FIELD_MONEY;

	if (!list && !number)
		return;
	if (f->min.n)
		value_put(a, map, list ? STR("minItems") : STR("minimum"),
		          value_number(a, f->min));
	if (f->max.n)
		value_put(a, map, list ? STR("maxItems") : STR("maximum"),
		          value_number(a, f->max));
}

static void
put_codes(struct arena *a, struct value *map, const struct codes *codes,
          enum lang lang)
{
	struct value *values = value_list(a);
	struct value *labels = value_map(a);

	for (size_t i = 0; i < codes->n; i++) {
		const struct code *code = &codes->v[i];

		value_add(a, values, value_text(a, code->code));
		value_put(a, labels, code->code,
		          value_text(a, text2_in(code->label, lang)));
	}
	value_put(a, map, STR("enum"), values);
	value_put(a, map, STR("x-labels"), labels);
}

static struct value *
localized(struct arena *a)
{
	struct value *map = value_map(a), *properties = value_map(a);
	struct value *required = value_list(a);

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct value *text = value_map(a);

		value_put_text(a, text, "type", STR("string"));
		value_put(a, properties, lang_code(lang), text);
	}
	value_add(a, required, value_text(a, STR("zh")));
	value_put_text(a, map, "type", STR("object"));
	value_put(a, map, STR("properties"), properties);
	value_put(a, map, STR("required"), required);
	value_put(a, map, STR("additionalProperties"), value_bool(a, false));
	return map;
}

static void
put_type(struct arena *a, struct value *map, const struct schema_field *f)
{
	const struct shape *shape = &shapes[f->type];
	struct value *any = value_list(a), *text = value_map(a);

	if (!f->localized) {
		value_put_text(a, map, "type", str_from(shape->type));
		return;
	}
	value_put_text(a, text, "type", STR("string"));
	value_add(a, any, text);
	value_add(a, any, localized(a));
	value_put(a, map, STR("anyOf"), any);
}

static struct value *
field_json(struct arena *a, const struct schema_field *f, enum lang lang)
{
	const struct shape *shape = &shapes[f->type];
	struct value *map = value_map(a);

	put_label(a, map, f->label, "title", lang);
	put_label(a, map, f->help, "description", lang);
	put_type(a, map, f);
	if (shape->format)
		value_put_text(a, map, "format", str_from(shape->format));
	if (shape->pattern)
		value_put_text(a, map, "pattern", str_from(shape->pattern));
	put_bounds(a, map, f);
	if (f->codes)
		put_codes(a, map, f->codes, lang);
	if (f->target.n)
		value_put_text(a, map, "x-kind", f->target);
	put_label(a, map, f->unit, "x-unit", lang);
	if (f->type == FIELD_LIST && f->fields)
		value_put(a, map, STR("items"), field_json(a, f->field, lang));
	if (f->type == FIELD_MAP)
		put_fields(a, map, f->field, f->fields, lang);
	return map;
}

static void
put_fields(struct arena *a, struct value *map,
           const struct schema_field *field, size_t n, enum lang lang)
{
	struct value *properties = value_map(a), *required = value_list(a);

	for (size_t i = 0; i < n; i++) {
		value_put(a, properties, field[i].name,
		          field_json(a, &field[i], lang));
		if (field[i].required)
			value_add(a, required, value_text(a, field[i].name));
	}
	value_put(a, map, STR("properties"), properties);
	if (required->n)
		value_put(a, map, STR("required"), required);
	value_put(a, map, STR("additionalProperties"), value_bool(a, false));
}

struct value *
schema_json(struct arena *a, const struct schema *schema, enum lang lang)
{
	struct value *map = value_map(a), *properties, *id = value_map(a);

	value_put_text(a, map, "$schema",
	               STR("https://json-schema.org/draft/2020-12/schema"));
	put_label(a, map, schema->label, "title", lang);
	value_put_text(a, map, "type", STR("object"));
	put_fields(a, map, schema->field, schema->fields, lang);
	properties = value_map(a);
	value_put_text(a, id, "type", STR("string"));
	value_put(a, properties, STR("id"), id);
	value_put(a, properties, STR("kind"), id);
	for (size_t i = 0; i < map->n; i++) {
		struct value *all = map->member[i].value;

		if (!str_eq(map->member[i].key, STR("properties")))
			continue;
		for (size_t k = 0; k < all->n; k++)
			value_put(a, properties, all->member[k].key,
			          all->member[k].value);
		map->member[i].value = properties;
	}
	return map;
}
