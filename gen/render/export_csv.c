#include "render/export_csv.h"

void
export_csv_begin(struct buf *b)
{
	buf_adds(b, "\xEF\xBB\xBF");
}

void
export_csv_end(struct buf *b)
{
	buf_adds(b, "\r\n");
}

static bool
needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' ||
		    s.p[i] == '\n')
			return true;
	/* Some readers trim what stands bare. */
	return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static bool
is_formula(struct str s)
{
	static const struct str wide[] = {
	    {"＝", 3}, {"＋", 3}, {"－", 3}, {"＠", 3}};

	if (s.n == 0)
		return false;
	if (memchr("=+-@\t\r\n'", s.p[0], 8))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (str_starts(s, wide[i]))
			return true;
	return false;
}

static void
put_quoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_byte(b, '"');
		buf_byte(b, s.p[i]);
	}
}

static void
put_cell(struct buf *b, bool first, const char *guard, struct str s)
{
	bool quotes = needs_quotes(s);

	if (!first)
		buf_byte(b, ',');
	if (quotes)
		buf_byte(b, '"');
	buf_adds(b, guard);
	put_quoted(b, s);
	if (quotes)
		buf_byte(b, '"');
}

void
export_csv_text(struct buf *b, bool first, struct str text)
{
	put_cell(b, first, is_formula(text) ? "'" : "", text);
}

void
export_csv_number(struct buf *b, bool first, struct str number)
{
	put_cell(b, first, "", number);
}
