#ifndef SEARCH_SPAN_H
#define SEARCH_SPAN_H

/*
 * span - words and identifiers within a row of units, as tokenize.h
 * defines them, and their terms: shared by records and queries.
 */
#include "search/fold.h"
#include "search/key.h"

#define SPAN_WORD 24       /* units of a word that are kept */
#define SPAN_IDENT 6       /* least units of an identifier */
#define SPAN_GRAM 4        /* units of its terms */
#define SPAN_BYTES 96      /* SPAN_WORD units as UTF-8 */
#define SPAN_TEXT_BYTES 97 /* a text: a '#' before them */

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
 * span_in_ident - do some units of words lie within an identifier?
 * in:  i and j, place and end; there is a digit among them
 * out: whether a record has the grams of all of them in a row
 */
bool span_in_ident(const struct units *u, size_t i, size_t j);

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
                  char text[SPAN_BYTES]);

/*
 * span_units - the term of one joined unit, or of two units.
 * in:  i and j, place and end
 * out: key, its text in text if it is one
 */
struct key span_units(const struct units *u, size_t i, size_t j,
                      char text[SPAN_TEXT_BYTES]);

/*
 * span_gram - the term of SPAN_GRAM units of an identifier from i.
 * out: key, its text in text if it is one
 */
struct key span_gram(const struct units *u, size_t i,
                     char text[SPAN_TEXT_BYTES]);

/*
 * span_text - the term of a word, or of its beginning.
 * in:  i and j, place and end; j - i at most SPAN_WORD
 * out: key, its text in text
 */
struct key span_text(const struct units *u, size_t i, size_t j,
                     char text[SPAN_TEXT_BYTES]);

/*
 * span_next - the class of what follows a term that ends at j.
 * out: 0 if nothing does, or for a term that has no class
 */
uint8_t span_next(const struct units *u, size_t j, const struct key *key);

#endif
