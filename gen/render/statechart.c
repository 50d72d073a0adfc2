#include "render/statechart.h"

#include "base/utf8.h"
#include "model/record.h"
#include "text/html.h"

/* Measures in user units. */
enum {
	BOX_WIDTH = 150,
	BOX_HEIGHT = 40,
	LEFT = 8,
	TEXT_LEFT = LEFT + BOX_WIDTH + 34,
	WIDTH = 640,
	LINE = 20,
	GAP = 26,
	ASIDE = 28,
	LETTER = 7 /* half a Han character */
};

/* A sentence is broken into lines of so many terminal columns. */
#define COLUMNS ((WIDTH - TEXT_LEFT - 2 * LETTER) / LETTER)

struct chart {
	const struct context *c;
	const struct schema *schema;
	struct buf *out;
	int y;
	int spine; /* foot of the last state that ends nothing; 0: none */
};

static struct str
path_label(const struct context *c, const struct schema_field *f)
{
	struct str own = text2_in(f->label, c->lang);

	if (!f->parent || !f->parent->label.zh.n)
		return own;
	return arena_fmt(c->arena, "%.*s%.*s%.*s",
	                 STR_ARG(text2_in(f->parent->label, c->lang)),
	                 STR_ARG(context_text(c, "doc_within")),
	                 STR_ARG(own));
}

/* A text between two others of the theme: "自" TEXT "起". */
static struct str
between(const struct context *c, const char *before, struct str text,
        const char *after)
{
	return arena_fmt(c->arena, "%.*s%.*s%.*s",
	                 STR_ARG(context_text(c, before)), STR_ARG(text),
	                 STR_ARG(context_text(c, after)));
}

/* "matter: filing" in the words of the schema. */
static struct str
when_text(const struct context *c, const struct schema_rule *rule)
{
	struct str all = STR("");

	for (size_t i = 0; i < rule->whens; i++) {
		const struct schema_condition *w = &rule->when[i];
		struct str join = context_text(c, i ? "doc_and" : "doc_open");
		const char *is = w->n        ? "doc_is"
		                 : w->absent ? "doc_absent"
		                             : "doc_given";

		all = arena_fmt(c->arena, "%.*s%.*s%.*s%.*s", STR_ARG(all),
		                STR_ARG(join),
		                STR_ARG(text2_in(w->field->label, c->lang)),
		                STR_ARG(context_text(c, is)));
		for (size_t k = 0; k < w->n; k++) {
			const struct value *v =
			    value_text(c->arena, w->value[k]);

			all = arena_fmt(
			    c->arena, "%.*s%.*s%.*s", STR_ARG(all),
			    STR_ARG(k ? context_text(c, "doc_or")
			              : STR("")),
			    STR_ARG(record_label(w->field, v, c->lang)));
		}
	}
	if (all.n == 0)
		return all;
	return arena_fmt(c->arena, "%.*s%.*s", STR_ARG(all),
	                 STR_ARG(context_text(c, "doc_close")));
}

/* One rule as a sentence: who says so, from which day, until which. */
static struct str
rule_text(const struct context *c, const struct schema *by,
          const struct schema_rule *rule)
{
	struct arena *a = c->arena;
	struct str who = rule->about ? text2_in(by->label, c->lang)
	                             : context_text(c, "doc_itself");
	struct str from = path_label(c, rule->from);
	struct str s;

	from = rule->after ? between(c, "doc_after_a", from, "doc_after_b")
	                   : between(c, "doc_from_a", from, "doc_from_b");
	s = arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(who),
	              STR_ARG(when_text(c, rule)), STR_ARG(from));
	if (!rule->until)
		return s;
	return arena_fmt(a, "%.*s%.*s", STR_ARG(s),
	                 STR_ARG(between(c, "doc_until_a",
	                                 path_label(c, rule->until),
	                                 "doc_until_b")));
}

struct value *
statechart_triggers(const struct context *c, const struct schema *schema,
                    uint32_t state)
{
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < schema->owns; i++)
		if (schema->own[i].state == state)
			value_add(c->arena, list,
			          value_text(c->arena,
			                     rule_text(c, schema,
			                               &schema->own[i])));
	for (size_t k = 0; k < schema->subject_ofs; k++) {
		const struct schema *by = schema->subject_of[k];

		for (size_t i = 0; i < by->abouts; i++)
			if (by->about[i].about == schema &&
			    by->about[i].state == state)
				value_add(c->arena, list,
				          value_text(c->arena,
				                     rule_text(c, by,
				                               &by->about[i])));
	}
	return list;
}

static void
put_text(struct chart *t, int x, int y, const char *class, struct str s)
{
	buf_fmt(t->out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
	html_escape_text(t->out, s);
	buf_adds(t->out, "</text>");
}

/* May a line end after this character?  Latin words stay whole; no line
 * ends with an opening mark or begins with a closing one. */
static bool
ends_line(uint32_t ch, struct str rest)
{
	static const char *const closing[] = {"”", "）", "，", "。", "；",
	                                      "、", "：", "》"};

	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (str_starts(rest, str_from(closing[i])))
			return false;
	return ch == ' ' ||
	       (ch > 0x2e80 && ch != 0xff08 /* （ */ && ch != 0x300a /* 《 */);
}

/* Cut the beginning of a sentence that fits on a line. */
static struct str
cut_line(struct str *rest)
{
	struct str all = *rest;
	struct str at = all;
	size_t end = all.n;
	size_t width = 0;

	while (at.n) {
		struct str one = at;
		uint32_t ch = utf8_next(&at);

		one.n -= at.n;
		width += utf8_width(one);
		if (width > COLUMNS) {
			end = end == all.n ? all.n - at.n - one.n : end;
			break;
		}
		if (ends_line(ch, at))
			end = all.n - at.n;
	}
	if (at.n == 0 && width <= COLUMNS)
		end = all.n;
	*rest = str_sub(all, end, all.n);
	return str_sub(all, 0, end);
}

/* What sets the state, beside its box. */
static int
put_triggers(struct chart *t, const struct value *triggers, int y)
{
	for (size_t i = 0; i < triggers->n; i++) {
		struct str rest = value_str(triggers->member[i].value);

		while (rest.n) {
			put_text(t, TEXT_LEFT, y, "sc-by", cut_line(&rest));
			y += LINE;
		}
	}
	return y;
}

/* The name of a state in its box, in two lines where it is long. */
static void
put_name(struct chart *t, int x, int width, struct str name)
{
	size_t half = name.n / 2;
	size_t at = half;

	for (size_t d = 0; d <= half; d++) {
		if (name.p[half - d] == ' ')
			at = half - d;
		else if (half + d < name.n && name.p[half + d] == ' ')
			at = half + d;
		else
			continue;
		break;
	}
	if ((int)utf8_width(name) * (LETTER + 1) <= width || !at ||
	    name.p[at] != ' ') {
		put_text(t, x, t->y + 25, "sc-name", name);
		return;
	}
	put_text(t, x, t->y + 17, "sc-name", str_sub(name, 0, at));
	put_text(t, x, t->y + 34, "sc-name", str_sub(name, at + 1, name.n));
}

/* Where the box of a state begins: what ends a life stands aside. */
static int
box_left(const struct life_state *state)
{
	return state->tone == TONE_END ? LEFT + ASIDE : LEFT;
}

static void
put_box(struct chart *t, const struct life_state *state)
{
	struct str tone = life_tone_name(state->tone);
	int left = box_left(state);
	int width = LEFT + BOX_WIDTH - left;

	buf_fmt(t->out,
	        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
	        "rx=\"4\" class=\"sc-box sc-%.*s\"/>",
	        left, t->y, width, BOX_HEIGHT, STR_ARG(tone));
	put_name(t, left + width / 2, width,
	         text2_in(state->label, t->c->lang));
}

/* A line with a tip, down or to the right. */
static void
put_arrow(struct chart *t, int x, int y, char way, int to)
{
	buf_fmt(t->out,
	        "<path d=\"M%d %d%c%d\" class=\"sc-line\" "
	        "marker-end=\"url(#sc-tip)\"/>",
	        x, y, way, to);
}

/* From the last state that ends nothing to this one. */
static void
put_way(struct chart *t, const struct life_state *state)
{
	int x = LEFT + ASIDE / 2;
	int middle = t->y + BOX_HEIGHT / 2;

	if (!t->spine)
		return;
	if (state->tone != TONE_END) {
		put_arrow(t, x, t->spine, 'V', t->y - 2);
		return;
	}
	buf_fmt(t->out, "<path d=\"M%d %dV%d\" class=\"sc-line\"/>", x,
	        t->spine, middle);
	put_arrow(t, x, middle, 'H', box_left(state) - 2);
}

static void
put_state(struct chart *t, uint32_t i)
{
	const struct life_state *state = &t->schema->life.state[i];
	const struct value *by = statechart_triggers(t->c, t->schema, i);
	int end;

	put_way(t, state);
	put_box(t, state);
	if (by->n)
		put_arrow(t, TEXT_LEFT - 6, t->y + BOX_HEIGHT / 2, 'H',
		          LEFT + BOX_WIDTH + 3);
	end = put_triggers(t, by, t->y + (by->n > 1 ? 15 : 25)) - LINE + 8;
	if (end < t->y + BOX_HEIGHT)
		end = t->y + BOX_HEIGHT;
	if (state->tone != TONE_END)
		t->spine = t->y + BOX_HEIGHT;
	t->y = end + GAP;
}

void
statechart_draw(const struct context *c, const struct schema *schema,
                struct buf *out)
{
	struct buf body = {0};
	struct chart t = {c, schema, &body, LEFT, 0};

	for (uint32_t i = 0; i < schema->life.n; i++)
		put_state(&t, i);
	buf_fmt(out,
	        "<svg class=\"statechart\" viewBox=\"0 0 %d %d\" role=\"img\" "
	        "aria-labelledby=\"sc-title\" focusable=\"false\">"
	        "<title id=\"sc-title\">",
	        WIDTH, t.y - GAP + LEFT);
	html_escape_text(out, text2_in(schema->label, c->lang));
	html_escape_text(out, context_text(c, "doc_chart"));
	buf_adds(out,
	         "</title><defs><marker id=\"sc-tip\" viewBox=\"0 0 8 8\" "
	         "refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
	         "orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\" "
	         "class=\"sc-tip\"/></marker></defs>");
	buf_add(out, buf_str(&body));
	buf_adds(out, "</svg>");
	buf_release(&body);
}
