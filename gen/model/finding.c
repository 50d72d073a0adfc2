#include "model/finding.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "model/finding_codes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LINE_COLUMNS 160 /* of a source line that is shown */
#define LINE_BEFORE 60   /* columns kept before a far span */
#define ARG_MAX_POINTS 120

/* In order of their letters. */
static const struct finding_family *const families[] = {
    &finding_codes_setting,   &finding_codes_date,
    &finding_codes_field,     &finding_codes_git,
    &finding_codes_import,
    &finding_codes_number,    &finding_codes_patent,
    &finding_codes_reference, &finding_codes_syntax,
    &finding_codes_text,      &finding_codes_privacy};

#define FAMILIES (sizeof families / sizeof *families)

const struct finding_code *
finding_code_at(size_t i)
{
	for (size_t k = 0; k < FAMILIES; k++) {
		if (i < families[k]->n)
			return &families[k]->code[i];
		i -= families[k]->n;
	}
	return NULL;
}

const struct finding_code *
finding_code_get(struct str code)
{
	for (size_t k = 0; k < FAMILIES; k++) {
		const struct finding_family *f = families[k];

		if (!code.n || code.p[0] != f->code[0].code[0])
			continue;
		for (size_t i = 0; i < f->n; i++)
			if (str_eq(str_from(f->code[i].code), code))
				return &f->code[i];
	}
	return NULL;
}

void
finding_list_init(struct finding_list *list, struct arena *arena)
{
	*list = (struct finding_list){.arena = arena};
}

/* Characters that would move the cursor, hide text or turn it around. */
static bool
unprintable(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff ||
	       (c >= 0x200b && c <= 0x200f) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069);
}

static uint32_t
printable(uint32_t c)
{
	return c == '\t' || c == '\n' ? ' ' : unprintable(c) ? 0xfffd : c;
}

/* Take a character off the front as it will be shown. */
static uint32_t
take_shown(struct str *s, size_t *width)
{
	struct str all = *s;
	uint32_t raw = utf8_next(s), c = printable(raw);

	*width = 1;
	if (c == raw && c >= 0x7f && c != 0xfffd)
		*width = utf8_width(str_sub(all, 0, all.n - s->n));
	return c;
}

/* Text that is safe to show, cut after so many code points. */
static struct str
clean_arg(struct arena *a, struct str s)
{
	struct buf b = {0};
	struct str copy;

	for (size_t i = 0; s.n && i < ARG_MAX_POINTS; i++)
		utf8_put(&b, printable(utf8_next(&s)));
	if (s.n)
		buf_adds(&b, "…");
	copy = arena_str(a, buf_str(&b));
	buf_release(&b);
	return copy;
}

struct str
finding_both(struct arena *a, struct str zh, struct str en)
{
	if (str_eq(zh, en))
		return zh;
	return arena_fmt(a, "%.*s%c%.*s", STR_ARG(zh), FINDING_PART,
	                 STR_ARG(en));
}

struct str
finding_half(struct str argument, enum lang lang)
{
	struct str zh = str_cut(&argument, FINDING_PART);

	return lang == LANG_EN && argument.n ? argument : zh;
}

/* An argument that is safe to show, each half by itself. */
static struct str
clean_halves(struct arena *a, struct str s)
{
	return finding_both(a, clean_arg(a, finding_half(s, LANG_ZH)),
	                    clean_arg(a, finding_half(s, LANG_EN)));
}

/* A file is known again by its path and by where its bytes lie: the same
 * memory may hold another file later. */
static uint64_t
file_hash(const struct finding_place *place)
{
	const struct str *source = &place->source;

	return hash64(place->path) ^
	       hash64((struct str){(const char *)source, sizeof *source});
}

/* Go to a line of a file, from the line before if that was the last one. */
static void
seek_line(struct finding_hint *hint, const struct finding_place *place)
{
	struct str source = place->source, rest = source, line;
	unsigned at = 1, number = place->line;
	uint64_t file = file_hash(place);

	if (hint->number && hint->file == file && hint->number <= number) {
		if (hint->number == number)
			return;
		at = hint->number;
		rest = str_sub(source, (size_t)(hint->line.p - source.p),
		               source.n);
	}
	line = str_cut(&rest, '\n');
	for (; at < number && rest.n; at++)
		line = str_cut(&rest, '\n');
	if (at < number)
		line = str_sub(source, source.n, source.n);
	if (str_ends(line, STR("\r")))
		line.n--;
	*hint = (struct finding_hint){
	    .file = file, .line = line, .number = number};
}

/* Go to a column of the line; past its end, to the end. */
static void
seek_column(struct finding_hint *hint, size_t column)
{
	struct str rest;
	size_t one;

	if (hint->column > column)
		hint->column = hint->byte = hint->width = 0;
	rest = str_sub(hint->line, hint->byte, hint->line.n);
	while (rest.n && hint->column < column) {
		take_shown(&rest, &one);
		hint->column++;
		hint->width += one;
	}
	hint->byte = hint->line.n - rest.n;
}

/* Go back from a byte by some columns. */
static size_t
step_back(struct str line, size_t byte, size_t columns)
{
	size_t width = 0, one;

	while (byte && width < columns) {
		struct str rest;

		do
			byte--;
		while (byte && ((unsigned char)line.p[byte] & 0xc0) == 0x80);
		rest = str_sub(line, byte, line.n);
		take_shown(&rest, &one);
		width += one;
	}
	return byte;
}

/* Columns of the first n code points, LINE_COLUMNS at most. */
static size_t
width_of(struct str s, size_t n)
{
	size_t width = 0, one;

	while (n-- && s.n && width < LINE_COLUMNS) {
		take_shown(&s, &one);
		width += one;
	}
	return width;
}

static struct str
show_line(struct arena *a, struct str line, bool cut)
{
	struct buf b = {0};
	struct str copy;
	size_t width = cut, one;

	if (cut)
		buf_adds(&b, "…");
	while (line.n && width < LINE_COLUMNS) {
		utf8_put(&b, take_shown(&line, &one));
		width += one;
	}
	if (line.n)
		buf_adds(&b, "…");
	copy = arena_str(a, buf_str(&b));
	buf_release(&b);
	return copy;
}

/* Fill in the line that is shown and where the span stands in it. */
static void
show(struct finding *f, struct finding_list *list,
     const struct finding_place *place)
{
	struct finding_hint *hint = &list->hint;
	size_t length = place->length ? place->length : SIZE_MAX;
	size_t from = 0, indent, width;
	struct str line;

	seek_line(hint, place);
	seek_column(hint, place->column ? place->column - 1 : 0);
	line = hint->line;
	f->at = (size_t)(line.p - place->source.p) + hint->byte;
	if (hint->width > LINE_COLUMNS - LINE_BEFORE)
		from = step_back(line, hint->byte, LINE_BEFORE);
	f->source_line =
	    show_line(list->arena, str_sub(line, from, line.n), from > 0);
	indent = width_of(str_sub(line, from, hint->byte), SIZE_MAX) +
	         (from > 0);
	width = width_of(str_sub(line, hint->byte, line.n), length);
	if (indent + width > LINE_COLUMNS)
		width = LINE_COLUMNS > indent ? LINE_COLUMNS - indent : 0;
	f->indent = (unsigned)indent;
	f->width = width ? (unsigned)width : 1;
}

static struct finding *
push(struct finding_list *list, struct finding f)
{
	list->v = arena_room(list->arena, list->v, list->n, sizeof f,
	                     &list->cap, 8);
	list->errors += f.severity == FINDING_ERROR;
	list->v[list->n] = f;
	return &list->v[list->n++];
}

struct finding *
finding_add(struct finding_list *list, const char *code,
            const struct finding_place *place,
            const struct str args[FINDING_ARGS])
{
	const struct finding_code *entry = finding_code_get(str_from(code));
	struct arena *a = list->arena;
	struct finding f = {.width = 1};

	assert(entry);
	f.severity = entry->severity;
	memcpy(f.code, entry->code, sizeof f.code);
	f.path = clean_arg(a, place->path);
	f.line = place->line;
	f.column = place->line ? place->column : 0;
	if (place->line && place->source.n)
		show(&f, list, place);
	for (size_t i = 0; args && i < FINDING_ARGS; i++)
		f.arg[i] = clean_halves(a, args[i]);
	return push(list, f);
}

void
finding_set_level(struct finding_list *list, enum finding_severity level)
{
	struct finding *f = &list->v[list->n - 1];

	list->errors -= f->severity == FINDING_ERROR;
	list->errors += level == FINDING_ERROR;
	f->severity = level;
}

/* Would a scalar of this text be read as that text?  Not all that would
 * are told; no doubtful one is. */
static bool
plain_fits(struct str s)
{
	static const char marks[] = "[]{},#&*!|>'\"%@`\\";

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || strchr(marks, s.p[i]) ||
		    (s.p[i] == ' ' && i && s.p[i - 1] == ':'))
			return false;
	return s.n && !strchr("-?: ", s.p[0]) && s.p[s.n - 1] != ':';
}

/* Inside of quotes only a quote or an escape would be in the way. */
static bool
quoted_fits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == '\\' ||
		    s.p[i] == '"' || s.p[i] == '\'')
			return false;
	return s.n > 0;
}

void
finding_offer(struct finding_list *list, struct str source, struct str was,
              struct str fix)
{
	struct finding *f = &list->v[list->n - 1];
	struct str here = str_sub(source, f->at, source.n);
	bool quoted = here.n && (here.p[0] == '"' || here.p[0] == '\'');

	here = str_sub(here, quoted, here.n);
	if (!f->line || !was.n || str_eq(was, fix) ||
	    !str_starts(here, was) ||
	    !(quoted ? quoted_fits(fix) : plain_fits(fix)))
		return;
	f->at += quoted;
	f->was = arena_str(list->arena, was);
	f->fix = arena_str(list->arena, fix);
}

size_t
finding_fixes(const struct finding_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].fix.n > 0;
	return n;
}

/* All but two characters at each end as stars, of the same width. */
static void
add_covered(struct buf *b, struct str text)
{
	size_t n = utf8_count(text);
	struct str rest = text;

	for (size_t i = 0; rest.n; i++) {
		struct str here = rest;

		utf8_next(&rest);
		if (i < 2 || i + 2 >= n)
			buf_add(b, str_sub(here, 0, here.n - rest.n));
		else
			buf_byte(b, '*');
	}
}

static struct str
cover(struct arena *a, struct str line, struct str text)
{
	struct buf b = {0};
	struct str copy;
	size_t at;

	while ((at = str_find(line, text)) <= line.n) {
		buf_add(&b, str_sub(line, 0, at));
		add_covered(&b, text);
		line = str_sub(line, at + text.n, line.n);
	}
	buf_add(&b, line);
	copy = arena_str(a, buf_str(&b));
	buf_release(&b);
	return copy;
}

void
finding_cover(struct finding_list *list, struct str path, struct str text)
{
	for (size_t i = 0; text.n && i < list->n; i++) {
		struct finding *f = &list->v[i];

		if (str_eq(f->path, path) &&
		    str_find(f->source_line, text) <= f->source_line.n)
			f->source_line =
			    cover(list->arena, f->source_line, text);
	}
}

void
finding_list_append(struct finding_list *list,
                    const struct finding_list *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct finding f = from->v[i];

		f.path = arena_str(list->arena, f.path);
		f.source_line = arena_str(list->arena, f.source_line);
		f.was = arena_str(list->arena, f.was);
		f.fix = arena_str(list->arena, f.fix);
		for (size_t k = 0; k < FINDING_ARGS; k++)
			f.arg[k] = arena_str(list->arena, f.arg[k]);
		f.basis.zh = arena_str(list->arena, f.basis.zh);
		f.basis.en = arena_str(list->arena, f.basis.en);
		push(list, f);
	}
}

void
finding_list_cut(struct finding_list *list, size_t n)
{
	assert(n <= list->n);
	list->n = n;
	list->errors = 0;
	for (size_t i = 0; i < n; i++)
		list->errors += list->v[i].severity == FINDING_ERROR;
}

static int
order_number(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int
order_finding(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = str_cmp(x->path, y->path);

	order = order ? order : order_number(x->line, y->line);
	order = order ? order : order_number(x->column, y->column);
	order = order ? order : strcmp(x->code, y->code);
	for (size_t i = 0; !order && i < FINDING_ARGS; i++)
		order = str_cmp(x->arg[i], y->arg[i]);
	return order;
}

void
finding_list_sort(struct finding_list *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof *list->v, order_finding);
}
