#include "text/html.h"

#include "base/utf8.h"

/* What a byte of a value becomes; NULL where it stays itself. */
static const char *
text_form(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
	case '\n':
	case '\r':
		return NULL;
	default:
		return c < 0x20 || c == 0x7f ? "\xef\xbf\xbd" : NULL;
	}
}

static const char *
attr_form(unsigned char c)
{
	switch (c) {
	case '\'':
		return "&#39;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	default:
		return text_form(c);
	}
}

/* In an address that is allowed there are no control characters. */
static const char *
href_form(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case ' ':
		return "%20";
	case '"':
		return "%22";
	case '\'':
		return "%27";
	case '<':
		return "%3C";
	case '>':
		return "%3E";
	case '`':
		return "%60";
	default:
		return NULL;
	}
}

/* Could any of the three forms above change this byte? */
static bool
is_special(unsigned char c)
{
	return c <= '>' && (c <= ' ' || c == '&' || c == '<' || c == '>' ||
	                    c == '"' || c == '\'');
}

static void
escape(struct buf *b, struct str s, const char *(*form)(unsigned char))
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		const char *other;

		if (!is_special(c) && c != '`' && c != 0x7f)
			continue;
		other = form(c);
		if (!other)
			continue;
		buf_add(b, str_sub(s, from, i));
		buf_adds(b, other);
		from = i + 1;
	}
	buf_add(b, str_sub(s, from, s.n));
}

void
html_escape_text(struct buf *b, struct str s)
{
	escape(b, s, text_form);
}

void
html_escape_attr(struct buf *b, struct str s)
{
	escape(b, s, attr_form);
}

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

static void
percent(struct buf *b, struct str s, char kept)
{
	static const char digit[] = "0123456789ABCDEF";
	char *to = buf_reserve(b, s.n * 3);

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (is_unreserved(s.p[i]) || (kept && s.p[i] == kept)) {
			*to++ = s.p[i];
			b->n++;
			continue;
		}
		*to++ = '%';
		*to++ = digit[c >> 4];
		*to++ = digit[c & 15];
		b->n += 3;
	}
}

void
html_escape_url(struct buf *b, struct str s)
{
	percent(b, s, '\0');
}

void
html_escape_path(struct buf *b, struct str s)
{
	percent(b, s, '/');
}

void
html_escape_href(struct buf *b, struct str url)
{
	if (html_url_allowed(url))
		escape(b, url, href_form);
	else
		buf_byte(b, '#');
}

/* Characters that hide what an address is, or end it for some readers. */
static bool
is_deceptive(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == '\\' ||
	       c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static bool
is_clean(struct str s)
{
	size_t bad;

	if (!utf8_check(s, &bad))
		return false;
	while (s.n)
		if (is_deceptive(utf8_next(&s)))
			return false;
	return true;
}

static bool
is_word(struct str s, const char *word)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!word[i] || c != word[i])
			return false;
	}
	return !word[s.n];
}

/* Web addresses need a host: browsers mend what lacks one into something
 * else. */
static bool
has_host(struct str rest)
{
	return str_starts(rest, STR("//")) && rest.n > 2 &&
	       rest.p[2] != '/' && rest.p[2] != '?' && rest.p[2] != '#';
}

bool
html_url_allowed(struct str url)
{
	size_t at = 0;
	struct str scheme;
	struct str rest;

	if (url.n == 0)
		return true;
	if (url.p[0] == ' ' || url.p[url.n - 1] == ' ' ||
	    str_starts(url, STR("//")) || !is_clean(url))
		return false;
	while (at < url.n && url.p[at] != ':' && url.p[at] != '/' &&
	       url.p[at] != '?' && url.p[at] != '#')
		at++;
	if (at == url.n || url.p[at] != ':')
		return true;
	scheme = str_sub(url, 0, at);
	rest = str_sub(url, at + 1, url.n);
	if (is_word(scheme, "https") || is_word(scheme, "http"))
		return has_host(rest);
	return is_word(scheme, "mailto") || is_word(scheme, "tel");
}
