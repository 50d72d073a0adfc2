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

bool
span_in_ident(const struct units *u, size_t i, size_t j)
{
	for (size_t at = i + 1; at < j; at++)
		if (!goes_on(u, at, true))
			return false;
	while (j - i < SPAN_IDENT && i && goes_on(u, i, true))
		i--;
	while (j - i < SPAN_IDENT && j < u->n && goes_on(u, j, true))
		j++;
	return j - i >= SPAN_IDENT;
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
           char text[SPAN_BYTES])
{
	size_t n = 0;

	assert(j - i <= SPAN_WORD);
	for (; i < j; i++)
		n += encode(u->v[i] & FOLD_CODE, text + n);
	return n;
}

static uint32_t
code(const struct units *u, size_t i)
{
	return u->v[i] & FOLD_CODE;
}

struct key
span_text(const struct units *u, size_t i, size_t j,
          char text[SPAN_TEXT_BYTES])
{
	struct str s = {text, span_spell(u, i, j, text)};

	return (struct key){key_text(s), s};
}

struct key
span_units(const struct units *u, size_t i, size_t j,
           char text[SPAN_TEXT_BYTES])
{
	struct key key = {0};

	assert(j - i == 1 || j - i == 2);
	if (key_units(code(u, i), j - i > 1 ? code(u, i + 1) : 0, &key.v))
		return key;
	return span_text(u, i, j, text);
}

struct key
span_gram(const struct units *u, size_t i, char text[SPAN_TEXT_BYTES])
{
	uint32_t unit[SPAN_GRAM];
	struct key key = {0};

	for (size_t j = 0; j < SPAN_GRAM; j++)
		unit[j] = code(u, i + j);
	if (key_gram(unit, &key.v))
		return key;
	text[0] = '#';
	key.text = (struct str){
	    text, 1 + span_spell(u, i, i + SPAN_GRAM, text + 1)};
	key.v = key_text(key.text);
	return key;
}

uint8_t
span_next(const struct units *u, size_t j, const struct key *key)
{
	if (j >= u->n || key->v & (KEY_TEXT | KEY_SINGLE))
		return 0;
	return (uint8_t)key_next(code(u, j));
}
