#include "search/span.h"

#include <assert.h>

static bool
is_digit(uint32_t unit)
{
	return (unit & FOLD_CODE) - '0' < 10;
}

size_t
span_word(const struct units *u, size_t i)
{
	do
		i++;
	while (i < u->n && !(u->v[i] & (FOLD_EDGE | FOLD_JOINED)));
	return i;
}

/* Does an identifier go on from unit i - 1 to unit i? */
static bool
goes_on(const struct units *u, size_t i, bool soft)
{
	if ((u->v[i - 1] | u->v[i]) & FOLD_JOINED)
		return false;
	return !soft || !(u->v[i] & FOLD_EDGE) || (u->v[i] & FOLD_SOFT);
}

bool
span_ident(const struct units *u, bool soft, size_t *from, size_t *at)
{
	while (*at < u->n) {
		size_t i = *at;
		size_t j = i;
		bool digit = false;

		do
			digit = digit || is_digit(u->v[j]);
		while (++j < u->n && goes_on(u, j, soft));
		*from = i;
		*at = j;
		if (digit && j - i >= SPAN_IDENT)
			return true;
	}
	return false;
}

size_t
span_kept(const struct units *u, size_t i, size_t j)
{
	size_t digit = i;
	size_t n = j - i;

	while (digit < j && !is_digit(u->v[digit]))
		digit++;
	if (n >= SPAN_IDENT && digit < j) {
		size_t least = digit - i + 1;

		least = least < SPAN_IDENT - 1 ? SPAN_IDENT - 1 : least;
		n = n < least ? n : least;
	}
	return n < SPAN_WORD ? n : SPAN_WORD;
}

static size_t
encode(uint32_t c, char *to)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t
span_spell(const struct units *u, size_t i, size_t j,
           char text[SPAN_TERM_BYTES])
{
	size_t n = 0;

	assert(j - i <= SPAN_WORD);
	for (; i < j; i++)
		n += encode(u->v[i] & FOLD_CODE, text + n);
	return n;
}
