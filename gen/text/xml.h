#ifndef TEXT_XML_H
#define TEXT_XML_H

/*
 * xml - elements and texts of an XML document, as they come.
 *
 * The only includer of expat.h.  Names come without their prefixes.  A
 * document type, and with it every entity of its own, is refused, and so is
 * nesting past XML_DEPTH.
 */
#include "base/err.h"
#include "base/str.h"

#define XML_DEPTH 64

struct xml;

/* Attributes of an element: name, value, name, value, ..., NULL. */
typedef const char *const *xml_attrs;

struct xml_handler {
	void (*open)(void *ctx, const char *name, xml_attrs attr);
	void (*close)(void *ctx, const char *name);
	void (*text)(void *ctx, struct str text); /* in pieces; or NULL */
	void *ctx;
};

/*
 * xml_new - a document to be fed.
 * in:  handler, copied
 * out: caller frees with xml_free
 */
struct xml *xml_new(const struct xml_handler *handler);

/*
 * xml_feed - the next piece.
 * err: ERR_CORRUPT, not well-formed, or refused
 */
int xml_feed(struct xml *xml, struct str piece, bool last, struct err *err);

/*
 * xml_free - in:  xml, or NULL
 */
void xml_free(struct xml *xml);

/*
 * xml_attr - value of an attribute.
 * out: borrowed for the call of the handler; NULL when absent
 */
const char *xml_attr(xml_attrs attr, const char *name);

#endif
