#include "text/html.h"
#include "text/markdown_doc.h"

#include <string.h>

struct writer {
	const struct markdown *doc;
	const struct markdown_style *style;
	struct buf *b;
	size_t start; /* where the output begins in b */
	struct buf url;
	cmark_node *link; /* the open <a>; an autolink in it is text */
	size_t articles;  /* written */
};

/* Begin a line, unless one is begun. */
static void
fresh(struct writer *w)
{
	if (w->b->n > w->start && w->b->p[w->b->n - 1] != '\n')
		buf_byte(w->b, '\n');
}

/* Bytes of an address that stay: reserved and unreserved ones, and %. */
static bool
stays(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c && strchr("-_.+!*(),%#@?=;:/$~", c));
}

static void
put_href(struct buf *b, struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		if (stays(url.p[i]))
			buf_byte(b, url.p[i]);
		else if (url.p[i] == '&')
			buf_adds(b, "&amp;");
		else if (url.p[i] == '\'')
			buf_adds(b, "&#x27;");
		else
			buf_fmt(b, "%%%02X", (unsigned char)url.p[i]);
	}
}

static void
put_title(struct writer *w, cmark_node *node)
{
	struct str title = str_from(cmark_node_get_title(node));

	if (!title.n)
		return;
	buf_adds(w->b, " title=\"");
	html_escape_attr(w->b, title);
	buf_byte(w->b, '"');
}

/*
 * The address for the page.
 * out: false when the link or the image is to be shown as its text
 */
static bool
resolve(struct writer *w, const struct markdown_link *link)
{
	buf_reset(&w->url);
	if (link->type == LINK_REFUSED || link->type == IMAGE_REFUSED)
		return false;
	if (link->type == LINK_ANCHOR && link->url.n) {
		buf_byte(&w->url, '#');
		if (map_get(&w->doc->anchors, link->anchor))
			buf_add(&w->url, w->style->prefix);
		buf_add(&w->url, link->anchor);
		return true;
	}
	if (link->type == LINK_EXTERNAL || link->type == LINK_MAIL ||
	    link->type == LINK_ANCHOR ||
	    (!w->style->resolve && link->type != LINK_RECORD)) {
		buf_add(&w->url, link->url);
		return true;
	}
	if (!w->style->resolve ||
	    !w->style->resolve(w->style->context, link, &w->url))
		return false;
	if (link->anchor.n) {
		buf_byte(&w->url, '#');
		buf_add(&w->url, link->anchor);
	}
	return html_url_allowed(buf_str(&w->url));
}

static void
enter_link(struct writer *w, cmark_node *node)
{
	const struct markdown_link *link = cmark_node_get_user_data(node);

	if (w->link || !resolve(w, link))
		return;
	w->link = node;
	buf_adds(w->b, "<a href=\"");
	put_href(w->b, buf_str(&w->url));
	buf_byte(w->b, '"');
	put_title(w, node);
	if (link->type == LINK_EXTERNAL && !w->style->bare)
		buf_adds(w->b, " rel=\"nofollow noopener noreferrer\"");
	buf_byte(w->b, '>');
}

static void
leave_link(struct writer *w, cmark_node *node)
{
	if (w->link != node)
		return;
	buf_adds(w->b, "</a>");
	w->link = NULL;
}

static void
put_image(struct writer *w, cmark_node *node)
{
	const struct markdown_link *link = cmark_node_get_user_data(node);

	if (!resolve(w, link)) {
		html_escape_text(w->b, link->text);
		return;
	}
	buf_adds(w->b, "<img src=\"");
	put_href(w->b, buf_str(&w->url));
	buf_adds(w->b, "\" alt=\"");
	html_escape_attr(w->b, link->text);
	buf_byte(w->b, '"');
	put_title(w, node);
	buf_adds(w->b, " />");
}

static void
put_code_block(struct writer *w, cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t n = 0;

	while (n < info.n && info.p[n] != ' ' && info.p[n] != '\t')
		n++;
	fresh(w);
	buf_adds(w->b, "<pre><code");
	if (n) {
		buf_adds(w->b, " class=\"language-");
		html_escape_attr(w->b, str_sub(info, 0, n));
		buf_byte(w->b, '"');
	}
	buf_byte(w->b, '>');
	html_escape_text(w->b, str_from(cmark_node_get_literal(node)));
	buf_adds(w->b, "</code></pre>\n");
}

/* The text's highest heading becomes the page's `top`, whichever level its
 * author began with, so that no page skips one. */
static unsigned
shifted(const struct writer *w, unsigned level)
{
	const struct markdown_headings *all = &w->doc->headings;
	unsigned top = w->style->top ? w->style->top : 2;
	unsigned highest = 6;

	if (w->style->bare)
		return level;
	for (size_t i = 0; i < all->n; i++)
		if (all->heading[i].level < highest)
			highest = all->heading[i].level;
	level += top - highest;
	return level > 6 ? 6 : level;
}

static void
put_id(struct writer *w, struct str anchor)
{
	if (w->style->bare)
		return;
	buf_adds(w->b, " id=\"");
	buf_add(w->b, w->style->prefix);
	buf_add(w->b, anchor);
	buf_byte(w->b, '"');
}

static void
put_heading(struct writer *w, cmark_node *node, bool entering)
{
	const struct markdown_heading *h = cmark_node_get_user_data(node);
	unsigned level = shifted(w, h->level);

	if (!entering) {
		buf_fmt(w->b, "</h%u>\n", level);
		return;
	}
	fresh(w);
	buf_fmt(w->b, "<h%u", level);
	put_id(w, h->anchor);
	buf_byte(w->b, '>');
}

static void
put_list(struct writer *w, cmark_node *node, bool entering)
{
	bool bullet = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
	int first = cmark_node_get_list_start(node);

	fresh(w);
	if (!entering)
		buf_adds(w->b, bullet ? "</ul>\n" : "</ol>\n");
	else if (bullet)
		buf_adds(w->b, "<ul>\n");
	else if (first == 1)
		buf_adds(w->b, "<ol>\n");
	else
		buf_fmt(w->b, "<ol start=\"%d\">\n", first);
}

static void
put_cell_start(struct writer *w, const char *tag, enum table_align align)
{
	static const char *const names[] = {"", "left", "center", "right"};

	buf_fmt(w->b, "<%s", tag);
	if (!w->style->bare && tag[1] == 'h')
		buf_adds(w->b, " scope=\"col\"");
	if (align && w->style->bare)
		buf_fmt(w->b, " align=\"%s\"", names[align]);
	else if (align)
		buf_fmt(w->b, " class=\"align-%s\"", names[align]);
	buf_byte(w->b, '>');
}

static size_t
place_among(cmark_node *node)
{
	size_t n = 0;

	while ((node = cmark_node_previous(node)))
		n++;
	return n;
}

static void
put_cell(struct writer *w, cmark_node *cell, bool entering)
{
	cmark_node *row = cmark_node_parent(cell);
	const char *tag = cmark_node_previous(row) ? "td" : "th";
	const struct markdown_table *table =
	    cmark_node_get_user_data(cmark_node_parent(row));

	if (entering)
		put_cell_start(w, tag, table->align[place_among(cell)]);
	else
		buf_fmt(w->b, "</%s>\n", tag);
}

/* Cells that the line of a row leaves out; a header has them all. */
static void
put_missing(struct writer *w, cmark_node *row)
{
	const struct markdown_table *table =
	    cmark_node_get_user_data(cmark_node_parent(row));
	cmark_node *last = cmark_node_last_child(row);
	size_t n = last ? place_among(last) + 1 : 0;

	for (; n < table->columns; n++) {
		put_cell_start(w, "td", table->align[n]);
		buf_adds(w->b, "</td>\n");
	}
}

static void
put_row(struct writer *w, cmark_node *row, bool entering)
{
	bool head = !cmark_node_previous(row);
	bool first = !head && !cmark_node_previous(cmark_node_previous(row));

	if (entering) {
		if (head)
			buf_adds(w->b, "<thead>\n");
		else if (first)
			buf_adds(w->b, "<tbody>\n");
		buf_adds(w->b, "<tr>\n");
		return;
	}
	put_missing(w, row);
	buf_adds(w->b, "</tr>\n");
	if (head)
		buf_adds(w->b, "</thead>\n");
	else if (!cmark_node_next(row))
		buf_adds(w->b, "</tbody>\n");
}

static void
put_table(struct writer *w, bool entering)
{
	bool wrap = !w->style->bare;

	if (entering) {
		fresh(w);
		buf_adds(w->b, wrap ? "<div class=\"table\">\n<table>\n"
		                    : "<table>\n");
	} else {
		buf_adds(w->b, wrap ? "</table>\n</div>\n" : "</table>\n");
	}
}

static bool
is_tight(cmark_node *paragraph)
{
	cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));

	return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_list_tight(list);
}

/* A paragraph that is an article can be led to. */
static void
put_article(struct writer *w, cmark_node *node)
{
	const struct markdown *doc = w->doc;

	if (w->articles == doc->articles ||
	    doc->article[w->articles].node != node)
		return;
	put_id(w, doc->article[w->articles++].anchor);
}

static void
put_paragraph(struct writer *w, cmark_node *node, bool entering)
{
	cmark_node *parent = cmark_node_parent(node);

	if (cmark_node_get_type(parent) == CMARK_NODE_CUSTOM_BLOCK) {
		put_cell(w, node, entering);
	} else if (is_tight(node)) {
		return;
	} else if (entering) {
		fresh(w);
		buf_adds(w->b, "<p");
		put_article(w, node);
		buf_byte(w->b, '>');
	} else {
		buf_adds(w->b, "</p>\n");
	}
}

static void
put_softbreak(struct writer *w, cmark_node *node)
{
	if (w->style->bare || !markdown_joins(node))
		buf_byte(w->b, '\n');
}

/* Blocks and spans that hold others. */
static void
put_around(struct writer *w, cmark_node *node, bool entering)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		fresh(w);
		buf_adds(w->b, entering ? "<blockquote>\n"
		                        : "</blockquote>\n");
		break;
	case CMARK_NODE_LIST:
		put_list(w, node, entering);
		break;
	case CMARK_NODE_ITEM:
		if (entering)
			fresh(w);
		buf_adds(w->b, entering ? "<li>" : "</li>\n");
		break;
	case CMARK_NODE_HEADING:
		put_heading(w, node, entering);
		break;
	case CMARK_NODE_PARAGRAPH:
		put_paragraph(w, node, entering);
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		if (markdown_is_table(node))
			put_table(w, entering);
		else
			put_row(w, node, entering);
		break;
	case CMARK_NODE_EMPH:
		buf_adds(w->b, entering ? "<em>" : "</em>");
		break;
	case CMARK_NODE_STRONG:
		buf_adds(w->b, entering ? "<strong>" : "</strong>");
		break;
	case CMARK_NODE_LINK:
		if (entering)
			enter_link(w, node);
		else
			leave_link(w, node);
		break;
	default:
		break;
	}
}

/*
 * Nodes without others inside; of an image's, only the text is shown.
 * out: false when the node is of another kind
 */
static bool
put_leaf(struct writer *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		html_escape_text(w->b, str_from(cmark_node_get_literal(node)));
		return true;
	case CMARK_NODE_CODE:
		buf_adds(w->b, "<code>");
		html_escape_text(w->b, str_from(cmark_node_get_literal(node)));
		buf_adds(w->b, "</code>");
		return true;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(w, node);
		return true;
	case CMARK_NODE_THEMATIC_BREAK:
		fresh(w);
		buf_adds(w->b, "<hr />\n");
		return true;
	case CMARK_NODE_SOFTBREAK:
		put_softbreak(w, node);
		return true;
	case CMARK_NODE_LINEBREAK:
		buf_adds(w->b, "<br />\n");
		return true;
	case CMARK_NODE_IMAGE:
		put_image(w, node);
		return true;
	default:
		return false;
	}
}

void
markdown_html(const struct markdown *doc, const struct markdown_style *style,
              struct buf *b)
{
	static const struct markdown_style plain = {0};
	struct writer w = {.doc = doc,
	                   .style = style ? style : &plain,
	                   .b = b,
	                   .start = b->n};
	cmark_iter *iter = cmark_iter_new(doc->root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool entering = event == CMARK_EVENT_ENTER;

		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		if (!entering || !put_leaf(&w, node))
			put_around(&w, node, entering);
	}
	cmark_iter_free(iter);
	buf_release(&w.url);
}
