#include "search/list.h"

#include <assert.h>

#define USUAL_FROM 4 /* postings from which one impact is the usual one */
#define IMPACT_BITS 4
#define NEXT_BITS 4
#define PARAMETER_MAX 28
#define LEAST_BITS 2 /* of a posting */
#define WINDOW 57    /* bits that a window surely has */

/* How the postings of a list are written. */
struct form {
	unsigned k;
	unsigned usual;       /* impact; 16: there is none */
	unsigned impact_bits; /* of an unusual one */
	unsigned next_bits;
};

/* The greatest k with n << k <= range. */
static unsigned
parameter(uint64_t n, uint64_t range)
{
	unsigned k = 0;

	while (k < PARAMETER_MAX && n << (k + 1) <= range)
		k++;
	return k;
}

static unsigned
usual_impact(const struct posting *v, size_t n)
{
	size_t count[16] = {0};
	unsigned usual = 0;

	for (size_t i = 0; i < n; i++)
		count[v[i].impact & 15]++;
	for (unsigned i = 1; i < 16; i++)
		if (count[i] > count[usual])
			usual = i;
	return usual;
}

static struct form
form_of(size_t n, uint32_t from, uint32_t upto, bool next)
{
	return (struct form){
	    .k = parameter(n, upto - from),
	    .usual = 16,
	    .impact_bits = n < USUAL_FROM ? IMPACT_BITS : IMPACT_BITS + 1,
	    .next_bits = next ? NEXT_BITS : 0,
	};
}

/* What comes behind the ones and the zero of a gap. */
static inline void
put_rest(struct bit_writer *w, const struct form *f, struct posting p,
         uint32_t low)
{
	uint32_t tail = f->impact_bits > IMPACT_BITS ? 16u | p.impact
	                                             : p.impact;
	unsigned bits = f->impact_bits;

	if (p.impact == f->usual) {
		tail = 0;
		bits = 1;
	}
	if (f->next_bits)
		tail = tail << NEXT_BITS | p.next;
	bits += f->next_bits;
	if (f->k + bits <= 32) {
		bits_put(w, low << bits | tail, f->k + bits);
		return;
	}
	bits_put(w, low, f->k);
	bits_put(w, tail, bits);
}

void
list_put(struct bit_writer *w, const struct posting *v, size_t n,
         uint32_t from, uint32_t upto, bool next)
{
	struct form f = form_of(n, from, upto, next);
	struct bit_writer own = *w; /* may live in registers */
	uint32_t before = from;

	assert(n && n <= upto - from);
	if (n >= USUAL_FROM) {
		f.usual = usual_impact(v, n);
		bits_put(&own, f.usual, IMPACT_BITS);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t gap = v[i].doc - before - 1;
		uint32_t high = gap >> f.k;

		assert(v[i].doc > before && v[i].doc <= upto);
		assert(v[i].impact < 16 && v[i].next < 16);
		for (; high >= 31; high -= 31)
			bits_put(&own, UINT32_MAX >> 1, 31);
		bits_put(&own, (2u << high) - 2, high + 1);
		put_rest(&own, &f, v[i], gap & ((1u << f.k) - 1));
		before = v[i].doc;
	}
	*w = own;
}

bool
list_fits(const struct bit_reader *r, uint64_t n, uint32_t from,
          uint32_t upto)
{
	return n && upto > from && n <= upto - from &&
	       n <= bits_left(r) / LEAST_BITS;
}

/* One posting; `doc` is the one before and becomes its own. */
static inline struct posting
take_one(struct bit_reader *r, const struct form *f, uint64_t *doc)
{
	uint64_t w = bits_window(r);
	uint64_t ones = (uint64_t)__builtin_clzll(~w | 1);
	struct posting p;
	unsigned bits;

	if (ones + 1 + f->k + f->impact_bits + f->next_bits > WINDOW) {
		ones = bits_take_ones(r);
		w = bits_window(r);
	} else {
		r->at += ones + 1;
		w = w << ones << 1;
	}
	*doc += (ones << f->k) + (w >> 1 >> (63 - f->k)) + 1;
	p.doc = (uint32_t)*doc;
	w <<= f->k;
	bits = f->impact_bits;
	p.impact = (uint8_t)(w >> (64 - bits) & 15);
	if (f->usual < 16 && w >> 63 == 0) {
		p.impact = (uint8_t)f->usual;
		bits = 1;
	}
	p.next = f->next_bits ? (uint8_t)(w << bits >> 60) : 0;
	r->at += f->k + bits + f->next_bits;
	return p;
}

void
list_take(struct bit_reader *r, struct posting *v, size_t n, uint32_t from,
          uint32_t upto, bool next)
{
	struct form f = form_of(n, from, upto, next);
	struct bit_reader own = *r; /* may live in registers */
	uint64_t doc = from;

	assert(list_fits(r, n, from, upto));
	if (n >= USUAL_FROM)
		f.usual = bits_take(&own, IMPACT_BITS);
	for (size_t i = 0; i < n && own.at <= own.s.n * 8; i++) {
		struct posting p = take_one(&own, &f, &doc);

		if (v)
			v[i] = p;
	}
	if (doc > upto)
		own.bad = true;
	if (own.at > own.s.n * 8) {
		own.at = own.s.n * 8;
		own.bad = true;
	}
	*r = own;
}
