#include "text/template_tree.h"

#include "text/html.h"
#include "text/value.h"

#include <assert.h>
#include <string.h>

/* The stack of contexts, innermost first; it lives in the C stack. */
struct scope {
	const struct value *value;
	const struct scope *up;
};

/* The parents being rendered, innermost first: whose blocks replace. */
struct passing {
	const struct op *parent;
	const struct passing *outer;
};

struct run {
	const struct template_set *set;
	struct arena *scratch;
	struct buf *out;
	struct err *err;
	struct str indent; /* before every line of the templates */
	bool skip;         /* the next line is begun already */
	size_t depth;
	const struct passing *passing;
};

static int run_ops(struct run *r, const struct op *op,
                   const struct scope *scope);

static const struct value *
member(const struct value *map, struct str key)
{
	const struct value_member *m = map->member;

	if (map->type != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(m[i].key, key))
			return m[i].value;
	return NULL;
}

static const struct value *
look_up(const struct op_path *path, const struct scope *scope)
{
	const struct value *v = NULL;

	if (!path->n)
		return scope->value;
	for (; scope && !v; scope = scope->up)
		v = member(scope->value, path->key[0]);
	for (size_t i = 1; v && i < path->n; i++)
		v = member(v, path->key[i]);
	return v;
}

static bool
is_zero(struct str number)
{
	for (size_t i = 0; i < number.n; i++) {
		char c = number.p[i];

		if (c == 'e' || c == 'E')
			return true;
		if (c >= '1' && c <= '9')
			return false;
	}
	return true;
}

static bool
is_true(const struct value *v)
{
	switch (v ? v->type : VALUE_NULL) {
	case VALUE_BOOL:
		return v->yes;
	case VALUE_NUMBER:
		return !is_zero(v->text);
	case VALUE_TEXT:
	case VALUE_HTML:
		return v->text.n;
	case VALUE_LIST:
		return v->n;
	case VALUE_MAP:
		return true;
	default:
		return false;
	}
}

static struct str
text_of(const struct value *v)
{
	if (v && v->type == VALUE_BOOL)
		return v->yes ? STR("true") : STR("false");
	return value_str(v);
}

/* The last byte that is not white space: the quote when an address has not
 * begun yet, for no value can put a raw quote or space there. */
static bool
begins_address(const struct buf *out, char quote)
{
	size_t n = out->n;

	while (n && strchr(" \t\n\r\f", out->p[n - 1]))
		n--;
	return n && out->p[n - 1] == quote;
}

static bool
in_query(const struct buf *out, char quote)
{
	struct str all = buf_str(out);
	struct str tail = str_sub(all, str_rchr(all, quote), all.n);

	return str_chr(tail, '?') < tail.n || str_chr(tail, '#') < tail.n;
}

static void
put_url(struct buf *out, char quote, struct str s)
{
	if (begins_address(out, quote)) {
		html_escape_href(out, s);
	} else if (in_query(out, quote)) {
		html_escape_url(out, s);
	} else {
		/* never two slashes that begin a host */
		if (s.n && s.p[0] == '/' && out->p[out->n - 1] == '/') {
			html_escape_url(out, str_sub(s, 0, 1));
			s = str_sub(s, 1, s.n);
		}
		html_escape_path(out, s);
	}
}

static void
put_value(struct run *r, const struct op *op, const struct value *v)
{
	struct str s = text_of(v);

	switch (op->sink) {
	case SINK_PLAIN:
		if (op->raw)
			buf_add(r->out, s);
		else
			html_escape_text(r->out, s);
		break;
	case SINK_TEXT:
		if (v && v->type == VALUE_HTML)
			buf_add(r->out, s);
		else
			html_escape_text(r->out, s);
		break;
	case SINK_RCDATA:
		html_escape_text(r->out, s);
		break;
	case SINK_ATTR:
		html_escape_attr(r->out, s);
		break;
	case SINK_URL:
		put_url(r->out, op->quote, s);
		break;
	}
}

static void
begin_line(struct run *r)
{
	if (!r->skip)
		buf_add(r->out, r->indent);
	r->skip = false;
}

/* Literal text under indentation; empty lines get none. */
static void
put_lines(struct run *r, struct str text, bool bol)
{
	while (text.n) {
		size_t n = str_chr(text, '\n');

		n = n < text.n ? n + 1 : n;
		if (bol && text.p[0] != '\n' && text.p[0] != '\r')
			begin_line(r);
		else if (bol)
			r->skip = false;
		buf_add(r->out, str_sub(text, 0, n));
		text = str_sub(text, n, text.n);
		bol = true;
	}
}

static int
run_section(struct run *r, const struct op *op, const struct scope *scope)
{
	const struct value *v = look_up(&op->path, scope);
	struct scope inner = {v, scope};

	if (!is_true(v))
		return 0;
	if (v->type != VALUE_LIST)
		return run_ops(r, op->child, &inner);
	for (size_t i = 0; i < v->n; i++) {
		int code;

		inner.value = v->member[i].value;
		code = run_ops(r, op->child, &inner);
		if (code)
			return code;
	}
	return 0;
}

/* The indentation for something that is indented by `more` here. */
static struct str
indent_more(struct run *r, struct str more)
{
	if (!more.n)
		return r->indent;
	if (!r->indent.n)
		return more;
	return arena_fmt(r->scratch, "%.*s%.*s", STR_ARG(r->indent),
	                 STR_ARG(more));
}

static int
enter(struct run *r, const struct op *op)
{
	if (r->depth < TEMPLATE_DEPTH) {
		r->depth++;
		return 0;
	}
	return tree_fail(op->home, op->at, r->err,
	                 "\"%.*s\" is nested more than %d deep; does it "
	                 "include itself without end?",
	                 STR_ARG(op->text), TEMPLATE_DEPTH);
}

static int
run_include(struct run *r, const struct op *op, const struct scope *scope)
{
	const struct template_variant *target = op->target;
	const struct passing passing = {op, r->passing};
	struct run inner = *r;
	int code;

	if (op->dynamic) {
		const struct template *home = map_get(
		    &r->set->names, text_of(look_up(&op->path, scope)));

		target = home ? home->root : NULL;
	}
	if (!target)
		return 0;
	code = enter(&inner, op);
	if (code)
		return code;
	inner.skip = r->skip && op->alone;
	r->skip = false;
	inner.indent = op->alone ? indent_more(r, op->indent) : STR("");
	if (op->type == OP_PARENT)
		inner.passing = &passing;
	return run_ops(&inner, target->ops, scope);
}

/* Who replaces a block: the outermost parent tag that passes its name. */
static const struct op *
replacement(const struct op *block, const struct passing *passing,
            const struct passing **by)
{
	const struct op *found = NULL;

	for (; passing; passing = passing->outer) {
		const struct op *b = passing->parent->child;

		while (b && !str_eq(b->text, block->text))
			b = b->next;
		if (b) {
			found = b;
			*by = passing;
		}
	}
	return found;
}

static int
run_replacement(struct run *r, const struct op *op, const struct op *other,
                const struct passing *by, const struct scope *scope)
{
	const struct op_body *body = other->bodies;
	struct run inner = *r;
	int code;

	while (body && body->ctx != op->ctx)
		body = body->next;
	assert(body);
	code = enter(&inner, other);
	if (code)
		return code;
	inner.passing = by->outer;
	inner.indent = indent_more(r, op->indent);
	inner.skip = r->skip || (!op->bol && other->body_bol);
	r->skip = false;
	if (op->bol && !other->body_bol && body->ops)
		begin_line(&inner);
	return run_ops(&inner, body->ops, scope);
}

/* A block that fills a line gives the line an end if it gave it a text. */
static int
run_block(struct run *r, const struct op *op, const struct scope *scope)
{
	const struct passing *by = NULL;
	const struct op *other = replacement(op, r->passing, &by);
	size_t before = r->out->n;
	int code;

	if (other)
		code = run_replacement(r, op, other, by, scope);
	else
		code = run_ops(r, op->child, scope);
	if (r->out->n > before && r->out->p[r->out->n - 1] != '\n')
		buf_add(r->out, op->newline);
	return code;
}

static int
run_op(struct run *r, const struct op *op, const struct scope *scope)
{
	switch (op->type) {
	case OP_TEXT:
		if (r->indent.n)
			put_lines(r, op->text, op->bol);
		else
			buf_add(r->out, op->text);
		return 0;
	case OP_LINE:
		begin_line(r);
		return 0;
	case OP_VAR:
		put_value(r, op, look_up(&op->path, scope));
		return 0;
	case OP_SECTION:
		return run_section(r, op, scope);
	case OP_INVERTED:
		return is_true(look_up(&op->path, scope))
		           ? 0
		           : run_ops(r, op->child, scope);
	case OP_PARTIAL:
	case OP_PARENT:
		return run_include(r, op, scope);
	case OP_BLOCK:
		return run_block(r, op, scope);
	}
	return 0;
}

static int
run_ops(struct run *r, const struct op *op, const struct scope *scope)
{
	int code = 0;

	for (; op && !code; op = op->next)
		code = run_op(r, op, scope);
	return code;
}

int
template_render(const struct template_set *set, struct str name,
                const struct value *root, struct arena *scratch,
                struct buf *out, struct err *err)
{
	const struct template *home = map_get(&set->names, name);
	struct scope scope = {root, NULL};
	struct run r = {.set = set,
	                .scratch = scratch,
	                .out = out,
	                .err = err};
	size_t before = out->n;
	int code;

	assert(set->linked && root);
	if (!home)
		return err_set(err, ERR_ABSENT,
		               "there is no template \"%.*s\"",
		               STR_ARG(name));
	code = run_ops(&r, home->root->ops, &scope);
	if (code)
		out->n = before;
	return code;
}
