#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

/*
 * template - Mustache templates, compiled once and rendered many times.
 *
 * A set holds templates that may include one another.  It is filled
 * (template_set_add), then linked once (template_set_link), and from then on
 * only read: any number of threads may render from it.  Partials with
 * indentation, inheritance and dynamic names are supported, lambdas are not.
 * A section is left out for null, false, zero, the empty text, the empty
 * list and a missing name.  A line that holds one block and nothing else is
 * left out when the block gives it no text.
 *
 * TEMPLATE_PLAIN escapes & < > " in {{x}} and nothing in {{{x}}}; an unknown
 * partial is empty.  This is the mode of the specification and of text files.
 *
 * TEMPLATE_HTML escapes by sink.  Linking follows the literal HTML of each
 * template from each context it is used in and gives every variable the
 * escaping of its place:
 *
 *   text, title, textarea      & < > " escaped
 *   quoted attribute           also ' and line ends
 *   href src action ...        at the beginning of the address: allowed by
 *                              html_url_allowed or replaced by `#`; further
 *                              on: percent-encoded, `/` kept before ? and #
 *   anywhere else              refused: script, style, comment, doctype, tag
 *                              and attribute names, unquoted attributes,
 *                              style=, srcdoc=, srcset= and on...=
 *
 * {{{x}}} and {{x}} both insert VALUE_HTML raw where text stands between
 * tags, and nothing else raw anywhere.  A section, partial or block ends in
 * the context in which it begins.  XML (feeds, sitemaps) uses this mode too.
 *
 * Errors read `FILE:LINE:COLUMN: what and what to do`, columns counted in
 * characters from 1.
 * source: Mustache specification 1.4.2
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

struct value;
struct template_set;

enum template_mode {
	TEMPLATE_HTML,
	TEMPLATE_PLAIN
};

/* Partials, parents and blocks that may be open at once while rendering; at
 * the limit of both numbers a render takes less than 2 MB of stack. */
#define TEMPLATE_DEPTH 256
/* Tags that may be open at once in one template. */
#define TEMPLATE_NEST 32

/*
 * template_set_new - an empty set.
 * out: set; caller frees with template_set_free
 */
struct template_set *template_set_new(enum template_mode mode);

/*
 * template_set_free - free a set and all that is compiled in it.
 * in:  set, or NULL
 */
void template_set_free(struct template_set *set);

/*
 * template_set_add - compile one template.
 * in:  set, not linked yet; name, as in {{>name}}, new in the set; source;
 *      path, for messages; all copied
 * err: ERR_CONFIG, not a template, or the name is taken
 */
int template_set_add(struct template_set *set, struct str name,
                     struct str source, struct str path, struct err *err);

/*
 * template_set_link - resolve partials and parents, give variables sinks.
 * in:  set, not linked yet
 * err: ERR_CONFIG, an unknown name, or a variable or tag that cannot stand
 *      where it stands; the set can only be freed
 */
int template_set_link(struct template_set *set, struct err *err);

/*
 * template_set_has - is there a template of that name?
 */
bool template_set_has(const struct template_set *set, struct str name);

/*
 * template_render - run one template.
 * in:  set, linked; name, a template of the set; root, the outermost
 *      context; scratch, for indentation, may hold anything
 * out: appended to out
 * err: ERR_ABSENT, no such template; ERR_CONFIG, TEMPLATE_DEPTH exceeded;
 *      out is as before
 */
int template_render(const struct template_set *set, struct str name,
                    const struct value *root, struct arena *scratch,
                    struct buf *out, struct err *err);

/*
 * template_closure_digest - what the rendering of a template depends on.
 * in:  set, linked; name, a template of the set
 * out: digest of the names and sources of the template and of all that it
 *      can reach; a dynamic name reaches every template of the set
 */
struct digest template_closure_digest(const struct template_set *set,
                                      struct str name);

/* A place where a template looks up a member of a map: {{map.key}}. */
struct template_use {
	struct str key;
	struct str path;   /* of the template */
	struct str source; /* of the template */
	size_t line;       /* from 1 */
	size_t column;     /* from 1, in characters */
};

/*
 * template_uses - where the templates of a set look up members of a map.
 * in:  map, first name of the path
 * out: n places in a, by template as they were added, then as they stand;
 *      their texts live as long as the set
 */
struct template_use *template_uses(const struct template_set *set,
                                   struct str map, struct arena *a,
                                   size_t *n);

#endif
