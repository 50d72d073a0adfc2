#include "model/change_words.h"

#include "base/utf8.h"
#include "text/value.h"

/* Longer texts are shown word by word. */
#define SENTENCE_MOST 60

/* Values that are told of an item that came or went, besides its name. */
#define ITEM_VALUES 6

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

static struct str
value_words(const struct change_words *w, const struct schema_field *f,
            const struct value *value, enum lang lang)
{
	struct str text = record_label(f, value, lang);
	struct str title = STR("");

	if (f->unit.zh.n)
		return arena_fmt(w->a, "%.*s %.*s", STR_ARG(text),
		                 STR_ARG(text2_in(f->unit, lang)));
	if (f->type == FIELD_REF && w->title)
		title = w->title(w->ctx, f, text);
	if (title.n)
		return arena_fmt(w->a, "%.*s %.*s", STR_ARG(title),
		                 STR_ARG(text));
	return day_text(w->a, f, text, lang);
}

/* Is a value of an item told beside its name?  A number at its head only
 * counts the items.
 * in: twin, only what tells apart items of one name */
static bool
is_told(const struct schema_field *list, const struct schema_field *f,
        const struct value *value, bool twin)
{
	if (!value || f->hidden || f == schema_item_name(list))
		return false;
	if (change_tells_apart(list, f))
		return true;
	return !twin && f->type != FIELD_INTEGER && f->type != FIELD_LIST &&
	       f->type != FIELD_MAP && f->type != FIELD_MARKDOWN &&
	       utf8_count(record_label(f, value, LANG_ZH)) <= SENTENCE_MOST;
}

/* "自第几月 6，金额 2 万元", or nothing. */
static struct str
item_values(const struct change_words *w, const struct schema_field *list,
            const struct value *item, bool twin)
{
	const struct schema_field *map = list->field;
	struct str all = STR("");
	size_t told = 0;

	for (size_t i = 0; i < map->fields && told < ITEM_VALUES; i++) {
		const struct schema_field *f = &map->field[i];
		const struct value *v = value_get(item, f->name);

		if (!is_told(list, f, v, twin))
			continue;
		all = arena_fmt(
		    w->a, "%.*s%s%.*s %.*s", STR_ARG(all),
		    !told++ ? "" : w->lang == LANG_ZH ? "，" : ", ",
		    STR_ARG(text2_in(f->label, w->lang)),
		    STR_ARG(value_words(w, f, v, w->lang)));
	}
	return all;
}

static struct str
in_brackets(const struct change_words *w, struct str name, struct str more)
{
	if (!more.n)
		return name;
	return arena_fmt(w->a, w->lang == LANG_ZH ? "%.*s（%.*s）"
	                                          : "%.*s (%.*s)",
	                 STR_ARG(name), STR_ARG(more));
}

/* The item's name in the language; it is its place where it has none. */
static struct str
item_words(const struct change_words *w, const struct change *change,
           const struct schema_field *list)
{
	const struct schema_field *f = schema_item_name(list);
	const struct value *v = f ? value_get(change->within, f->name) : NULL;

	return v ? value_words(w, f, v, w->lang) : change->item;
}

struct str
change_label(const struct change_words *w, const struct change *change)
{
	const struct schema_field *f = change->field;
	enum lang lang = w->lang;
	struct str label;
	struct str item;

	if (!f)
		return lang == LANG_ZH ? STR("正文") : STR("Text");
	label = plain_label(w->a, f, lang);
	if (only_english(change))
		label = arena_fmt(w->a, "%.*s%s", STR_ARG(label),
		                  lang == LANG_ZH ? "（英文）"
		                                  : " (English)");
	if (change->item.n == 0 || f->type == FIELD_LIST)
		return label;
	item = item_words(w, change, f->list);
	if (change->twin)
		item = in_brackets(w, item, item_values(w, f->list,
		                                        change->within, true));
	return arena_fmt(w->a,
	                 lang == LANG_ZH ? "%.*s“%.*s”的%.*s"
	                                 : "%.*s “%.*s”, %.*s",
	                 STR_ARG(text2_in(f->list->label, lang)),
	                 STR_ARG(item), STR_ARG(label));
}

struct str
change_value(const struct change_words *w, const struct change *change,
             const struct value *value)
{
	const struct schema_field *f = change->field;

	if (!value || (change->item.n && f && f->type == FIELD_LIST))
		return STR("");
	if (!f)
		return value_str(value);
	return value_words(w, f->type == FIELD_LIST ? f->field : f, value,
	                   only_english(change) ? LANG_EN : w->lang);
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

/* A value, or an item of a list, that came or went. */
static struct str
came_or_went(const struct change_words *w, const struct change *change,
             struct str label)
{
	static const char *const form[LANGS][2] = {
	    {"增加%.*s“%.*s”", "删去%.*s“%.*s”"},
	    {"%.*s added: “%.*s”", "%.*s removed: “%.*s”"}};
	static const char *const brief[LANGS][2] = {
	    {"增加%.*s", "删去%.*s"}, {"%.*s added", "%.*s removed"}};
	bool went = change->sort == CHANGE_REMOVED;
	bool whole = change->field && change->field->type == FIELD_LIST &&
	             change->item.n;
	struct str value;

	if (change_is_long(change))
		return arena_fmt(w->a, brief[w->lang][went], STR_ARG(label));
	value = whole ? item_words(w, change, change->field)
	              : change_value(w, change,
	                             went ? change->old : change->now);
	value = arena_fmt(w->a, form[w->lang][went], STR_ARG(label),
	                  STR_ARG(value));
	if (!whole)
		return value;
	return in_brackets(w, value, item_values(w, change->field,
	                                         change->within, false));
}

struct str
change_sentence(const struct change_words *w, const struct change *change)
{
	bool zh = w->lang == LANG_ZH;
	struct str label = change_label(w, change);

	if (change->sort != CHANGE_SET)
		return came_or_went(w, change, label);
	if (change_is_long(change))
		return arena_fmt(w->a, zh ? "%.*s有修改" : "%.*s: text edited",
		                 STR_ARG(label));
	return arena_fmt(w->a,
	                 zh ? "%.*s由“%.*s”改为“%.*s”"
	                    : "%.*s: “%.*s” became “%.*s”",
	                 STR_ARG(label),
	                 STR_ARG(change_value(w, change, change->old)),
	                 STR_ARG(change_value(w, change, change->now)));
}
