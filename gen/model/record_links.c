#include "model/record_parse.h"

#include "base/utf8.h"
#include "model/pasted.h"
#include "text/markdown.h"

static const struct str none = {0};

/* A text being read: where it stands in the file. */
struct reading {
	struct parsing *p;
	struct str text;
	struct record_span at; /* of its first character */
	const struct schema_field *field;
};

static struct record_span
span_of(const struct reading *r, unsigned line, unsigned column,
        unsigned length)
{
	return (struct record_span){r->at.line + (line ? line - 1 : 0),
	                            r->at.column + (column ? column - 1 : 0),
	                            length};
}

static void
fault(const struct reading *r, const char *code, struct record_span span,
      struct str a0)
{
	struct finding_place place =
	    front_place(&r->p->front, span.line, span.column, span.length);

	finding_add(r->p->front.findings, code, &place,
	            (struct str[FINDING_ARGS]){a0});
}

/* Is it a character that hides or turns text around? */
static bool
invisible(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	       (c >= 0x7f && c < 0xa0) || c == 0xfeff ||
	       (c >= 0x200b && c <= 0x200f) || c == 0x061c ||
	       (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || (c >= 0xe0000 && c <= 0xe007f);
}

const char *
record_character_code(uint32_t c)
{
	if (invisible(c))
		return "T101";
	if ((c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000)
		return "T102";
	return c == 0xfffd ? "T103" : NULL;
}

bool
record_suspect(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		/* ASCII; the rest of a character; most of what begins one */
		if ((c >= 0x20 && c < 0x7f) || (c >= 0x80 && c < 0xc2) ||
		    (c > 0xe2 && c < 0xee))
			continue;
		if (c < 0x20 ? c != '\n' && c != '\t' && c != '\r'
		             : c == 0x7f || c == 0xee)
			return true;
		/* C1 controls; U+061C; U+2000-207F; U+F000-F8FF, FEFF, FFFD;
		 * planes 14 to 16 */
		if ((c == 0xc2 && d < 0xa0) || (c == 0xd8 && d == 0x9c) ||
		    (c == 0xf3 && d >= 0xa0) || c == 0xf4 ||
		    (c == 0xe2 && (d == 0x80 || d == 0x81)) ||
		    (c == 0xef && (d < 0xa4 || d == 0xbb || d == 0xbf)))
			return true;
	}
	return false;
}

static void
check_line(const struct reading *r, struct str line, unsigned number)
{
	unsigned column = 0;

	while (line.n) {
		uint32_t c = utf8_next(&line);
		const char *code = record_character_code(c);

		column++;
		if (!code)
			continue;
		fault(r, code, span_of(r, number, column, 1),
		      arena_fmt(r->p->front.arena, "U+%04X", c));
		return;
	}
}

/* One finding a line at most. */
static void
check_characters(const struct reading *r)
{
	struct str rest = r->text;
	unsigned line = 0;

	while (rest.n) {
		struct str text = str_cut(&rest, '\n');

		line++;
		if (record_suspect(text))
			check_line(r, text, line);
	}
}

static void
check_pasted(const struct reading *r)
{
	struct pasted found;
	struct record_span span;
	struct finding_place place;

	if (!pasted_find(r->p->front.arena, r->text, &found))
		return;
	span = span_of(r, found.line, 1, 0);
	place = front_place(&r->p->front, span.line, span.column, 0);
	finding_add(r->p->front.findings, "S127", &place,
	            (struct str[FINDING_ARGS]){found.row, found.rule});
}

/* Go to the folder above; false at the top. */
static bool
leave(struct buf *b)
{
	size_t slash = str_rchr(buf_str(b), '/');

	if (!b->n)
		return false;
	b->n = slash < b->n ? slash : 0;
	return true;
}

/*
 * Join a relative path to a folder inside content/, resolving . and ..
 * out: false when it leaves content/
 */
static bool
join(struct arena *a, struct str folder, struct str path, struct str *out)
{
	struct buf b = {0};
	bool inside = true;

	buf_add(&b, folder);
	while (path.n && inside) {
		struct str step = str_cut(&path, '/');

		if (str_eq(step, STR(".."))) {
			inside = leave(&b);
		} else if (step.n && !str_eq(step, STR("."))) {
			if (b.n)
				buf_byte(&b, '/');
			buf_add(&b, step);
		}
	}
	*out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return inside && out->n;
}

static bool
resolve_name(const struct schema_set *set, struct str target,
             struct record_target *out)
{
	struct str id = target, folder = str_cut(&id, '/');

	out->schema = schema_of_folder(set, folder);
	out->id = id;
	return out->schema && record_id_shape(id);
}

bool
record_resolve(struct arena *a, const struct schema_set *set,
               struct str inner, struct str target, bool record,
               struct record_target *out)
{
	size_t slash = str_rchr(inner, '/');
	struct str base = str_sub(inner, 0, slash < inner.n ? slash : 0);
	struct str path, folder;

	*out = (struct record_target){0};
	if (record)
		return resolve_name(set, target, out);
	if (!join(a, base, target, &path))
		return false;
	if (str_starts(path, STR("files/"))) {
		out->file = path;
		return true;
	}
	if (!record_place(path, &folder, &out->id))
		return false;
	out->schema = schema_of_folder(set, folder);
	return out->schema && record_id_shape(out->id);
}

static void
keep_target(const struct reading *r, const struct markdown_link *link,
            struct record_span span)
{
	struct parsing *p = r->p;
	struct arena *a = p->front.arena;
	struct record *record = p->record;
	struct record_target to;
	bool image = link->type == IMAGE_RELATIVE;

	if (!record_resolve(a, p->set, record->inner, link->target,
	                    link->type == LINK_RECORD, &to) ||
	    (image && !to.file.n)) {
		fault(r, image ? "F117" : "R102", span, link->target);
		return;
	}
	if (to.file.n)
		record_push(a, record->file, record->files,
		            ((struct record_file){r->field, to.file, span}));
	else
		record_push(a, record->link, record->links,
		            ((struct record_ref){r->field, to.schema, to.id,
		                                 span}));
}

static void
read_link(const struct reading *r, const struct markdown_link *link)
{
	unsigned length = (unsigned)utf8_count(link->url);
	struct record_span span =
	    span_of(r, link->line, link->column, length);

	switch (link->type) {
	case LINK_RECORD:
	case LINK_RELATIVE:
	case IMAGE_RELATIVE:
		keep_target(r, link, span);
		break;
	case LINK_REFUSED:
		fault(r, "S121", span, link->url);
		break;
	case IMAGE_REFUSED:
		fault(r, "S123", span, link->url);
		break;
	case RAW_HTML:
		fault(r, "S122", span, link->url);
		break;
	case LINK_ANCHOR:
	case LINK_EXTERNAL:
	case LINK_MAIL:
		break;
	}
}

static const char *
code_of(enum markdown_code code)
{
	switch (code) {
	case MARKDOWN_LONG:
		return "S110";
	case MARKDOWN_DEEP:
		return "S114";
	case MARKDOWN_NUL:
		return "S112";
	case MARKDOWN_NOT_UTF8:
		return "S111";
	case MARKDOWN_FINE:
	case MARKDOWN_LINE:
	case MARKDOWN_BRACKETS:
	case MARKDOWN_MARKUP:
	case MARKDOWN_REFERENCES:
	case MARKDOWN_TABLE:
	case MARKDOWN_CODES:
		break;
	}
	return "S124";
}

struct str
record_read_text(struct parsing *p, struct str text, struct record_span at,
                 const struct schema_field *field)
{
	struct reading r = {p, text, at, field};
	struct markdown *doc;
	struct markdown_error error;
	struct markdown_links links;
	struct buf plain = {0};
	struct str copy;

	if (p->depth == RECORD_FIELDS)
		return none;
	if (p->depth == RECORD_CHECKED && text.n <= MARKDOWN_MAX) {
		check_characters(&r);
		check_pasted(&r);
	}
	if (markdown_parse(p->front.arena, text, &doc, &error)) {
		fault(&r, code_of(error.code),
		      span_of(&r, error.line, error.column, 0), none);
		return none;
	}
	links = markdown_links(doc);
	for (size_t i = 0; i < links.n; i++)
		read_link(&r, &links.link[i]);
	markdown_text(doc, &plain);
	markdown_free(doc);
	copy = arena_str(p->front.arena, buf_str(&plain));
	buf_release(&plain);
	return copy;
}
