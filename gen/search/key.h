#ifndef SEARCH_KEY_H
#define SEARCH_KEY_H

/*
 * key - terms as numbers, and where a term lies.
 *
 * Most terms are pairs of 16 bits (a, b), and no two terms are the same
 * pair:
 *
 *     two neighbouring units XY  (X, Y)   bigram
 *     one joined unit X          (X, 0)   `single`
 *     "#" and four of 0-9a-z     (0xe000 + v >> 16, v & 0xffff), v their
 *                                number to base 36, digits before letters
 *     two syllables              (0xf000 + v >> 16, v & 0xffff), v the first
 *                                times 512 plus the second (pinyin.h)
 *     three initials             (0xf010, v), v to base 26
 *     two initials               (0xf010, 17576 + v)
 *
 * (folding leaves no unit in U+E000 to U+F8FF).  A term with a unit above
 * U+FFFF, a "#" term with other letters, and every word is a text instead.
 *
 * A pair is mixed, reversibly, into a key of 32 bits, so that keys spread
 * evenly and yet stand for exactly one term:
 *
 *     for i = 0, 1, 2, 3:  (a, b) = (b, a ^ F(b, i)),  with
 *     F(x, i) = ((x + 1) * K[i] mod 2^32) >> 16
 *     K = 9e3779b1, 85ebca77, c2b2ae3d, 27d4eb2f;  key = a << 16 | b
 *
 * The key of a text is a hash of its first three units (of all its bytes if
 * it opens with "#", "@" or "~"), so that all words with a prefix of three
 * lie together: FNV-1a of their UTF-8, then the finalizer of MurmurHash3.
 *
 * A level (level.h) has a number of shards that is a multiple of eight, R =
 * 8q.  Shard 8i + 7 holds singles only, which are few terms with long lists,
 * and is number u = key * q >> 32 of q; the others are number v = key * 7q
 * >> 32 of 7q, in shard v / 7 * 8 + v % 7.
 * source: Luby, Rackoff 1988 (a Feistel network is a permutation)
 */
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define KEY_SINGLE ((uint64_t)1 << 32)
#define KEY_TEXT ((uint64_t)1 << 33)

/*
 * A term: a key with KEY_SINGLE, KEY_TEXT or neither; with KEY_TEXT the text
 * decides which term it is, and the key only where it lies.
 */
struct key {
	uint64_t v;
	struct str text; /* UTF-8, at most KEY_TEXT_MAX bytes; or empty */
};

#define KEY_TEXT_MAX 100

/*
 * key_pair - the key of a pair.
 * in:  a and b, 16 bits each
 */
uint64_t key_pair(uint32_t a, uint32_t b);

/*
 * key_units - the term of one or two units.
 * in:  code points; b is 0 for a single
 * out: false when one is above U+FFFF: it must be a text
 */
bool key_units(uint32_t a, uint32_t b, uint64_t *key);

/*
 * key_gram - the term of four units of an identifier.
 * out: false when one is not 0-9a-z: it must be a text, behind a "#"
 */
bool key_gram(const uint32_t unit[4], uint64_t *key);

/*
 * key_text - the key of a text, KEY_TEXT included.
 */
uint64_t key_text(struct str text);

/*
 * key_shard - the shard of a term.
 * in:  shards, of its level: a multiple of 8
 */
uint32_t key_shard(uint64_t key, uint32_t shards);

/*
 * key_common - the 16 bits under which root.h lists a common term: the upper
 * half of its key.
 */
uint16_t key_common(uint64_t key);

/*
 * key_next - the class of the unit that follows a term.
 * in:  code point
 * out: 1 to 14; a posting holds 0 where nothing follows (the end of the
 *      field), 15 where units of several classes do
 * source: 1 + ((code point * 9e3779b1 mod 2^32) >> 16) mod 14
 */
unsigned key_next(uint32_t code_point);

#define KEY_NEXT_ANY 15

#endif
