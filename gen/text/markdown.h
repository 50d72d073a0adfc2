#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

/*
 * markdown - one Markdown text: checked, parsed, and written as HTML or as
 * plain text.
 *
 * CommonMark by cmark plus the pipe tables of GFM.  What cmark 0.30.2 takes
 * quadratic time for is refused before it sees it (markdown_cap.h).  The
 * HTML is written here, from cmark's tree, with a fixed list of elements and
 * attributes: raw HTML is dropped, a link whose address is not on the list of
 * html_url_allowed becomes its text, an image from elsewhere its description;
 * each of them stands in markdown_links, so that it can be reported.
 *
 * Anchors of headings: `art-9` for 第九条 (`art-9-1` for 第九条之一), `ch-2`
 * for 第二章, `div-2` for 第二节, `sec-2` for 二、, `sec-2-1` for （一） under
 * it (`item-1` without a section); `art-9` too for 撤销（第九条、第十条）, a
 * heading over what articles say; `u-two-words` for English, else `h-1`,
 * `h-2` by count.  One that is taken gets the next free number after it.
 * A paragraph of its own that begins as articles are set, with 第九条 and a
 * space behind it, has that anchor too, unless another one has it.
 *
 * A line break between two wide characters is no space, as Chinese is
 * written; elsewhere it is one.  Lines count from 1 in the body, columns
 * count code points.  A document is read-only once made: any number of
 * threads may write it out at once.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define MARKDOWN_MAX ((size_t)256 * 1024) /* bytes of a body */

struct markdown; /* lives in the arena, owns cmark's tree */

enum markdown_code {
	MARKDOWN_FINE = 0,
	MARKDOWN_LONG,       /* body over MARKDOWN_MAX bytes */
	MARKDOWN_LINE,       /* a line over 16 KB */
	MARKDOWN_DEEP,       /* quotes, lists or emphasis nested past 32 */
	MARKDOWN_BRACKETS,   /* over 4,096 brackets in one paragraph */
	MARKDOWN_MARKUP,     /* a paragraph full of <! or <? */
	MARKDOWN_REFERENCES, /* link definitions that would swell the page */
	MARKDOWN_TABLE,      /* over 128 columns, or 65,536 cells in all */
	MARKDOWN_NUL,        /* a NUL byte */
	MARKDOWN_NOT_UTF8,   /* invalid UTF-8, or U+FFFE, U+FFFF */
	MARKDOWN_CODES       /* how many codes there are */
};

struct markdown_error {
	enum markdown_code code;
	unsigned line; /* where it was found */
	unsigned column;
};

enum markdown_link_type {
	LINK_RECORD,    /* record:FOLDER/ID; target is FOLDER/ID */
	LINK_RELATIVE,  /* an address without a scheme */
	LINK_ANCHOR,    /* #anchor in the same text, or an empty address */
	LINK_EXTERNAL,  /* http, https */
	LINK_MAIL,      /* mailto, tel */
	LINK_REFUSED,   /* scheme or form not allowed; shown as its text */
	IMAGE_RELATIVE, /* an image of this site */
	IMAGE_REFUSED,  /* an image from elsewhere; shown as its text */
	RAW_HTML        /* a piece of HTML; dropped */
};

struct markdown_link {
	enum markdown_link_type type;
	struct str url;    /* as written, escapes resolved; for RAW_HTML the
	                      piece itself */
	struct str target; /* url without fragment; LINK_RECORD: FOLDER/ID */
	struct str anchor; /* fragment without #, or empty */
	struct str text;   /* plain text of the link or the image */
	unsigned line;
	unsigned column;
};

struct markdown_heading {
	unsigned level;    /* 1 to 6, as written */
	struct str anchor; /* unique in the text */
	struct str text;
	unsigned line;
};

/* Lists, borrowed from the document. */
struct markdown_links {
	const struct markdown_link *link;
	size_t n;
};

struct markdown_headings {
	const struct markdown_heading *heading;
	size_t n;
};

/*
 * The caller's answer to an address of this site (LINK_RECORD,
 * LINK_RELATIVE, IMAGE_RELATIVE): append the address that stands in the
 * page, without the fragment, to url and return true; or return false, and
 * the link is shown as its text.  Nothing is escaped by the caller.
 */
typedef bool markdown_resolve(void *context,
                              const struct markdown_link *link,
                              struct buf *url);

/* How to write HTML; {0} is the default. */
struct markdown_style {
	unsigned top;      /* level that the text's highest heading gets;
	                      0 means 2 */
	bool bare;         /* as the specification has it: no anchors, rel,
	                      classes or shift, line breaks kept; still safe */
	struct str prefix; /* put before each anchor, for pages of several
	                      texts; [a-z0-9-]* */
	markdown_resolve *resolve; /* NULL: relative addresses stay, records
	                              are shown as text */
	void *context;             /* for resolve */
};

/*
 * markdown_parse - check and parse a text.
 * in:     body, borrowed as long as the document
 * out:    *doc, lives in a until markdown_free, which must come first
 * unit:   time grows with the length for every input
 * err:    -1: *error is filled and *doc is NULL
 * source: CommonMark 0.30; GFM 0.29 section 4.10
 */
int markdown_parse(struct arena *a, struct str body, struct markdown **doc,
                   struct markdown_error *error);

/*
 * markdown_free - free what the arena does not.
 * in:  doc, or NULL; links, headings and their texts stay in the arena
 */
void markdown_free(struct markdown *doc);

/*
 * markdown_links - links, images and raw HTML, in order.
 */
struct markdown_links markdown_links(const struct markdown *doc);

/*
 * markdown_headings - headings, in order.
 */
struct markdown_headings markdown_headings(const struct markdown *doc);

/*
 * markdown_html - write well-formed HTML.
 * in:  style, or NULL for the default
 * out: appended to b; the same bytes for the same document and style
 */
void markdown_html(const struct markdown *doc,
                   const struct markdown_style *style, struct buf *b);

/*
 * markdown_text - write plain text for search and excerpts.
 * out: appended to b: blocks and table rows end in \n, cells are parted by
 *      a space; no markup, no addresses, no raw HTML
 */
void markdown_text(const struct markdown *doc, struct buf *b);

#endif
