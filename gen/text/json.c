#include "text/json.h"

#include "base/utf8.h"

#include <assert.h>

/* A comma is due after anything but the beginning of a map or list, a key's
 * colon, or what is no part of the text at all. */
static void
comma(struct buf *b)
{
	char last = b->n ? b->p[b->n - 1] : '\n';

	if (last != '{' && last != '[' && last != ':' && last != '\n')
		buf_byte(b, ',');
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '<';
}

/* One character that is_plain did not let pass. */
static void
put_special(struct buf *b, struct str *s)
{
	size_t before = s->n;
	const char *p = s->p;
	uint32_t c = utf8_next(s);

	if (c == '"' || c == '\\')
		buf_fmt(b, "\\%c", (char)c);
	else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
		buf_fmt(b, "\\u%04x", (unsigned)c);
	else if (c == '<' && s->n && (s->p[0] == '/' || s->p[0] == '!'))
		buf_adds(b, "\\u003c");
	else if (c == 0xfffd)
		utf8_put(b, c);
	else
		buf_add(b, (struct str){p, before - s->n});
}

static void
put_string(struct buf *b, struct str s)
{
	buf_byte(b, '"');
	while (s.n) {
		size_t n = 0;

		while (n < s.n && is_plain((unsigned char)s.p[n]))
			n++;
		buf_add(b, str_sub(s, 0, n));
		s = str_sub(s, n, s.n);
		if (s.n)
			put_special(b, &s);
	}
	buf_byte(b, '"');
}

void
json_open(struct buf *b, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	comma(b);
	buf_byte(b, bracket);
}

void
json_close(struct buf *b, char bracket)
{
	assert(bracket == '}' || bracket == ']');
	buf_byte(b, bracket);
}

void
json_key(struct buf *b, struct str key)
{
	comma(b);
	put_string(b, key);
	buf_byte(b, ':');
}

void
json_text(struct buf *b, struct str s)
{
	comma(b);
	put_string(b, s);
}

void
json_number(struct buf *b, struct str number)
{
	assert(json_is_number(number));
	comma(b);
	buf_add(b, number);
}

void
json_int(struct buf *b, int64_t n)
{
	comma(b);
	buf_fmt(b, "%lld", (long long)n);
}

void
json_bool(struct buf *b, bool yes)
{
	comma(b);
	buf_adds(b, yes ? "true" : "false");
}

void
json_null(struct buf *b)
{
	comma(b);
	buf_adds(b, "null");
}

static void
write_members(struct buf *b, const struct value *v)
{
	bool map = v->type == VALUE_MAP;

	json_open(b, map ? '{' : '[');
	for (size_t i = 0; i < v->n; i++) {
		if (map)
			json_key(b, v->member[i].key);
		json_write(b, v->member[i].value);
	}
	json_close(b, map ? '}' : ']');
}

void
json_write(struct buf *b, const struct value *v)
{
	switch (v ? v->type : VALUE_NULL) {
	case VALUE_NULL:
		json_null(b);
		break;
	case VALUE_BOOL:
		json_bool(b, v->yes);
		break;
	case VALUE_NUMBER:
		json_number(b, v->text);
		break;
	case VALUE_TEXT:
	case VALUE_HTML:
		json_text(b, v->text);
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		write_members(b, v);
		break;
	}
}
