#ifndef SEARCH_SHARD_H
#define SEARCH_SHARD_H

/*
 * shard - the postings of the terms that fall into one piece.
 *
 * The number of shards is a power of two, a function of the highest
 * accession number alone (shard_bits), chosen so that a shard has about 4 to
 * 12 KB.  A term's shard is a hash of the term; of a word, of its first
 * three units, so that all words with a prefix of three lie together.  When
 * the number grows from 2^b to 2^c, the terms of shard i move to the shards
 * that are i modulo 2^b.
 *
 * Body of the piece, terms in bytewise order:
 *
 *     shared << 4 | rest   a byte: how much of the term before is repeated
 *                          (at most 15), and how many bytes follow; rest 15
 *                          means that a varint of the true count follows
 *     rest bytes           end of the term
 *     varint df            number of documents, at least 1
 *     df = 1:  varint      document << 4 | impact
 *     df > 1:  varint      length in bytes of what follows:
 *              byte k      Rice parameter of the list
 *              bits        for each document, most significant bit first:
 *                          gap - 1 (gap from the document before, the first
 *                          from 0) as (gap - 1) >> k ones, a zero, the k low
 *                          bits; then 4 bits of impact.  Zero-padded.
 *
 * k is the greatest with df << k <= the last document (at most 28), so that
 * equal lists have equal bytes.  A merge copies the lists that nothing
 * changes.
 *
 * Measured on synthetic records of 640 Han characters, 838 terms each: 1.7
 * bytes a posting at 10,000 records and 1.4 at 100,000, terms included;
 * shards of 7 KB in the mean at 1,000 and at 10,000 records, and 28 KB at
 * 100,000, where the entry has room for no more than 4,096 of them.
 * source: Rice, JPL 1979; parameter as in Witten, Moffat, Bell, 3.3
 */
#include "search/piece.h"
#include "search/rice.h"

#define SHARD_BITS_MIN 4
#define SHARD_BITS_MAX 16
#define SHARD_TERM 100 /* bytes of the longest term that is read */

struct shard_delta {
	struct str term;
	uint32_t doc;   /* accession number, 1 or more */
	uint8_t impact; /* 0 to 15; without meaning when gone */
	bool gone;      /* the document no longer has the term */
};

struct postings {
	struct posting *v; /* ascending documents */
	size_t n;
};

/*
 * shard_bits - the size class of a register.
 * in:  highest, the highest accession number ever given; 0 if none was
 * out: log2 of the number of shards; never falls when highest grows
 */
unsigned shard_bits(uint32_t highest);

/*
 * shard_of - the shard of a term.
 * out: number below 1 << bits
 */
uint32_t shard_of(struct str term, unsigned bits);

/*
 * shard_apply - a shard with some postings set or removed.
 * in:  old, the whole piece as it was, or empty; deltas, sorted by (term,
 *      document), at most one for a pair, all of this shard; setting what
 *      is there and removing what is not there are allowed
 * out: out, the new piece appended; nothing when no posting is left
 * unit: linear in old and deltas; lists without a delta are copied
 * err: ERR_CORRUPT, old is not this shard; out is as before
 */
int shard_apply(struct str old, const struct shard_delta *deltas, size_t n,
                uint32_t number, unsigned bits, struct buf *out,
                struct err *err);

/*
 * shard_read - all postings of a shard, for cutting it anew.
 * in:  bytes, the whole piece, or empty
 * out: n deltas sorted by (term, document), in arena a
 * err: ERR_CORRUPT; *n is 0
 */
int shard_read(struct arena *a, struct str bytes, uint32_t number,
               unsigned bits, struct shard_delta **deltas, size_t *n,
               struct err *err);

/*
 * shard_find - the postings of one term, or of all words with a prefix.
 * in:  body, checked by piece_open; prefix, whether longer terms match too
 * out: postings in arena a, for a prefix united with the highest impact;
 *      empty when the term is not there
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int shard_find(struct arena *a, struct str body, struct str term,
               bool prefix, struct postings *postings, struct err *err);

#endif
