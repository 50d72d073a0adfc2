#include "model/record.h"

#include "text/value.h"

static bool
digit_or_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
record_id_shape(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit_or_letter(s.p[i]) && (!i || s.p[i] != '-'))
			return false;
	return s.n > 0 && s.n <= RECORD_ID_MAX;
}

bool
record_place(struct str inner, struct str *folder, struct str *id)
{
	size_t first = str_chr(inner, '/'), last = str_rchr(inner, '/');
	struct str name;

	if (first == 0 || first == inner.n)
		return false;
	name = str_sub(inner, last + 1, inner.n);
	if (str_ends(name, STR(".md")))
		name.n -= 3;
	else if (str_ends(name, STR(".yaml")))
		name.n -= 5;
	else
		return false;
	*folder = str_sub(inner, 0, first);
	*id = name;
	return name.n > 0;
}

const struct value *
record_field(const struct record *record, struct str path)
{
	return value_path(record->fields, path);
}

const struct record_leaf *
record_leaf(const struct record *record, const struct schema_field *field,
            const struct record_leaf *leaf)
{
	const struct record_leaf *end = record->leaf + record->leaves;

	for (leaf = leaf ? leaf + 1 : record->leaf; leaf < end; leaf++)
		if (leaf->field == field)
			return leaf;
	return NULL;
}

struct str
record_leaf_text(const struct record_leaf *leaf)
{
	if (leaf->value->type == VALUE_BOOL)
		return leaf->value->yes ? STR("true") : STR("false");
	if (leaf->value->type == VALUE_MAP)
		return value_str(value_get(leaf->value, STR("zh")));
	return value_str(leaf->value);
}

int32_t
record_day(const struct record *record, const struct schema_field *field,
           uint32_t row)
{
	const struct record_leaf *leaf = NULL;
	int32_t day = DATE_NONE;

	while ((leaf = record_leaf(record, field, leaf)) != NULL) {
		struct str s = value_str(leaf->value);

		if (row != RECORD_NO_ROW && leaf->row != row)
			continue;
		if (date_parse_iso(s, &day) || date_parse_month(s, &day))
			break;
	}
	return day;
}

/* Is there one of the values, or any? */
static bool
has_value(const struct record *record,
          const struct schema_condition *condition,
          const struct schema_field *list, uint32_t row)
{
	const struct record_leaf *leaf = NULL;
	bool same = list && condition->field->list == list &&
	            row != RECORD_NO_ROW;

	while ((leaf = record_leaf(record, condition->field, leaf)) != NULL) {
		struct str s = record_leaf_text(leaf);

		if (same && leaf->row != row)
			continue;
		if (condition->n == 0)
			return true;
		for (size_t i = 0; i < condition->n; i++)
			if (str_eq(s, condition->value[i]))
				return true;
	}
	return false;
}

bool
record_holds(const struct record *record,
             const struct schema_condition *condition, size_t n,
             const struct schema_field *list, uint32_t row)
{
	for (size_t i = 0; i < n; i++)
		if (has_value(record, &condition[i], list, row) ==
		    condition[i].absent)
			return false;
	return true;
}

struct finding_place
record_at(const struct record *record, struct record_span span)
{
	return (struct finding_place){.path = record->source.path,
	                              .source = record->source.bytes,
	                              .line = span.line,
	                              .column = span.column,
	                              .length = span.length};
}

struct str
record_label(const struct schema_field *field, const struct value *value,
             enum lang lang)
{
	const struct code *code;
	struct str s;

	if (value && value->type == VALUE_BOOL && lang == LANG_EN)
		return value->yes ? STR("Yes") : STR("No");
	if (value && value->type == VALUE_BOOL)
		return value->yes ? STR("是") : STR("否");
	if (value && value->type == VALUE_MAP) {
		s = value_str(value_get(value, lang_code(lang)));
		return s.n ? s : value_str(value_get(value, STR("zh")));
	}
	s = value_str(value);
	code = field->codes ? codes_find(field->codes, s) : NULL;
	return code ? text2_in(code->label, lang) : s;
}
