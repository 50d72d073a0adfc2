#include "model/change.h"

#include "base/utf8.h"
#include "model/record_parse.h"

/* Longer texts are shown word by word. */
#define SENTENCE_MOST 60

struct comparing {
	struct arena *a;
	struct changes all;
};

static void
add(struct comparing *c, const struct schema_field *field, struct str item,
    const struct value *old, const struct value *now)
{
	struct change change = {.field = field,
	                        .item = item,
	                        .old = old,
	                        .now = now,
	                        .sort = !old  ? CHANGE_ADDED
	                                : !now ? CHANGE_REMOVED
	                                       : CHANGE_SET};

	record_push(c->a, c->all.v, c->all.n, change);
}

static bool
same(const struct value *x, const struct value *y)
{
	if (!x || !y)
		return x == y;
	if (x->type != y->type || x->n != y->n || x->yes != y->yes ||
	    !str_eq(x->text, y->text))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!str_eq(x->member[i].key, y->member[i].key) ||
		    !same(x->member[i].value, y->member[i].value))
			return false;
	return true;
}

/* What it is known by; else its place. */
static struct str
item_name(struct comparing *c, const struct schema_field *list,
          const struct value *item, size_t at)
{
	const struct schema_field *f = schema_item_name(list);
	const struct value *v = f ? value_get(item, f->name) : NULL;

	if (v)
		return record_label(f, v, LANG_ZH);
	return arena_fmt(c->a, "%zu", at + 1);
}

static void compare_map(struct comparing *c, const struct schema_field *field,
                        size_t n, struct str item, const struct value *old,
                        const struct value *now);

/* Mark equal items of both lists; each has one partner. */
static void
pair_equal(const struct value *old, const struct value *now, bool *gone,
           bool *met)
{
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; !gone[i] && k < now->n; k++)
			if (!met[k] && same(old->member[i].value,
			                    now->member[k].value))
				gone[i] = met[k] = true;
}

/* Items that are left: of the same name, they have changed. */
static void
pair_named(struct comparing *c, const struct schema_field *list,
           const struct value *old, const struct value *now, bool *gone,
           bool *met)
{
	for (size_t i = 0; i < old->n; i++) {
		const struct value *x = old->member[i].value;
		struct str name = item_name(c, list, x, i);

		for (size_t k = 0; !gone[i] && k < now->n; k++) {
			const struct value *y = now->member[k].value;

			if (met[k] ||
			    !str_eq(name, item_name(c, list, y, k)))
				continue;
			gone[i] = met[k] = true;
			compare_map(c, list->field->field,
			            list->field->fields, name, x, y);
		}
	}
}

static void
compare_list(struct comparing *c, const struct schema_field *list,
             const struct value *old, const struct value *now)
{
	static const struct value none = {.type = VALUE_LIST};
	bool groups = list->field->type == FIELD_MAP;
	bool *gone;
	bool *met;

	old = old ? old : &none;
	now = now ? now : &none;
	gone = arena_array(c->a, old->n, sizeof *gone);
	met = arena_array(c->a, now->n, sizeof *met);
	memset(gone, 0, old->n * sizeof *gone);
	memset(met, 0, now->n * sizeof *met);
	pair_equal(old, now, gone, met);
	if (groups)
		pair_named(c, list, old, now, gone, met);
	for (size_t i = 0; i < old->n; i++)
		if (!gone[i])
			add(c, list,
			    groups ? item_name(c, list,
			                       old->member[i].value, i)
			           : STR(""),
			    old->member[i].value, NULL);
	for (size_t k = 0; k < now->n; k++)
		if (!met[k])
			add(c, list,
			    groups ? item_name(c, list,
			                       now->member[k].value, k)
			           : STR(""),
			    NULL, now->member[k].value);
}

static void
compare_map(struct comparing *c, const struct schema_field *field, size_t n,
            struct str item, const struct value *old,
            const struct value *now)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		const struct value *x = value_get(old, f->name);
		const struct value *y = value_get(now, f->name);

		if (f->hidden || same(x, y))
			continue;
		if (f->type == FIELD_LIST)
			compare_list(c, f, x, y);
		else if (f->type == FIELD_MAP)
			compare_map(c, f->field, f->fields, item, x, y);
		else
			add(c, f, item, x, y);
	}
}

struct changes
change_list(struct arena *a, const struct record *old,
            const struct record *now)
{
	struct comparing c = {.a = a};

	if (!old || !now)
		return c.all;
	compare_map(&c, now->schema->field, now->schema->fields, STR(""),
	            old->fields, now->fields);
	if (!str_eq(str_trim(old->body), str_trim(now->body)))
		add(&c, NULL, STR(""),
		    old->body.n ? value_text(a, old->body) : NULL,
		    now->body.n ? value_text(a, now->body) : NULL);
	return c.all;
}

/* ----------------------------------------------------------- words */

static struct str
plain_label(struct arena *a, const struct schema_field *f, enum lang lang)
{
	struct str own = text2_in(f->label, lang);
	const struct schema_field *parent = f->parent;

	/* An item of a list has no label of its own. */
	while (parent && parent->label.zh.n == 0)
		parent = parent->parent;
	if (!own.n && f->parent)
		return text2_in(f->parent->label, lang);
	if (!parent || f->list)
		return own;
	return arena_fmt(a, lang == LANG_ZH ? "%.*s的%.*s" : "%.*s, %.*s",
	                 STR_ARG(text2_in(parent->label, lang)),
	                 STR_ARG(own));
}

/* Only the English text of both languages differs. */
static bool
only_english(const struct change *change)
{
	return change->old && change->now && change->field &&
	       change->field->localized &&
	       str_eq(record_label(change->field, change->old, LANG_ZH),
	              record_label(change->field, change->now, LANG_ZH));
}

struct str
change_label(struct arena *a, const struct change *change, enum lang lang)
{
	const struct schema_field *f = change->field;
	struct str label;

	if (!f)
		return lang == LANG_ZH ? STR("正文") : STR("Text");
	label = plain_label(a, f, lang);
	if (only_english(change))
		label = arena_fmt(a, "%.*s%s", STR_ARG(label),
		                  lang == LANG_ZH ? "（英文）"
		                                  : " (English)");
	if (change->item.n == 0 || f->type == FIELD_LIST)
		return label;
	return arena_fmt(a,
	                 lang == LANG_ZH ? "%.*s“%.*s”的%.*s"
	                                 : "%.*s “%.*s”, %.*s",
	                 STR_ARG(text2_in(f->list->label, lang)),
	                 STR_ARG(change->item), STR_ARG(label));
}

static struct str
day_text(struct arena *a, const struct schema_field *f, struct str text,
         enum lang lang)
{
	int32_t day;

	if (f->type == FIELD_DATE && date_parse_iso(text, &day))
		return date_text(a, day, lang);
	if (f->type == FIELD_MONTH && date_parse_month(text, &day))
		return date_month_text(a, day, lang);
	return text;
}

struct str
change_value(struct arena *a, const struct change *change,
             const struct value *value, enum lang lang)
{
	const struct schema_field *f = change->field;
	struct str text;

	if (!value || (change->item.n && f && f->type == FIELD_LIST))
		return STR("");
	if (!f)
		return value_str(value);
	if (f->type == FIELD_LIST)
		f = f->field;
	text = record_label(f, value, only_english(change) ? LANG_EN : lang);
	if (f->unit.zh.n)
		return arena_fmt(a, "%.*s %.*s", STR_ARG(text),
		                 STR_ARG(text2_in(f->unit, lang)));
	return day_text(a, f, text, lang);
}

bool
change_is_long(const struct change *change)
{
	const struct schema_field *f = change->field;

	if (!f || f->type == FIELD_MARKDOWN)
		return true;
	if (f->type != FIELD_TEXT)
		return false;
	return utf8_count(record_label(f, change->old ? change->old
	                                              : change->now,
	                               LANG_ZH)) > SENTENCE_MOST ||
	       (change->now &&
	        utf8_count(record_label(f, change->now, LANG_ZH)) >
	            SENTENCE_MOST);
}

struct str
change_sentence(struct arena *a, const struct change *change, enum lang lang)
{
	static const char *const form[LANGS][4] = {
	    {"%.*s由“%.*s”改为“%.*s”", "增加%.*s“%.*s”", "删去%.*s“%.*s”",
	     "%.*s有修改"},
	    {"%.*s: “%.*s” became “%.*s”", "%.*s added: “%.*s”",
	     "%.*s removed: “%.*s”", "%.*s: text edited"}};
	struct str label = change_label(a, change, lang);
	struct str old = change_value(a, change, change->old, lang);
	struct str now = change_value(a, change, change->now, lang);

	if (change->field && change->field->type == FIELD_LIST &&
	    change->item.n)
		old = now = change->item;
	if (change_is_long(change) && change->sort == CHANGE_SET)
		return arena_fmt(a, form[lang][3], STR_ARG(label));
	if (change_is_long(change))
		return arena_fmt(a,
		                 change->sort == CHANGE_ADDED
		                     ? (lang == LANG_ZH ? "增加%.*s"
		                                        : "%.*s added")
		                     : (lang == LANG_ZH ? "删去%.*s"
		                                        : "%.*s removed"),
		                 STR_ARG(label));
	if (change->sort == CHANGE_SET)
		return arena_fmt(a, form[lang][0], STR_ARG(label),
		                 STR_ARG(old), STR_ARG(now));
	return arena_fmt(a, form[lang][change->sort], STR_ARG(label),
	                 STR_ARG(change->sort == CHANGE_ADDED ? now : old));
}
