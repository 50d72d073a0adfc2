#ifndef TEXT_VALUE_H
#define TEXT_VALUE_H

/*
 * value - a tree of plain data: what templates read and JSON is made of.
 *
 * A value is null, a truth value, a number (kept as its text, so that no
 * digit is lost), a text, a piece of HTML, a list or a map.  HTML is a type
 * of its own, made by markdown.c and by charts only, so that raw insertion
 * is a matter of type and not of care.  Maps keep the order in which members
 * were put.  Everything lives in the arena it was made in; a tree is not
 * changed after it has been handed on, so threads may share it.
 */
#include "base/arena.h"
#include "base/str.h"

enum value_type {
	VALUE_NULL = 0,
	VALUE_BOOL,
	VALUE_NUMBER, /* text is a JSON number */
	VALUE_TEXT,
	VALUE_HTML, /* text is safe HTML */
	VALUE_LIST,
	VALUE_MAP
};

struct value_member;

struct value {
	enum value_type type;
	bool yes;        /* VALUE_BOOL */
	struct str text; /* VALUE_NUMBER, VALUE_TEXT, VALUE_HTML */
	/* VALUE_LIST, VALUE_MAP: members in order; keys are empty in lists */
	struct value_member *member;
	size_t n;
	size_t cap;
};

struct value_member {
	struct str key;
	struct value *value; /* never NULL */
};

/* value_null/bool/int/text/html/list/map - a new value in arena a; texts are
 * borrowed and must live as long as the arena. */
struct value *value_null(struct arena *a);
struct value *value_bool(struct arena *a, bool yes);
struct value *value_int(struct arena *a, int64_t n);
struct value *value_number(struct arena *a, struct str text);
struct value *value_text(struct arena *a, struct str text);
struct value *value_html(struct arena *a, struct str html);
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);

/*
 * value_add - append to a list.
 * in:  list, of type VALUE_LIST, in arena a; item, not NULL
 */
void value_add(struct arena *a, struct value *list, struct value *item);

/*
 * value_put - set a member of a map; a second put of a key replaces the
 * first in its place.
 * in:  map, of type VALUE_MAP, in arena a; key, borrowed; item, not NULL
 */
void value_put(struct arena *a, struct value *map, struct str key,
               struct value *item);

/*
 * value_put_text - put a text under a key written as a C string.
 */
void value_put_text(struct arena *a, struct value *map, const char *key,
                    struct str text);

/*
 * value_get - member of a map.
 * in:  map, any value or NULL
 * out: the member, or NULL when absent or not a map
 */
const struct value *value_get(const struct value *map, struct str key);

/*
 * value_path - walk members by a dotted path ("leader.name").
 * out: the value, or NULL when a step is absent
 */
const struct value *value_path(const struct value *root, struct str path);

/*
 * value_str - the text of a text, number or HTML value.
 * in:  v, any value or NULL
 * out: the text, or the empty slice for other types
 */
struct str value_str(const struct value *v);

#endif
