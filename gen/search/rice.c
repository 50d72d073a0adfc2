#include "search/rice.h"

#include <assert.h>
#include <string.h>

#define IMPACT_BITS 4
#define LEAST_BITS 5 /* of a posting: a zero and the impact */
#define PARAMETER_MAX 28

struct writer {
	struct buf *b;
	uint64_t bits; /* not yet written, in the low places */
	unsigned n;
};

static void
put_bits(struct writer *w, uint32_t value, unsigned n)
{
	w->bits = w->bits << n | value;
	for (w->n += n; w->n >= 8; w->n -= 8)
		buf_byte(w->b, (char)(w->bits >> (w->n - 8)));
}

/* The parameter: the greatest k with n << k <= the last document. */
static unsigned
parameter(size_t n, uint32_t last)
{
	unsigned k = 0;

	while (k < PARAMETER_MAX && (uint64_t)n << (k + 1) <= last)
		k++;
	return k;
}

void
rice_encode(struct buf *b, const struct posting *v, size_t n)
{
	struct writer w = {.b = b};
	unsigned k = parameter(n, v[n - 1].doc);
	uint32_t before = 0;

	assert(n);
	buf_byte(b, (char)k);
	for (size_t i = 0; i < n; i++) {
		uint32_t gap = v[i].doc - before - 1;

		assert(v[i].doc > before && v[i].impact < 16);
		for (uint32_t high = gap >> k; high; high--)
			put_bits(&w, 1, 1);
		put_bits(&w, 0, 1);
		put_bits(&w, gap & ((1u << k) - 1), k);
		put_bits(&w, v[i].impact, IMPACT_BITS);
		before = v[i].doc;
	}
	if (w.n)
		put_bits(&w, 0, 8 - w.n);
}

struct bits {
	struct str s;
	size_t at;
};

/* The next 32 bits, from the highest; zeros past the end. */
static uint32_t
peek(const struct bits *b)
{
	size_t i = b->at / 8;
	uint64_t w = 0;

	for (size_t j = 0; j < 5; j++)
		w = w << 8 | (i + j < b->s.n ? (uint8_t)b->s.p[i + j] : 0u);
	return (uint32_t)(w >> (8 - b->at % 8));
}

static uint32_t
take(struct bits *b, unsigned n)
{
	uint32_t value = n ? peek(b) >> (32 - n) : 0;

	b->at += n;
	return value;
}

/* The number of ones before the next zero, which is passed over. */
static uint32_t
take_ones(struct bits *b)
{
	uint32_t n = 0;
	uint32_t w = peek(b);

	while (w == UINT32_MAX) {
		n += 32;
		b->at += 32;
		w = peek(b);
	}
	w = (uint32_t)__builtin_clz(~w);
	b->at += w + 1;
	return n + w;
}

bool
rice_fits(struct str bytes, uint64_t n)
{
	return bytes.n && n && n <= (bytes.n - 1) * 8 / LEAST_BITS;
}

bool
rice_decode(struct str bytes, struct posting *v, size_t n)
{
	struct bits b = {.s = str_sub(bytes, 1, bytes.n)};
	unsigned k = (uint8_t)bytes.p[0];
	uint64_t doc = 0;

	if (k > PARAMETER_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		uint64_t high = take_ones(&b);

		doc += (high << k) + take(&b, k) + 1;
		v[i].doc = (uint32_t)doc;
		v[i].impact = (uint8_t)take(&b, IMPACT_BITS);
		if (doc > RICE_DOC_MAX || b.at > b.s.n * 8)
			return false;
	}
	return b.s.n * 8 - b.at < 8;
}
