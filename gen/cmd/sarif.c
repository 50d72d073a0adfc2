#include "cmd/sarif.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/json.h"
#include "text/value.h"

#define SCHEMA                                                           \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"     \
	"schemas/sarif-schema-2.1.0.json"

struct codes_met VEC(const struct finding_code *);

static void
put(struct buf *b, const char *key, struct str text)
{
	json_key(b, str_from(key));
	json_text(b, text);
}

static void
put_message(struct buf *b, const char *key, struct str text)
{
	json_key(b, str_from(key));
	json_open(b, '{');
	put(b, "text", text);
	json_close(b, '}');
}

static struct str
level_of(enum finding_severity severity)
{
	return severity == FINDING_ERROR ? STR("error") : STR("warning");
}

/* Index of a code among those that occur. */
static size_t
index_of(struct codes_met *codes, const char *code)
{
	const struct finding_code *c = finding_code_get(str_from(code));
	size_t i = 0;

	while (i < codes->n && codes->v[i] != c)
		i++;
	if (i == codes->n)
		vec_push(codes, c);
	return i;
}

/* Code points that take up so many terminal columns. */
static unsigned
points_in(struct str *line, unsigned width)
{
	unsigned n = 0;

	while (line->n && width) {
		struct str one = *line;
		size_t columns;

		utf8_next(line);
		one.n -= line->n;
		columns = utf8_width(one);
		width = columns > width ? 0 : width - (unsigned)columns;
		n++;
	}
	return n;
}

static void
put_region(struct buf *b, const struct finding *f)
{
	struct str line = f->source_line;
	unsigned length;

	points_in(&line, f->indent);
	length = points_in(&line, f->width);
	json_key(b, STR("region"));
	json_open(b, '{');
	json_key(b, STR("startLine"));
	json_int(b, f->line);
	json_key(b, STR("startColumn"));
	json_int(b, f->column);
	json_key(b, STR("endColumn"));
	json_int(b, f->column + (length ? length : 1));
	if (f->source_line.n)
		put_message(b, "snippet", f->source_line);
	json_close(b, '}');
}

static void
put_place(struct buf *b, const struct finding *f)
{
	json_key(b, STR("locations"));
	json_open(b, '[');
	json_open(b, '{');
	json_key(b, STR("physicalLocation"));
	json_open(b, '{');
	json_key(b, STR("artifactLocation"));
	json_open(b, '{');
	put(b, "uri", f->path);
	put(b, "uriBaseId", STR("%SRCROOT%"));
	json_close(b, '}');
	if (f->line)
		put_region(b, f);
	json_close(b, '}');
	json_close(b, '}');
	json_close(b, ']');
}

/* One edit of the file, as columns of the line would not hold it: the span
 * of the finding may be wider by its quotes. */
static void
put_fix(struct buf *b, const struct finding *f)
{
	json_key(b, STR("fixes"));
	json_open(b, '[');
	json_open(b, '{');
	put_message(b, "description", f->fix);
	json_key(b, STR("artifactChanges"));
	json_open(b, '[');
	json_open(b, '{');
	json_key(b, STR("artifactLocation"));
	json_open(b, '{');
	put(b, "uri", f->path);
	put(b, "uriBaseId", STR("%SRCROOT%"));
	json_close(b, '}');
	json_key(b, STR("replacements"));
	json_open(b, '[');
	json_open(b, '{');
	json_key(b, STR("deletedRegion"));
	json_open(b, '{');
	json_key(b, STR("byteOffset"));
	json_int(b, (int64_t)f->at);
	json_key(b, STR("byteLength"));
	json_int(b, (int64_t)f->was.n);
	json_close(b, '}');
	put_message(b, "insertedContent", f->fix);
	json_close(b, '}');
	json_close(b, ']');
	json_close(b, '}');
	json_close(b, ']');
	json_close(b, '}');
	json_close(b, ']');
}

/* What is wrong, why it matters, and how to mend it: a review page shows
 * nothing but the message. */
static void
whole_message(struct arena *a, const struct finding *f, enum lang lang,
              struct buf *text)
{
	static const struct str in[LANGS] = {{"zh", 2}, {"en", 2}};
	static const char *const head[LANGS][2] = {{"原因：", "改法："},
	                                           {"why: ", "help: "}};
	static const struct str part[2] = {{"why", 3}, {"remedy", 6}};
	const struct value *all = finding_json(a, f);

	finding_message(f, lang, text);
	for (int i = 0; i < 2; i++) {
		const struct value *v =
		    value_get(value_get(all, part[i]), in[lang]);

		if (v && value_str(v).n)
			buf_fmt(text, "\n%s%.*s", head[lang][i],
			        STR_ARG(value_str(v)));
	}
}

static void
put_result(struct buf *b, struct arena *a, const struct finding *f,
           size_t rule, enum lang lang)
{
	struct buf text = {0};

	json_open(b, '{');
	put(b, "ruleId", str_from(f->code));
	json_key(b, STR("ruleIndex"));
	json_int(b, (int64_t)rule);
	put(b, "level", level_of(f->severity));
	whole_message(a, f, lang, &text);
	put_message(b, "message", buf_str(&text));
	put_place(b, f);
	if (f->fix.n)
		put_fix(b, f);
	json_close(b, '}');
	buf_release(&text);
}

static void
put_rule(struct buf *b, const struct finding_code *code, enum lang lang)
{
	struct buf text = {0};

	json_open(b, '{');
	put(b, "id", str_from(code->code));
	put_message(b, "shortDescription", str_from(code->message[lang]));
	finding_explain(code, lang, &text);
	put_message(b, "help", buf_str(&text));
	json_key(b, STR("defaultConfiguration"));
	json_open(b, '{');
	put(b, "level", level_of(code->severity));
	json_close(b, '}');
	json_close(b, '}');
	buf_release(&text);
}

static void
put_tool(struct buf *b, const struct codes_met *codes, struct str version,
         enum lang lang)
{
	json_key(b, STR("tool"));
	json_open(b, '{');
	json_key(b, STR("driver"));
	json_open(b, '{');
	put(b, "name", STR("gongshi"));
	put(b, "version", version);
	put(b, "language", lang_code(lang));
	json_key(b, STR("rules"));
	json_open(b, '[');
	for (size_t i = 0; i < codes->n; i++)
		put_rule(b, codes->v[i], lang);
	json_close(b, ']');
	json_close(b, '}');
	json_close(b, '}');
}

void
sarif_write(struct buf *out, const struct finding_list *list,
            struct str version, enum lang lang)
{
	struct codes_met codes = {0};

	json_open(out, '{');
	put(out, "$schema", STR(SCHEMA));
	put(out, "version", STR("2.1.0"));
	json_key(out, STR("runs"));
	json_open(out, '[');
	json_open(out, '{');
	put(out, "columnKind", STR("unicodeCodePoints"));
	json_key(out, STR("results"));
	json_open(out, '[');
	for (size_t i = 0; i < list->n; i++)
		put_result(out, list->arena, &list->v[i],
		           index_of(&codes, list->v[i].code), lang);
	json_close(out, ']');
	put_tool(out, &codes, version, lang);
	json_close(out, '}');
	json_close(out, ']');
	json_close(out, '}');
	buf_byte(out, '\n');
	vec_release(&codes);
}
