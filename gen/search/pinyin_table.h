#ifndef SEARCH_PINYIN_TABLE_H
#define SEARCH_PINYIN_TABLE_H

/*
 * pinyin_table - generated tables behind pinyin.c, for no other file.
 *
 * syllable_name holds the syllables, sorted, each followed by NULs.
 *
 * reading_first says for each character from U+4E00 what its first reading
 * is: 0 none, else the place of the syllable + 1; READING_MORE is added
 * when there is a second.  reading_second has those, by ascending
 * character: reading_seconds times character and place of the syllable.
 */
#include <stddef.h>
#include <stdint.h>

#define SYLLABLE_MAX 6
#define READING_LOW 0x4e00u
#define READING_HIGH 0xa000u
#define READING_MORE 0x8000u

extern const char syllable_name[][SYLLABLE_MAX + 1];
extern const size_t syllable_count;
extern const uint16_t reading_first[READING_HIGH - READING_LOW];
extern const uint16_t reading_second[][2];
extern const size_t reading_seconds;

#endif
