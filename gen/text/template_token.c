#include "text/template_token.h"

#include "text/template_tree.h"

#include <string.h>

struct cutter {
	const struct template *home;
	struct token_list *tokens;
	struct str open; /* delimiters */
	struct str close;
	struct err *err;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t
find_from(struct str s, size_t from, struct str needle)
{
	size_t at = str_find(str_sub(s, from, s.n), needle);

	return from + at;
}

static void
push_text(struct cutter *p, size_t from, size_t to)
{
	while (from < to) {
		struct str rest = str_sub(p->home->source, from, to);
		size_t n = str_chr(rest, '\n');
		struct token token = {TOKEN_TEXT, from, {0}};

		n = n < rest.n ? n + 1 : n;
		token.text = str_sub(rest, 0, n);
		vec_push(p->tokens, token);
		from += n;
	}
}

static int
set_delimiters(struct cutter *p, struct str text, size_t at)
{
	struct str open;
	size_t n = 0;

	text = str_trim(text);
	while (n < text.n && !is_space(text.p[n]))
		n++;
	open = str_sub(text, 0, n);
	text = str_trim(str_sub(text, n, text.n));
	n = 0;
	while (n < text.n && !is_space(text.p[n]) && text.p[n] != '=')
		n++;
	if (!open.n || !text.n || n < text.n || str_chr(open, '=') < open.n)
		return tree_fail(p->home, at, p->err,
		                 "write two delimiters, as in %s",
		                 "{{=<% %>=}}");
	p->open = open;
	p->close = text;
	return 0;
}

static int
check_name(struct cutter *p, struct str name, size_t at)
{
	if (!name.n)
		return tree_fail(p->home, at, p->err, "this tag has no name");
	for (size_t i = 0; i < name.n; i++)
		if (is_space(name.p[i]))
			return tree_fail(p->home, at, p->err,
			                 "a name holds no white space");
	return 0;
}

/* The bytes that must come before the closing delimiter. */
static struct str
closer_of(char type)
{
	if (type == '{')
		return STR("}");
	return type == '=' ? STR("=") : STR("");
}

/* Where the text of the tag that begins at `from` ends: at the closing
 * delimiter and what must precede it; beyond the source when it never
 * does. */
static size_t
tag_end(const struct cutter *p, size_t from, struct str closer)
{
	struct str source = p->home->source;
	size_t end = find_from(source, from, p->close);

	while (end <= source.n && closer.n) {
		if (end > from && source.p[end - 1] == closer.p[0])
			return end - 1;
		if (end + p->close.n < source.n &&
		    source.p[end] == closer.p[0] &&
		    str_starts(str_sub(source, end + 1, source.n), p->close))
			return end;
		end = find_from(source, end + 1, p->close);
	}
	return end;
}

/* Take the tag whose opening delimiter is at `at`. */
static int
push_tag(struct cutter *p, size_t at, size_t *next)
{
	struct str source = p->home->source;
	size_t from = at + p->open.n;
	struct token token = {TOKEN_VAR, at, {0}};
	struct str closer;
	size_t end;

	while (from < source.n && is_space(source.p[from]))
		from++;
	if (from < source.n && strchr("#^/!=><$&{", source.p[from]))
		token.type = source.p[from++];
	closer = closer_of(token.type);
	end = tag_end(p, from, closer);
	if (end > source.n)
		return tree_fail(p->home, at, p->err,
		                 "this tag is not closed with %.*s%.*s",
		                 STR_ARG(closer), STR_ARG(p->close));
	*next = end + closer.n + p->close.n;
	token.text = str_trim(str_sub(source, from, end));
	if (token.type == '=') {
		int code = set_delimiters(p, token.text, at);

		if (code)
			return code;
	} else if (token.type == '>' || token.type == '<') {
		if (token.text.n && token.text.p[0] == '*') {
			token.type = token.type == '>'
			                 ? TOKEN_PARTIAL_DYNAMIC
			                 : TOKEN_PARENT_DYNAMIC;
			token.text =
			    str_trim(str_sub(token.text, 1, token.text.n));
		}
	}
	vec_push(p->tokens, token);
	if (token.type == '!' || token.type == '=')
		return 0;
	return check_name(p, token.text, at);
}

static int
cut(struct cutter *p)
{
	struct str source = p->home->source;
	size_t from = 0;

	while (from < source.n) {
		size_t at = find_from(source, from, p->open);
		int code;

		if (at > source.n)
			at = source.n;
		push_text(p, from, at);
		if (at == source.n)
			return 0;
		code = push_tag(p, at, &from);
		if (code)
			return code;
	}
	return 0;
}

int
token_cut(const struct template *home, struct token_list *tokens,
          struct err *err)
{
	struct cutter p = {.home = home,
	                   .tokens = tokens,
	                   .open = STR("{{"),
	                   .close = STR("}}"),
	                   .err = err};

	return cut(&p);
}
