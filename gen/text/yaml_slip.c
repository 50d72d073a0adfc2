#include "text/yaml_slip.h"

#include "base/utf8.h"

#include <string.h>

#define LINE_MOST 200 /* bytes of a line that is shown mended */
#define NESTED 8      /* open brackets that are closed for the writer */

/* How the value is mended. */
enum mend { MEND_NONE, MEND_QUOTE, MEND_CLOSE };

/* A line that reads `key: value` or `- value`. */
struct pair {
	struct str head;  /* indentation, dashes and key with its colon */
	struct str gap;   /* spaces after it */
	struct str value; /* to the end of the line or its comment */
	struct str tail;  /* the comment and the spaces before it */
	bool key;
};

struct fault {
	const char *detail; /* NULL: none */
	size_t at;          /* byte of the value */
	enum mend mend;
	char open[NESTED + 1]; /* what would close it, innermost last */
};

static struct str
nth_line(struct str text, size_t n)
{
	while (n--)
		str_cut(&text, '\n');
	text = str_cut(&text, '\n');
	return str_ends(text, STR("\r")) ? str_sub(text, 0, text.n - 1) : text;
}

static bool
say(struct arena *a, struct yaml_slip *slip, enum yaml_code code, size_t line,
    struct str before, const char *detail, struct str mended)
{
	slip->code = code;
	slip->line = line;
	slip->column = (unsigned)utf8_count(before) + 1;
	slip->detail = str_from(detail);
	slip->mended = mended.n <= LINE_MOST ? arena_str(a, mended) : STR("");
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* ----------------------------------------------------------- the line */

static bool
is_key(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      c == '_' || (i && (c == '-' || (c >= '0' && c <= '9')))))
			return false;
	}
	return s.n > 0;
}

/* Past the indentation and the dashes of a list. */
static size_t
begin(struct str line)
{
	size_t i = 0;

	while (i < line.n &&
	       (line.p[i] == ' ' ||
	        (line.p[i] == '-' && i + 1 < line.n && line.p[i + 1] == ' ')))
		i++;
	return i;
}

/* Where a comment begins at or after `from`, with the spaces before it. */
static size_t
comment(struct str s, size_t from)
{
	for (size_t i = from; i < s.n; i++)
		if (is_blank(s.p[i]) && i + 1 < s.n && s.p[i + 1] == '#')
			return i;
	return s.n;
}

/* out: the quote that closes the one at i, or s.n */
static size_t
closing_quote(struct str s, size_t i)
{
	char quote = s.p[i++];

	for (; i < s.n; i++) {
		bool twice = i + 1 < s.n && s.p[i + 1] == quote;

		if (quote == '"' && s.p[i] == '\\')
			i++;
		else if (s.p[i] == quote && quote == '\'' && twice)
			i++;
		else if (s.p[i] == quote)
			return i;
	}
	return s.n;
}

/* out: false, the line is neither */
static bool
read_pair(struct str line, struct pair *p)
{
	size_t from = begin(line);
	struct str rest = str_sub(line, from, line.n);
	size_t colon = str_chr(rest, ':');
	bool dash = str_chr(str_sub(line, 0, from), '-') < from;
	size_t end;

	*p = (struct pair){0};
	p->key = colon < rest.n && is_key(str_sub(rest, 0, colon));
	if (p->key)
		from += colon + 1;
	p->head = str_sub(line, 0, from);
	end = from;
	while (end < line.n && is_blank(line.p[end]))
		end++;
	p->gap = str_sub(line, from, end);
	rest = str_sub(line, end, line.n);
	end = 0;
	if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
		end = closing_quote(rest, 0);
	end = comment(rest, end);
	p->value = str_trim(str_sub(rest, 0, end));
	if (end < rest.n)
		p->tail = str_sub(rest, p->value.n, rest.n);
	return (p->key || dash) && p->value.n > 0;
}

/* ---------------------------------------------------------- the value */

/* Text follows at `end` that cannot: all of it is one text. */
static struct fault
after(struct str v, size_t end, const char *detail)
{
	struct fault fault = {.mend = MEND_QUOTE, .at = end};

	while (fault.at < v.n && is_blank(v.p[fault.at]))
		fault.at++;
	if (fault.at < v.n)
		fault.detail = detail;
	return fault;
}

static struct fault
judge_quoted(struct str v)
{
	size_t end = closing_quote(v, 0);
	struct fault fault = {.detail = "a quote that is not closed",
	                      .mend = MEND_CLOSE,
	                      .open = {v.p[0]}};

	return end < v.n ? after(v, end + 1, "text after a closing quote")
	                 : fault;
}

/* A quote opens a text only where one can begin. */
static bool
opens_text(struct str v, size_t i)
{
	if (v.p[i] != '"' && v.p[i] != '\'')
		return false;
	while (i && is_blank(v.p[i - 1]))
		i--;
	return i && strchr("[{,:", v.p[i - 1]);
}

static struct fault
judge_bracket(struct str v)
{
	struct fault fault = {.detail = "a bracket that is not closed",
	                      .mend = MEND_CLOSE};
	size_t depth = 0;

	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];

		if (opens_text(v, i))
			i = closing_quote(v, i);
		else if ((c == '[' || c == '{') && depth < NESTED)
			fault.open[depth++] = c == '[' ? ']' : '}';
		else if (depth && c == fault.open[depth - 1])
			fault.open[--depth] = '\0';
		if (depth == 0)
			return after(v, i + 1, "text after a closing bracket");
	}
	if (v.p[0] == '{' && str_chr(v, ':') == v.n)
		fault.mend = MEND_QUOTE; /* no map: a text */
	/* The list goes on in the next line. */
	if (strchr("[{,", v.p[v.n - 1]))
		fault.detail = NULL;
	return fault;
}

/* The header of a block: | or >, then digits and signs alone. */
static bool
is_block(struct str v)
{
	size_t i = 1;

	while (i < v.n && strchr("+-0123456789", v.p[i]))
		i++;
	return i == v.n || v.p[i] == '#';
}

static struct fault
judge_plain(struct str v)
{
	struct fault fault = {.mend = MEND_QUOTE};

	if (strchr("*&%@`!", v.p[0]) ||
	    (strchr("|>", v.p[0]) && !is_block(v))) {
		fault.detail = "a sign of YAML at the beginning of a text";
		return fault;
	}
	for (size_t i = 1; i < v.n; i++)
		if (v.p[i] == ':' && (i + 1 == v.n || is_blank(v.p[i + 1]))) {
			fault.detail = "a colon in the value";
			fault.at = i;
			return fault;
		}
	return fault;
}

static struct fault
judge(struct str v)
{
	switch (v.p[0]) {
	case '"':
	case '\'':
		return judge_quoted(v);
	case '[':
	case '{':
		return judge_bracket(v);
	default:
		return judge_plain(v);
	}
}

/* ------------------------------------------------------------ mending */

static void
add_quoted(struct buf *b, struct str v)
{
	bool single = str_chr(v, '"') < v.n || str_chr(v, '\\') < v.n;

	buf_byte(b, single ? '\'' : '"');
	for (size_t i = 0; i < v.n; i++) {
		if (single && v.p[i] == '\'')
			buf_byte(b, '\'');
		buf_byte(b, v.p[i]);
	}
	buf_byte(b, single ? '\'' : '"');
}

static void
add_mended(struct buf *b, struct str v)
{
	struct fault fault = judge(v);

	if (fault.detail && fault.mend == MEND_QUOTE) {
		add_quoted(b, v);
		return;
	}
	buf_add(b, v);
	for (size_t i = fault.detail ? strlen(fault.open) : 0; i > 0; i--)
		buf_byte(b, fault.open[i - 1]);
}

bool
yaml_slip_value(struct arena *a, struct str text, size_t n,
                struct yaml_slip *slip)
{
	struct str line = nth_line(text, n);
	struct fault fault;
	struct buf b = {0};
	struct pair p;
	bool stuck;

	if (!read_pair(line, &p))
		return false;
	stuck = p.key && p.gap.n == 0 && p.value.p[0] != '/';
	fault = judge(p.value);
	if (!stuck && !fault.detail)
		return false;
	buf_add(&b, p.head);
	buf_adds(&b, stuck ? " " : "");
	buf_add(&b, p.gap);
	add_mended(&b, p.value);
	buf_add(&b, p.tail);
	say(a, slip, YAML_MALFORMED, n,
	    str_sub(line, 0,
	            stuck ? p.head.n - 1 : p.head.n + p.gap.n + fault.at),
	    stuck ? "no space after the colon" : fault.detail, buf_str(&b));
	buf_release(&b);
	return true;
}

bool
yaml_slip_tab(struct arena *a, struct str text, size_t n,
              struct yaml_slip *slip)
{
	struct str line = nth_line(text, n);
	struct buf b = {0};
	size_t indent = 0;
	size_t end;

	while (indent < line.n && line.p[indent] == ' ')
		indent++;
	if (indent == line.n || line.p[indent] != '\t')
		return false;
	for (end = 0; end < line.n && is_blank(line.p[end]); end++)
		buf_adds(&b, line.p[end] == '\t' ? "  " : " ");
	buf_add(&b, str_sub(line, end, line.n));
	say(a, slip, YAML_TAB, n, str_sub(line, 0, indent),
	    "a tab in the indentation; use spaces", buf_str(&b));
	buf_release(&b);
	return true;
}

bool
yaml_slip_wide(struct arena *a, struct str text, size_t n,
               struct yaml_slip *slip)
{
	struct str line = nth_line(text, n);
	const struct str colon = STR("\xef\xbc\x9a");
	size_t at = str_find(line, colon);
	struct str key = str_trim(str_sub(line, 0, at < line.n ? at : 0));
	struct str value;
	struct buf b = {0};

	/* No ASCII colon before it, and no quote. */
	if (!key.n || str_chr(key, ':') < key.n || key.p[0] == '#' ||
	    key.p[0] == '"' || key.p[0] == '\'')
		return false;
	value = str_trim(str_sub(line, at + colon.n, line.n));
	buf_add(&b, str_sub(line, 0, at));
	buf_byte(&b, ':');
	if (value.n) {
		buf_byte(&b, ' ');
		add_mended(&b, value);
	}
	say(a, slip, YAML_FULLWIDTH_COLON, n, str_sub(line, 0, at),
	    "a full-width colon after the key; write ': '", buf_str(&b));
	buf_release(&b);
	return true;
}
