#include "search/part.h"

#include "base/utf8.h"

#define SERIAL_LEAST 5 /* digits of a serial number */
#define CODE_DIGITS 8  /* of a credit code, then: */
#define CODE_REST 10

static bool
is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 ||
	       c == 0xfeff;
}

static bool
is_quote(uint32_t c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0xff02;
}

static bool
is_digit(uint32_t c)
{
	return c - '0' < 10;
}

static bool
is_sign(uint32_t c)
{
	return is_digit(c) || c == '_' || (c | 0x20) - 'a' < 26;
}

static bool
is_check(uint32_t c)
{
	return is_digit(c) || (c | 0x20) == 'x';
}

static bool
is_one_of(uint32_t c, const uint32_t *v)
{
	while (*v && *v != c)
		v++;
	return *v != 0;
}

/* ---- numbers: each takes what it is about off the front of s ---- */

static uint32_t
peek(struct str s)
{
	return s.n ? utf8_next(&s) : 0;
}

static bool
take(struct str *s, bool (*fits)(uint32_t))
{
	struct str rest = *s;

	if (!s->n || !fits(utf8_next(&rest)))
		return false;
	*s = rest;
	return true;
}

static bool
take_one(struct str *s, uint32_t c)
{
	struct str rest = *s;

	if (!s->n || utf8_next(&rest) != c)
		return false;
	*s = rest;
	return true;
}

/* As many as there are. */
static size_t
take_many(struct str *s, bool (*fits)(uint32_t))
{
	size_t n = 0;

	while (take(s, fits))
		n++;
	return n;
}

/* Does a part end here? */
static bool
at_end(struct str s)
{
	return !s.n || is_space(peek(s));
}

/* Digits with white space before each; as many as there are, at most n. */
static size_t
take_digits(struct str *s, size_t n)
{
	size_t i = 0;

	for (; i < n; i++) {
		struct str rest = *s;

		take_many(&rest, is_space);
		if (!take(&rest, is_digit))
			break;
		*s = rest;
	}
	return i;
}

/* The letter of a kind, or a check digit with or without its dot. */
static bool
take_kind(struct str *s)
{
	struct str rest = *s;

	take_many(&rest, is_space);
	if (!take(&rest, is_sign) && !take_one(&rest, '.'))
		return false;
	if (!at_end(rest))
		take(&rest, is_check);
	if (!at_end(rest))
		return false;
	*s = rest;
	return true;
}

/* So many groups of digits, the last digits, and what goes with them. */
static bool
take_serial(struct str *s, size_t groups)
{
	struct str rest = *s;

	take_many(&rest, is_space);
	for (; groups; groups--)
		if (!take_many(&rest, is_digit) || !take_many(&rest, is_space))
			return false;
	if (take_many(&rest, is_digit) < SERIAL_LEAST ||
	    (!take_kind(&rest) && !at_end(rest)))
		return false;
	*s = rest;
	return true;
}

static bool
take_letters(struct str *s)
{
	uint32_t a = s->n > 1 ? (uint8_t)s->p[0] | 0x20u : 0;
	uint32_t b = s->n > 1 ? (uint8_t)s->p[1] | 0x20u : 0;

	if (!(a == 'z' && b == 'l') && !(a == 'c' && b == 'n'))
		return false;
	*s = str_sub(*s, 2, s->n);
	return true;
}

static bool
take_patent(struct str *s)
{
	struct str rest = *s;

	if (!take_letters(&rest))
		return false;
	if (!take_serial(&rest, 2) && !take_serial(&rest, 1) &&
	    !take_serial(&rest, 0))
		return false;
	*s = rest;
	return true;
}

static bool
take_checked(struct str *s)
{
	struct str rest = *s;

	if (!take_many(&rest, is_digit) || !take_many(&rest, is_space) ||
	    !take(&rest, is_digit) || !take_many(&rest, is_space) ||
	    take_many(&rest, is_digit) < SERIAL_LEAST ||
	    !take_one(&rest, '.') || !take(&rest, is_check) || !at_end(rest))
		return false;
	*s = rest;
	return true;
}

static bool
take_code(struct str *s)
{
	struct str rest = *s;
	char first = s->n > 1 ? s->p[0] : 0;

	if (first != '5' && first != '9' &&
	    !(first == '1' && s->p[1] >= '1' && s->p[1] <= '3'))
		return false;
	if (!is_digit((uint8_t)s->p[1]) ||
	    take_digits(&rest, CODE_DIGITS) < CODE_DIGITS)
		return false;
	for (size_t i = 0; i < CODE_REST; i++) {
		take_many(&rest, is_space);
		if (!take(&rest, is_sign))
			return false;
	}
	if (!at_end(rest))
		return false;
	*s = rest;
	return true;
}

/* In fours, as people read it aloud. */
static bool
take_fours(struct str *s)
{
	struct str rest = *s;

	if (take_letters(&rest))
		take_many(&rest, is_space);
	for (int group = 0; group < 3; group++) {
		if (group && !take_many(&rest, is_space))
			return false;
		if (group == 2 && str_starts(rest, STR("20")))
			return false;
		for (int i = 0; i < 4; i++)
			if (!take(&rest, is_digit))
				return false;
	}
	if (!at_end(rest) &&
	    (!take_one(&rest, '.') || !take(&rest, is_check)))
		return false;
	if (!at_end(rest))
		return false;
	*s = rest;
	return true;
}

/* ---- parts ---- */

/* To the next quote and behind it. */
static void
take_phrase(struct str *s, struct part *part)
{
	const char *start = s->p;
	const char *end = s->p + s->n;

	while (s->n) {
		const char *at = s->p;

		if (is_quote(utf8_next(s))) {
			end = at;
			break;
		}
	}
	part->inner = (struct str){start, (size_t)(end - start)};
}

bool
part_next(struct str *rest, struct part *part)
{
	const char *start;

	take_many(rest, is_space);
	if (!rest->n)
		return false;
	start = rest->p;
	part->exact = take(rest, is_quote);
	if (part->exact)
		take_phrase(rest, part);
	else if (!take_code(rest) && !take_fours(rest) &&
	         !take_patent(rest) && !take_checked(rest))
		while (!at_end(*rest))
			utf8_next(rest);
	part->text = (struct str){start, (size_t)(rest->p - start)};
	if (!part->exact)
		part->inner = part->text;
	return true;
}

static bool
is_mark(uint32_t c)
{
	static const uint32_t v[] = {
	    '!',    '(',    ')',    ',',    ':',    ';',    '<',
	    '>',    '?',    '{',    '|',    '}',    0xb7,   0x2014,
	    0x2026, 0x3001, 0x3002, 0xff61, 0xff62, 0xff63, 0xff64, 0};

	if (c - 0xff01 < 0x5e && is_one_of(c - 0xfee0, v))
		return true;
	return is_one_of(c, v) || (c >= 0x3008 && c <= 0x3011);
}

struct str
part_loose(struct arena *a, struct str query)
{
	char *text = arena_alloc(a, 3 * query.n + 1);
	size_t n = 0;

	while (query.n) {
		const char *start = query.p;
		uint32_t c = utf8_next(&query);
		struct part part;

		if (is_mark(c)) {
			text[n++] = ' ';
			continue;
		}
		if (is_quote(c)) {
			text[n++] = ' ';
			take_phrase(&query, &part);
		}
		for (; start < query.p; start++)
			text[n++] = *start;
		if (is_quote(c))
			text[n++] = ' ';
	}
	return (struct str){text, n};
}
