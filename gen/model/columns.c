#include "model/columns.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>

#define ANCESTORS 32 /* of a field, itself among them; nesting is checked */

/* What one normal form of a heading stands for. */
struct meaning {
	struct column column;
	unsigned strength; /* of the names that may clash: 3 full, 1 weak */
	bool clash;
};

struct entry {
	struct str key;
	struct meaning *meaning;
};

struct column_names {
	const struct schema *schema;
	struct entry *v; /* sorted by key */
	size_t n;
};

struct names {
	struct arena *a;
	struct map map;
	struct column_names *out;
};

/* ----------------------------------------------------- normal form */

/* Letters and digits of any script, in lower case and half width; dots
 * stay, because paths have them. */
static struct str
plain(struct arena *a, struct str heading)
{
	struct buf folded = {0}, kept = {0};
	struct str rest;
	struct str s;

	utf8_fold(&folded, heading);
	rest = buf_str(&folded);
	while (rest.n) {
		uint32_t c = utf8_next(&rest);

		if (utf8_is_han(c) || (c >= 'a' && c <= 'z') || c == '%' ||
		    (c >= '0' && c <= '9') || (c > 0xbf && c < 0x2000))
			utf8_put(&kept, c);
	}
	s = arena_str(a, buf_str(&kept));
	buf_release(&folded);
	buf_release(&kept);
	return s;
}

/* ----------------------------------------------------------- names */

static void
know(struct names *names, struct str name, const struct column *column,
     unsigned strength)
{
	struct str key = plain(names->a, name);
	struct meaning *old = key.n ? map_get(&names->map, key) : NULL;
	struct meaning *m;

	if (key.n == 0)
		return;
	if (old && old->strength >= strength) {
		old->clash |= old->strength == strength &&
		              !column_same(&old->column, column);
		return;
	}
	m = old ? old : arena_alloc(names->a, sizeof *m);
	*m = (struct meaning){*column, strength, false};
	map_put(&names->map, key, m);
}

/* The label with those of all groups around it. */
static struct str
full_label(struct arena *a, const struct schema_field *f, enum lang lang)
{
	struct str label = text2_in(f->label, lang);

	for (const struct schema_field *up = f->parent; up; up = up->parent)
		if (up->label.zh.n && up->name.n)
			label = arena_fmt(a, "%.*s · %.*s",
			                  STR_ARG(text2_in(up->label, lang)),
			                  STR_ARG(label));
	return label;
}

/* Names that people use for a type, whatever the form calls it. */
static const struct {
	enum field_type type;
	const char *name;
} usual[] = {
    {FIELD_PATENT, "专利号"},
    {FIELD_PATENT, "申请号"},
    {FIELD_PATENT, "专利申请号"},
    {FIELD_PATENT, "授权专利号"},
    {FIELD_PATENT, "patent no"},
    {FIELD_PATENT, "patent number"},
    {FIELD_PATENT, "application number"},
    {FIELD_USCC, "统一社会信用代码"},
    {FIELD_USCC, "社会信用代码"},
    {FIELD_USCC, "统一信用代码"},
    {FIELD_USCC, "信用代码"},
    {FIELD_DOCNO, "发文字号"},
    {FIELD_DOCNO, "文号"},
    {FIELD_PHONE, "联系电话"},
    {FIELD_PHONE, "电话"},
    {FIELD_PHONE, "办公电话"},
    {FIELD_PHONE, "电话号码"},
    {FIELD_PHONE, "telephone"},
    {FIELD_EMAIL, "电子邮箱"},
    {FIELD_EMAIL, "邮箱"},
    {FIELD_EMAIL, "电子邮件"},
};

/* The group or the list that a field is in, or NULL. */
static const struct schema_field *
group_of(const struct schema_field *f)
{
	f = f->parent;
	return f && !f->name.n ? f->parent : f;
}

/* 专利权人 means its name; 专利权人信用代码 is said with a usual word. */
static void
know_group(struct names *names, const struct column *column,
           const struct schema_field *f)
{
	const struct schema_field *group = group_of(f);
	enum lang lang;

	if (!group)
		return;
	for (lang = LANG_ZH; str_eq(f->name, STR("name")) && lang < LANGS;
	     lang++)
		know(names, text2_in(group->label, lang), column, 2);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (usual[i].type == f->type)
			know(names,
			     arena_fmt(names->a, "%.*s%s",
			               STR_ARG(group->label.zh),
			               usual[i].name),
			     column, 3);
}

static void
know_aka(struct names *names, const struct column *column,
         const struct schema_field *f)
{
	const struct yaml_node *aka = yaml_get(f->node, STR("aka"));

	for (size_t i = 0; aka && i < aka->n; i++)
		know(names, aka->member[i].node->text, column, 4);
}

static void
know_in(struct names *names, const struct column *column,
        const struct schema_field *f, enum lang lang)
{
	const char *mark = lang == LANG_ZH ? "英文" : "English";
	struct str full = full_label(names->a, f, lang);
	struct str alone = text2_in(f->label, lang);
	struct str unit = text2_in(f->unit, lang);

	if (column->english) {
		full = arena_fmt(names->a, "%.*s%s", STR_ARG(full), mark);
		alone = arena_fmt(names->a, "%.*s%s", STR_ARG(alone), mark);
	}
	know(names, full, column, 4);
	know(names, alone, column, f->list ? 1 : f->parent ? 2 : 3);
	if (unit.n) {
		know(names,
		     arena_fmt(names->a, "%.*s%.*s", STR_ARG(full),
		               STR_ARG(unit)),
		     column, 3);
		know(names,
		     arena_fmt(names->a, "%.*s%.*s", STR_ARG(alone),
		               STR_ARG(unit)),
		     column, f->list ? 1 : 2);
	}
}

static void
know_field(struct names *names, const struct schema_field *f, bool english)
{
	struct column c = column_first(f);

	c.english = english;
	know_in(names, &c, f, LANG_ZH);
	know_in(names, &c, f, LANG_EN);
	know(names,
	     arena_fmt(names->a, "%.*s%s", STR_ARG(f->path),
	               english ? ".en" : ""),
	     &c, 5);
	if (english)
		return;
	know_aka(names, &c, f);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (usual[i].type == f->type)
			know(names, str_from(usual[i].name), &c,
			     f->list ? 1 : 2);
	know_group(names, &c, f);
}

static void
know_own(struct names *names)
{
	static const char *const id[] = {"id", "编号", "记录编号"};
	static const char *const body[] = {"body", "正文", "text"};
	static const char *const report[] = {"问题", "建议", "problems",
	                                     "suggestions"};
	struct column c = {.role = COLUMN_ID};

	know(names, STR("id"), &c, 6);
	for (size_t i = 0; i < sizeof id / sizeof *id; i++)
		know(names, str_from(id[i]), &c, 1);
	c.role = COLUMN_BODY;
	for (size_t i = 0; i < sizeof body / sizeof *body; i++)
		know(names, str_from(body[i]), &c, 1);
	c.role = COLUMN_PASSED;
	for (size_t i = 0; i < sizeof report / sizeof *report; i++)
		know(names, str_from(report[i]), &c, 1);
	know(names, STR("序号"), &c, 2); /* rather than that of an item */
}

bool
column_is(const struct schema_field *f)
{
	if (f->type == FIELD_LIST)
		return f->field->type != FIELD_MAP &&
		       f->field->type != FIELD_LIST;
	return f->name.n && f->type != FIELD_MAP;
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->key, y->key);
}

const struct column_names *
column_names(struct arena *a, const struct schema *schema)
{
	struct names names = {.a = a};
	const struct schema_field *f = NULL;

	names.out = arena_alloc(a, sizeof *names.out);
	names.out->schema = schema;
	while ((f = schema_next(schema, f))) {
		if (!column_is(f))
			continue;
		know_field(&names, f, false);
		if (f->localized)
			know_field(&names, f, true);
	}
	know_own(&names);
	names.out->n = names.map.n;
	names.out->v = arena_array(a, names.map.n, sizeof *names.out->v);
	for (size_t i = 0; i < names.map.n; i++)
		names.out->v[i] = (struct entry){names.map.entry[i].key,
		                                 names.map.entry[i].value};
	qsort(names.out->v, names.out->n, sizeof *names.out->v, by_key);
	map_release(&names.map);
	return names.out;
}

/* ------------------------------------------------------------ find */

static const struct meaning *
look_up(const struct column_names *names, struct str key)
{
	struct entry want = {key, NULL};
	const struct entry *e =
	    key.n ? bsearch(&want, names->v, names->n, sizeof *names->v,
	                    by_key)
	          : NULL;

	return e && !e->meaning->clash ? e->meaning : NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many lists with items of their own lie around a field. */
static unsigned
lists_around(const struct schema_field *f)
{
	unsigned n = 0;

	for (f = f->parent; f; f = f->parent)
		n += f->type == FIELD_LIST;
	return n;
}

/* Take the numbers of items out of a heading: 专利权人2名称. */
static bool
find_numbered(const struct column_names *names, struct arena *a,
              struct str key, struct column *column)
{
	struct buf b = {0};
	unsigned item[COLUMN_LISTS] = {0};
	unsigned n = 0;
	const struct meaning *m = NULL;
	size_t i = 0;

	while (i < key.n && n <= COLUMN_LISTS) {
		unsigned number = 0;

		if (!is_digit(key.p[i])) {
			buf_byte(&b, key.p[i++]);
			continue;
		}
		while (i < key.n && is_digit(key.p[i]) &&
		       number <= COLUMN_ITEMS)
			number = number * 10 + (unsigned)(key.p[i++] - '0');
		if (n < COLUMN_LISTS)
			item[n] = number;
		n++;
	}
	if (n && n <= COLUMN_LISTS)
		m = look_up(names, buf_str(&b));
	buf_release(&b);
	(void)a;
	if (!m || m->column.role != COLUMN_FIELD ||
	    lists_around(m->column.field) != n)
		return false;
	for (i = 0; i < n; i++)
		if (item[i] == 0 || item[i] > COLUMN_ITEMS)
			return false;
	*column = m->column;
	for (i = 0; i < n; i++)
		column->item[i] = item[i];
	return true;
}

/* Without the last part in brackets, such as a unit or a hint. */
static struct str
without_brackets(struct arena *a, struct str heading)
{
	struct buf b = {0};
	struct str s;
	size_t open;

	utf8_nfkc(&b, heading);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	open = str_rchr(s, '(');
	return open < s.n ? str_sub(s, 0, open) : (struct str){0};
}

static bool
find_one(const struct column_names *names, struct arena *a,
         struct str heading, struct column *column)
{
	struct str key = plain(a, heading);
	const struct meaning *m = look_up(names, key);

	if (m) {
		*column = m->column;
		return true;
	}
	return find_numbered(names, a, key, column);
}

void
column_find(struct arena *a, const struct column_names *names,
            struct str heading, struct column *column)
{
	struct str rest = heading;

	*column = (struct column){0};
	if (plain(a, heading).n == 0) {
		column->role = COLUMN_PASSED;
	} else if (!find_one(names, a, heading, column) &&
	           !find_one(names, a, without_brackets(a, heading),
	                     column)) {
		while (rest.n && str_chr(heading, '/') < heading.n &&
		       column->role == COLUMN_UNKNOWN)
			find_one(names, a, str_cut(&rest, '/'), column);
	}
	column->heading = heading;
}

struct column
column_first(const struct schema_field *f)
{
	struct column c = {.role = COLUMN_FIELD, .field = f};

	for (unsigned i = 0; i < COLUMN_LISTS; i++)
		c.item[i] = 1;
	return c;
}

bool
column_same(const struct column *a, const struct column *b)
{
	return a->role == b->role && a->field == b->field &&
	       a->english == b->english &&
	       memcmp(a->item, b->item, sizeof a->item) == 0;
}

bool
column_must(const struct column *column)
{
	if (column->role != COLUMN_FIELD || column->english)
		return false;
	for (size_t i = 0; i < COLUMN_LISTS; i++)
		if (column->item[i] > 1)
			return false;
	for (const struct schema_field *f = column->field; f; f = f->parent)
		if (!f->required && !(f->parent && f->parent->field == f &&
		                      f->parent->type == FIELD_LIST))
			return false;
	return true;
}

/* ----------------------------------------------------------- paths */

/* A field and those above it, the innermost first; how many. */
static size_t
ancestry(const struct schema_field *f, const struct schema_field **up)
{
	size_t n = 0;

	for (; f && n < ANCESTORS; f = f->parent)
		up[n++] = f;
	return n;
}

struct str
column_path(struct arena *a, const struct column *c)
{
	const struct schema_field *up[ANCESTORS];
	struct buf b = {0};
	size_t n, list = 0;
	struct str s;

	if (c->role == COLUMN_ID)
		return STR("id");
	if (c->role == COLUMN_BODY)
		return STR("body");
	n = ancestry(c->field, up);
	while (n) {
		const struct schema_field *f = up[--n];

		if (f->name.n)
			buf_fmt(&b, "%s%.*s", b.n ? "." : "",
			        STR_ARG(f->name));
		if (f->type == FIELD_LIST && n)
			buf_fmt(&b, ".%u", c->item[list++]);
	}
	buf_adds(&b, c->english ? ".en" : "");
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

struct str
column_heading(struct arena *a, const struct column *c, enum lang lang)
{
	const struct schema_field *up[ANCESTORS];
	struct buf b = {0};
	size_t n, list = 0;
	bool zh = lang == LANG_ZH;
	struct str s;

	if (c->role == COLUMN_ID)
		return zh ? STR("编号") : STR("id");
	if (c->role == COLUMN_BODY)
		return zh ? STR("正文") : STR("body");
	n = ancestry(c->field, up);
	while (n) {
		const struct schema_field *f = up[--n];

		if (f->name.n)
			buf_fmt(&b, "%s%.*s", b.n ? " · " : "",
			        STR_ARG(text2_in(f->label, lang)));
		if (f->type == FIELD_LIST && n)
			buf_fmt(&b, zh ? "%u" : " %u", c->item[list++]);
	}
	if (c->english)
		buf_adds(&b, zh ? "（英文）" : " (English)");
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}
