#include "model/schema_json.h"

#include "model/constraint.h"
#include "text/value.h"

#include <inttypes.h>

#define ENGLISH_ROOM 4 /* an English text may be so many times longer */

/* What stands around the fields being written. */
struct writing {
	struct arena *a;
	const struct schema *schema;
	enum lang lang;
};

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

static void put_fields(const struct writing *w, struct value *map,
                       const struct schema_field *field, size_t n);

static void
put_label(struct arena *a, struct value *map, struct text2 text,
          const char *key, enum lang lang)
{
	struct str s = text2_in(text, lang);

	if (s.n)
		value_put_text(a, map, key, s);
}

/* JSON Schema counts all characters, ours leave white space out. */
static void
put_length(const struct writing *w, struct value *map,
           const struct schema_field *f, unsigned factor)
{
	uint64_t min = 0, max = 0;
	struct str range;

	str_u64(f->min, &min);
	if (!str_u64(f->max, &max) && !min)
		return;
	range = max ? arena_fmt(w->a, "%" PRIu64 ",%" PRIu64, min,
	                        max * factor)
	            : arena_fmt(w->a, "%" PRIu64 ",", min);
	value_put(w->a, map, STR("pattern"),
	          value_text(w->a, arena_fmt(w->a, "^\\s*(\\S\\s*){%.*s}$",
	                                     STR_ARG(range))));
	range = max ? arena_fmt(w->a, "%" PRIu64 " – %" PRIu64, min,
	                        max * factor)
	            : arena_fmt(w->a, "≥ %" PRIu64, min);
	value_put(w->a, map, STR("patternErrorMessage"),
	          value_text(w->a, arena_fmt(w->a, "%.*s %s", STR_ARG(range),
	                                     w->lang == LANG_EN
	                                         ? "characters"
	                                         : "字")));
}

static void
put_bound(struct arena *a, struct value *map, const char *key, struct str s,
          bool number)
{
	if (s.n)
		value_put(a, map, str_from(key),
		          number ? value_number(a, s) : value_text(a, s));
}

static void
put_bounds(const struct writing *w, struct value *map,
           const struct schema_field *f)
{
	switch (f->type) {
	case FIELD_LIST:
		put_bound(w->a, map, "minItems", f->min, true);
		put_bound(w->a, map, "maxItems", f->max, true);
		break;
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		put_bound(w->a, map, "minimum", f->min, true);
		put_bound(w->a, map, "maximum", f->max, true);
		break;
	case FIELD_DATE:
		put_bound(w->a, map, "formatMinimum", f->min, false);
		put_bound(w->a, map, "formatMaximum", f->max, false);
		break;
	case FIELD_TEXT:
	case FIELD_MARKDOWN:
		if (!f->localized)
			put_length(w, map, f, 1);
		break;
	default:
		break;
	}
}

/* Codes, and the Chinese labels that may be written instead. */
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
	for (size_t i = 0; i < codes->n; i++) {
		struct str zh = codes->v[i].label.zh;

		if (!codes_find(codes, zh) &&
		    codes_find_label(codes, zh) == &codes->v[i])
			value_add(a, values, value_text(a, zh));
	}
	value_put(a, map, STR("enum"), values);
	value_put(a, map, STR("x-labels"), labels);
}

static struct value *
localized(const struct writing *w, const struct schema_field *f)
{
	struct arena *a = w->a;
	struct value *map = value_map(a), *properties = value_map(a);
	struct value *required = value_list(a);

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct value *text = value_map(a);

		value_put_text(a, text, "type", STR("string"));
		put_length(w, text, f, lang == LANG_EN ? ENGLISH_ROOM : 1);
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
put_type(const struct writing *w, struct value *map,
         const struct schema_field *f)
{
	struct arena *a = w->a;
	const struct shape *shape = &shapes[f->type];
	struct value *any = value_list(a), *text = value_map(a);

	if (!f->localized) {
		value_put_text(a, map, "type", str_from(shape->type));
		return;
	}
	value_put_text(a, text, "type", STR("string"));
	put_length(w, text, f, 1);
	value_add(a, any, text);
	value_add(a, any, localized(w, f));
	value_put(a, map, STR("anyOf"), any);
}

/* Is a scalar list said to hold each value once? */
static bool
distinct(const struct schema *schema, const struct schema_field *list)
{
	for (size_t i = 0; i < schema->constraints; i++) {
		const struct constraint *c = &schema->constraint[i];

		if (c->sort == CONSTRAINT_DISTINCT && !c->whens &&
		    c->path[AT_FIELD] == list->field)
			return true;
	}
	return false;
}

static struct value *field_json(const struct writing *w,
                                const struct schema_field *f);

static void
put_items(const struct writing *w, struct value *map,
          const struct schema_field *f)
{
	struct value *items = field_json(w, f->field);

	if (!f->list)
		schema_json_conditions(w->a, items, w->schema, f);
	value_put(w->a, map, STR("items"), items);
	if (distinct(w->schema, f))
		value_put(w->a, map, STR("uniqueItems"),
		          value_bool(w->a, true));
}

static struct value *
field_json(const struct writing *w, const struct schema_field *f)
{
	const struct shape *shape = &shapes[f->type];
	struct arena *a = w->a;
	struct value *map = value_map(a);

	put_label(a, map, f->label, "title", w->lang);
	put_label(a, map, f->help, "description", w->lang);
	put_type(w, map, f);
	if (shape->format)
		value_put_text(a, map, "format", str_from(shape->format));
	if (shape->pattern)
		value_put_text(a, map, "pattern", str_from(shape->pattern));
	put_bounds(w, map, f);
	if (f->codes)
		put_codes(a, map, f->codes, w->lang);
	if (f->target.n)
		value_put_text(a, map, "x-kind", f->target);
	put_label(a, map, f->unit, "x-unit", w->lang);
	if (f->type == FIELD_LIST && f->fields)
		put_items(w, map, f);
	if (f->type == FIELD_MAP)
		put_fields(w, map, f->field, f->fields);
	return map;
}

static void
put_fields(const struct writing *w, struct value *map,
           const struct schema_field *field, size_t n)
{
	struct arena *a = w->a;
	struct value *properties = value_map(a), *required = value_list(a);

	for (size_t i = 0; i < n; i++) {
		value_put(a, properties, field[i].name,
		          field_json(w, &field[i]));
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
	struct writing w = {a, schema, lang};
	struct value *map = value_map(a), *properties, *id = value_map(a);

	value_put_text(a, map, "$schema",
	               STR("https://json-schema.org/draft/2020-12/schema"));
	put_label(a, map, schema->label, "title", lang);
	value_put(a, map, STR("x-schema-version"),
	          value_int(a, schema->version));
	value_put_text(a, map, "type", STR("object"));
	put_fields(&w, map, schema->field, schema->fields);
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
	schema_json_conditions(a, map, schema, NULL);
	return map;
}
