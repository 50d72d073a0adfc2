#ifndef SEARCH_TOKENIZE_H
#define SEARCH_TOKENIZE_H

/*
 * tokenize - the terms under which a record is found.
 *
 * Texts are folded into units first (fold.h).  A unit is either `joined`
 * (Han, kana, hangul: scripts without spaces) or `word` (Latin, Greek,
 * Cyrillic letters and digits).  Separators vanish next to a joined unit and
 * part words elsewhere.  The terms of a text are (as keys, key.h):
 *
 * - every joined unit alone, for queries of one character;
 * - every two neighbours of which one at least is joined (bigrams);
 * - every word, cut after 24 units; a word of 6 or more units with a digit
 *   is cut after 5 or after its first digit, whichever comes later;
 * - every four neighbours in an identifier, behind a '#'.  An identifier is
 *   a run of words with a digit in it, 6 or more units long together, whose
 *   words are parted by a single one of - . / _ or by anything beside a
 *   digit: "CN 2023 1 0123456.6" is one.  It can thus be found by any 6
 *   units of it, or the last four, separators or not;
 * - every word of 4 to 24 letters a-z, mirrored: its letters from the last
 *   to the first, the first of them upper case, which no folded word has.
 *   No query asks for it; nearest.h finds words by their ends with it;
 * - of a field that is found by its sound, every two neighbouring syllables,
 *   every three neighbouring initials and the first two initials of its
 *   Chinese (pinyin.h).
 *
 * A posting of two units or of a gram also tells the class of the unit that
 * follows it in the row (key_next; KEY_NEXT_ANY if units of several classes
 * do, 0 at the end of every occurrence), which turns bigrams nearly into
 * trigrams: occurrences at the end of a field count as a class of their own.
 * Terms of sound have KEY_NEXT_ANY.
 *
 * The impact of a term, 0 to 15, is what the record adds to a ranking:
 * 12 to 15 if the term stands in a field of weight 6 or more (the shorter
 * the field, the more), else 0 to 11 by a saturating sum over the fields.
 * It depends on the record alone, never on how many others there are.
 * source: Robertson, Zaragoza, Taylor, CIKM 2004 (BM25F)
 */
#include "base/arena.h"
#include "base/str.h"
#include "search/key.h"

#define TOKENIZE_TITLE 12 /* least impact of a term in a heavy field */

struct tokenize_field {
	struct str text;   /* UTF-8 */
	unsigned weight;   /* 8 identifier, 6 title, 2 summary, 1 other; 0: the
	                      words of the field are not searched */
	bool sound;        /* found by its sound: titles, organisations, labels
	                      of facets; impact 8 where no weight says more */
};

struct term {
	struct key key;
	uint8_t impact;
	uint8_t next; /* 0 for texts and singles */
};

struct terms {
	struct term *v; /* ascending key.v, then bytewise text; unique */
	size_t n;
};

struct term_change {
	struct key key;
	uint8_t impact; /* without meaning when gone, as is next */
	uint8_t next;
	bool gone;
};

/*
 * tokenize_terms - the terms of one record.
 * in:  fields, borrowed; the texts that the record's JSON publishes as
 *      "text", in that order: title, English title or "", the others
 * out: terms, in arena a (their texts too)
 * unit: about 70 us and 95 KB of the arena for 1,100 terms of 600 Han
 *       characters and some Latin
 */
struct terms tokenize_terms(struct arena *a,
                            const struct tokenize_field *fields, size_t n);

/*
 * tokenize_sound - the key of a term of sound.
 * in:  what and value, of a struct pinyin_term
 */
uint64_t tokenize_sound(unsigned what, uint32_t value);

/*
 * tokenize_diff - what changes in the index when a record changes.
 * in:  was and is, as from tokenize_terms; {0} when there is no record
 * out: n changes in arena a, texts borrowed from was and is, in the order of
 *      terms
 */
struct term_change *tokenize_diff(struct arena *a, struct terms was,
                                  struct terms is, size_t *n);

#endif
