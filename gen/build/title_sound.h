#ifndef BUILD_TITLE_SOUND_H
#define BUILD_TITLE_SOUND_H

/*
 * title_sound - where a title stands in the index by sound (store/titles.h).
 *
 * A Chinese title by the customary readings of its first three characters
 * (拼音), whose first letter is the index's; an English one by its first
 * letters.  Width, case, marks and traditional characters make no
 * difference; signs before the first letter are passed over.  What begins
 * with neither a letter nor a character with a reading stands with the
 * others (其他).
 */
#include "base/arena.h"
#include "base/str.h"

/*
 * title_sound - the sound of a title, as a number that sorts.
 */
uint32_t title_sound(struct arena *a, struct str title);

#endif
