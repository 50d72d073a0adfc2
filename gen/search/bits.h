#ifndef SEARCH_BITS_H
#define SEARCH_BITS_H

/*
 * bits - numbers as bits, most significant bit first.
 *
 * The Rice code of x with parameter k is x >> k ones, a zero, the k low bits.
 * The Elias gamma code of x >= 1 is as many zeros as x has bits beyond the
 * first, then x.  A reader never reads past its end: it turns bad and
 * answers as if zeros followed, so that a decoder may check now and then.
 * source: Rice, JPL 1979; Elias 1975
 */
#include "base/buf.h"
#include "base/str.h"

#include <endian.h>

struct bit_writer {
	struct buf *b;
	uint64_t bits; /* not yet written, in the low places */
	unsigned n;    /* how many, below 32 */
};

struct bit_reader {
	struct str s;
	size_t at; /* bits */
	bool bad;  /* read past the end, or no valid code */
};

/*
 * bits_put - append n bits.
 * in:  value, below 1 << n; n, at most 32
 */
static inline void
bits_put(struct bit_writer *w, uint32_t value, unsigned n)
{
	uint32_t ready;

	w->bits = w->bits << n | value;
	w->n += n;
	if (w->n < 32)
		return;
	w->n -= 32;
	ready = htobe32((uint32_t)(w->bits >> w->n));
	buf_add(w->b, (struct str){(const char *)&ready, sizeof ready});
}

/*
 * bits_gamma - append x >= 1 in gamma code.
 */
void bits_gamma(struct bit_writer *w, uint32_t x);

/*
 * bits_rice - append x in Rice code.
 * in:  k, at most 31
 */
void bits_rice(struct bit_writer *w, uint32_t x, unsigned k);

/*
 * bits_end - fill the last byte up with zeros; nothing is pending then.
 */
void bits_end(struct bit_writer *w);

/*
 * bits_left - how many bits there are still; 0 when bad.
 */
size_t bits_left(const struct bit_reader *r);

/*
 * bits_window - the next bits, without taking them.
 * out: the first of them highest, at least 57; zeros past the end
 */
static inline uint64_t
bits_window(const struct bit_reader *r)
{
	size_t i = r->at / 8;
	uint64_t w = 0;

	if (r->s.n >= sizeof w && i <= r->s.n - sizeof w) {
		memcpy(&w, r->s.p + i, sizeof w);
		return be64toh(w) << r->at % 8;
	}
	for (size_t j = i; j < i + sizeof w; j++)
		w = w << 8 | (j < r->s.n ? (uint8_t)r->s.p[j] : 0u);
	return w << r->at % 8;
}

/*
 * bits_take - the next n bits.
 * in:  n, at most 32
 * out: zeros past the end
 */
uint32_t bits_take(struct bit_reader *r, unsigned n);

/*
 * bits_take_ones - how many ones come before the next zero, which is taken
 * too.
 */
uint64_t bits_take_ones(struct bit_reader *r);

/*
 * bits_take_gamma - the next number; 1 when bad.
 */
uint32_t bits_take_gamma(struct bit_reader *r);

/*
 * bits_take_rice - the next number; 0 when bad.
 * in:  k, at most 31
 */
uint32_t bits_take_rice(struct bit_reader *r, unsigned k);

/*
 * bits_at_end - is nothing left but the zeros that fill up the last byte?
 */
bool bits_at_end(const struct bit_reader *r);

#endif
