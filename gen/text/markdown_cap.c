#include "text/markdown_cap.h"

#define PIECE ((size_t)256)

struct cap {
	unsigned line;          /* number of the line in hand */
	size_t brackets;        /* of the run */
	size_t declarations;
	size_t opened;          /* [ in the whole body */
	const char *definition; /* the ]: of one that goes on, or NULL */
	unsigned from;          /* its line */
	size_t longest;         /* of all definitions */
	unsigned long_line;     /* where it begins */
	struct markdown_error *error;
};

static int
refuse(struct cap *c, enum markdown_code code, unsigned line)
{
	*c->error = (struct markdown_error){code, line, 1};
	return -1;
}

/*
 * Bytes before the first line end.  Both ends are looked for in pieces, or a
 * text with one kind alone would be searched to its end for every line.
 */
static size_t
line_length(struct str rest)
{
	for (size_t from = 0; from < rest.n; from += PIECE) {
		size_t to = rest.n - from < PIECE ? rest.n : from + PIECE;
		struct str piece = str_sub(rest, from, to);
		struct str line = str_sub(piece, 0, str_chr(piece, '\n'));
		size_t n = str_chr(line, '\r');

		if (n < piece.n)
			return from + n;
	}
	return rest.n;
}

struct str
markdown_line(struct str *rest)
{
	size_t n = line_length(*rest), end = n < rest->n ? n + 1 : n;
	struct str line = str_sub(*rest, 0, n);

	if (end < rest->n && rest->p[n] == '\r' && rest->p[end] == '\n')
		end++;
	*rest = str_sub(*rest, end, rest->n);
	return line;
}

/* Blank as cmark has it: a form feed is text. */
static bool
is_blank(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t')
			return false;
	return true;
}

static bool
is_marker(char c)
{
	return c == '-' || c == '+' || c == '*';
}

/* Length of a list marker at s[i], 0 when there is none. */
static size_t
marker_at(struct str s, size_t i)
{
	size_t from = i;

	if (is_marker(s.p[i])) {
		i++;
	} else {
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (i == from || i == s.n ||
		    (s.p[i] != '.' && s.p[i] != ')'))
			return 0;
		i++;
	}
	if (i < s.n && s.p[i] != ' ' && s.p[i] != '\t')
		return 0;
	return i - from;
}

/*
 * How many containers may be open on a line that opens one: an item needs
 * two columns of indentation or a marker here, a quote its `>`.  Lines that
 * open none cannot make the nesting deeper.
 */
static size_t
depth_of(struct str line)
{
	size_t columns = 0, quotes = 0, markers = 0, i = 0;

	while (i < line.n) {
		size_t length;

		if (line.p[i] == ' ') {
			columns++;
		} else if (line.p[i] == '\t') {
			columns += 4;
		} else if (line.p[i] == '>') {
			quotes++;
		} else {
			length = marker_at(line, i);
			if (!length)
				break;
			markers++;
			i += length - 1;
		}
		i++;
	}
	if (!markers && !quotes)
		return 0;
	/* The one column after a marker or a quote is its own. */
	columns -= columns < markers + quotes ? columns : markers + quotes;
	return quotes + markers + columns / 2;
}

static void
end_definition(struct cap *c, const char *end)
{
	size_t length = c->definition ? (size_t)(end - c->definition) : 0;

	if (length > c->longest) {
		c->longest = length;
		c->long_line = c->from;
	}
	c->definition = NULL;
}

static void
end_run(struct cap *c, const char *end)
{
	end_definition(c, end);
	c->brackets = 0;
	c->declarations = 0;
}

static void
see_bracket(struct cap *c, const char *at, bool definition)
{
	c->brackets++;
	c->opened += *at == '[';
	if (definition) {
		end_definition(c, at);
		c->definition = at;
		c->from = c->line;
	}
}

static void
count(struct cap *c, struct str line)
{
	const char *end = line.p + line.n;

	for (const char *p = line.p; p < end; p++) {
		char next;

		if (*p != '[' && *p != ']' && *p != '<')
			continue;
		next = p + 1 < end ? p[1] : '\0';
		if (*p == '<')
			c->declarations += next == '!' || next == '?';
		else
			see_bracket(c, p, *p == ']' && next == ':');
	}
}

static int
check_line(struct cap *c, struct str line)
{
	if (line.n > CAP_LINE)
		return refuse(c, MARKDOWN_LINE, c->line);
	if (is_blank(line)) {
		end_run(c, line.p);
		return 0;
	}
	if (depth_of(line) > CAP_DEPTH)
		return refuse(c, MARKDOWN_DEEP, c->line);
	count(c, line);
	if (c->brackets > CAP_BRACKETS)
		return refuse(c, MARKDOWN_BRACKETS, c->line);
	if (c->declarations > CAP_DECLARATIONS)
		return refuse(c, MARKDOWN_MARKUP, c->line);
	return 0;
}

int
markdown_cap(struct str body, struct markdown_error *error)
{
	struct cap c = {.line = 1, .error = error};
	struct str rest = body;

	if (body.n > MARKDOWN_MAX)
		return refuse(&c, MARKDOWN_LONG, 1);
	for (; rest.n; c.line++)
		if (check_line(&c, markdown_line(&rest)))
			return -1;
	end_run(&c, rest.p);
	if (c.opened * c.longest > CAP_SWELL)
		return refuse(&c, MARKDOWN_REFERENCES, c.long_line);
	return 0;
}
