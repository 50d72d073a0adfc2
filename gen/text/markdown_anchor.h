#ifndef TEXT_MARKDOWN_ANCHOR_H
#define TEXT_MARKDOWN_ANCHOR_H

/*
 * markdown_anchor - names for headings, made from their text (the forms are
 * in markdown.h).
 *
 * Every name holds a hyphen, so that none can hide a property of a page's
 * `document` object or meet an id of a theme, which has none of the prefixes.
 */
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

struct markdown_anchors {
	struct arena *arena;
	struct map taken; /* anchor to anything */
	struct map last;  /* base to the last number tried, unsigned * */
	struct str section; /* anchor of the section 一、 in force, or empty */
};

/*
 * anchor_next - the anchor of the next heading.
 * in:  text, plain text of the heading
 * out: [a-z0-9-]+, in the arena, not in taken; the caller puts it there
 */
struct str anchor_next(struct markdown_anchors *anchors, struct str text);

/*
 * anchor_article - the anchor of a paragraph that is an article.
 * in:  text, plain text of the paragraph
 * out: in the arena, not in taken; empty: it is none, or the article has an
 *      anchor; the caller puts it there
 * source: GB/T 9704-2012 leaves the form open; 立法技术规范（试行）（一）: the
 *      number of an article stands before its text, with a space
 */
struct str anchor_article(struct markdown_anchors *anchors,
                          struct str text);

#endif
