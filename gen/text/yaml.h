#ifndef TEXT_YAML_H
#define TEXT_YAML_H

/*
 * yaml - a restricted YAML text as a tree of nodes with their places.
 *
 * libyaml's events are the source; no scalar is interpreted here (`no`,
 * `012`, `1e3` stay texts; the schema types them), but `plain` tells an
 * unquoted one, so that the schema may read `~` or nothing as null.  Refused
 * are: directives, anchors, aliases, tags, a second document, a key twice in
 * one map, keys that are not texts, depth over YAML_DEPTH, what is no UTF-8,
 * and bytes that editors and YAML count as lines differently.  The first
 * error ends the reading.
 *
 * One byte order mark is skipped when first_line is 1, where editors of
 * Windows put it; anywhere else it is refused.  Lines end in LF or CR LF.
 * Places count from 1; columns count code points.  The time is linear in the
 * length: depth is refused on libyaml's events, and it looks at most 1,024
 * characters ahead of them; no nested structure grows past that.
 *
 * Everything lives in the arena, scalars included; nothing points into the
 * text that was parsed.
 */
#include "base/arena.h"
#include "base/str.h"

#define YAML_DEPTH 32
#define YAML_FRONT_MAX ((size_t)64 * 1024) /* bytes of front matter */

enum yaml_type { YAML_TEXT = 0, YAML_LIST, YAML_MAP };

struct yaml_member;

struct yaml_node {
	enum yaml_type type;
	bool plain;      /* YAML_TEXT without quotes and not a block */
	struct str text; /* YAML_TEXT: escapes and folding resolved */
	unsigned line;
	unsigned column;
	/* YAML_LIST, YAML_MAP: members in order of writing */
	struct yaml_member *member;
	size_t n;
};

struct yaml_member {
	struct str key; /* YAML_MAP; empty in lists */
	unsigned line;  /* of the key; in lists, of the node */
	unsigned column;
	struct yaml_node *node; /* never NULL */
};

enum yaml_code {
	YAML_FINE = 0,
	YAML_MALFORMED,       /* libyaml refuses it; detail says why, in words
	                       * of text/yaml_slip.h or its own */
	YAML_DIRECTIVE,       /* a line that begins with % */
	YAML_ANCHOR,          /* &name */
	YAML_ALIAS,           /* *name */
	YAML_TAG,             /* !name */
	YAML_SEVERAL,         /* a second document */
	YAML_DUPLICATE,       /* a key twice; detail is the key */
	YAML_KEY,             /* a key that is a list, a map or empty */
	YAML_DEEP,            /* lists and maps nested past YAML_DEPTH */
	YAML_LONG,            /* more bytes than the limit */
	YAML_NUL,             /* a NUL byte */
	YAML_NOT_UTF8,        /* invalid UTF-8, or U+FFFE, U+FFFF */
	YAML_BOM,             /* a byte order mark inside the text */
	YAML_SEPARATOR,       /* CR alone, U+0085, U+2028, U+2029 */
	YAML_TAB,             /* a tab in the indentation */
	YAML_FULLWIDTH_COLON, /* the colon after a key is U+FF1A */
	YAML_CODES            /* how many codes there are */
};

struct yaml_error {
	enum yaml_code code;
	unsigned line; /* 1-based, counted from first_line */
	unsigned column;
	unsigned first;    /* YAML_DUPLICATE: line of the key before */
	struct str detail; /* English, may be empty; lives in the arena */
	struct str mended; /* the line as it may be meant, or empty; the same */
};

/*
 * yaml_parse - read one YAML document.
 * in:     text, borrowed for the call; first_line, number that the first
 *         line of the text has in its file, >= 1; limit, most bytes allowed
 * out:    *root, lives in a; NULL for a text without content
 * err:    -1: *error is filled and *root is NULL
 * source: YAML 1.1 as libyaml 0.2.5 reads it, less what is refused above
 */
int yaml_parse(struct arena *a, struct str text, unsigned first_line,
               size_t limit, struct yaml_node **root,
               struct yaml_error *error);

/*
 * yaml_get - member of a map.
 * in:  map, any node or NULL
 * out: the member's node, or NULL when absent or not a map
 */
const struct yaml_node *yaml_get(const struct yaml_node *map,
                                 struct str key);

/*
 * yaml_is_null - is it an unquoted `null`, `Null`, `NULL`, `~` or nothing?
 * in:     node, any node or NULL, which counts as null
 * source: YAML 1.1 type repository, null
 */
bool yaml_is_null(const struct yaml_node *node);

#endif
