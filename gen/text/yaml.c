#include "text/yaml.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/yaml_layout.h"
#include "text/yaml_slip.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

/* Maps up to this size look for a duplicate by walking. */
#define YAML_SMALL 16

struct reading {
	struct arena *arena;
	struct str text;
	unsigned first_line;
	yaml_parser_t parser;
	struct layout layout;
	size_t last; /* line where the last event began, from 0 */
	bool flow;   /* inside [] or {} */
	size_t need; /* leading spaces that lines inside the node need */
	struct yaml_error *error;
};

/* A list or a map that is being read. */
struct growing {
	struct yaml_node *node;
	size_t cap;
	struct map seen; /* key to member, once larger than YAML_SMALL */
};

static int
fail(struct reading *r, enum yaml_code code, unsigned line, unsigned column,
     struct str detail)
{
	r->error->code = code;
	r->error->line = line;
	r->error->column = column;
	r->error->detail = detail;
	return -1;
}

static int
fail_mark(struct reading *r, enum yaml_code code, yaml_mark_t mark,
          struct str detail)
{
	return fail(r, code, r->first_line + (unsigned)mark.line,
	            (unsigned)mark.column + 1, detail);
}

static int
fail_offset(struct reading *r, enum yaml_code code, size_t offset,
            const char *detail)
{
	struct str before = str_sub(r->text, 0, offset);
	unsigned line = r->first_line;

	while (str_chr(before, '\n') < before.n) {
		str_cut(&before, '\n');
		line++;
	}
	return fail(r, code, line, (unsigned)utf8_count(before) + 1,
	            str_from(detail));
}

/* What is wrong with the byte at i, by the ones around it. */
static enum yaml_code
code_at(struct str s, size_t i)
{
	struct str rest = str_sub(s, i, s.n);

	switch (s.p[i]) {
	case '%':
		if (i == 0 || s.p[i - 1] == '\n')
			return YAML_DIRECTIVE;
		return YAML_FINE;
	case '\r':
		if (rest.n > 1 && rest.p[1] == '\n')
			return YAML_FINE;
		return YAML_SEPARATOR;
	case '\xc2':
		if (str_starts(rest, STR("\xc2\x85")))
			return YAML_SEPARATOR;
		return YAML_FINE;
	case '\xe2':
		if (str_starts(rest, STR("\xe2\x80\xa8")) ||
		    str_starts(rest, STR("\xe2\x80\xa9")))
			return YAML_SEPARATOR;
		return YAML_FINE;
	case '\xef':
		if (str_starts(rest, STR("\xef\xbb\xbf")))
			return YAML_BOM;
		return YAML_FINE;
	default:
		return YAML_FINE;
	}
}

static int
check_characters(struct reading *r)
{
	struct str s = r->text;

	for (size_t i = 0; i < s.n; i++) {
		enum yaml_code code = code_at(s, i);

		if (code == YAML_DIRECTIVE)
			return fail_offset(r, code, i,
			                   "a line begins with %");
		if (code == YAML_SEPARATOR)
			return fail_offset(r, code, i,
			                   "a line break other than LF");
		if (code)
			return fail_offset(r, code, i,
			                   "a byte order mark (U+FEFF)");
	}
	return 0;
}

static int
check_bytes(struct reading *r, size_t limit)
{
	struct str s = r->text;
	size_t bad;

	if (s.n > limit)
		return fail(r, YAML_LONG, r->first_line, 1,
		            arena_fmt(r->arena, "%zu bytes, limit %zu", s.n,
		                      limit));
	if (!utf8_check(s, &bad)) {
		if (s.p[bad] == '\0')
			return fail_offset(r, YAML_NUL, bad, "a NUL byte");
		return fail_offset(r, YAML_NOT_UTF8, bad,
		                   "not a character of UTF-8");
	}
	return check_characters(r);
}

static int
fail_slip(struct reading *r, const struct yaml_slip *slip)
{
	fail(r, slip->code, r->first_line + (unsigned)slip->line,
	     slip->column, slip->detail);
	r->error->mended = slip->mended;
	return -1;
}

/* The line before that says something. */
static size_t
line_before(const struct reading *r, size_t line)
{
	struct str rest = r->text;
	size_t before = line;

	for (size_t i = 0; i < line && rest.n; i++) {
		struct str text = str_trim(str_cut(&rest, '\n'));

		if (text.n && text.p[0] != '#')
			before = i;
	}
	return before;
}

/*
 * A line that is no value by itself: inside brackets the line that opens them
 * alone counts.
 */
static bool
explain_value(struct reading *r, size_t begun, size_t at, size_t before,
              struct yaml_slip *slip)
{
	const yaml_parser_t *p = &r->parser;
	struct arena *a = r->arena;
	struct str s = r->text;

	if (p->context && str_starts(str_from(p->context),
	                             STR("while parsing a flow")))
		return yaml_slip_value(a, s, p->context_mark.line, slip);
	return !r->flow && (yaml_slip_value(a, s, begun, slip) ||
	                    yaml_slip_value(a, s, at, slip) ||
	                    yaml_slip_value(a, s, before, slip) ||
	                    yaml_slip_value(a, s, r->last, slip));
}

/*
 * A plainer reason than libyaml's: looked for in the line of the fault, in
 * the one before, whose text may have run on, and where the token, the
 * bracket or the last text began.
 * out: true when found and reported
 */
static bool
explain(struct reading *r)
{
	const yaml_parser_t *p = &r->parser;
	size_t at = p->problem_mark.line;
	size_t before = line_before(r, at);
	size_t begun = at;
	struct arena *a = r->arena;
	struct str s = r->text;
	struct yaml_slip slip;

	if (p->context && str_starts(str_from(p->context),
	                             STR("while scanning")))
		begun = p->context_mark.line;
	if (!yaml_slip_tab(a, s, at, &slip) &&
	    !yaml_slip_tab(a, s, begun, &slip) &&
	    !yaml_slip_wide(a, s, begun, &slip) &&
	    !yaml_slip_wide(a, s, at, &slip) &&
	    !yaml_slip_wide(a, s, before, &slip) &&
	    !explain_value(r, begun, at, before, &slip))
		return false;
	fail_slip(r, &slip);
	return true;
}

static int
fail_libyaml(struct reading *r)
{
	const yaml_parser_t *p = &r->parser;
	yaml_mark_t mark = p->problem_mark;
	struct str detail;

	if (p->error == YAML_MEMORY_ERROR)
		mem_zalloc(SIZE_MAX, SIZE_MAX); /* stops the process */
	if (explain(r))
		return -1;
	detail = str_from(p->problem ? p->problem : "cannot be read");
	/* An open quote is mended where it opens, not where the text ends. */
	if (p->context && str_ends(detail, STR("end of stream")))
		mark = p->context_mark;
	if (p->context)
		detail = arena_fmt(r->arena, "%.*s %s", STR_ARG(detail),
		                   p->context);
	else
		detail = arena_str(r->arena, detail);
	return fail_mark(r, YAML_MALFORMED, mark, detail);
}

/* Follow an event through the text and look at what libyaml does not. */
static int
check_layout(struct reading *r, const yaml_event_t *event)
{
	struct layout *l = &r->layout;
	yaml_scalar_style_t style = YAML_PLAIN_SCALAR_STYLE;
	struct yaml_slip slip;
	const char *fault = layout_between(l, event->start_mark.index,
	                                   r->flow, r->need);

	if (event->type == YAML_SCALAR_EVENT)
		style = event->data.scalar.style;
	if (!fault && (style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
	               style == YAML_DOUBLE_QUOTED_SCALAR_STYLE))
		fault = layout_quoted(l, event->end_mark.index, r->need);
	if (!fault && (style == YAML_LITERAL_SCALAR_STYLE ||
	               style == YAML_FOLDED_SCALAR_STYLE))
		fault = layout_block(l, r->need);
	/* A quote that was never closed ends at the next one. */
	if (fault && yaml_slip_value(r->arena, r->text,
	                             event->start_mark.line, &slip))
		return fail_slip(r, &slip);
	if (fault)
		return fail_offset(r, YAML_MALFORMED, l->byte, fault);
	layout_skip(l, event->end_mark.index);
	return 0;
}

static int
next_event(struct reading *r, yaml_event_t *event)
{
	if (!yaml_parser_parse(&r->parser, event))
		return fail_libyaml(r);
	r->last = event->start_mark.line;
	if (check_layout(r, event)) {
		yaml_event_delete(event);
		return -1;
	}
	return 0;
}

static struct str
bytes(const yaml_char_t *p, size_t n)
{
	return (struct str){(const char *)p, n};
}

static int
check_properties(struct reading *r, const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (event->type == YAML_ALIAS_EVENT)
		return fail_mark(r, YAML_ALIAS, event->start_mark,
		                 STR("an alias"));
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (anchor)
		return fail_mark(r, YAML_ANCHOR, event->start_mark,
		                 STR("an anchor"));
	if (tag)
		return fail_mark(r, YAML_TAG, event->start_mark,
		                 STR("a tag"));
	return 0;
}

static struct yaml_node *
node_new(struct reading *r, enum yaml_type type, yaml_mark_t mark)
{
	struct yaml_node *node = arena_alloc(r->arena, sizeof *node);

	node->type = type;
	node->line = r->first_line + (unsigned)mark.line;
	node->column = (unsigned)mark.column + 1;
	return node;
}

static struct yaml_node *
scalar_new(struct reading *r, const yaml_event_t *event)
{
	struct yaml_node *node = node_new(r, YAML_TEXT, event->start_mark);

	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->text = arena_str(r->arena, bytes(event->data.scalar.value,
	                                       event->data.scalar.length));
	return node;
}

static void
grow(struct reading *r, struct growing *g, struct yaml_member member)
{
	struct yaml_node *node = g->node;

	node->member = arena_room(r->arena, node->member, node->n,
	                          sizeof member, &g->cap, 4);
	node->member[node->n++] = member;
}

/* The line of the member with this key, or 0. */
static unsigned
key_line(struct growing *g, struct str key)
{
	const struct yaml_node *node = g->node;
	bool many = node->n >= YAML_SMALL;
	size_t i;

	for (i = g->seen.n; many && i < node->n; i++)
		map_put(&g->seen, node->member[i].key, node->member[i].node);
	if (many && !map_get(&g->seen, key))
		return 0;
	for (i = 0; i < node->n && !str_eq(node->member[i].key, key);)
		i++;
	return i < node->n ? node->member[i].line : 0;
}

static int read_node(struct reading *r, const yaml_event_t *event,
                     unsigned depth, struct yaml_node **node);

/* Read the next node, or see the end of the list or map. */
static int
read_next(struct reading *r, unsigned depth, struct yaml_node **node,
          bool *end)
{
	yaml_event_t event;
	int status = next_event(r, &event);

	if (status)
		return status;
	*end = event.type == YAML_SEQUENCE_END_EVENT ||
	       event.type == YAML_MAPPING_END_EVENT;
	if (!*end)
		status = read_node(r, &event, depth, node);
	yaml_event_delete(&event);
	return status;
}

static int
check_key(struct reading *r, struct growing *g, const struct yaml_node *key)
{
	if (key->type != YAML_TEXT)
		return fail(r, YAML_KEY, key->line, key->column,
		            STR("a key that is a list or a map"));
	if (!key->text.n)
		return fail(r, YAML_KEY, key->line, key->column,
		            STR("an empty key"));
	r->error->first = key_line(g, key->text);
	if (r->error->first)
		return fail(r, YAML_DUPLICATE, key->line, key->column,
		            key->text);
	return 0;
}

static int
read_member(struct reading *r, struct growing *g, unsigned depth, bool *end)
{
	struct yaml_member member = {0};
	struct yaml_node *first = NULL;
	bool none = false;
	int status = read_next(r, depth, &first, end);

	if (status || *end)
		return status;
	member.line = first->line;
	member.column = first->column;
	member.node = first;
	if (g->node->type == YAML_MAP) {
		status = check_key(r, g, first);
		if (status)
			return status;
		member.key = first->text;
		status = read_next(r, depth, &member.node, &none);
		assert(status || !none);
	}
	if (!status)
		grow(r, g, member);
	return status;
}

static int
read_members(struct reading *r, struct yaml_node *node, unsigned depth)
{
	struct growing g = {.node = node};
	bool end = false;
	int status = 0;

	while (!status && !end)
		status = read_member(r, &g, depth, &end);
	map_release(&g.seen);
	return status;
}

static bool
is_flow(const yaml_event_t *event)
{
	if (event->type == YAML_MAPPING_START_EVENT)
		return event->data.mapping_start.style ==
		       YAML_FLOW_MAPPING_STYLE;
	return event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
}

static int
read_collection(struct reading *r, const yaml_event_t *event, unsigned depth,
                struct yaml_node **node)
{
	bool map = event->type == YAML_MAPPING_START_EVENT;
	bool flow = r->flow;
	size_t need = r->need;
	int status;

	*node = node_new(r, map ? YAML_MAP : YAML_LIST, event->start_mark);
	if (is_flow(event))
		r->flow = true;
	else
		r->need = event->start_mark.column + 1;
	status = read_members(r, *node, depth + 1);
	r->flow = flow;
	r->need = need;
	return status;
}

static int
read_node(struct reading *r, const yaml_event_t *event, unsigned depth,
          struct yaml_node **node)
{
	int status = check_properties(r, event);

	if (status)
		return status;
	if (event->type == YAML_SCALAR_EVENT) {
		*node = scalar_new(r, event);
		if (r->flow && (*node)->plain &&
		    str_eq((*node)->text, STR("-")))
			return fail_mark(r, YAML_MALFORMED,
			                 event->start_mark,
			                 STR("a lone dash"));
		return 0;
	}
	if (depth == YAML_DEPTH)
		return fail_mark(r, YAML_DEEP, event->start_mark,
		                 STR("nested too deep"));
	return read_collection(r, event, depth, node);
}

/* A lone text with a full-width colon was meant to be a map. */
static int
check_root(struct reading *r, const struct yaml_node *root)
{
	size_t line = root->line - r->first_line;
	struct yaml_slip slip;

	if (root->type != YAML_TEXT || !root->plain ||
	    !yaml_slip_wide(r->arena, r->text, line, &slip))
		return 0;
	return fail_slip(r, &slip);
}

/* One event of the stream; *end after its last. */
static int
read_stream(struct reading *r, struct yaml_node **root, bool *end)
{
	yaml_event_t event;
	int status = next_event(r, &event);

	if (status)
		return status;
	switch (event.type) {
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	case YAML_STREAM_END_EVENT:
		*end = true;
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (*root)
			status = fail_mark(r, YAML_SEVERAL, event.start_mark,
			                   STR("a second document"));
		break;
	default:
		status = read_node(r, &event, 0, root);
		if (!status)
			status = check_root(r, *root);
	}
	yaml_event_delete(&event);
	return status;
}

static int
read_document(struct reading *r, struct yaml_node **root)
{
	bool end = false;
	int status = 0;

	if (!yaml_parser_initialize(&r->parser))
		mem_zalloc(SIZE_MAX, SIZE_MAX); /* stops the process */
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser,
	                             (const unsigned char *)r->text.p,
	                             r->text.n);
	while (!status && !end)
		status = read_stream(r, root, &end);
	yaml_parser_delete(&r->parser);
	return status;
}

int
yaml_parse(struct arena *a, struct str text, unsigned first_line,
           size_t limit, struct yaml_node **root, struct yaml_error *error)
{
	struct reading r = {.arena = a,
	                    .text = text,
	                    .first_line = first_line,
	                    .error = error};
	int status;

	assert(first_line >= 1);
	*error = (struct yaml_error){0};
	*root = NULL;
	if (first_line == 1 && str_starts(text, STR("\xef\xbb\xbf")))
		r.text = str_sub(text, 3, text.n);
	r.layout.text = r.text;
	status = check_bytes(&r, limit);
	if (!status && r.text.n)
		status = read_document(&r, root);
	if (status)
		*root = NULL;
	return status;
}

const struct yaml_node *
yaml_get(const struct yaml_node *map, struct str key)
{
	if (!map || map->type != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->member[i].key, key))
			return map->member[i].node;
	return NULL;
}

bool
yaml_is_null(const struct yaml_node *node)
{
	if (!node)
		return true;
	if (node->type != YAML_TEXT || !node->plain)
		return false;
	return !node->text.n || str_eq(node->text, STR("~")) ||
	       str_eq(node->text, STR("null")) ||
	       str_eq(node->text, STR("Null")) ||
	       str_eq(node->text, STR("NULL"));
}
