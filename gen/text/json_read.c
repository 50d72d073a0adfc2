#include "text/json.h"

#include "base/utf8.h"

struct json_reader {
	struct arena *arena;
	struct str text;
	size_t at;
	const char *reason; /* NULL while all is well */
};

static struct value *read_value(struct json_reader *r, unsigned depth);

static void *
fail(struct json_reader *r, const char *reason)
{
	if (!r->reason)
		r->reason = reason;
	return NULL;
}

/* The byte at the reading place; NUL at the end, where no NUL can be. */
static char
peek(const struct json_reader *r)
{
	return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static void
skip_space(struct json_reader *r)
{
	char c = peek(r);

	while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
		r->at++;
		c = peek(r);
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
skip_digits(struct str s, size_t *at)
{
	size_t from = *at;

	while (*at < s.n && is_digit(s.p[*at]))
		++*at;
	return *at > from;
}

/* Move past a number; *at is left at the byte that is wrong, if any. */
static bool
skip_number(struct str s, size_t *at)
{
	if (*at < s.n && s.p[*at] == '-')
		++*at;
	if (*at < s.n && s.p[*at] == '0')
		++*at;
	else if (!skip_digits(s, at))
		return false;
	if (*at < s.n && s.p[*at] == '.') {
		++*at;
		if (!skip_digits(s, at))
			return false;
	}
	if (*at < s.n && (s.p[*at] == 'e' || s.p[*at] == 'E')) {
		++*at;
		if (*at < s.n && (s.p[*at] == '+' || s.p[*at] == '-'))
			++*at;
		return skip_digits(s, at);
	}
	return true;
}

bool
json_is_number(struct str s)
{
	size_t at = 0;

	return skip_number(s, &at) && at == s.n;
}

static struct value *
read_number(struct json_reader *r)
{
	size_t from = r->at;

	if (!skip_number(r->text, &r->at))
		return fail(r, "not a number");
	return value_number(r->arena, str_sub(r->text, from, r->at));
}

static int
hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static uint32_t
read_hex(struct json_reader *r)
{
	uint32_t c = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(peek(r));

		if (digit < 0) {
			fail(r, "not a hexadecimal digit");
			return 0;
		}
		c = c << 4 | (uint32_t)digit;
		r->at++;
	}
	return c;
}

static void
read_code_point(struct json_reader *r, struct buf *b)
{
	uint32_t c = read_hex(r);

	if (c >= 0xd800 && c <= 0xdbff) {
		uint32_t low = 0;

		if (str_starts(str_sub(r->text, r->at, r->text.n),
		               STR("\\u"))) {
			r->at += 2;
			low = read_hex(r);
		}
		if (low < 0xdc00 || low > 0xdfff) {
			fail(r, "lone surrogate");
			return;
		}
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	} else if (c >= 0xdc00 && c <= 0xdfff) {
		fail(r, "lone surrogate");
		return;
	}
	if (!r->reason)
		utf8_put(b, c);
}

static void
read_escape(struct json_reader *r, struct buf *b)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	char c;

	r->at++;
	c = peek(r);
	if (c == 'u') {
		r->at++;
		read_code_point(r, b);
		return;
	}
	for (size_t i = 0; from[i]; i++) {
		if (c == from[i]) {
			buf_byte(b, to[i]);
			r->at++;
			return;
		}
	}
	fail(r, "unknown escape");
}

/* Move past bytes that stand for themselves. */
static void
skip_plain(struct json_reader *r)
{
	while (r->at < r->text.n && !r->reason) {
		unsigned char c = (unsigned char)r->text.p[r->at];
		struct str rest;

		if (c == '"' || c == '\\' || c < 0x20)
			return;
		if (c < 0x80) {
			r->at++;
			continue;
		}
		rest = str_sub(r->text, r->at, r->text.n);
		if (utf8_next(&rest) == 0xfffd &&
		    r->text.n - rest.n == r->at + 1)
			fail(r, "invalid UTF-8");
		else
			r->at = r->text.n - rest.n;
	}
}

/* A string with escapes is put together; one without is a slice. */
static bool
read_string(struct json_reader *r, struct str *s)
{
	size_t from = ++r->at;
	struct buf b = {0};

	skip_plain(r);
	*s = str_sub(r->text, from, r->at);
	if (!r->reason && peek(r) == '\\') {
		buf_add(&b, *s);
		while (!r->reason && peek(r) == '\\') {
			read_escape(r, &b);
			from = r->at;
			skip_plain(r);
			buf_add(&b, str_sub(r->text, from, r->at));
		}
		*s = arena_str(r->arena, buf_str(&b));
		buf_release(&b);
	}
	if (!r->reason && peek(r) != '"')
		fail(r, r->at < r->text.n ? "control character in a string"
		                          : "string is not closed");
	if (r->reason)
		return false;
	r->at++;
	return true;
}

static bool
read_member(struct json_reader *r, struct value *map, unsigned depth)
{
	struct value *item;
	struct str key;

	if (peek(r) != '"')
		return fail(r, "a member begins with a string");
	if (!read_string(r, &key))
		return false;
	skip_space(r);
	if (peek(r) != ':')
		return fail(r, "a colon follows the key");
	r->at++;
	item = read_value(r, depth);
	if (item)
		value_put(r->arena, map, key, item);
	return item;
}

static bool
read_item(struct json_reader *r, struct value *list, unsigned depth)
{
	struct value *item = read_value(r, depth);

	if (item)
		value_add(r->arena, list, item);
	return item;
}

static struct value *
read_members(struct json_reader *r, char end, unsigned depth)
{
	bool map = end == '}';
	struct value *v = map ? value_map(r->arena) : value_list(r->arena);

	if (depth == JSON_DEPTH)
		return fail(r, "nested too deep");
	r->at++;
	skip_space(r);
	if (peek(r) == end) {
		r->at++;
		return v;
	}
	for (;;) {
		skip_space(r);
		if (map ? !read_member(r, v, depth + 1)
		        : !read_item(r, v, depth + 1))
			return NULL;
		skip_space(r);
		if (peek(r) == end)
			break;
		if (peek(r) != ',')
			return fail(r, "a comma or the end is due");
		r->at++;
	}
	r->at++;
	return v;
}

static struct value *
read_word(struct json_reader *r, struct str word, struct value *v)
{
	if (!str_starts(str_sub(r->text, r->at, r->text.n), word))
		return fail(r, "not a value");
	r->at += word.n;
	return v;
}

static struct value *
read_value(struct json_reader *r, unsigned depth)
{
	struct str s;

	skip_space(r);
	switch (peek(r)) {
	case '{':
		return read_members(r, '}', depth);
	case '[':
		return read_members(r, ']', depth);
	case '"':
		return read_string(r, &s) ? value_text(r->arena, s) : NULL;
	case 't':
		return read_word(r, STR("true"), value_bool(r->arena, true));
	case 'f':
		return read_word(r, STR("false"),
		                 value_bool(r->arena, false));
	case 'n':
		return read_word(r, STR("null"), value_null(r->arena));
	case '-':
		return read_number(r);
	default:
		return is_digit(peek(r)) ? read_number(r)
		                         : fail(r, "not a value");
	}
}

int
json_read(struct arena *a, struct str text, const struct value **value,
          size_t *bad, struct err *err)
{
	struct json_reader r = {.arena = a, .text = text};

	*value = read_value(&r, 0);
	if (*value) {
		skip_space(&r);
		if (r.at < text.n)
			*value = fail(&r, "something follows the value");
	}
	if (*value)
		return 0;
	if (bad)
		*bad = r.at;
	return err_set(err, ERR_CORRUPT, "byte %zu: %s", r.at, r.reason);
}
