#include "search/fold.h"

#include "base/codec.h"
#include "base/utf8.h"
#include "search/fold_table.h"
#include "search/piece.h"

#include <string.h>

#define SEQUENCE_END 0xf900u

enum { SEPARATE = 0, DROP = 1, LINK = 2 }; /* values of the tables */

struct folder {
	struct arena *a;
	struct units u;
	size_t cap;
	unsigned mode;
	unsigned gap; /* 0 none, 1 one linking separator, 2 others */
	uint32_t from;
	uint32_t to;
};

static uint32_t
simplified_far(uint32_t c)
{
	for (size_t low = 0, high = ts_pairs; low < high;) {
		size_t mid = (low + high) / 2;

		if (ts_pair[2 * mid] == c)
			return ts_pair[2 * mid + 1];
		if (ts_pair[2 * mid] < c)
			low = mid + 1;
		else
			high = mid;
	}
	return c;
}

uint32_t
fold_simplified(uint32_t c)
{
	uint32_t at = c - TS_LOW;
	uint32_t rank;
	uint32_t target;

	if (c < TS_LOW || c >= TS_HIGH)
		return c < TS_LOW && c < 0x2e80 ? c : simplified_far(c);
	if (!(ts_bits[at / 32] >> (at % 32) & 1))
		return c;
	rank = ts_rank[at / 256];
	for (uint32_t w = at / 256 * 8; w < at / 32; w++)
		rank += (uint32_t)__builtin_popcount(ts_bits[w]);
	rank += (uint32_t)__builtin_popcount(ts_bits[at / 32] &
	                                     ((1u << (at % 32)) - 1));
	target = ts_target[rank];
	return target >= 0xd800 ? ts_far[target - 0xd800] : target;
}

static bool
is_joined(uint32_t c)
{
	return c >= 0x590 && !(c >= 0x1d00 && c < 0x2000) &&
	       !(c >= 0x2c00 && c < 0x2d80) && !(c >= 0xa720 && c < 0xa800);
}

static bool
is_digit(uint32_t unit)
{
	return (unit & FOLD_CODE) - '0' < 10;
}

static void
grow(struct folder *f)
{
	struct units was = f->u;

	f->cap = f->cap * 2 + 16;
	f->u.v = arena_array(f->a, f->cap, sizeof *f->u.v);
	if (was.n)
		memcpy(f->u.v, was.v, was.n * sizeof *was.v);
	if (!(f->mode & FOLD_PLACES))
		return;
	f->u.from = arena_array(f->a, f->cap, sizeof *f->u.from);
	f->u.to = arena_array(f->a, f->cap, sizeof *f->u.to);
	if (was.n) {
		memcpy(f->u.from, was.from, was.n * sizeof *was.from);
		memcpy(f->u.to, was.to, was.n * sizeof *was.to);
	}
}

static void
put_unit(struct folder *f, uint32_t unit)
{
	if (f->u.n == f->cap)
		grow(f);
	if (f->mode & FOLD_PLACES) {
		f->u.from[f->u.n] = f->from;
		f->u.to[f->u.n] = f->to;
	}
	f->u.v[f->u.n++] = unit;
	f->gap = 0;
}

static void
put_word(struct folder *f, uint32_t c)
{
	uint32_t last = f->u.n ? f->u.v[f->u.n - 1] : FOLD_JOINED;

	if (last & FOLD_JOINED)
		c |= FOLD_EDGE;
	else if (f->gap == 1 || (f->gap && (is_digit(c) || is_digit(last))))
		c |= FOLD_EDGE | FOLD_SOFT;
	else if (f->gap)
		c |= FOLD_EDGE;
	put_unit(f, c);
}

static void
put_joined(struct folder *f, uint32_t c)
{
	if (!(f->mode & FOLD_EXACT))
		c = fold_simplified(c);
	put_unit(f, c | FOLD_JOINED);
}

static void
put_letter(struct folder *f, uint32_t value)
{
	if (value == SEPARATE)
		f->gap = 2;
	else if (value == LINK)
		f->gap = f->gap ? 2 : 1;
	else if (is_joined(value))
		put_joined(f, value);
	else if (value != DROP)
		put_word(f, value);
}

static void
put_sequence(struct folder *f, const uint16_t *s)
{
	for (size_t i = 1; i <= s[0]; i++) {
		uint32_t c = s[i];

		if (c >= 0xd800 && c < 0xdc00 && i < s[0])
			c = 0x10000 + ((c & 0x3ff) << 10) + (s[++i] & 0x3ffu);
		put_letter(f, c);
	}
}

static void
put_code(struct folder *f, uint32_t c)
{
	unsigned kind = c >> 8 < FOLD_BLOCKS ? fold_kind[c >> 8]
	                                     : (c >> 9 == 0xe0000 >> 9);
	uint32_t value;

	if (kind < 2) {
		put_letter(f, kind);
	} else if (kind == 2) {
		put_word(f, c);
	} else if (kind == 3) {
		put_joined(f, c);
	} else {
		value = fold_dense[(kind - 4) * 256 + (c & 0xff)];
		if (value >= FOLD_POOL && value < SEQUENCE_END)
			put_sequence(f, fold_pool + (value - FOLD_POOL));
		else
			put_letter(f, value);
	}
}

struct units
fold_text(struct arena *a, struct str text, unsigned mode)
{
	struct folder f = {.a = a, .mode = mode, .cap = text.n / 3};
	struct str rest = text;

	grow(&f);
	while (rest.n) {
		uint32_t c;

		f.from = (uint32_t)(text.n - rest.n);
		if ((unsigned char)rest.p[0] < 0x80) {
			c = (unsigned char)rest.p[0];
			rest.p++;
			rest.n--;
		} else {
			c = utf8_next(&rest);
		}
		f.to = (uint32_t)(text.n - rest.n);
		put_code(&f, c);
	}
	return f.u;
}

static void
put_zigzag(struct buf *b, uint32_t now, uint32_t was)
{
	int64_t d = (int64_t)now - (int64_t)was;

	put_varint(b, d < 0 ? (uint64_t)(-d) * 2 - 1 : (uint64_t)d * 2);
}

void
fold_table(struct buf *out)
{
	size_t start = piece_begin(out, &(struct piece){.what = PIECE_TABLE});
	uint32_t source = 0;
	uint32_t target = 0;

	for (uint32_t c = 0x2e80; c < 0x40000; c++) {
		uint32_t to = fold_simplified(c);

		if (to == c)
			continue;
		put_varint(out, c - source);
		put_zigzag(out, to, target);
		source = c;
		target = to;
	}
	piece_end(out, start);
}
