#ifndef TEXT_MARKDOWN_DOC_H
#define TEXT_MARKDOWN_DOC_H

/*
 * markdown_doc - what the files of markdown share: the document and how its
 * tree is marked.
 *
 * The tree is cmark's, with these marks in user_data:
 *   CUSTOM_BLOCK under no other   a table: struct markdown_table
 *   CUSTOM_BLOCK under a table    a row of it; its cells are PARAGRAPHs
 *   PARAGRAPH                     struct markdown_place, or NULL: lines of
 *                                 the tree are lines of the body
 *   HEADING                       struct markdown_heading
 *   LINK, IMAGE                   struct markdown_link
 * cmark itself makes no custom blocks.
 */
#include "base/map.h"
#include "text/markdown.h"
#include "text/table.h"

#include <cmark.h>

struct markdown {
	struct arena *arena;
	struct str body;
	cmark_node *root;
	struct map anchors; /* anchor to heading */
	struct markdown_links links;
	struct markdown_headings headings;
	struct markdown_article *article; /* in the order of the text */
	size_t articles;
};

/* A paragraph that is an article. */
struct markdown_article {
	cmark_node *node;
	struct str anchor;
};

struct markdown_table {
	size_t columns;
	enum table_align align[TABLE_COLUMNS];
};

/* Where a paragraph that was parsed apart from the body stands in it. */
struct markdown_place {
	unsigned tree;   /* its first line in the tree */
	unsigned body;   /* the same in the body */
	size_t skip;     /* bytes of the line before it, in the tree */
	size_t offset;   /* the same in the body */
};

/*
 * markdown_tree - parse bytes with cmark, memory from base/mem.h.
 * in:  text, kept to the caps
 * out: the tree; freed with cmark_node_free
 */
cmark_node *markdown_tree(struct str text);

/*
 * markdown_node - a fresh node for a tree of markdown_tree.
 */
cmark_node *markdown_node(cmark_node_type type);

/*
 * markdown_tables - turn the paragraphs of doc->root that hold pipe tables
 * into tables.
 * err: -1: too many columns or cells; *error is filled
 */
int markdown_tables(struct markdown *doc, struct markdown_error *error);

/*
 * markdown_is_table - is the node a table, not a row?
 */
bool markdown_is_table(cmark_node *node);

/*
 * markdown_inlines - append the plain text of a node's inlines.
 */
void markdown_inlines(cmark_node *node, struct buf *b);

/*
 * markdown_joins - does a soft line break vanish, standing between two wide
 * characters?
 */
bool markdown_joins(cmark_node *softbreak);

#endif
