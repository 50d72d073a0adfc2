#ifndef SEARCH_LIST_H
#define SEARCH_LIST_H

/*
 * list - the postings of one term as bits, most significant bit first.
 *
 * A list of n postings for documents in (from, upto]; n, from and upto are
 * known to the reader:
 *
 *     if n >= 4: 4 bits, the usual impact (the most frequent one; of several
 *                the lowest)
 *     for each posting, ascending documents:
 *         the gap - 1 from the document before (the first from `from`), Rice
 *             code: (gap - 1) >> k ones, a zero, the k low bits
 *         the impact: if n < 4, 4 bits; else a zero for the usual one, or a
 *             one and 4 bits
 *         4 bits, the class of what follows (key_next), unless the list is
 *             without: texts and singles are
 *
 * k is the greatest with n << k <= upto - from, at most 28.  Numbers elsewhere
 * among the bits are in gamma code (bits.h).
 * source: Rice, JPL 1979; parameter as in Witten, Moffat, Bell 3.3
 */
#include "search/bits.h"

struct posting {
	uint32_t doc;   /* accession number */
	uint8_t impact; /* 0 to 15 */
	uint8_t next;   /* 0 to 15 (key_next); 0 if the list is without */
};

struct postings {
	struct posting *v; /* ascending documents */
	size_t n;
};

/*
 * list_put - append a list.
 * in:  v, n >= 1 postings in (from, upto], ascending; next, whether they have
 *      one
 */
void list_put(struct bit_writer *w, const struct posting *v, size_t n,
              uint32_t from, uint32_t upto, bool next);

/*
 * list_fits - may a list of n postings be read at all?
 * out: false when there are not so many documents or not so many bits, so
 *      that room for the list is no more than some bytes for each bit
 */
bool list_fits(const struct bit_reader *r, uint64_t n, uint32_t from,
               uint32_t upto);

/*
 * list_take - read a list.
 * in:  n, for which list_fits
 * out: v, n postings, or NULL to pass over them; r->bad when the bits are no
 *      such list, v is arbitrary then
 */
void list_take(struct bit_reader *r, struct posting *v, size_t n,
               uint32_t from, uint32_t upto, bool next);

#endif
