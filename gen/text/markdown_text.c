#include "base/utf8.h"
#include "text/markdown_doc.h"

/* Does Chinese typesetting take it for a character without a space? */
static bool
is_wide(uint32_t c)
{
	return c >= 0x2e80 && !(c >= 0xac00 && c <= 0xd7a3) &&
	       (c <= 0x9fff || (c >= 0xf900 && c <= 0xfaff) ||
	        (c >= 0xfe30 && c <= 0xfe4f) ||
	        (c >= 0xff00 && c <= 0xff60) ||
	        (c >= 0x20000 && c <= 0x3ffff));
}

/* Quotes, dashes and dots that Chinese shares with English. */
static bool
is_shared(uint32_t c)
{
	return c == 0xb7 || (c >= 0x2014 && c <= 0x201d) || c == 0x2026;
}

static uint32_t
first_of(struct str s)
{
	return s.n ? utf8_next(&s) : 0;
}

static uint32_t
last_of(struct str s)
{
	size_t from = s.n;

	while (from && ((unsigned char)s.p[--from] & 0xc0) == 0x80)
		;
	return first_of(str_sub(s, from, s.n));
}

bool
markdown_joins(cmark_node *softbreak)
{
	cmark_node *left = cmark_node_previous(softbreak);
	cmark_node *right = cmark_node_next(softbreak);
	cmark_node *inner;
	uint32_t a, b;

	while (left && (inner = cmark_node_last_child(left)))
		left = inner;
	while (right && (inner = cmark_node_first_child(right)))
		right = inner;
	if (!left || !right)
		return false;
	a = last_of(str_from(cmark_node_get_literal(left)));
	b = first_of(str_from(cmark_node_get_literal(right)));
	if (!is_wide(a) && !is_wide(b))
		return false;
	return (is_wide(a) || is_shared(a)) && (is_wide(b) || is_shared(b));
}

/* What a node adds to plain text when it is entered. */
static void
put_node(cmark_node *node, struct buf *b)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
	case CMARK_NODE_CODE_BLOCK:
		buf_add(b, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
		if (!markdown_joins(node))
			buf_byte(b, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		buf_byte(b, ' ');
		break;
	default:
		break;
	}
}

void
markdown_inlines(cmark_node *node, struct buf *b)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			put_node(cmark_iter_get_node(iter), b);
	cmark_iter_free(iter);
}

/* The byte that ends a node's text: \n, a space, or none. */
static char
end_of(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		if (cmark_node_get_type(parent) != CMARK_NODE_CUSTOM_BLOCK ||
		    !cmark_node_next(node))
			return '\n';
		return ' ';
	case CMARK_NODE_HEADING:
		return '\n';
	default:
		return '\0';
	}
}

void
markdown_text(const struct markdown *doc, struct buf *b)
{
	cmark_iter *iter = cmark_iter_new(doc->root);
	cmark_event_type event;
	size_t start = b->n;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		char end = '\0';

		if (event == CMARK_EVENT_ENTER)
			put_node(node, b);
		else
			end = end_of(node);
		if (end && b->n > start && b->p[b->n - 1] != '\n')
			buf_byte(b, end);
	}
	cmark_iter_free(iter);
}
