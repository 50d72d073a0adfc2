#ifndef MODEL_CONFUSABLE_H
#define MODEL_CONFUSABLE_H

/*
 * confusable - characters of another script that look like the right ones:
 * a Cyrillic С in C919, a Greek Ο in a code, a Kangxi radical ⼈ or a
 * katakana ロ among Chinese characters.  They come from scans and from
 * copying out of PDF files; searching and comparing miss them.
 *
 * source: Unicode Technical Standard 39, confusables; Unicode compatibility
 * decompositions of the radicals
 */
#include "model/record.h"

/*
 * confusable_check - look through all public texts of a record.
 * out: findings T104, one a word
 */
void confusable_check(const struct record *record,
                      struct finding_list *findings);

/*
 * confusable_find - the first look-alike of a line of text.
 * in:  line; from, where to begin, at a character
 * out: true, *at, its offset, *length, its bytes, and *right, what was meant;
 *      false when there is none
 */
bool confusable_find(struct str line, size_t from, size_t *at,
                     size_t *length, uint32_t *right);

#endif
