#include "model/wording.h"

#include "base/buf.h"
#include "model/date.h"
#include "model/suggest.h"

void
wording_named(struct buf *b, struct str name, struct text2 label,
              enum lang lang)
{
	struct str text = text2_in(label, lang);

	buf_add(b, name);
	if (text.n && !str_eq(text, name))
		buf_fmt(b, lang == LANG_ZH ? "（%.*s）" : " (%.*s)",
		        STR_ARG(text));
}

static struct str
take(struct arena *a, struct buf out[LANGS])
{
	struct str both = finding_both(a, buf_str(&out[LANG_ZH]),
	                               buf_str(&out[LANG_EN]));

	both = arena_str(a, both);
	buf_release(&out[LANG_ZH]);
	buf_release(&out[LANG_EN]);
	return both;
}

struct str
wording_field(struct arena *a, const struct schema_field *field)
{
	struct buf out[LANGS] = {{0}, {0}};

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++)
		wording_named(&out[lang], field->path, field->label, lang);
	return take(a, out);
}

struct str
wording_path(struct str argument)
{
	struct str zh = str_cut(&argument, FINDING_PART);
	size_t label = str_find(zh, STR("（"));

	return str_sub(zh, 0, label < zh.n ? label : zh.n);
}

/* ---------------------------------------------------------- choices */

struct near {
	const struct code *code;
	unsigned distance;
};

/* Put a code among the nearest ones so far; of equal ones the first. */
static size_t
put_near(struct near *v, size_t n, struct near one)
{
	size_t at = n;

	while (at && v[at - 1].distance > one.distance)
		at--;
	if (at == WORDING_CHOICES)
		return n;
	n += n < WORDING_CHOICES;
	for (size_t i = n - 1; i > at; i--)
		v[i] = v[i - 1];
	v[at] = one;
	return n;
}

static unsigned
distance_of(const struct code *code, struct str word)
{
	unsigned by_code = suggest_distance(word, code->code);
	unsigned by_label = suggest_distance(word, code->label.zh);

	return by_code < by_label ? by_code : by_label;
}

static void
put_choices(struct buf *b, const struct near *v, size_t n, size_t all,
            enum lang lang)
{
	bool zh = lang == LANG_ZH;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_adds(b, zh ? "、" : ", ");
		wording_named(b, v[i].code->code, v[i].code->label, lang);
	}
	if (all > n)
		buf_fmt(b, zh ? "等，共 %zu 个" : " and others, %zu in all",
		        all);
}

struct str
wording_choices(struct arena *a, const struct codes *codes, struct str word)
{
	const struct code *first = codes_nearest(codes, word);
	struct buf out[LANGS] = {{0}, {0}};
	struct near v[WORDING_CHOICES];
	size_t n = 0;

	for (size_t i = 0; i < codes->n; i++) {
		struct near one = {.code = &codes->v[i]};

		if (one.code != first)
			one.distance = 1 + distance_of(one.code, word);
		n = put_near(v, n, one);
	}
	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++)
		put_choices(&out[lang], v, n, codes->n, lang);
	return take(a, out);
}

struct str
wording_day(struct arena *a, struct str s)
{
	struct date_parts p;
	int days;

	if (!date_written(s, &p))
		return (struct str){0};
	if (p.month < 1 || p.month > 12)
		return finding_both(a, arena_fmt(a, "没有 %d 月", p.month),
		                    arena_fmt(a, "there is no month %d",
		                              p.month));
	days = date_month_days(p.year, p.month);
	return finding_both(
	    a, arena_fmt(a, "%d 年 %d 月只有 %d 天", p.year, p.month, days),
	    arena_fmt(a, "month %d of %d has %d days", p.month, p.year,
	              days));
}

/* ------------------------------------------------------- conditions */

struct str
wording_states(struct arena *a, const struct life *life,
               const uint32_t *state, size_t n)
{
	struct buf out[LANGS] = {{0}, {0}};

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++)
		for (size_t i = 0; i < n; i++) {
			if (i)
				buf_adds(&out[lang],
				         lang == LANG_ZH ? "或" : " or ");
			buf_add(&out[lang],
			        text2_in(life->state[state[i]].label, lang));
		}
	return take(a, out);
}

static void
put_condition(struct buf *b, const struct schema_condition *c,
              enum lang lang)
{
	bool zh = lang == LANG_ZH;

	wording_named(b, c->field->path, c->field->label, lang);
	if (!str_ends(buf_str(b), STR("）")))
		buf_byte(b, ' ');
	if (c->n == 0)
		buf_adds(b, c->absent ? (zh ? "没填" : "is not given")
		                      : (zh ? "填了" : "is given"));
	for (size_t i = 0; i < c->n; i++) {
		const struct code *code =
		    codes_find(c->field->codes, c->value[i]);

		buf_adds(b, i == 0 ? (zh ? "是 " : "is ")
		                   : (zh ? " 或 " : " or "));
		wording_named(b, c->value[i],
		          code ? code->label : (struct text2){0}, lang);
	}
}

struct str
wording_conditions(struct arena *a, const struct schema_condition *condition,
                   size_t n)
{
	struct buf out[LANGS] = {{0}, {0}};

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++)
		for (size_t i = 0; i < n; i++) {
			if (i)
				buf_adds(&out[lang],
				         lang == LANG_ZH ? "、" : " and ");
			put_condition(&out[lang], &condition[i], lang);
		}
	return take(a, out);
}
