#ifndef SEARCH_SHARD_FORM_H
#define SEARCH_SHARD_FORM_H

/*
 * shard_form - what a shard's reader and its writer must agree on: the
 * numbers of shard.h that follow from other numbers.
 */
#include "search/shard.h"

#define SHARD_SHARED_MAX 15 /* bytes that a text repeats */
#define SHARD_REST_MAX 15   /* from here on the count is a varint */
#define SHARD_WIDTH_BITS 5
#define SHARD_SUM_BITS 32

/* A growing list (base/vec.h). */
struct posting_vec {
	struct posting *v;
	size_t n;
	size_t cap;
};

/*
 * shard_form_singles - does a place hold singles only?
 */
bool shard_form_singles(const struct shard_place *place);

/*
 * shard_form_has - is it the place of a term?
 */
bool shard_form_has(const struct shard_place *place, uint64_t key);

/*
 * shard_form_next - have the lists of a term `next`?
 */
bool shard_form_next(uint64_t key);

/*
 * shard_form_from - all documents at a place are greater than this.
 */
uint32_t shard_form_from(const struct shard_place *place);

/*
 * shard_form_gaps - Rice parameter of the gaps between keys.
 */
unsigned shard_form_gaps(uint64_t pairs);

/*
 * shard_form_width - log2 of how many documents a block has room for.
 * in:  df, of a long list
 */
unsigned shard_form_width(uint32_t df, const struct shard_place *place);

/*
 * shard_form_blocks - how many blocks a long list has.
 * in:  width, as shard_form_width gives
 */
uint32_t shard_form_blocks(unsigned width, const struct shard_place *place);

/*
 * shard_form_range - the documents of a block.
 * out: from and upto: documents in (from, upto]
 */
void shard_form_range(const struct shard_place *place, unsigned width,
                      uint32_t index, uint32_t *from, uint32_t *upto);

/*
 * shard_form_piece - the header of a shard.
 */
struct piece shard_form_piece(const struct shard_place *place);

/*
 * shard_form_block - the header of a block.
 */
struct piece shard_form_block(const struct shard_place *place,
                              unsigned ordinal, uint32_t index);

#endif
