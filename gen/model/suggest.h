#ifndef MODEL_SUGGEST_H
#define MODEL_SUGGEST_H

/*
 * suggest - the known word that somebody probably meant.
 */
#include "base/str.h"

#define SUGGEST_MAX 48

/*
 * suggest_distance - edit distance in code points: insert, delete, replace,
 * swap of neighbours cost one each.
 * in:  a and b, at most SUGGEST_MAX code points are looked at
 * source: Damerau-Levenshtein, optimal string alignment
 */
unsigned suggest_distance(struct str a, struct str b);

/*
 * suggest_nearest - nearest of some known words.
 * out: the first of the nearest ones, or the empty slice when none is
 *      within a third of the word's length (at least one edit)
 */
struct str suggest_nearest(struct str word, const struct str *known,
                           size_t n);

#endif
