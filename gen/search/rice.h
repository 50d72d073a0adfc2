#ifndef SEARCH_RICE_H
#define SEARCH_RICE_H

/*
 * rice - a list of postings as bits; layout in shard.h.
 */
#include "base/buf.h"
#include "base/str.h"

#define RICE_DOC_MAX 0x0fffffffu /* greatest accession number */

struct posting {
	uint32_t doc; /* accession number, 1 to RICE_DOC_MAX */
	uint8_t impact;
};

/*
 * rice_encode - append a list.
 * in:  v, n postings, ascending documents; n at least 1
 */
void rice_encode(struct buf *b, const struct posting *v, size_t n);

/*
 * rice_fits - may a list of so many postings have these bytes?
 * out: false where reading it would be in vain, whatever the bytes are
 */
bool rice_fits(struct str bytes, uint64_t n);

/*
 * rice_decode - read a list.
 * in:  n, for which rice_fits is true
 * out: v, n postings; false when the bytes are no such list
 */
bool rice_decode(struct str bytes, struct posting *v, size_t n);

#endif
