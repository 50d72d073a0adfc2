#include "text/markdown.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "text/html.h"
#include "text/markdown_anchor.h"
#include "text/markdown_cap.h"
#include "text/markdown_doc.h"

#include <string.h>

/* Bytes after the start of a link in which its address is looked for. */
#define WINDOW 1024

/* One walk over the tree, which fills the lists of the document. */
struct survey {
	struct markdown *doc;
	struct markdown_error *error;
	struct markdown_anchors anchors;
	struct VEC(struct markdown_link *) links;
	struct VEC(struct markdown_heading *) headings;
	struct VEC(struct markdown_article) articles;
	struct buf text;
	const struct markdown_place *place; /* of the paragraph in hand */
	size_t depth;
	struct VEC(struct str) lines; /* the body from each line on */
	unsigned line;                /* the one in hand, 0: none yet */
	struct str text_line;
	size_t byte;          /* a place in it, and its column */
	unsigned column;
};

static void *
mem_resize(void *p, size_t n)
{
	return mem_grow(p, n, 1);
}

static const cmark_mem memory = {mem_zalloc, mem_resize, mem_free};

cmark_node *
markdown_tree(struct str text)
{
	/* cmark takes a pointer to variable memory but only reads it. */
	cmark_parser *parser = cmark_parser_new_with_mem(
	    CMARK_OPT_DEFAULT, (cmark_mem *)&memory);
	cmark_node *root;

	cmark_parser_feed(parser, text.n ? text.p : "", text.n);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

cmark_node *
markdown_node(cmark_node_type type)
{
	return cmark_node_new_with_mem(type, (cmark_mem *)&memory);
}

bool
markdown_is_table(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK &&
	       cmark_node_get_user_data(node);
}

/* The line of the body where a node of the tree stands. */
static unsigned
line_of(const struct survey *s, cmark_node *node)
{
	unsigned line = (unsigned)cmark_node_get_start_line(node);

	if (s->place)
		line = line - s->place->tree + s->place->body;
	return line ? line : 1;
}

/* Note where each line of the body begins. */
static void
index_lines(struct survey *s)
{
	struct str rest = s->doc->body;

	while (rest.n) {
		vec_push(&s->lines, rest);
		markdown_line(&rest);
	}
}

/* Go to a line of the body. */
static void
go_to(struct survey *s, unsigned line)
{
	if (!s->lines.n)
		index_lines(s);
	if (line == s->line)
		return;
	s->line = line;
	s->text_line = (struct str){0};
	if (line <= s->lines.n) {
		struct str rest = s->lines.v[line - 1];

		s->text_line = markdown_line(&rest);
	}
	s->byte = 0;
	s->column = 1;
}

/* Bytes of the body's line in front of the node, as cmark counts them. */
static size_t
byte_of(const struct survey *s, cmark_node *node)
{
	size_t byte = (size_t)cmark_node_get_start_column(node);

	byte -= byte > 0;
	if (s->place)
		byte = byte - (byte < s->place->skip ? byte : s->place->skip) +
		       s->place->offset;
	return byte < s->text_line.n ? byte : s->text_line.n;
}

/*
 * The column where an address stands in its line; where it stands in a
 * definition far away, the column that cmark has for the link.
 */
static unsigned
column_of(struct survey *s, cmark_node *node, unsigned line, struct str url)
{
	size_t from, to, at;

	go_to(s, line);
	from = byte_of(s, node);
	to = from + url.n + WINDOW;
	to = to < s->text_line.n ? to : s->text_line.n;
	at = str_find(str_sub(s->text_line, from, to), url);
	at = url.n && at <= to - from ? from + at : from;
	if (at < s->byte) {
		s->byte = 0;
		s->column = 1;
	}
	s->column += (unsigned)utf8_count(
	    str_sub(s->text_line, s->byte, at));
	s->byte = at;
	return s->column;
}

/* The scheme in front of the colon, or nothing. */
static struct str
scheme_of(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];

		if (c == ':')
			return str_sub(url, 0, i);
		if (c == '/' || c == '?' || c == '#')
			break;
	}
	return (struct str){0};
}

static bool
scheme_is(struct str scheme, const char *name)
{
	return scheme.n == strlen(name) &&
	       strncasecmp(scheme.p, name, scheme.n) == 0;
}

static bool
is_folder_and_id(struct str s)
{
	size_t slash = str_chr(s, '/');

	if (slash == 0 || slash + 1 >= s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-' && i != slash)
			return false;
	}
	return true;
}

static void
classify(struct markdown_link *link, bool image)
{
	struct str scheme = scheme_of(link->url);
	size_t hash = str_chr(link->url, '#');

	link->target = str_sub(link->url, 0, hash);
	if (hash < link->url.n)
		link->anchor = str_sub(link->url, hash + 1, link->url.n);
	link->type = image ? IMAGE_REFUSED : LINK_REFUSED;
	if (scheme_is(scheme, "record")) {
		link->target = str_sub(link->target, scheme.n + 1,
		                       link->target.n);
		if (!image && is_folder_and_id(link->target) &&
		    html_url_allowed(link->anchor))
			link->type = LINK_RECORD;
		return;
	}
	if (!html_url_allowed(link->url))
		return;
	if (image) {
		if (!scheme.n && link->target.n)
			link->type = IMAGE_RELATIVE;
		return;
	}
	if (!scheme.n)
		link->type = link->target.n ? LINK_RELATIVE : LINK_ANCHOR;
	else if (scheme_is(scheme, "http") || scheme_is(scheme, "https"))
		link->type = LINK_EXTERNAL;
	else
		link->type = LINK_MAIL;
}

static struct markdown_link *
link_new(struct survey *s, cmark_node *node, struct str url)
{
	struct markdown_link *link =
	    arena_alloc(s->doc->arena, sizeof *link);

	link->url = arena_str(s->doc->arena, url);
	link->line = line_of(s, node);
	link->column = column_of(s, node, link->line, url);
	vec_push(&s->links, link);
	return link;
}

static void
see_link(struct survey *s, cmark_node *node, bool image)
{
	struct markdown_link *link =
	    link_new(s, node, str_from(cmark_node_get_url(node)));

	buf_reset(&s->text);
	markdown_inlines(node, &s->text);
	link->text = arena_str(s->doc->arena, buf_str(&s->text));
	classify(link, image);
	cmark_node_set_user_data(node, link);
}

static void
see_html(struct survey *s, cmark_node *node)
{
	struct markdown_link *link =
	    link_new(s, node,
	             str_trim(str_from(cmark_node_get_literal(node))));

	link->type = RAW_HTML;
}

static void
see_heading(struct survey *s, cmark_node *node)
{
	struct arena *a = s->doc->arena;
	struct markdown_heading *heading = arena_alloc(a, sizeof *heading);

	buf_reset(&s->text);
	markdown_inlines(node, &s->text);
	heading->text = arena_str(a, buf_str(&s->text));
	heading->level = (unsigned)cmark_node_get_heading_level(node);
	heading->line = line_of(s, node);
	heading->anchor = anchor_next(&s->anchors, heading->text);
	map_put(&s->anchors.taken, heading->anchor, heading);
	cmark_node_set_user_data(node, heading);
	vec_push(&s->headings, heading);
}

static void
see_paragraph(struct survey *s, cmark_node *node)
{
	struct markdown_article article = {node, {0}};

	s->place = cmark_node_get_user_data(node);
	if (cmark_node_parent(node) != s->doc->root)
		return;
	buf_reset(&s->text);
	markdown_inlines(node, &s->text);
	article.anchor = anchor_article(&s->anchors, buf_str(&s->text));
	if (!article.anchor.n)
		return;
	map_put(&s->anchors.taken, article.anchor, node);
	vec_push(&s->articles, article);
}

static bool
deepens(cmark_node_type type)
{
	return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM ||
	       type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG ||
	       type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

static int
enter(struct survey *s, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (deepens(type) && ++s->depth > CAP_DEPTH) {
		*s->error = (struct markdown_error){MARKDOWN_DEEP,
		                                    line_of(s, node), 1};
		return -1;
	}
	if (type == CMARK_NODE_PARAGRAPH)
		see_paragraph(s, node);
	else if (type == CMARK_NODE_HEADING)
		see_heading(s, node);
	else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
		see_link(s, node, type == CMARK_NODE_IMAGE);
	else if (type == CMARK_NODE_HTML_BLOCK ||
	         type == CMARK_NODE_HTML_INLINE)
		see_html(s, node);
	return 0;
}

static void
leave(struct survey *s, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	s->depth -= deepens(type);
	if (type == CMARK_NODE_PARAGRAPH)
		s->place = NULL;
}

static int
walk(struct survey *s)
{
	cmark_iter *iter = cmark_iter_new(s->doc->root);
	cmark_event_type event;
	int status = 0;

	while (!status && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER)
			status = enter(s, node);
		else
			leave(s, node);
	}
	cmark_iter_free(iter);
	return status;
}

/* Copy the lists into the arena. */
static void
keep(struct survey *s)
{
	struct markdown *doc = s->doc;
	struct markdown_link *link = arena_array(doc->arena, s->links.n,
	                                         sizeof *link);
	struct markdown_heading *heading =
	    arena_array(doc->arena, s->headings.n, sizeof *heading);

	doc->articles = s->articles.n;
	doc->article = arena_array(doc->arena, s->articles.n,
	                           sizeof *doc->article);
	if (s->articles.n)
		memcpy(doc->article, s->articles.v,
		       s->articles.n * sizeof *doc->article);
	for (size_t i = 0; i < s->links.n; i++)
		link[i] = *s->links.v[i];
	for (size_t i = 0; i < s->headings.n; i++)
		heading[i] = *s->headings.v[i];
	doc->links = (struct markdown_links){link, s->links.n};
	doc->headings =
	    (struct markdown_headings){heading, s->headings.n};
}

static int
survey(struct markdown *doc, struct markdown_error *error)
{
	struct survey s = {.doc = doc,
	                   .error = error,
	                   .anchors = {.arena = doc->arena}};
	int status = walk(&s);

	keep(&s);
	doc->anchors = s.anchors.taken;
	map_release(&s.anchors.last);
	vec_release(&s.links);
	vec_release(&s.lines);
	vec_release(&s.headings);
	vec_release(&s.articles);
	buf_release(&s.text);
	return status;
}

static int
check_utf8(struct str body, struct markdown_error *error)
{
	struct str rest = body, line = {0};
	size_t bad;

	if (utf8_check(body, &bad))
		return 0;
	error->code = body.p[bad] ? MARKDOWN_NOT_UTF8 : MARKDOWN_NUL;
	while (rest.n && (size_t)(rest.p - body.p) <= bad) {
		line = rest;
		markdown_line(&rest);
		error->line++;
	}
	line.n = bad - (size_t)(line.p - body.p);
	error->column = (unsigned)utf8_count(line) + 1;
	return -1;
}

int
markdown_parse(struct arena *a, struct str body, struct markdown **doc,
               struct markdown_error *error)
{
	struct markdown *made;

	*error = (struct markdown_error){0};
	*doc = NULL;
	if (body.n <= MARKDOWN_MAX && check_utf8(body, error))
		return -1;
	if (markdown_cap(body, error))
		return -1;
	made = arena_alloc(a, sizeof *made);
	made->arena = a;
	made->body = body;
	made->root = markdown_tree(body);
	if (markdown_tables(made, error) || survey(made, error)) {
		markdown_free(made);
		return -1;
	}
	*doc = made;
	return 0;
}

void
markdown_free(struct markdown *doc)
{
	if (!doc)
		return;
	cmark_node_free(doc->root);
	doc->root = NULL;
	map_release(&doc->anchors);
}

struct markdown_links
markdown_links(const struct markdown *doc)
{
	return doc->links;
}

struct markdown_headings
markdown_headings(const struct markdown *doc)
{
	return doc->headings;
}
