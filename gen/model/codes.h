#ifndef MODEL_CODES_H
#define MODEL_CODES_H

/*
 * codes - an ordered list of codes with labels: the values of an
 * enumeration, the rows of a code table.
 *
 * Order is that of the source.  Two sorted indexes make look-ups by code
 * and by Chinese label logarithmic; no hash table, so that nothing needs
 * freeing: all of it lives in one arena.
 */
#include "base/arena.h"
#include "model/lang.h"

struct code {
	struct str code; /* [A-Za-z0-9_-]+ */
	struct text2 label;
};

struct codes {
	struct code *v;
	size_t n;
	const struct code **by_code;  /* n, sorted */
	const struct code **by_label; /* n, sorted by label.zh */
};

/*
 * codes_index - make the indexes of a filled list.
 * in:  v and n are set; codes are unique
 */
void codes_index(struct codes *codes, struct arena *a);

/*
 * codes_find - entry of a code.
 * in:  codes, or NULL
 * out: entry, or NULL
 */
const struct code *codes_find(const struct codes *codes, struct str code);

/*
 * codes_place - where a code stands in its list.
 * in:  codes, or NULL
 * out: from 0; SIZE_MAX when it is not there
 */
size_t codes_place(const struct codes *codes, struct str code);

/*
 * codes_find_label - entry with this Chinese label.
 * in:  codes, or NULL
 * out: entry, the first in order of code if labels repeat, or NULL
 */
const struct code *codes_find_label(const struct codes *codes,
                                    struct str zh);

/*
 * codes_find_loose - entry that a person means who writes the code in other
 * letters and with spaces (TRL 6), or one of the parts of its label, which a
 * middle dot joins (中试 of 6级·中试).
 * out: entry, or NULL when none is meant, or several
 */
const struct code *codes_find_loose(const struct codes *codes,
                                    struct str word);

/*
 * codes_find_short - entry whose Chinese label begins with the word (高端装备
 * of 高端装备制造), or with whose label the word begins (发明专利 of 发明).
 * in:  word, of two wide characters at least
 * out: entry, or NULL when none is meant, or several
 */
const struct code *codes_find_short(const struct codes *codes,
                                    struct str word);

/*
 * codes_nearest - the code that somebody probably meant, given a code or a
 * Chinese label.
 * out: entry, or NULL when none is near
 */
const struct code *codes_nearest(const struct codes *codes, struct str word);

/*
 * codes_shape - is it written as a code, [A-Za-z0-9_-]+?
 */
bool codes_shape(struct str s);

#endif
