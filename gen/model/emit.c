#include "model/emit.h"

#include "base/utf8.h"
#include "text/value.h"

#define LINE_WIDTH 100 /* columns of a group on one line */
#define WIDE_FROM 0x1100 /* characters from here on count two columns */

/* Words that YAML or our reader takes for something else. */
static bool
is_word_of_yaml(struct str s)
{
	static const char *const word[] = {"null", "Null", "NULL", "~",
	                                   "true", "false", "yes", "no"};

	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (str_eq(s, str_from(word[i])))
			return true;
	return false;
}

static bool
is_all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static bool
has_byte(const char *set, char c)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

/* Does YAML read the bare text back as it is? */
static bool
is_plain(struct str s, bool flow)
{
	if (s.n == 0 || is_word_of_yaml(s) ||
	    has_byte("-?:,[]{}#&*!|>'\"%@` ", s.p[0]) ||
	    s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		char next = i + 1 < s.n ? s.p[i + 1] : 0;

		if ((unsigned char)c < 0x20 || c == 0x7f ||
		    (c == ':' && next == ' ') || (c == ' ' && next == '#') ||
		    (flow && has_byte(",[]{}", c)) ||
		    (flow && c == ':' && has_byte(",]}", next)))
			return false;
	}
	return true;
}

static void
put_quoted(struct buf *out, struct str s)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"' || c == '\\')
			buf_byte(out, '\\');
		if (c == '\n')
			buf_adds(out, "\\n");
		else if (c == '\t')
			buf_adds(out, "\\t");
		else if ((unsigned char)c < 0x20 || c == 0x7f)
			buf_fmt(out, "\\x%02x", (unsigned)c & 0xff);
		else
			buf_byte(out, c);
	}
	buf_byte(out, '"');
}

void
emit_scalar(struct buf *out, struct str text, bool flow)
{
	if (is_plain(text, flow))
		buf_add(out, text);
	else
		put_quoted(out, text);
}

/* ---------------------------------------------------------- values */

static void
put_indent(struct buf *out, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_adds(out, "  ");
}

static bool
is_number(enum field_type type)
{
	return type == FIELD_INTEGER || type == FIELD_DECIMAL ||
	       type == FIELD_MONEY;
}

static void
put_leaf(struct buf *out, const struct schema_field *f,
         const struct value *v, bool flow)
{
	if (v->type == VALUE_BOOL)
		buf_adds(out, v->yes ? "true" : "false");
	else if (is_all_digits(v->text) && !is_number(f->type))
		put_quoted(out, v->text);
	else
		emit_scalar(out, v->text, flow);
}

static void put_flow(struct buf *out, const struct schema_field *f,
                     const struct value *v);

static void
put_flow_map(struct buf *out, const struct schema_field *field, size_t n,
             const struct value *v)
{
	const char *comma = "";

	buf_byte(out, '{');
	for (size_t i = 0; i < n; i++) {
		const struct value *one = value_get(v, field[i].name);

		if (!one)
			continue;
		buf_fmt(out, "%s%.*s: ", comma, STR_ARG(field[i].name));
		put_flow(out, &field[i], one);
		comma = ", ";
	}
	buf_byte(out, '}');
}

/* {zh: , en: } of a text in two languages. */
static void
put_localized(struct buf *out, const struct value *v)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < v->n; i++) {
		buf_fmt(out, "%s%.*s: ", i ? ", " : "",
		        STR_ARG(v->member[i].key));
		emit_scalar(out, value_str(v->member[i].value), true);
	}
	buf_byte(out, '}');
}

static void
put_flow(struct buf *out, const struct schema_field *f,
         const struct value *v)
{
	if (v->type == VALUE_LIST) {
		buf_byte(out, '[');
		for (size_t i = 0; i < v->n; i++) {
			if (i)
				buf_adds(out, ", ");
			put_flow(out, f->field, v->member[i].value);
		}
		buf_byte(out, ']');
	} else if (f->type == FIELD_MAP) {
		put_flow_map(out, f->field, f->fields, v);
	} else if (v->type == VALUE_MAP) {
		put_localized(out, v);
	} else {
		put_leaf(out, f, v, true);
	}
}

/* Coarse on purpose: the form page's script measures in the same way and has
 * no table of widths. */
static size_t
columns(struct str s)
{
	size_t n = 0;

	while (s.n)
		n += utf8_next(&s) < WIDE_FROM ? 1 : 2;
	return n;
}

/* Is it short enough for one line, indentation included? */
static bool
fits(const struct schema_field *f, const struct value *v, unsigned depth)
{
	struct buf b = {0};
	bool short_enough;

	put_flow(&b, f, v);
	short_enough = columns(buf_str(&b)) + 2 * depth <= LINE_WIDTH &&
	               (b.n == 0 || str_chr(buf_str(&b), '\n') == b.n);
	buf_release(&b);
	return short_enough;
}

static void put_member(struct buf *out, const struct schema_field *f,
                       const struct value *v, unsigned depth);

static void
put_block_map(struct buf *out, const struct schema_field *field, size_t n,
              const struct value *v, unsigned depth, bool item)
{
	for (size_t i = 0; i < n; i++) {
		const struct value *one = value_get(v, field[i].name);

		if (!one)
			continue;
		if (!item)
			put_indent(out, depth);
		item = false;
		put_member(out, &field[i], one, depth);
	}
}

static void
put_block_list(struct buf *out, const struct schema_field *f,
               const struct value *v, unsigned depth)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value *item = v->member[i].value;

		put_indent(out, depth);
		buf_adds(out, "- ");
		if (f->field->type == FIELD_MAP &&
		    !fits(f->field, item, depth + 1)) {
			put_block_map(out, f->field->field, f->field->fields,
			              item, depth + 1, true);
			continue;
		}
		put_flow(out, f->field, item);
		buf_byte(out, '\n');
	}
}

/* Lines of a text, as they are. */
static void
put_literal(struct buf *out, struct str text, unsigned depth)
{
	buf_adds(out, str_ends(text, STR("\n")) ? " |\n" : " |-\n");
	if (str_ends(text, STR("\n")))
		text.n--;
	while (text.n) {
		struct str line = str_cut(&text, '\n');

		if (line.n)
			put_indent(out, depth + 1);
		buf_add(out, line);
		buf_byte(out, '\n');
	}
}

/* Can a block of lines hold the text, so that it reads back the same? */
static bool
is_literal(const struct schema_field *f, const struct value *v)
{
	struct str s = value_str(v);

	return f->type == FIELD_MARKDOWN && str_chr(s, '\n') < s.n &&
	       s.p[0] != ' ' && s.p[0] != '\n' && s.p[0] != '\t' &&
	       str_find(s, STR("\r")) > s.n &&
	       !str_ends(s, STR("\n\n"));
}

static void
put_member(struct buf *out, const struct schema_field *f,
           const struct value *v, unsigned depth)
{
	bool group = f->type == FIELD_MAP;
	bool list = v->type == VALUE_LIST;

	buf_fmt(out, "%.*s:", STR_ARG(f->name));
	if (is_literal(f, v)) {
		put_literal(out, value_str(v), depth);
		return;
	}
	if ((group && !(depth && fits(f, v, depth))) ||
	    (list && (f->field->type == FIELD_MAP || !fits(f, v, depth)))) {
		buf_byte(out, '\n');
		if (group)
			put_block_map(out, f->field, f->fields, v, depth + 1,
			              false);
		else
			put_block_list(out, f, v, depth + 1);
		return;
	}
	buf_byte(out, ' ');
	if (group || list || v->type == VALUE_MAP)
		put_flow(out, f, v);
	else
		put_leaf(out, f, v, false);
	buf_byte(out, '\n');
}

void
emit_record(struct buf *out, const struct schema *schema,
            const struct value *values, struct str body)
{
	buf_adds(out, "---\n");
	put_block_map(out, schema->field, schema->fields, values, 0, false);
	buf_adds(out, "---\n");
	if (body.n == 0)
		return;
	buf_byte(out, '\n');
	buf_add(out, body);
	if (!str_ends(body, STR("\n")))
		buf_byte(out, '\n');
}

/* -------------------------------------------------------- skeleton */

static void
put_hint(struct buf *out, const struct schema_field *f, enum lang lang)
{
	struct str help = text2_in(f->help, lang);
	bool zh = lang == LANG_ZH;

	buf_fmt(out, "  # %.*s", STR_ARG(text2_in(f->label, lang)));
	if (f->required)
		buf_adds(out, zh ? "，必填" : ", required");
	else if (f->required_ifs)
		buf_adds(out, zh ? "，视情况必填" : ", required in some cases");
	if (f->unit.zh.n)
		buf_fmt(out, zh ? "，单位%.*s" : ", in %.*s",
		        STR_ARG(text2_in(f->unit, lang)));
	if (help.n)
		buf_fmt(out, zh ? "。%.*s" : ". %.*s", STR_ARG(help));
	if (f->codes && !f->table) {
		buf_adds(out, zh ? "。可选：" : ". One of: ");
		for (size_t i = 0; i < f->codes->n; i++)
			buf_fmt(out, "%s%.*s", i ? " | " : "",
			        STR_ARG(text2_in(f->codes->v[i].label, lang)));
	}
	buf_byte(out, '\n');
}

static void
put_wanted(struct buf *out, const struct schema_field *field, size_t n,
           const struct value *values, unsigned depth, bool comment,
           enum lang lang)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		const struct value *v = value_get(values, f->name);
		const struct schema_field *inner = f;
		bool off = comment || !f->required;
		bool item = f->type == FIELD_LIST &&
		            f->field->type == FIELD_MAP;

		if (item)
			inner = f->field;
		if (v && f->type == FIELD_MAP) {
			put_indent(out, depth);
			buf_fmt(out, "%.*s:\n", STR_ARG(f->name));
			put_wanted(out, f->field, f->fields, v, depth + 1,
			           false, lang);
			continue;
		}
		if (v) {
			put_indent(out, depth);
			put_member(out, f, v, depth);
			continue;
		}
		if (off)
			buf_adds(out, "# ");
		put_indent(out, depth);
		buf_fmt(out, "%.*s:", STR_ARG(f->name));
		put_hint(out, f, lang);
		if (item) {
			buf_adds(out, off ? "# " : "");
			put_indent(out, depth + 1);
			buf_adds(out, "-\n");
		}
		if (inner->type == FIELD_MAP)
			put_wanted(out, inner->field, inner->fields, NULL,
			           depth + 1 + item, off, lang);
	}
}

void
emit_skeleton(struct buf *out, const struct schema *schema,
              const struct value *values, enum lang lang)
{
	buf_adds(out, "---\n");
	put_wanted(out, schema->field, schema->fields, values, 0, false, lang);
	buf_adds(out, "---\n\n");
}
