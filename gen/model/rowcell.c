#include "model/rowrecord.h"

#include "model/listcell.h"
#include "text/value.h"

#define DEPTH 32

static struct str
scalar(const struct schema_field *f, const struct value *v, enum lang lang)
{
	const struct code *code;

	if (v->type == VALUE_BOOL)
		return lang == LANG_ZH ? v->yes ? STR("是") : STR("否")
		       : v->yes        ? STR("true")
		                       : STR("false");
	if (!f->codes)
		return value_str(v);
	code = codes_find(f->codes, value_str(v));
	/* A label that stands for two codes would read back as one. */
	if (!code || codes_find_label(f->codes, code->label.zh) != code)
		return value_str(v);
	if (lang == LANG_ZH || !code->label.en.n)
		return code->label.zh;
	for (size_t i = 0; &f->codes->v[i] != code; i++)
		if (str_eq(f->codes->v[i].label.en, code->label.en))
			return value_str(v);
	return code->label.en;
}

/* The items of a list in one cell. */
static struct str
scalars(struct arena *a, const struct schema_field *f, const struct value *v,
        enum lang lang)
{
	struct buf b = {0};
	bool lines = false;
	struct str s;

	for (size_t i = 0; i < v->n; i++) {
		struct str one = scalar(f->field, v->member[i].value, lang);

		lines |= listcell_must_part(one);
	}
	for (size_t i = 0; i < v->n; i++) {
		if (i && !lines)
			buf_adds(&b, "；");
		buf_add(&b, scalar(f->field, v->member[i].value, lang));
		if (lines)
			buf_byte(&b, '\n');
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static const struct value *
value_at(const struct record *record, const struct column *c)
{
	const struct schema_field *up[DEPTH];
	const struct value *v = record->fields;
	size_t n = 0, list = 0;

	for (const struct schema_field *f = c->field; f && n < DEPTH;
	     f = f->parent)
		up[n++] = f;
	while (v && n) {
		const struct schema_field *f = up[--n];

		if (f->name.n)
			v = value_get(v, f->name);
		if (f->type != FIELD_LIST || !n || !v)
			continue;
		v = c->item[list] <= v->n ? v->member[c->item[list] - 1].value
		                          : NULL;
		list++;
	}
	return v;
}

struct str
row_cell(struct arena *a, const struct record *record,
         const struct column *c, enum lang lang)
{
	const struct value *v;

	if (c->role == COLUMN_ID)
		return record->id;
	if (c->role == COLUMN_BODY)
		return str_trim(record->body);
	v = value_at(record, c);
	if (v && v->type == VALUE_MAP)
		v = value_get(v, c->english ? STR("en") : STR("zh"));
	else if (c->english)
		v = NULL;
	if (!v)
		return (struct str){0};
	return c->field->type == FIELD_LIST ? scalars(a, c->field, v, lang)
	                                    : scalar(c->field, v, lang);
}

size_t
row_items(const struct record *record, const struct schema_field *list)
{
	const struct value *v = value_path(record->fields, list->path);

	return v ? v->n : 0;
}

struct str
row_advice(struct arena *a, const struct finding *finding, enum lang lang)
{
	const struct value *remedy =
	    value_get(finding_json(a, finding), STR("remedy"));

	return value_str(value_get(remedy, lang_code(lang)));
}
