#include "build/title_sound.h"

#include "search/fold.h"
#include "search/pinyin.h"
#include "store/titles.h"

/* A place among the syllables, in 9 bits, and a letter, in 5. */
#define SYLLABLES 3
#define SYLLABLE_BITS 9
#define LETTERS 5
#define LETTER_BITS 5

/* Number of a Latin letter, from 0; -1: it is none. */
static int
letter_of(uint32_t c)
{
	return c >= 'a' && c <= 'z' ? (int)(c - 'a') : -1;
}

/* Place of what is spoken like the syllable, from 1; of a letter that of the
 * first syllable with it; of all else 0. */
static uint32_t
syllable_of(uint32_t c)
{
	uint16_t id[2];
	uint32_t i = 0;

	if (pinyin_of(c, id))
		return id[0] + 1u;
	if (letter_of(c) < 0)
		return 0;
	while (i < pinyin_count() &&
	       (uint32_t)pinyin_syllable(i).p[0] < c)
		i++;
	return i + 1;
}

/* The first letters, signs and spaces passed over. */
static uint32_t
latin(const struct units *u, size_t i)
{
	uint32_t sound = 0;
	unsigned n = 0;

	for (; i < u->n && n < LETTERS; i++) {
		int letter = letter_of(u->v[i] & FOLD_CODE);

		if (letter >= 0) {
			sound = sound << LETTER_BITS | (uint32_t)(letter + 1);
			n++;
		}
	}
	sound <<= (LETTERS - n) * LETTER_BITS;
	return sound << (TITLES_BITS - LETTERS * LETTER_BITS);
}

static uint32_t
spoken(const struct units *u, size_t i)
{
	uint32_t sound = 0;

	for (unsigned n = 0; n < SYLLABLES; n++, i++)
		sound = sound << SYLLABLE_BITS |
		        (i < u->n ? syllable_of(u->v[i] & FOLD_CODE) : 0);
	return sound;
}

uint32_t
title_sound(struct arena *a, struct str title)
{
	struct units u = fold_text(a, title, FOLD_PLAIN);
	uint32_t first = u.n ? u.v[0] & FOLD_CODE : 0;
	uint32_t others = TITLES_LETTERS - 1;
	uint16_t id[2];

	if (letter_of(first) >= 0)
		return (uint32_t)letter_of(first) << TITLES_BITS |
		       latin(&u, 0);
	if (!pinyin_of(first, id))
		return others << TITLES_BITS | spoken(&u, 0);
	return (uint32_t)letter_of((uint32_t)pinyin_syllable(id[0]).p[0])
	           << TITLES_BITS |
	       spoken(&u, 0);
}
