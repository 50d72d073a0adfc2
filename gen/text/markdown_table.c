#include "base/vec.h"
#include "text/markdown_cap.h"
#include "text/markdown_doc.h"

#include <assert.h>
#include <string.h>

#define TABLE_CELLS 65536 /* of a body, empty ones at line ends included */

/*
 * A table is found in the lines of a paragraph, but its cells must be parsed
 * each by itself, or a backquote would pair with one of the next cell.  So
 * all cells of the body are written into one second text, a paragraph each
 * that begins with MARK (U+FFFE, which no body holds), parsed in one go, and
 * the paragraphs are moved into the first tree.  The body follows the cells
 * there for the sake of its link definitions.
 */
#define MARK STR("\xef\xbf\xbe ")
#define BARE STR("\xef\xbf\xbe")

struct found {
	cmark_node *node; /* the paragraph; or heading, underlined by --- */
	struct markdown_table *table;
	struct str text;   /* the lines of the node and what follows */
	unsigned line;     /* of the text's first line in the body */
	size_t lines;      /* that the table takes, lead included */
	size_t lead;       /* lines of plain text before the header */
	size_t quotes;     /* block quotes around it */
	bool rule;         /* a line --- follows the table */
};

struct work {
	struct markdown *doc;
	struct markdown_error *error;
	struct str rest; /* body from line `line` on */
	unsigned line;
	struct VEC(struct found) found;
	size_t cells;
	struct buf text;  /* the second text */
	unsigned written; /* lines in it */
	cmark_node *next; /* paragraph of the second tree, to be taken */
};

static int
refuse(struct work *w, const struct found *f)
{
	*w->error = (struct markdown_error){MARKDOWN_TABLE, f->line, 1};
	return -1;
}

/* The next line without the marks of the quotes around it. */
static struct str
inner_line(struct str *rest, size_t quotes)
{
	struct str line = markdown_line(rest);

	for (size_t i = 0; i < quotes; i++) {
		struct str inner = str_trim(line);

		if (!str_starts(inner, STR(">")))
			break;
		line = str_sub(inner, 1, inner.n);
	}
	return line;
}

/* The first line starts where the node does, after quotes and markers. */
static struct str
first_line(struct str *rest, cmark_node *node)
{
	struct str line = markdown_line(rest);
	size_t skip = (size_t)cmark_node_get_start_column(node);

	skip = skip ? skip - 1 : 0;
	return str_sub(line, skip < line.n ? skip : line.n, line.n);
}

/*
 * Look for a header and a delimiter line in the lines of the node.
 * out: f->table, NULL when there is none
 */
static int
find_header(struct work *w, struct found *f, size_t lines)
{
	struct str rest = f->text, cell[TABLE_COLUMNS + 1];
	struct str before = first_line(&rest, f->node);
	struct markdown_table table = {0};

	for (size_t i = 1; i < lines && rest.n; i++) {
		struct str line = inner_line(&rest, f->quotes);

		table.columns = table_delimiter(line, table.align);
		if (table.columns &&
		    table.columns == table_cells(before, cell) &&
		    (str_chr(line, '|') < line.n ||
		     str_chr(before, '|') < before.n)) {
			if (table.columns > TABLE_COLUMNS)
				return refuse(w, f);
			f->lead = i - 1;
			f->table = arena_alloc(w->doc->arena, sizeof table);
			*f->table = table;
			return 0;
		}
		before = line;
	}
	return 0;
}

static size_t
quotes_around(cmark_node *node)
{
	size_t n = 0;

	while ((node = cmark_node_parent(node)))
		n += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
	return n;
}

/* The line after `skip` others, trimmed; empty past the end. */
static struct str
nth_line(const struct found *f, size_t skip)
{
	struct str rest = f->text;

	while (skip-- && rest.n)
		markdown_line(&rest);
	return rest.n ? str_trim(inner_line(&rest, f->quotes)) : rest;
}

static bool
is_underline(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != line.p[0] ||
		    (line.p[0] != '=' && line.p[0] != '-'))
			return false;
	return line.n > 0;
}

/*
 * Lines of a table that cmark took for a heading with an underline.  A row
 * of = belongs to the table, a row of - is a rule after it.  cmark counts
 * the line after the underline in, too, unless the text ends there.
 */
static size_t
heading_lines(struct found *f, size_t lines)
{
	if (!is_underline(nth_line(f, lines - 1)) ||
	    (lines > 2 && is_underline(nth_line(f, lines - 2))))
		lines--;
	f->rule = str_starts(nth_line(f, lines - 1), STR("-"));
	return f->rule ? lines - 1 : lines;
}

static int
look_at(struct work *w, cmark_node *node)
{
	struct found f = {.node = node};
	size_t first = (size_t)cmark_node_get_start_line(node);
	size_t last = (size_t)cmark_node_get_end_line(node);
	bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
	size_t lines = last - first + 1;

	if (last <= first || first < w->line)
		return 0;
	for (; w->line < first && w->rest.n; w->line++)
		markdown_line(&w->rest);
	f.text = w->rest;
	f.line = (unsigned)first;
	f.quotes = quotes_around(node);
	f.lines = lines;
	if (heading)
		f.lines = heading_lines(&f, lines);
	if (find_header(w, &f, f.lines))
		return -1;
	if (!f.table)
		return 0;
	w->cells += (f.lines - f.lead - 1) * f.table->columns;
	if (w->cells > TABLE_CELLS)
		return refuse(w, &f);
	vec_push(&w->found, f);
	return 0;
}

static int
look_for_tables(struct work *w)
{
	cmark_iter *iter = cmark_iter_new(w->doc->root);
	cmark_event_type event;
	int status = 0;

	while (!status &&
	       (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (type != CMARK_NODE_PARAGRAPH &&
		    type != CMARK_NODE_HEADING)
			continue;
		if (event == CMARK_EVENT_ENTER) {
			status = look_at(w, node);
			/* Not into the inlines. */
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		}
	}
	cmark_iter_free(iter);
	return status;
}

static void
write_cells(struct work *w, const struct found *f, struct str line)
{
	struct str cell[TABLE_COLUMNS + 1];
	size_t n = table_cells(line, cell);

	for (size_t i = 0; i < n && i < f->table->columns; i++) {
		buf_add(&w->text, MARK);
		table_unescape(&w->text, cell[i]);
		buf_adds(&w->text, "\n\n");
	}
}

/* The lines before the header, between two marks. */
static struct str
write_lead(struct work *w, const struct found *f, struct str line,
           struct str *rest)
{
	buf_add(&w->text, BARE);
	buf_adds(&w->text, "\n\n");
	for (size_t i = 0; i < f->lead; i++) {
		buf_add(&w->text, line);
		buf_byte(&w->text, '\n');
		line = inner_line(rest, f->quotes);
	}
	buf_byte(&w->text, '\n');
	return line;
}

static void
write_table(struct work *w, const struct found *f)
{
	struct str rest = f->text;
	struct str line = first_line(&rest, f->node);

	if (f->lead)
		line = write_lead(w, f, line, &rest);
	write_cells(w, f, line);
	inner_line(&rest, f->quotes); /* the delimiter line */
	for (size_t i = f->lead + 2; i < f->lines; i++)
		write_cells(w, f, inner_line(&rest, f->quotes));
}

/* Parse the second text. */
static cmark_node *
parse_cells(struct work *w)
{
	for (size_t i = 0; i < w->found.n; i++)
		write_table(w, &w->found.v[i]);
	buf_add(&w->text, BARE);
	buf_adds(&w->text, "\n\n");
	if (str_find(w->doc->body, STR("]:")) < w->doc->body.n)
		buf_add(&w->text, w->doc->body);
	return markdown_tree(buf_str(&w->text));
}

static bool
is_marked(cmark_node *node)
{
	cmark_node *text = cmark_node_first_child(node);

	return text && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       str_starts(str_from(cmark_node_get_literal(text)), BARE);
}

/* Take the next paragraph off the second tree. */
static cmark_node *
take_next(struct work *w)
{
	cmark_node *node = w->next;

	w->next = cmark_node_next(node);
	cmark_node_unlink(node);
	return node;
}

/* Tell a paragraph in which line of the body it stands. */
static struct markdown_place *
place(struct work *w, cmark_node *node, size_t line)
{
	struct markdown_place *p = arena_alloc(w->doc->arena, sizeof *p);

	p->tree = (unsigned)cmark_node_get_start_line(node);
	p->body = (unsigned)line;
	if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
		cmark_node_set_user_data(node, p);
	return p;
}

/* The text node that holds the mark, without it. */
static void
unmark(cmark_node *cell)
{
	cmark_node *text = cmark_node_first_child(cell);
	struct str literal = str_from(cmark_node_get_literal(text));
	size_t skip = literal.n < MARK.n ? literal.n : MARK.n;

	if (skip < literal.n) {
		/* The node copies the bytes before it frees its own. */
		cmark_node_set_literal(text, literal.p + skip);
		return;
	}
	cmark_node_unlink(text);
	cmark_node_free(text);
}

/* Bytes of the line in front of a part of the body. */
static size_t
offset_of(struct str body, struct str part)
{
	size_t at = part.p ? (size_t)(part.p - body.p) : 0, n = 0;

	while (n < at && body.p[at - n - 1] != '\n' &&
	       body.p[at - n - 1] != '\r')
		n++;
	return n;
}

static void
build_row(struct work *w, const struct found *f, cmark_node *table,
          struct str line, size_t number)
{
	struct str cell[TABLE_COLUMNS + 1];
	size_t n = table_cells(line, cell);
	size_t offset = offset_of(w->doc->body, line);
	cmark_node *row = markdown_node(CMARK_NODE_CUSTOM_BLOCK);

	cmark_node_append_child(table, row);
	for (size_t i = 0; i < n && i < f->table->columns; i++) {
		cmark_node *node = take_next(w);
		struct markdown_place *p = place(w, node, number);

		assert(is_marked(node));
		p->skip = MARK.n;
		p->offset = offset + (size_t)(cell[i].p - line.p);
		unmark(node);
		cmark_node_append_child(row, node);
	}
}

/* Put the plain lines before the header in front of the old node. */
static struct str
build_lead(struct work *w, const struct found *f, struct str line,
           struct str *rest)
{
	cmark_node_free(take_next(w));
	while (!is_marked(w->next)) {
		cmark_node *node = take_next(w);

		place(w, node, f->line);
		cmark_node_insert_before(f->node, node);
	}
	for (size_t i = 0; i < f->lead; i++)
		line = inner_line(rest, f->quotes);
	return line;
}

static void
build_table(struct work *w, const struct found *f)
{
	cmark_node *table = markdown_node(CMARK_NODE_CUSTOM_BLOCK);
	struct str rest = f->text;
	struct str line = first_line(&rest, f->node);
	size_t number = f->line + f->lead;

	cmark_node_set_user_data(table, f->table);
	if (f->lead)
		line = build_lead(w, f, line, &rest);
	build_row(w, f, table, line, number);
	inner_line(&rest, f->quotes); /* the delimiter line */
	for (size_t i = f->lead + 2; i < f->lines; i++)
		build_row(w, f, table, inner_line(&rest, f->quotes),
		          f->line + i);
	cmark_node_insert_before(f->node, table);
	if (f->rule)
		cmark_node_insert_before(
		    f->node, markdown_node(CMARK_NODE_THEMATIC_BREAK));
	cmark_node_unlink(f->node);
	cmark_node_free(f->node);
}

static void
build_tables(struct work *w)
{
	cmark_node *second = parse_cells(w);

	w->next = cmark_node_first_child(second);
	for (size_t i = 0; i < w->found.n; i++)
		build_table(w, &w->found.v[i]);
	assert(is_marked(w->next));
	cmark_node_free(second);
}

int
markdown_tables(struct markdown *doc, struct markdown_error *error)
{
	struct work w = {.doc = doc,
	                 .error = error,
	                 .rest = doc->body,
	                 .line = 1};
	int status;

	if (str_chr(doc->body, '|') == doc->body.n)
		return 0;
	status = look_for_tables(&w);
	if (!status && w.found.n)
		build_tables(&w);
	vec_release(&w.found);
	buf_release(&w.text);
	return status;
}
