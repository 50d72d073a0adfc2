#ifndef SEARCH_FOLD_TABLE_H
#define SEARCH_FOLD_TABLE_H

/*
 * fold_table - generated tables behind fold.c, for no other file.
 *
 * fold_kind[c >> 8] says what all code points of a block of 256 fold to:
 * 0 they part words, 1 they are dropped, 2 to themselves as letters of
 * words, 3 to themselves as joined letters; from 4 on, block kind - 4 of
 * fold_dense.  Blocks past the end: E00 and E01 are 1, all others 0.
 *
 * A value of fold_dense is 0 or 1 as above, 2 for a separator that links
 * identifiers, 0xd800 to 0xf8ff for a sequence at value - 0xd800 of
 * fold_pool (its length, then UTF-16 with 0 and 2 as above), else a letter.
 *
 * ts_bits has a bit for each code point from 0x3400 that is a traditional
 * character; its rank among the set bits, ts_rank[block of 256] + bits set
 * before it in the block, is its place in ts_target.  A target of 0xd800 or
 * more stands for ts_far[target - 0xd800].  ts_pair holds the code points
 * outside of ts_bits, ascending: ts_pairs times source and target.
 */
#include <stddef.h>
#include <stdint.h>

#define FOLD_BLOCKS 0x400
#define FOLD_POOL 0xd800u
#define TS_LOW 0x3400u
#define TS_HIGH 0xa000u

extern const uint8_t fold_kind[FOLD_BLOCKS];
extern const uint16_t fold_dense[];
extern const uint16_t fold_pool[];
extern const uint32_t ts_bits[(TS_HIGH - TS_LOW) / 32];
extern const uint16_t ts_rank[(TS_HIGH - TS_LOW) / 256];
extern const uint16_t ts_target[];
extern const uint32_t ts_far[];
extern const uint32_t ts_pair[];
extern const size_t ts_pairs;

#endif
