#ifndef TEXT_HTML_H
#define TEXT_HTML_H

/*
 * html - text made safe for the place in HTML or XML where it goes.
 *
 * Every function appends to a buffer.  The output never holds a raw `<`,
 * `>` or `"` of the value.  Control characters, which neither HTML nor XML
 * can carry, become U+FFFD.  An address is allowed by a list of what is
 * good, never refused by a list of what is bad.
 */
#include "base/buf.h"
#include "base/str.h"

/*
 * html_escape_text - text between tags.
 * out: & < > " are character references
 */
void html_escape_text(struct buf *b, struct str s);

/*
 * html_escape_attr - text inside a quoted attribute, either quote.
 * out: & < > " ' and tab, newline, return are character references
 */
void html_escape_attr(struct buf *b, struct str s);

/*
 * html_escape_url - one piece of an address, such as a query value.
 * out: all but A-Z a-z 0-9 - . _ ~ is percent-encoded; also safe in a
 *      quoted attribute
 * source: RFC 3986 section 2.3
 */
void html_escape_url(struct buf *b, struct str s);

/*
 * html_escape_path - pieces of a path: as html_escape_url, but a slash
 * stays a slash.
 */
void html_escape_path(struct buf *b, struct str s);

/*
 * html_escape_href - a whole address for a quoted attribute.
 * out: the address, or `#` when html_url_allowed refuses it
 */
void html_escape_href(struct buf *b, struct str url);

/*
 * html_url_allowed - may an address stand in a page?
 * in:  url, not yet escaped
 * out: true for http:// and https:// with a host, mailto:, tel:, #...,
 *      ?..., the empty address, and paths relative to page or site; false
 *      for any other scheme, //host, white space at an end, control and
 *      bidi characters, backslashes, invalid UTF-8
 */
bool html_url_allowed(struct str url);

#endif
