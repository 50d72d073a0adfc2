#ifndef SEARCH_PINYIN_H
#define SEARCH_PINYIN_H

/*
 * pinyin - Mandarin readings (拼音) of characters, so that titles are found
 * by typing their sound, "shenyang", or its initials, "sydx".
 *
 * A reading is one of about 410 syllables without tone, sorted bytewise and
 * named by their place in that order; ü is written v.  A character has at
 * most two readings, the most customary one first.  Characters of U+4E00 to
 * U+9FFF alone have any.
 *
 * Terms are numbers:
 *
 *     PINYIN_PAIR       first syllable * 512 + second
 *     PINYIN_INITIALS   a * 676 + b * 26 + c, three first letters, 'a' is 0;
 *                       of two, 17,576 + a * 26 + b
 *
 * No syllable begins with i, u or v.  A query is never cut at the syllables
 * without a vowel, hm, hng, m and ng: they are interjections, and as parts
 * of a cut nearly always wrong.  In a query u and yu behind l or n may stand
 * for v, since ü is typed in many ways and loses its dots (fold.h): "lue",
 * "nyu"; the syllable that is spelled so, if there is one, comes first.
 *
 * The page has a twin of the query side, source/search/pinyin.js in the
 * theme; a test compares both.  It needs the names of the syllables, which
 * pinyin_names writes, and for homophones the whole table:
 *
 *     varint      number of syllables
 *       byte      shared << 4 | rest: letters shared with the syllable
 *                 before (at first 0), letters that follow
 *       bytes     the letters that follow
 *     ... up to here pinyin_names
 *     20,992 bytes     of U+4E00 to U+9FFF the first reading, its low 8
 *                      bits: 0 none, else place of the syllable + 1
 *     2,624 bytes      ... and its bit 8: of character U+4E00 + i bit i % 8,
 *                      counted from the least, of byte i / 8
 *     to the end       second readings, by ascending character:
 *       varint    character minus the character before (at first U+4E00)
 *       varint    place of the syllable
 *
 * That is 25.7 KB, of which 0.9 KB are the names.  Two planes and not nine
 * bits in a row: a compressor sees the syllables as bytes.
 *
 * LICENSES.  pinyin_table.c is derived from pinyin-data (MIT License,
 * Copyright (c) 2016 mozillazg), which is derived from the Unihan database
 * (Unicode License V3): without tones, two readings at most.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "search/fold.h"

#define PINYIN_LETTERS_MIN 2
#define PINYIN_LETTERS_MAX 64
#define PINYIN_INITIALS_MAX 12 /* letters */
#define PINYIN_CUTS 8
#define PINYIN_ENDS 10 /* syllables that a beginning may stand for */
#define PINYIN_CHOICES (PINYIN_CUTS + 1)

enum pinyin_what {
	PINYIN_PAIR = 1,
	PINYIN_INITIALS = 2
};

struct pinyin_term {
	uint8_t what; /* enum pinyin_what */
	uint32_t value;
};

/* One meaning of a query: a title must have all of these terms. */
struct pinyin_choice {
	uint8_t what;
	uint32_t *v; /* in the order of the letters, each once */
	size_t n;    /* at least 1 */
};

/*
 * pinyin_count - the number of syllables.
 */
unsigned pinyin_count(void);

/*
 * pinyin_syllable - the letters of a syllable.
 * in:  i, below pinyin_count()
 * out: 1 to 6 of a to z
 */
struct str pinyin_syllable(unsigned i);

/*
 * pinyin_of - the readings of a character.
 * in:  c, a code point
 * out: how many, 0 to 2; ids, their syllables
 */
unsigned pinyin_of(uint32_t c, uint16_t ids[2]);

/*
 * pinyin_same - have two characters a reading in common?
 */
bool pinyin_same(uint32_t a, uint32_t b);

/*
 * pinyin_terms - the terms of a title, an organisation or a label.
 *
 * In every run of units with readings, all of which are joined: each two
 * neighbours as pairs, each three as initials, and the first two as initials,
 * with all combinations of their readings.
 * in:  u, from fold_text; borrowed
 * out: n terms in arena a, by what and value, unique
 */
struct pinyin_term *pinyin_terms(struct arena *a, const struct units *u,
                                 size_t *n);

/*
 * pinyin_query - what a query in Latin letters may mean.
 *
 * First the ways to cut it into two or more whole syllables: fewest
 * syllables first, of as many the one whose first syllable is longer, then
 * its second and so on; of all cuts, also that into one syllable, the first
 * PINYIN_CUTS.  Then, if there are at most PINYIN_INITIALS_MAX letters and no
 * i, u, v, its letters as initials: the one of two letters, or each three.
 * in:  letters, a to z; others, too few or too many have no meaning
 * out: n choices in arena a, 0 to PINYIN_CHOICES
 */
struct pinyin_choice *pinyin_query(struct arena *a, struct str letters,
                                   size_t *n);

/*
 * pinyin_ends - what a query may mean whose last syllable is not whole.
 *
 * The first way, in the same order, to cut it into one or more syllables and
 * a last part that is a beginning, shorter than they are, of one to
 * PINYIN_ENDS syllables with a vowel: a choice of pairs for each of these.
 * in:  letters, as above
 * out: n choices in arena a, by the syllables, 0 to PINYIN_ENDS
 */
struct pinyin_choice *pinyin_ends(struct arena *a, struct str letters,
                                  size_t *n);

/*
 * pinyin_names - the names of the syllables, for the page.
 * out: out, the first part of the table appended; always the same bytes
 */
void pinyin_names(struct buf *out);

/*
 * pinyin_table - names and readings, for the page.
 * out: out, the table appended, not wrapped as a piece; always the same
 *      bytes
 */
void pinyin_table(struct buf *out);

#endif
