#include "search/bits.h"

#include <assert.h>

#define WINDOW 57 /* bits that a window surely has */

void
bits_gamma(struct bit_writer *w, uint32_t x)
{
	unsigned beyond;

	assert(x);
	beyond = 31 - (unsigned)__builtin_clz(x);
	bits_put(w, 0, beyond);
	bits_put(w, x, beyond + 1);
}

void
bits_rice(struct bit_writer *w, uint32_t x, unsigned k)
{
	uint32_t high = x >> k;

	for (; high >= 32; high -= 32)
		bits_put(w, UINT32_MAX, 32);
	bits_put(w, (1u << high) - 1, high);
	bits_put(w, 0, 1);
	bits_put(w, x & ((1u << k) - 1), k);
}

void
bits_end(struct bit_writer *w)
{
	if (w->n % 8)
		bits_put(w, 0, 8 - w->n % 8);
	while (w->n) {
		w->n -= 8;
		buf_byte(w->b, (char)(w->bits >> w->n));
	}
}

size_t
bits_left(const struct bit_reader *r)
{
	return r->bad ? 0 : r->s.n * 8 - r->at;
}

/* Go past n bits, which may be more than there are. */
static void
pass(struct bit_reader *r, size_t n)
{
	if (n <= r->s.n * 8 - r->at) {
		r->at += n;
		return;
	}
	r->at = r->s.n * 8;
	r->bad = true;
}

uint32_t
bits_take(struct bit_reader *r, unsigned n)
{
	uint32_t value = n ? (uint32_t)(bits_window(r) >> (64 - n)) : 0;

	assert(n <= 32);
	pass(r, n);
	return value;
}

uint64_t
bits_take_ones(struct bit_reader *r)
{
	uint64_t n = 0;
	uint64_t w = ~bits_window(r);

	while (w >> (64 - WINDOW) == 0 && !r->bad) {
		n += WINDOW;
		pass(r, WINDOW);
		w = ~bits_window(r);
	}
	if (r->bad)
		return n;
	w = (uint64_t)__builtin_clzll(w);
	pass(r, w + 1);
	return n + w;
}

uint32_t
bits_take_gamma(struct bit_reader *r)
{
	uint64_t w = bits_window(r);
	unsigned beyond = w ? (unsigned)__builtin_clzll(w) : 64;
	uint32_t x;

	if (beyond >= 32) {
		r->bad = true;
		return 1;
	}
	pass(r, beyond);
	x = bits_take(r, beyond + 1);
	return r->bad ? 1 : x;
}

uint32_t
bits_take_rice(struct bit_reader *r, unsigned k)
{
	uint64_t x = bits_take_ones(r);

	assert(k < 32);
	if (x > UINT32_MAX >> k)
		r->bad = true;
	x = x << k | bits_take(r, k);
	return r->bad ? 0 : (uint32_t)x;
}

bool
bits_at_end(const struct bit_reader *r)
{
	return !r->bad && bits_left(r) < 8 && bits_window(r) == 0;
}
