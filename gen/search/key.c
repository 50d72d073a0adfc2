#include "search/key.h"

#include <assert.h>

#define BMP_MAX 0xffffu
#define LOW_32 0xffffffffu
#define GRAM_FIRST 0xe000u
#define TEXT_UNITS 3 /* of a text that decide where it lies */
#define NEXT_CLASSES 14
#define GOLDEN 0x9e3779b1u

uint64_t
key_pair(uint32_t a, uint32_t b)
{
	static const uint32_t k[] = {GOLDEN, 0x85ebca77u, 0xc2b2ae3du,
	                             0x27d4eb2fu};

	assert(a <= BMP_MAX && b <= BMP_MAX);
	for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
		uint32_t mixed = a ^ (b + 1) * k[i] >> 16;

		a = b;
		b = mixed;
	}
	return a << 16 | b;
}

bool
key_units(uint32_t a, uint32_t b, uint64_t *key)
{
	if (a > BMP_MAX || b > BMP_MAX)
		return false;
	*key = key_pair(a, b) | (b ? 0 : KEY_SINGLE);
	return true;
}

bool
key_gram(const uint32_t unit[4], uint64_t *key)
{
	uint32_t v = 0;

	for (size_t i = 0; i < 4; i++) {
		if (unit[i] >= '0' && unit[i] <= '9')
			v = v * 36 + unit[i] - '0';
		else if (unit[i] >= 'a' && unit[i] <= 'z')
			v = v * 36 + unit[i] - 'a' + 10;
		else
			return false;
	}
	*key = key_pair(GRAM_FIRST + (v >> 16), v & BMP_MAX);
	return true;
}

/* The part of a text that decides where it lies. */
static struct str
leading(struct str text)
{
	size_t units = 0;

	if (text.n && strchr("#@~", text.p[0]))
		return text;
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.p[i] & 0xc0) != 0x80 &&
		    units++ == TEXT_UNITS)
			return str_sub(text, 0, i);
	return text;
}

uint64_t
key_text(struct str text)
{
	struct str part = leading(text);
	uint32_t h = 0x811c9dc5u;

	for (size_t i = 0; i < part.n; i++)
		h = (h ^ (uint8_t)part.p[i]) * 0x01000193u;
	h = (h ^ h >> 16) * 0x85ebca6bu;
	h = (h ^ h >> 13) * 0xc2b2ae35u;
	return KEY_TEXT | (h ^ h >> 16);
}

uint32_t
key_shard(uint64_t key, uint32_t shards)
{
	uint64_t q = shards / 8;
	uint64_t v = (key & LOW_32) * 7 * q >> 32;

	assert(shards && shards % 8 == 0);
	if (key & KEY_SINGLE)
		return (uint32_t)((key & LOW_32) * q >> 32) * 8 + 7;
	return (uint32_t)(v / 7 * 8 + v % 7);
}

uint16_t
key_common(uint64_t key)
{
	return (uint16_t)(key >> 16);
}

unsigned
key_next(uint32_t code_point)
{
	return 1 + (code_point * GOLDEN >> 16) % NEXT_CLASSES;
}
