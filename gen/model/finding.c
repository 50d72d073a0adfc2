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

const struct finding_code *
finding_code_at(size_t i)
{
	if (i < finding_codes_cg_n)
		return &finding_codes_cg[i];
	i -= finding_codes_cg_n;
	return i < finding_codes_nt_n ? &finding_codes_nt[i] : NULL;
}

const struct finding_code *
finding_code_get(struct str code)
{
	const struct finding_code *entry;

	for (size_t i = 0; (entry = finding_code_at(i)) != NULL; i++)
		if (str_eq(str_from(entry->code), code))
			return entry;
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
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		struct finding *wider =
		    arena_array(list->arena, cap, sizeof *wider);

		if (list->n)
			memcpy(wider, list->v, list->n * sizeof *wider);
		list->v = wider;
		list->cap = cap;
	}
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
		f.arg[i] = clean_arg(a, args[i]);
	return push(list, f);
}

void
finding_list_append(struct finding_list *list,
                    const struct finding_list *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct finding f = from->v[i];

		f.path = arena_str(list->arena, f.path);
		f.source_line = arena_str(list->arena, f.source_line);
		for (size_t k = 0; k < FINDING_ARGS; k++)
			f.arg[k] = arena_str(list->arena, f.arg[k]);
		push(list, f);
	}
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
