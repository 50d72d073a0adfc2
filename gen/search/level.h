#ifndef SEARCH_LEVEL_H
#define SEARCH_LEVEL_H

/*
 * level - which shard holds the postings of which accession numbers.
 *
 * A record has hundreds of terms in as many places.  So that a new record
 * rewrites a few files only, an index has levels.  Level 0, the tail, is two
 * shards with the newest records; each further level has more shards and is
 * brought up to date more seldom; the base, the last level, holds nearly
 * all.  The shards of a level take turns: each new accession number brings
 * some shards up to date, the same few at every step.
 *
 * The shape is arithmetic on n, the highest accession number ever given, and
 * nothing else.  n decides the class:
 *
 *     class  n below   levels 1, 2, ...: every / shards          nodes
 *     0      512       16/64                                     0
 *     1      2,048     16/64   128/512                           4
 *     2      8,192     16/64   256/2048                          16
 *     3      32,768    16/64   128/1024  1536/8192               64
 *     4      262,144   16/128  256/2048  4096/32768              128
 *     5      2^28      16/64   256/2048  4096/32768 32768/262144 256
 *
 * Shard r of R at a level that is renewed every M numbers covers up to
 *
 *     upto(r, n) = the greatest x <= n with x + floor(r * M / R) divisible
 *                  by M; 0 if there is none above 0
 *
 * A term's shards at two levels are related: the coarser one is found from
 * the finer one (level_coarser).  A reader takes the posting of a document
 * from the highest level that covers it: with top the base,
 *
 *     hi(top) = upto(top), hi(k) = max(upto(k), hi(k + 1)), hi(0) = n
 *     level k answers for (hi(k + 1), hi(k)], the base for (0, hi(top)]
 *
 * What stands in a file depends on its own upto alone: level k of shard r
 * holds, of each term, the documents in (lo, upto(k)] with lo = hi(k + 1)
 * as it was when n was upto(k).  So a file does not change when a higher
 * level runs ahead of it; readers pass over what they have already.  All
 * documents in it are above level_from.
 *
 * Node i of N routes to the shards of levels 2 and more whose terms lie in
 * the i-th part: of a level of R shards those from i * R / N (node.h).
 *
 * When n reaches another class, all files are cut anew.
 *
 * Measured in search-bound bytes by tests/bench-search; the trade-off: a
 * term costs the sum of mean file sizes over the levels, a new record R / M
 * files a level.
 * source: O'Neil et al. 1996 (LSM-tree), with the merges of a level spread
 *         evenly over time
 */
#include <stdbool.h>
#include <stdint.h>

#define LEVEL_MAX 4    /* levels above the tail */
#define LEVEL_TAILS 2  /* shards of level 0: 0, all but singles; 1, singles */
#define LEVEL_DOC_MAX 0x0fffffffu

struct level_shape {
	unsigned class;
	unsigned levels; /* top level: 1 to LEVEL_MAX */
	uint32_t every[LEVEL_MAX + 1];
	uint32_t shards[LEVEL_MAX + 1]; /* [0] is LEVEL_TAILS */
	uint32_t nodes;
};

/*
 * level_shape - the shape of an index.
 * in:  n, highest accession number, at most LEVEL_DOC_MAX
 */
struct level_shape level_shape(uint32_t n);

/*
 * level_upto - the last number that a shard covers by itself.
 * in:  level, 1 to shape->levels, or 0: n
 */
uint32_t level_upto(const struct level_shape *shape, unsigned level,
                    uint32_t shard, uint32_t n);

/*
 * level_coarser - the shard of a lower level that holds the terms of a shard.
 * in:  shard, of level; to, a lower level, or 0
 */
uint32_t level_coarser(const struct level_shape *shape, unsigned level,
                       uint32_t shard, unsigned to);

/*
 * level_ranges - for which documents each level answers.
 * in:  base, a shard of the top level
 * out: hi[0..levels]: level k answers for (hi[k + 1], hi[k]]; hi[levels + 1]
 *      is 0
 */
void level_ranges(const struct level_shape *shape, uint32_t base, uint32_t n,
                  uint32_t hi[LEVEL_MAX + 2]);

/*
 * level_low - above which number a file holds the documents of a term.
 * in:  base, the term's shard of the top level; level; upto, the file's
 * out: lo of the rule above
 */
uint32_t level_low(const struct level_shape *shape, unsigned level,
                   uint32_t base, uint32_t upto);

/*
 * level_from - all documents of a file are greater than this.
 * out: 0 at the top level, else upto - every[level + 1], at least 0
 */
uint32_t level_from(const struct level_shape *shape, unsigned level,
                    uint32_t upto);

#endif
