#ifndef SEARCH_SOUND_H
#define SEARCH_SOUND_H

/*
 * sound - the records that a query finds by the sound of Chinese (拼音).
 *
 * An item sounds if it is not in quotes and all its units are letters a-z.
 * Letters find what hits_by_sound finds with them; and, if that is fewer than
 * SOUND_FEW records, what each choice of pinyin_ends finds (their last
 * syllable may not be whole); of a record the best score.
 *
 *  1. If all items sound: what the letters of all in a row find, "shen yang".
 *  2. Of two items or more, each that sounds and has SOUND_LEAST letters by
 *     itself.  What finds nothing so, and the other items, are `written`.  If
 *     an item finds something by its sound, these are the records that all
 *     items have: those that sound, and as candidates (hits_find, never only
 *     the best) all that are written, as one query.  If the written items
 *     are not decided, only the first SOUND_READ, by score, then number, are
 *     left, and of these those whose texts hold all written items.  The
 *     score is the sum of those of the items that sound and the candidate's.
 *
 * A record of both has the better score.
 */
#include "search/hits.h"

#define SOUND_FEW 10
#define SOUND_LEAST 3
#define SOUND_READ 12

/*
 * sound_find - the records that a query finds by sound.
 * in:  items, one or more
 * out: hits of rank 0 in the arena of l, ascending documents
 * err: ERR_CORRUPT; what the source returned
 */
int sound_find(struct load *l, const struct items *items, struct hits *hits,
               struct err *err);

#endif
