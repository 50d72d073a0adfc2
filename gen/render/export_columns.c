#include "render/export_columns.h"

#include "model/price.h"

static const struct {
	struct str name;
	struct text2 label;
} heads[EXPORT_HEADS] = {
    [HEAD_ID] = {{"id", 2}, {{"编号", 6}, {"Id", 2}}},
    [HEAD_KIND] = {{"kind", 4}, {{"类别", 6}, {"Kind", 4}}},
    [HEAD_URL] = {{"url", 3}, {{"网址", 6}, {"Address", 7}}},
    [HEAD_TITLE] = {{"title", 5}, {{"标题", 6}, {"Title", 5}}},
    [HEAD_STATUS] = {{"status", 6}, {{"状态代码", 12}, {"Status code", 11}}},
    [HEAD_STATUS_LABEL] = {{"status_label", 12},
                           {{"状态", 6}, {"Status", 6}}},
    [HEAD_STATUS_SINCE] = {{"status_since", 12},
                           {{"状态起始日", 15}, {"Status since", 12}}},
    [HEAD_DATE] = {{"date", 4}, {{"日期", 6}, {"Date", 4}}},
    [HEAD_VERSIONS] = {{"versions", 8}, {{"版本数", 9}, {"Versions", 8}}},
    [HEAD_UPDATED] = {{"updated", 7}, {{"最近更新", 12}, {"Updated", 7}}},
};

static const struct {
	struct str name;
	struct text2 label;
} prices[EXPORT_PRICES] = {
    [EXPORT_COST] = {{"price_3_years", 13},
                     {{"三年费用（估算）", 24},
                      {"Cost of three years, estimated", 30}}},
    [EXPORT_FIXED] = {{"price_fixed", 11},
                      {{"三年费用 · 固定金额", 28},
                       {"Cost of three years · fixed sums", 33}}},
    [EXPORT_ROYALTY_MODE] = {{"price_royalty.mode", 18},
                             {{"提成 · 支付方式", 22},
                              {"Royalty · way of payment", 25}}},
    [EXPORT_ROYALTY_LABEL] = {{"price_royalty.mode.label", 24},
                              {{"提成 · 支付方式（名称）", 34},
                               {"Royalty · way of payment (label)", 33}}},
    [EXPORT_ROYALTY_RATE] = {{"price_royalty.rate", 18},
                             {{"提成 · 比例", 16}, {"Royalty · rate", 15}}},
    [EXPORT_ROYALTY_FLOOR] = {{"price_royalty.floor", 19},
                              {{"提成 · 每年保底", 22},
                               {"Royalty · least a year", 23}}},
    [EXPORT_ROYALTY_CAP] = {{"price_royalty.cap", 17},
                            {{"提成 · 每年封顶", 22},
                             {"Royalty · most a year", 22}}},
};

/* "盟主单位 · 单位名称" */
static struct str
label_in(struct arena *a, const struct schema_field *f, enum lang lang)
{
	struct str label = text2_in(f->label, lang);
	const struct schema_field *up = f->parent;

	for (; up; up = up->parent)
		if (up->label.zh.n)
			label = arena_fmt(a, "%.*s · %.*s",
			                  STR_ARG(text2_in(up->label, lang)),
			                  STR_ARG(label));
	return label;
}

struct text2
export_column_label(struct arena *a, const struct export_column *column)
{
	const char *zh = "";
	const char *en = "";
	struct text2 label;

	if (column->form == EXPORT_HEAD)
		return heads[column->head].label;
	if (column->form == EXPORT_PRICE)
		return prices[column->price].label;
	if (column->form == EXPORT_LABEL || column->form == EXPORT_LABELS) {
		zh = "（名称）";
		en = " (label)";
	} else if (column->form == EXPORT_ENGLISH) {
		zh = "（英文）";
		en = " (English)";
	}
	label.zh = arena_fmt(a, "%.*s%s",
	                     STR_ARG(label_in(a, column->field, LANG_ZH)),
	                     zh);
	label.en = arena_fmt(a, "%.*s%s",
	                     STR_ARG(label_in(a, column->field, LANG_EN)),
	                     en);
	return label;
}

static size_t
count_fields(const struct schema_field *field, size_t n)
{
	size_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += field[i].type == FIELD_MAP
		           ? count_fields(field[i].field, field[i].fields)
		           : 2;
	return all;
}

/* Is it the name of a column that is no field's? */
static bool
is_taken(const struct schema *schema, struct str name)
{
	for (int i = 0; i < EXPORT_HEADS; i++)
		if (str_eq(name, heads[i].name))
			return true;
	for (int i = 0; price_list(schema) && i < EXPORT_PRICES; i++)
		if (str_eq(name, prices[i].name))
			return true;
	return false;
}

static void
add(struct export_columns *c, enum export_form form, struct str name,
    const struct schema_field *field)
{
	c->v[c->n++] = (struct export_column){
	    .form = form, .name = name, .unit = field->unit, .field = field};
}

static void
add_list(struct arena *a, struct export_columns *c, struct str name,
         const struct schema_field *f)
{
	enum field_type item = f->field->type;

	if (item == FIELD_MAP || item == FIELD_LIST) {
		add(c, EXPORT_JSON, name, f);
		return;
	}
	add(c, EXPORT_JOINED, name, f);
	if (f->field->codes)
		add(c, EXPORT_LABELS,
		    arena_fmt(a, "%.*s.label", STR_ARG(name)), f);
}

static void
add_fields(struct arena *a, struct export_columns *c,
           const struct schema *schema, const struct schema_field *field,
           size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		struct str name = f->path;

		if (f->hidden)
			continue;
		if (is_taken(schema, name))
			name = arena_fmt(a, "fields.%.*s", STR_ARG(f->path));
		if (f->type == FIELD_MAP) {
			add_fields(a, c, schema, f->field, f->fields);
			continue;
		}
		if (f->type == FIELD_LIST) {
			add_list(a, c, name, f);
			continue;
		}
		if (f != schema->title || !str_eq(f->path, STR("title")))
			add(c, EXPORT_PLAIN, name, f);
		if (f->codes)
			add(c, EXPORT_LABEL,
			    arena_fmt(a, "%.*s.label", STR_ARG(name)), f);
		else if (f->localized)
			add(c, EXPORT_ENGLISH,
			    arena_fmt(a, "%.*s.en", STR_ARG(f->path)), f);
	}
}

static void
add_prices(struct export_columns *c, const struct schema *schema)
{
	for (int i = 0; i < EXPORT_PRICES; i++) {
		struct export_column *column = &c->v[c->n++];

		*column = (struct export_column){
		    .form = EXPORT_PRICE,
		    .price = (enum export_price)i,
		    .name = prices[i].name};
		if (i == EXPORT_ROYALTY_RATE)
			column->unit = (struct text2){STR("%"), STR("%")};
		else if (export_column_is_number(column))
			column->unit = price_unit(schema);
	}
}

bool
export_column_is_number(const struct export_column *column)
{
	if (column->form == EXPORT_PRICE)
		return column->price != EXPORT_ROYALTY_MODE &&
		       column->price != EXPORT_ROYALTY_LABEL;
	if (column->form == EXPORT_HEAD)
		return column->head == HEAD_VERSIONS;
	return column->form == EXPORT_PLAIN &&
	       (column->field->type == FIELD_INTEGER ||
	        column->field->type == FIELD_DECIMAL ||
	        column->field->type == FIELD_MONEY);
}

struct export_columns
export_columns(struct arena *a, const struct schema *schema)
{
	struct export_columns c = {0};
	size_t most = EXPORT_HEADS + EXPORT_PRICES +
	              count_fields(schema->field, schema->fields);

	c.v = arena_array(a, most, sizeof *c.v);
	for (int i = 0; i < EXPORT_HEADS; i++)
		c.v[c.n++] = (struct export_column){
		    .form = EXPORT_HEAD,
		    .head = (enum export_head)i,
		    .name = heads[i].name};
	add_fields(a, &c, schema, schema->field, schema->fields);
	if (price_list(schema))
		add_prices(&c, schema);
	return c;
}
