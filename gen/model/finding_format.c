#include "model/finding.h"
#include "text/value.h"

#include <string.h>

/* Words around the texts of the catalogue. */
struct words {
	const char *severity[2]; /* by enum finding_severity */
	const char *why, *remedy, *more, *fix, *bad, *good;
	const char *open, *close; /* around what a rule rests on */
};

static const struct words words[LANGS] = {
    {{"错误", "提醒"}, "原因", "改法", "详情", "自动", "错例", "正例",
     "（", "）"},
    {{"error", "warning"}, "why", "help", "more", "auto", "bad", "good",
     " (", ")"},
};

/* Is this the argument "{N", followed by the given end? */
static bool
slot(const char *p, const char *end)
{
	return p[0] == '{' && p[1] >= '0' && p[1] < '0' + FINDING_ARGS &&
	       !strncmp(p + 2, end, strlen(end));
}

/* An argument; a wide bracket at its end needs no space behind it. */
static const char *
put_argument(struct buf *out, struct str s, const char *rest)
{
	buf_add(out, s);
	return rest + (*rest == ' ' && str_ends(s, STR("）")));
}

/* Put the arguments in: {1}, and {1?...?} when argument 1 is not empty.
 * Two such parts side by side are alternatives. */
static void
expand(struct buf *out, const char *p, const struct finding *f,
       enum lang lang)
{
	bool shown = false; /* the part before */

	while (*p) {
		if (slot(p, "}")) {
			p = put_argument(
			    out, finding_half(f->arg[p[1] - '0'], lang),
			    p + 3);
		} else if (slot(p, "?")) {
			const char *end = strstr(p, "?}");
			bool show = f->arg[p[1] - '0'].n > 0;

			if (show && shown)
				buf_adds(out, " / ");
			p = show ? p + 3 : end + 2;
		} else if (!strncmp(p, "?}", 2)) {
			p += 2;
			shown = p[0] == '{' && p[1] && p[2] == '?';
		} else {
			buf_byte(out, *p++);
			shown = false;
		}
	}
}

static void
put_place(const struct finding *f, struct buf *out)
{
	buf_add(out, f->path);
	if (f->line)
		buf_fmt(out, ":%u:%u", f->line, f->column);
}

static void
put_many(struct buf *out, char c, size_t n)
{
	while (n--)
		buf_byte(out, c);
}

/* The source line with carets under the span. */
static void
put_source(const struct finding *f, const struct finding_code *code,
           enum lang lang, size_t gutter, struct buf *out)
{
	put_many(out, ' ', gutter);
	buf_adds(out, "|\n");
	buf_fmt(out, " %u | ", f->line);
	buf_add(out, f->source_line);
	buf_byte(out, '\n');
	put_many(out, ' ', gutter);
	buf_adds(out, "| ");
	put_many(out, ' ', f->indent);
	put_many(out, '^', f->width);
	buf_byte(out, ' ');
	expand(out, code->label[lang], f, lang);
	if (out->p[out->n - 1] == ' ')
		out->n--;
	buf_byte(out, '\n');
}

static size_t
digits(unsigned n)
{
	return n < 10 ? 1 : 1 + digits(n / 10);
}

static void
put_note(struct buf *out, size_t gutter, enum lang lang, const char *word,
         const char *template, const struct finding *f)
{
	put_many(out, ' ', gutter);
	buf_fmt(out, "= %s: ", word);
	expand(out, template, f, lang);
	buf_byte(out, '\n');
}

static void
put_why(struct buf *out, size_t gutter, enum lang lang, const char *template,
        const struct finding *f)
{
	const struct words *w = &words[lang];
	struct str basis = text2_in(f->basis, lang);

	put_note(out, gutter, lang, w->why, template, f);
	if (!basis.n)
		return;
	out->n--; /* the newline */
	buf_fmt(out, "%s%.*s%s\n", w->open, STR_ARG(basis), w->close);
}

void
finding_message(const struct finding *finding, enum lang lang,
                struct buf *out)
{
	const struct finding_code *code =
	    finding_code_get(str_from(finding->code));

	expand(out, code->message[lang], finding, lang);
}

void
finding_format(const struct finding *finding, enum lang lang,
               enum finding_form form, struct buf *out)
{
	const struct finding_code *code =
	    finding_code_get(str_from(finding->code));
	const struct words *w = &words[lang];
	size_t gutter = finding->line ? digits(finding->line) + 2 : 3;

	put_place(finding, out);
	buf_fmt(out, ": %s[%s]: ", w->severity[finding->severity],
	        finding->code);
	expand(out, code->message[lang], finding, lang);
	buf_byte(out, '\n');
	if (form == FINDING_CONCISE)
		return;
	if (finding->line && finding->source_line.n)
		put_source(finding, code, lang, gutter, out);
	if (form == FINDING_FULL)
		put_why(out, gutter, lang, code->why[lang], finding);
	if (form == FINDING_FULL || strchr(code->remedy[lang], '{'))
		put_note(out, gutter, lang, w->remedy, code->remedy[lang],
		         finding);
	if (finding->fix.n) {
		put_many(out, ' ', gutter);
		buf_fmt(out, "= %s: gongshi check --fix → %.*s\n", w->fix,
		        STR_ARG(finding->fix));
	}
	if (form == FINDING_AGAIN)
		return;
	put_many(out, ' ', gutter);
	buf_fmt(out, "= %s: gongshi explain %s\n", w->more, finding->code);
}

void
finding_code_text(const struct finding_code *code, enum finding_part part,
                  enum lang lang, struct buf *out)
{
	const char *const *text = part == FINDING_MESSAGE ? code->message
	                          : part == FINDING_WHY   ? code->why
	                                                  : code->remedy;
	struct finding f = {0};

	for (size_t i = 0; i < FINDING_ARGS; i++)
		f.arg[i] = STR("…");
	expand(out, text[lang], &f, lang);
}

void
finding_explain(const struct finding_code *code, enum lang lang,
                struct buf *out)
{
	const struct words *w = &words[lang];

	buf_fmt(out, "%s[%s]: ", w->severity[code->severity], code->code);
	finding_code_text(code, FINDING_MESSAGE, lang, out);
	buf_fmt(out, "\n   = %s: ", w->why);
	finding_code_text(code, FINDING_WHY, lang, out);
	buf_fmt(out, "\n   = %s: ", w->remedy);
	finding_code_text(code, FINDING_REMEDY, lang, out);
	buf_byte(out, '\n');
	if (code->bad)
		buf_fmt(out, "   = %s: %s\n", w->bad, code->bad);
	if (code->good)
		buf_fmt(out, "   = %s: %s\n", w->good, code->good);
}

static struct value *
in_both(struct arena *a, const char *const template[LANGS],
        const struct finding *f)
{
	struct value *map = value_map(a);

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct buf b = {0};

		expand(&b, template[lang], f, lang);
		value_put(a, map, lang_code(lang),
		          value_text(a, arena_str(a, buf_str(&b))));
		buf_release(&b);
	}
	return map;
}

static struct value *
fix_json(struct arena *a, const struct finding *f)
{
	struct value *map = value_map(a);

	value_put(a, map, STR("from"), value_int(a, (int64_t)f->at));
	value_put_text(a, map, "was", arena_str(a, f->was));
	value_put_text(a, map, "text", arena_str(a, f->fix));
	return map;
}

static struct value *
basis_json(struct arena *a, const struct finding *f)
{
	struct value *map = value_map(a);

	value_put_text(a, map, "zh", arena_str(a, f->basis.zh));
	value_put_text(a, map, "en",
	               arena_str(a, text2_in(f->basis, LANG_EN)));
	return map;
}

struct value *
finding_json(struct arena *a, const struct finding *finding)
{
	const struct finding_code *code =
	    finding_code_get(str_from(finding->code));
	struct value *map = value_map(a);
	bool error = finding->severity == FINDING_ERROR;

	value_put_text(a, map, "code", arena_str(a, str_from(code->code)));
	value_put_text(a, map, "severity",
	               error ? STR("error") : STR("warning"));
	value_put_text(a, map, "path", arena_str(a, finding->path));
	if (finding->line) {
		value_put(a, map, STR("line"), value_int(a, finding->line));
		value_put(a, map, STR("column"),
		          value_int(a, finding->column));
		value_put(a, map, STR("width"), value_int(a, finding->width));
		value_put_text(a, map, "source",
		               arena_str(a, finding->source_line));
	}
	value_put(a, map, STR("message"), in_both(a, code->message, finding));
	value_put(a, map, STR("label"), in_both(a, code->label, finding));
	value_put(a, map, STR("why"), in_both(a, code->why, finding));
	value_put(a, map, STR("remedy"), in_both(a, code->remedy, finding));
	if (finding->basis.zh.n)
		value_put(a, map, STR("basis"), basis_json(a, finding));
	if (finding->fix.n)
		value_put(a, map, STR("fix"), fix_json(a, finding));
	return map;
}
