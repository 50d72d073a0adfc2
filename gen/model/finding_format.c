#include "model/finding.h"
#include "text/value.h"

#include <string.h>

/* Words around the texts of the catalogue. */
struct words {
	const char *severity[2]; /* by enum finding_severity */
	const char *why, *remedy, *more;
};

static const struct words words[LANGS] = {
    {{"错误", "提醒"}, "原因", "改法", "详情"},
    {{"error", "warning"}, "why", "help", "more"},
};

/* Is this the argument "{N", followed by the given end? */
static bool
slot(const char *p, const char *end)
{
	return p[0] == '{' && p[1] >= '0' && p[1] < '0' + FINDING_ARGS &&
	       !strncmp(p + 2, end, strlen(end));
}

/* Put the arguments in: {1}, and {1?...?} when argument 1 is not empty. */
static void
expand(struct buf *out, const char *p, const struct finding *f)
{
	while (*p) {
		if (slot(p, "}")) {
			buf_add(out, f->arg[p[1] - '0']);
			p += 3;
		} else if (slot(p, "?")) {
			const char *end = strstr(p, "?}");

			p = f->arg[p[1] - '0'].n ? p + 3 : end + 2;
		} else if (!strncmp(p, "?}", 2)) {
			p += 2;
		} else {
			buf_byte(out, *p++);
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
	expand(out, code->label[lang], f);
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
put_note(struct buf *out, size_t gutter, const char *word,
         const char *template, const struct finding *f)
{
	put_many(out, ' ', gutter);
	buf_fmt(out, "= %s: ", word);
	expand(out, template, f);
	buf_byte(out, '\n');
}

void
finding_message(const struct finding *finding, enum lang lang,
                struct buf *out)
{
	const struct finding_code *code =
	    finding_code_get(str_from(finding->code));

	expand(out, code->message[lang], finding);
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
	expand(out, code->message[lang], finding);
	buf_byte(out, '\n');
	if (form == FINDING_CONCISE)
		return;
	if (finding->line && finding->source_line.n)
		put_source(finding, code, lang, gutter, out);
	put_note(out, gutter, w->why, code->why[lang], finding);
	put_note(out, gutter, w->remedy, code->remedy[lang], finding);
	put_many(out, ' ', gutter);
	buf_fmt(out, "= %s: gongshi explain %s\n", w->more, finding->code);
}

void
finding_explain(const struct finding_code *code, enum lang lang,
                struct buf *out)
{
	const struct words *w = &words[lang];
	struct finding f = {.arg = {STR("…"), STR("…"), STR("…")}};

	buf_fmt(out, "%s[%s]: ", w->severity[code->severity], code->code);
	expand(out, code->message[lang], &f);
	buf_byte(out, '\n');
	put_note(out, 3, w->why, code->why[lang], &f);
	put_note(out, 3, w->remedy, code->remedy[lang], &f);
}

static struct value *
in_both(struct arena *a, const char *const template[LANGS],
        const struct finding *f)
{
	struct value *map = value_map(a);

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct buf b = {0};

		expand(&b, template[lang], f);
		value_put(a, map, lang_code(lang),
		          value_text(a, arena_str(a, buf_str(&b))));
		buf_release(&b);
	}
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
	value_put(a, map, STR("why"), in_both(a, code->why, finding));
	value_put(a, map, STR("remedy"), in_both(a, code->remedy, finding));
	return map;
}
