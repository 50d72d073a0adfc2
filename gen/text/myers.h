#ifndef TEXT_MYERS_H
#define TEXT_MYERS_H

/*
 * myers - a shortest edit between two sequences of symbols.
 *
 * Symbols are hashes; equal hashes are equal symbols.  Pure.
 * source: E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986
 */
#include "base/arena.h"

struct symbols {
	const uint64_t *v;
	size_t n;
};

/*
 * myers_keep - which symbols stay.
 * in:   limit, give up above so many insertions and deletions: then only
 *       what both begin and end with stays
 * out:  old_keep and now_keep, old.n and now.n flags: the flagged symbols of
 *       both, in order, are the same; arena a holds the work space
 * unit: O((old.n + now.n) D) time and O(D * D) memory for D edits
 */
void myers_keep(struct arena *a, struct symbols old, struct symbols now,
                unsigned limit, bool *old_keep, bool *now_keep);

#endif
