#include "model/escape.h"

#include <string.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Digits to a base, behind a mark and before an end: the character, where it
 * is one of ASCII that is seen, and how long all is; or 0. */
static size_t
take_code(struct str s, const char *mark, int base, size_t digits, char end,
          char *out)
{
	size_t n = strlen(mark);
	size_t first = n;
	unsigned code = 0;

	if (!str_starts(s, str_from(mark)))
		return 0;
	for (; n < s.n && n - first < digits && hex(s.p[n]) >= 0 &&
	       hex(s.p[n]) < base;
	     n++)
		code = code * (unsigned)base + (unsigned)hex(s.p[n]);
	if (n == first || (!end && n - first < digits) || code < ' ' ||
	    code > '~' || (end && (n == s.n || s.p[n] != end)))
		return 0;
	*out = (char)code;
	return n + (end != 0);
}

/* What addresses, programs and Markdown write for a character. */
static size_t
take_escape(struct str s, char *out)
{
	size_t n = take_code(s, "%", 16, 2, '\0', out);

	if (!n)
		n = take_code(s, "&#", 10, 7, ';', out);
	if (!n)
		n = take_code(s, "&#x", 16, 6, ';', out);
	if (!n)
		n = take_code(s, "&#X", 16, 6, ';', out);
	if (!n)
		n = take_code(s, "\\u", 16, 4, '\0', out);
	if (!n)
		n = take_code(s, "\\x", 16, 2, '\0', out);
	if (!n && s.n > 1 && s.p[0] == '\\' && strchr("-._+@", s.p[1])) {
		*out = s.p[1];
		n = 2;
	}
	return n;
}

bool
escape_undo(struct str text, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < text.n;) {
		char c = text.p[i];
		size_t n = c && strchr("%&\\", c)
		               ? take_escape(str_sub(text, i, text.n), &c)
		               : 0;

		any |= n > 0;
		buf_byte(out, c);
		i += n ? n : 1;
	}
	return any;
}
