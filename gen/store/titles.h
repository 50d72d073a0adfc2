#ifndef STORE_TITLES_H
#define STORE_TITLES_H

/*
 * titles - all records of the site by the sound of their titles, one list
 * for each first letter and language, named "*|zh|s".
 *
 * They are lists by day as others are (store/list.h, cut.h), where the sound
 * of the title stands for the day, so that A comes first, and the accession
 * number for the serial.  So their pages never shift either: a new title
 * touches the page where it belongs.  What a sound is, build/title_sound.h
 * says; here it is a number, its upper bits the letter.
 *
 * Refused: whole titles as keys, whose order would be perfect; lists, pages
 * and questions of a second sort for the sake of titles that begin with the
 * same three characters.
 */
#include "model/lang.h"
#include "store/row.h"
#include "store/view.h"

#define TITLES_LETTERS 27 /* a to z, and 0 for the others */
#define TITLES_BITS 27    /* of a sound below its letter */

/* Pages of titles hold so many times the lines of another list: they are
 * for finding, and a line is short. */
#define TITLES_TIMES 3

/*
 * titles_letter - the letters by number.
 * in:  i; TITLES_LETTERS - 1 and more: the letter of the others
 * out: one byte
 */
struct str titles_letter(unsigned i);

/*
 * titles_name - the list of a letter.
 * out: its name, borrowed from k
 */
struct str titles_name(struct buf *k, enum lang lang, struct str letter);

/*
 * titles_parse - what titles_name put together.
 * out: true and *lang and *letter, borrowed from list; false: it is no list
 *      of titles
 */
bool titles_parse(struct str list, enum lang *lang, struct str *letter);

/*
 * titles_is - is a list one of these?
 */
bool titles_is(struct str list);

/*
 * titles_list - the list in which a record stands.
 * out: its name, borrowed from k
 */
struct str titles_list(struct buf *k, const struct row *row, enum lang lang);

/*
 * titles_day, titles_number - what a record is sorted by in a list of any
 *                             kind.
 * out: for its sound and its accession number; else its day and its serial
 */
int32_t titles_day(struct str list, const struct row *row);
uint32_t titles_number(struct str list, const struct row *row);

/*
 * titles_page_size - members of a page of a list of any kind.
 */
uint32_t titles_page_size(struct view_limits limits, struct str list);

#endif
