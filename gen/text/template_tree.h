#ifndef TEXT_TEMPLATE_TREE_H
#define TEXT_TEMPLATE_TREE_H

/*
 * tree - a template as operations; shared by the files of template.
 *
 * Parsing gives each template one list of operations.  Linking copies the
 * list once for each context in which the template is used (a variant), with
 * sinks and targets filled in; only variants are rendered.  Everything lives
 * in the arena of the set and is read only once the set is linked.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "text/template.h"
#include "text/template_sink.h"

struct template;
struct template_variant;

enum op_type {
	OP_TEXT,     /* text */
	OP_LINE,     /* a line begins here, though not with text */
	OP_VAR,      /* path */
	OP_SECTION,  /* path, child */
	OP_INVERTED, /* path, child */
	OP_PARTIAL,  /* name, or path when dynamic */
	OP_PARENT,   /* the same; child, the blocks it passes */
	OP_BLOCK     /* name, child */
};

struct op_path {
	struct str *key; /* NULL for the top of the context, {{.}} */
	size_t n;
};

/* An overriding block, compiled for one context. */
struct op_body {
	size_t ctx;
	struct op *ops;
	struct op_body *next;
};

struct op {
	enum op_type type;
	enum sink sink;
	char quote;    /* SINK_URL: around the attribute */
	bool bol;      /* text, block: first on its line */
	bool raw;      /* var: {{{x}}} or {{&x}} */
	bool dynamic;  /* partial, parent: the name is looked up */
	bool alone;    /* partial, parent: indents what it includes */
	bool body_bol; /* overriding block: its text begins on a new line */
	size_t ctx;    /* block: context it stands in */
	size_t at;     /* offset in the source of home */
	const struct template *home;
	struct str text; /* literal, or the name as written */
	struct str indent;
	struct str newline; /* block that fills a line: what ends it */
	struct op_path path;
	struct op *child;
	struct op *next;
	struct template_variant *target; /* NULL: renders as empty */
	struct op_body *bodies;
};

/* A block met while linking a variant. */
struct block_site {
	struct str name;
	size_t ctx;
	struct block_site *next;
};

struct variant_edge {
	struct template_variant *to;
	struct variant_edge *next;
};

struct parent_site {
	struct op *op;
	struct parent_site *next;
};

struct template_variant {
	struct template *home;
	size_t ctx;
	struct op *ops; /* NULL until linked */
	const struct op *user; /* first operation that asked for it */
	struct block_site *blocks;
	struct variant_edge *edges;
	struct parent_site *parents;
	bool dynamic; /* includes by a name that is looked up */
	bool linked;
	size_t mark; /* of the last walk that met it */
};

struct template {
	struct str name;
	struct str path;
	struct str source;
	struct op *ops;
	struct template_variant *root; /* variant in the first context */
	struct digest digest;          /* over all it can reach */
	size_t mark;
};

struct template_set {
	enum template_mode mode;
	bool linked;
	struct arena arena;
	struct map names; /* name -> struct template */
	struct VEC(struct sink_context) contexts;
	struct VEC(struct template_variant *) variants;
	size_t marks; /* walks made so far */
};

/*
 * tree_fail - record an error at a place of a source.
 * in:  at, offset in home->source
 * err: ERR_CONFIG, always; that is also what is returned
 */
int tree_fail(const struct template *home, size_t at, struct err *err,
              const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * tree_fail_both - the same where words in the text differ by language, too.
 */
int tree_fail_both(const struct template *home, size_t at, struct err *err,
                   struct str english, struct str chinese);

/*
 * tree_place - line and column of an offset, both from 1.
 * unit: columns count characters
 */
void tree_place(const struct template *home, size_t at, size_t *line,
                size_t *column);

/*
 * tree_parse - fill home->ops from home->source.
 * err: ERR_CONFIG, not a template
 */
int tree_parse(struct template *home, struct arena *a, struct err *err);

/*
 * tree_link - make the variants of all templates of a set.
 * err: ERR_CONFIG, see template_set_link
 */
int tree_link(struct template_set *set, struct err *err);

/*
 * tree_digest - fill in the closure digests of all templates of a set.
 */
void tree_digest(struct template_set *set);

#endif
