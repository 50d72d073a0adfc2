#include "text/template_tree.h"

#include "text/template_token.h"

#include "base/err_text.h"

#include <string.h>

/*
 * Tokens are taken line by line, for whether a tag stands alone is a matter
 * of its line; the tags of a line open and close frames of the tree.
 */

struct frame {
	struct op *op;     /* NULL at the outside */
	struct op **tail;  /* where the next operation goes */
	struct str dedent; /* white space cut off its lines */
};

struct parser {
	struct template *home;
	struct arena *arena;
	struct err *err;
	struct token_list tokens;
	struct frame frame[TEMPLATE_NEST + 1];
	size_t depth;
};

static bool
is_blank_char(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_blank(struct str s)
{
	return str_trim(s).n == 0;
}

static bool
ends_line(struct str s)
{
	return s.n && s.p[s.n - 1] == '\n';
}

/* The white space that a line begins with. */
static struct str
lead_of(struct str s)
{
	size_t n = 0;

	while (n < s.n && is_blank_char(s.p[n]))
		n++;
	return str_sub(s, 0, n);
}

/* White space at the beginning of a line, without what the overriding block
 * is indented by. */
static struct str
dedented(struct str lead, struct str dedent)
{
	size_t n = 0;

	while (n < lead.n && n < dedent.n && lead.p[n] == dedent.p[n])
		n++;
	return str_sub(lead, n, lead.n);
}

static struct frame *
top(struct parser *p)
{
	return &p->frame[p->depth];
}

static bool
in_parent(const struct parser *p)
{
	const struct op *op = p->frame[p->depth].op;

	return op && op->type == OP_PARENT;
}

static struct op *
append(struct parser *p, enum op_type type, size_t at, struct str text)
{
	struct op *op = arena_alloc(p->arena, sizeof *op);

	op->type = type;
	op->at = at;
	op->text = text;
	op->home = p->home;
	*top(p)->tail = op;
	top(p)->tail = &op->next;
	return op;
}

static void
append_text(struct parser *p, struct str text, bool bol)
{
	size_t at = text.n ? (size_t)(text.p - p->home->source.p) : 0;

	if (text.n && !in_parent(p))
		append(p, OP_TEXT, at, text)->bol = bol;
}

static void
append_line(struct parser *p, size_t at)
{
	if (!in_parent(p))
		append(p, OP_LINE, at, (struct str){0});
}

/* Dotted names are cut now, so that rendering need not. */
static struct op_path
path_of(struct parser *p, struct str name)
{
	struct op_path path = {NULL, 0};

	if (str_eq(name, STR(".")))
		return path;
	path.n = 1;
	for (size_t i = 0; i < name.n; i++)
		path.n += name.p[i] == '.';
	path.key = arena_array(p->arena, path.n, sizeof *path.key);
	for (size_t i = 0; i < path.n; i++)
		path.key[i] = str_cut(&name, '.');
	return path;
}

static int
push(struct parser *p, struct op *op)
{
	struct str dedent = top(p)->dedent;

	if (p->depth == TEMPLATE_NEST)
		return tree_fail(p->home, op->at, p->err,
		                 "more than %d tags are open here",
		                 TEMPLATE_NEST);
	p->depth++;
	*top(p) = (struct frame){op, &op->child, dedent};
	return 0;
}

static const char *
op_noun(const struct op *op)
{
	if (op->type == OP_PARENT)
		return "parent";
	return op->type == OP_BLOCK ? "block" : "section";
}

static int
fail_open(struct parser *p, const struct op *op)
{
	return tree_fail_both(
	    p->home, op->at, p->err,
	    arena_fmt(p->arena, "%s \"%.*s\" is not closed", op_noun(op),
	              STR_ARG(op->text)),
	    arena_fmt(p->arena, "%s“%.*s”没有结束，缺 {{/%.*s}}",
	              err_chinese(op_noun(op)), STR_ARG(op->text),
	              STR_ARG(op->text)));
}

static int
pop(struct parser *p, const struct token *token)
{
	const struct op *op = top(p)->op;
	size_t line;
	size_t column;

	if (!op)
		return tree_fail(p->home, token->at, p->err,
		                 "\"%.*s\" is closed but never opened",
		                 STR_ARG(token->text));
	if (!str_eq(op->text, token->text)) {
		tree_place(p->home, op->at, &line, &column);
		return tree_fail_both(
		    p->home, token->at, p->err,
		    arena_fmt(p->arena,
		              "this closes \"%.*s\", but the %s "
		              "\"%.*s\" of line %zu is open",
		              STR_ARG(token->text), op_noun(op),
		              STR_ARG(op->text), line),
		    arena_fmt(p->arena,
		              "这里要结束“%.*s”，但%s“%.*s”还开着（第 %zu 行）",
		              STR_ARG(token->text), err_chinese(op_noun(op)),
		              STR_ARG(op->text), line));
	}
	p->depth--;
	return 0;
}

/* The white space before the next line that is not blank, from token i on;
 * *closes tells whether that line begins with a closing tag. */
static struct str
next_lead(const struct parser *p, size_t i, bool *closes)
{
	struct str lead = {0};
	const struct token *token = p->tokens.v;

	while (i < p->tokens.n && token[i].type == TOKEN_TEXT &&
	       is_blank(token[i].text) && ends_line(token[i].text))
		i++;
	if (i < p->tokens.n && token[i].type == TOKEN_TEXT)
		lead = lead_of(token[i].text);
	if (lead.n && lead.n == token[i].text.n)
		i++;
	*closes = i == p->tokens.n || token[i].type == '/';
	return lead;
}

/*
 * A block that passes text to a parent loses the indentation of its text; a
 * block that may be replaced keeps its own, which is given to the lines that
 * replace it.  after: the token after its line when the text begins on the
 * next line, else 0.
 */
static int
open_block(struct parser *p, const struct token *token, struct str lead,
           bool bol, size_t after)
{
	bool passes = in_parent(p);
	struct op *op = append(p, OP_BLOCK, token->at, token->text);
	struct str dedent = top(p)->dedent;
	struct str inner = {0};
	bool closes = true;

	if (after)
		inner = next_lead(p, after, &closes);
	op->bol = bol && !passes;
	op->body_bol = after;
	if (!passes)
		op->indent = closes ? lead : dedented(inner, dedent);
	else if (after)
		dedent = closes ? STR("") : inner;
	if (push(p, op))
		return ERR_CONFIG;
	top(p)->dedent = dedent;
	return 0;
}

static enum op_type
type_of(char token)
{
	switch (token) {
	case '#':
		return OP_SECTION;
	case '^':
		return OP_INVERTED;
	case '>':
	case TOKEN_PARTIAL_DYNAMIC:
		return OP_PARTIAL;
	case '<':
	case TOKEN_PARENT_DYNAMIC:
		return OP_PARENT;
	default:
		return OP_VAR;
	}
}

/* Any tag but blocks, closing tags, comments and delimiters. */
static int
place_op(struct parser *p, const struct token *token, struct str lead,
         bool alone)
{
	enum op_type type = type_of(token->type);
	struct op *op;

	if (in_parent(p))
		return tree_fail(p->home, token->at, p->err,
		                 "only blocks ({{$name}}) can stand in the "
		                 "parent \"%.*s\"; move this into one",
		                 STR_ARG(top(p)->op->text));
	op = append(p, type, token->at, token->text);
	op->raw = token->type == '{' || token->type == '&';
	op->dynamic = token->type == TOKEN_PARTIAL_DYNAMIC ||
	              token->type == TOKEN_PARENT_DYNAMIC;
	op->alone = alone;
	if (type == OP_PARTIAL || type == OP_PARENT)
		op->indent = lead;
	if (op->dynamic || (type != OP_PARTIAL && type != OP_PARENT))
		op->path = path_of(p, token->text);
	if (type == OP_PARTIAL || type == OP_VAR)
		return 0;
	return push(p, op);
}

static int
place(struct parser *p, const struct token *token, struct str lead,
      bool alone, size_t after)
{
	switch (token->type) {
	case '!':
	case '=':
		return 0;
	case '/':
		return pop(p, token);
	case '$':
		return open_block(p, token, lead, alone, after);
	default:
		return place_op(p, token, lead, alone);
	}
}

/* Is the block that token i opens closed by the next token and not meant for
 * a parent?  Its place is then a text of its line. */
static bool
is_empty_block(const struct parser *p, size_t from, size_t i, size_t to)
{
	const struct token *token = p->tokens.v;
	char before = '\0';

	if (token[i].type != '$' || i + 1 == to || token[i + 1].type != '/')
		return false;
	for (size_t k = from; k < i; k++)
		if (token[k].type != TOKEN_TEXT)
			before = token[k].type;
	if (before)
		return before != '<' &&
		       before != TOKEN_PARENT_DYNAMIC &&
		       !(before == '/' && in_parent(p));
	return !in_parent(p);
}

/* May tokens [from,to) be taken as tags that stand alone?  One tag may, and
 * parents and blocks may share a line. */
static bool
is_alone(const struct parser *p, size_t from, size_t to)
{
	size_t tags = 0;
	size_t inherit = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *token = &p->tokens.v[i];

		if (token->type == TOKEN_TEXT) {
			if (!is_blank(token->text))
				return false;
			continue;
		}
		if (token->type == TOKEN_VAR || token->type == '{' ||
		    token->type == '&' || is_empty_block(p, from, i, to))
			return false;
		tags++;
		inherit += strchr("<($/", token->type) != NULL;
	}
	return tags == 1 || (tags && inherit == tags);
}

static int
place_alone(struct parser *p, size_t from, size_t to)
{
	const struct token *token = p->tokens.v;
	struct str lead = {0};
	size_t last = from;
	int code = 0;

	if (token[from].type == TOKEN_TEXT)
		lead = dedented(lead_of(token[from].text), top(p)->dedent);
	for (size_t i = from; i < to; i++)
		if (token[i].type != TOKEN_TEXT)
			last = i;
	for (size_t i = from; i < to && !code; i++)
		if (token[i].type != TOKEN_TEXT)
			code = place(p, &token[i], lead, true,
			             i == last ? to : 0);
	return code;
}

/* A line that begins with a block which may be replaced: the white space
 * before it becomes part of what is replaced. */
static int
place_leading_block(struct parser *p, const struct token *token,
                    struct str lead)
{
	int code = open_block(p, token, lead, true, 0);

	if (code)
		return code;
	if (token + 1 < p->tokens.v + p->tokens.n && token[1].type == '/')
		return 0;
	if (lead.n)
		append_text(p, lead, true);
	else
		append_line(p, token->at);
	return 0;
}

/* Put the beginning of a line that holds more than tags.
 * out: the token to go on with */
static int
place_line(struct parser *p, size_t from, size_t to, size_t *next)
{
	const struct token *token = p->tokens.v;
	struct str lead = {0};

	*next = from;
	if (token[from].type == TOKEN_TEXT) {
		struct str text = token[from].text;
		size_t n = lead_of(text).n;

		*next = from + 1;
		lead = dedented(str_sub(text, 0, n), top(p)->dedent);
		if (n < text.n) {
			append_text(p, str_sub(text, n - lead.n, text.n),
			            true);
			return 0;
		}
	}
	if (*next < to && token[*next].type == '$' && !in_parent(p))
		return place_leading_block(p, &token[(*next)++], lead);
	if (lead.n)
		append_text(p, lead, true);
	else
		append_line(p, token[from].at);
	return 0;
}

/* Is the token the end of a line that holds one block and nothing else?
 * line: where the first operation of the line was to go */
static bool
is_block_line(const struct parser *p, struct op **line,
              const struct token *token)
{
	const struct op *first = *line;

	return token->type == TOKEN_TEXT && is_blank(token->text) &&
	       ends_line(token->text) && first && first->type == OP_BLOCK &&
	       first->bol && p->frame[p->depth].tail == &first->next;
}

static int
place_mixed(struct parser *p, size_t from, size_t to)
{
	struct op **line = top(p)->tail;
	size_t i;
	int code = place_line(p, from, to, &i);

	for (; i < to && !code; i++) {
		const struct token *token = &p->tokens.v[i];

		if (is_block_line(p, line, token))
			(*line)->newline = token->text;
		else if (token->type == TOKEN_TEXT)
			append_text(p, token->text, false);
		else
			code = place(p, token, (struct str){0}, false, 0);
	}
	return code;
}

static int
build(struct parser *p)
{
	size_t from = 0;

	p->frame[0].tail = &p->home->ops;
	while (from < p->tokens.n) {
		size_t to = from;
		int code;

		while (to < p->tokens.n &&
		       !(p->tokens.v[to].type == TOKEN_TEXT &&
		         ends_line(p->tokens.v[to].text)))
			to++;
		to += to < p->tokens.n;
		code = is_alone(p, from, to) ? place_alone(p, from, to)
		                             : place_mixed(p, from, to);
		if (code)
			return code;
		from = to;
	}
	if (top(p)->op)
		return fail_open(p, top(p)->op);
	return 0;
}

int
tree_parse(struct template *home, struct arena *a, struct err *err)
{
	struct parser p = {.home = home, .arena = a, .err = err};
	int code = token_cut(home, &p.tokens, err);

	if (!code)
		code = build(&p);
	vec_release(&p.tokens);
	return code;
}
