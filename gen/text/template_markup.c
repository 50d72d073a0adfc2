#include "text/template_markup.h"

#include <stddef.h>
#include <string.h>

enum { ELEMENT_OTHER, ELEMENT_SCRIPT, ELEMENT_META, ELEMENT_ANIMATE };

static const struct {
	const char *name;
	enum markup_inside inside;
} elements[] = {
	[ELEMENT_OTHER] = {"", MARKUP_TEXT},
	[ELEMENT_SCRIPT] = {"script", MARKUP_RAW},
	[ELEMENT_META] = {"meta", MARKUP_TEXT},
	[ELEMENT_ANIMATE] = {"animate", MARKUP_TEXT},
	{"style", MARKUP_RAW},
	{"title", MARKUP_RCDATA},
	{"textarea", MARKUP_RCDATA},
	{"iframe", MARKUP_RAW},
	{"noembed", MARKUP_RAW},
	{"noframes", MARKUP_RAW},
	{"plaintext", MARKUP_RAW},
	{"xmp", MARKUP_RAW},
};

static const char *const addresses[] = {
	"action",   "background", "base",       "cite",     "classid",
	"codebase", "data",       "formaction", "href",     "icon",
	"longdesc", "manifest",   "ping",       "poster",   "profile",
	"src",      "usemap",     "lowsrc",     "dynsrc",
};

static const char *const refused[] = {
	"attributename", "http-equiv", "imagesrcset",
	"srcdoc",        "srcset",     "style",
};

/* Where an animation says which values an attribute takes. */
static const char *const animated[] = {"by", "from", "to", "values"};

static const char *const schemes[] = {"http", "https", "mailto", "tel"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool
is_in(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

uint8_t
markup_element(const char *name)
{
	for (size_t i = 1; i < COUNT(elements); i++)
		if (strcmp(name, elements[i].name) == 0)
			return (uint8_t)i;
	/* animate, animateMotion, animateTransform, animateColor, set */
	if (strncmp(name, "animate", 7) == 0 || strcmp(name, "set") == 0)
		return ELEMENT_ANIMATE;
	return ELEMENT_OTHER;
}

const char *
markup_name(uint8_t element)
{
	return elements[element].name;
}

enum markup_inside
markup_inside(uint8_t element)
{
	return elements[element].inside;
}

bool
markup_is_script(uint8_t element)
{
	return element == ELEMENT_SCRIPT;
}

bool
markup_is_meta(uint8_t element)
{
	return element == ELEMENT_META;
}

enum markup_attr
markup_attr(uint8_t element, const char *name, bool whole)
{
	const char *colon = strrchr(name, ':');

	name = colon ? colon + 1 : name;
	if (strncmp(name, "on", 2) == 0)
		return ATTR_REFUSED;
	if (!whole)
		return ATTR_TEXT;
	if (is_in(name, refused, COUNT(refused)))
		return ATTR_REFUSED;
	if (is_in(name, addresses, COUNT(addresses)))
		return ATTR_URL;
	if (element == ELEMENT_META && strcmp(name, "content") == 0)
		return ATTR_CONTENT;
	if (element == ELEMENT_ANIMATE &&
	    is_in(name, animated, COUNT(animated)))
		return ATTR_REFUSED;
	return ATTR_TEXT;
}

bool
markup_scheme(const char *name)
{
	return is_in(name, schemes, COUNT(schemes));
}
