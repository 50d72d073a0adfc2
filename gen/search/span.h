#ifndef SEARCH_SPAN_H
#define SEARCH_SPAN_H

/*
 * span - words and identifiers within a row of units, as tokenize.h
 * defines them: shared by the terms of records and of queries.
 */
#include "search/fold.h"

#define SPAN_WORD 24       /* units of a word that are kept */
#define SPAN_IDENT 6       /* least units of an identifier */
#define SPAN_GRAM 4        /* units of its terms */
#define SPAN_TERM_BYTES 97 /* longest term: '#' or SPAN_WORD units */

/*
 * span_word - where a word ends.
 * in:  i, place of its first unit
 * out: place behind its last unit
 */
size_t span_word(const struct units *u, size_t i);

/*
 * span_ident - the next identifier.
 * in:  at, place to begin at; soft, whether it ends where the text parts
 *      words for good (in a query it never does)
 * out: true, *from and *at, its end; or false when there is none
 */
bool span_ident(const struct units *u, bool soft, size_t *from, size_t *at);

/*
 * span_kept - how many units of a word are kept as its term.
 * in:  i and j, place and end of the word
 */
size_t span_kept(const struct units *u, size_t i, size_t j);

/*
 * span_spell - units [i, j) as UTF-8.
 * in:  j - i, at most SPAN_WORD
 * out: bytes written to text
 */
size_t span_spell(const struct units *u, size_t i, size_t j,
                  char text[SPAN_TERM_BYTES]);

#endif
