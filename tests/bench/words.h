#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

/*
 * words - Chinese text that is made up but mixed like real text.
 *
 * A vocabulary of some thousand words, drawn so that the k-th word comes
 * about 1/k as often as the first (Zipf), in sentences with punctuation.
 * The same seed gives the same text on every machine.
 */
#include "base/buf.h"

struct random {
	uint64_t state;
};

/*
 * random_from - a generator for one thing, independent of all others.
 */
struct random random_from(uint64_t seed, uint64_t thing);

/*
 * random_below - a number in [0, n).
 */
uint32_t random_below(struct random *r, uint32_t n);

/*
 * words_text - sentences of about n characters in one paragraph.
 * out: appended to b
 */
void words_text(struct buf *b, struct random *r, uint32_t n);

/*
 * words_name - n Han characters that number i alone has.
 * in:  i below 40^4; n, 4
 * out: appended to b
 */
void words_name(struct buf *b, uint32_t i, uint32_t n);

/*
 * words_industry - name of an industry.
 * out: borrowed
 */
const char *words_industry(uint32_t i);

/*
 * words_uscc - a valid unified social credit code of an enterprise.
 * out: 18 characters, appended to b
 * source: GB 32100-2015, GB 11714-1997
 */
void words_uscc(struct buf *b, const char *adcode, uint32_t i);

/*
 * words_patent - a valid patent number for an invention.
 * out: appended to b
 * source: ZC 0006-2003
 */
void words_patent(struct buf *b, uint32_t year, uint32_t i);

#endif
