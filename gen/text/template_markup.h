#ifndef TEXT_TEMPLATE_MARKUP_H
#define TEXT_TEMPLATE_MARKUP_H

/*
 * markup - what the elements and attributes of HTML mean for escaping.
 *
 * Names are in lower case.  An element is an index into a table of those
 * that are read in a way of their own; 0 is any other.
 * source: HTML Living Standard, sections 13.2.6 and the table of attributes;
 *         SVG 2 and SVG Animations for href and animated values
 */
#include <stdbool.h>
#include <stdint.h>

enum markup_inside {
	MARKUP_TEXT,   /* tags and text */
	MARKUP_RCDATA, /* text up to its own end tag */
	MARKUP_RAW     /* another language up to its own end tag */
};

enum markup_attr {
	ATTR_TEXT,
	ATTR_URL,
	ATTR_CONTENT, /* content= of meta: no text where http-equiv= stands */
	ATTR_REFUSED  /* code, or a list of addresses: no place for values */
};

/*
 * markup_element - look a tag name up.
 */
uint8_t markup_element(const char *name);

/*
 * markup_name - the tag name of an element; "" for element 0.
 */
const char *markup_name(uint8_t element);

/*
 * markup_inside - what stands between its tags.
 */
enum markup_inside markup_inside(uint8_t element);

/* markup_is_script, markup_is_meta - is it that element? */
bool markup_is_script(uint8_t element);
bool markup_is_meta(uint8_t element);

/*
 * markup_attr - what an attribute holds; a namespace prefix is ignored.
 * in:  name, possibly cut short; whole, false when it is
 */
enum markup_attr markup_attr(uint8_t element, const char *name, bool whole);

/*
 * markup_scheme - may a literal address have this scheme?
 */
bool markup_scheme(const char *name);

#endif
