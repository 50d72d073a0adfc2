#ifndef SEARCH_FOLD_H
#define SEARCH_FOLD_H

/*
 * fold - text as a row of units that compare as equal what readers take for
 * the same: full and half width, upper and lower case, letters with and
 * without marks, traditional and simplified (繁体, 简体).
 *
 * Every code point is folded by itself, without its neighbours and without
 * a locale: compatibility decomposition, lower case, marks dropped, then
 * traditional to simplified.  search.js folds the same way; the tables here
 * are generated from its rules by tests/tools/tables.mjs, and a test
 * compares both for every code point.
 *
 * LICENSES.  fold_table.c is derived from the Unicode Character Database
 * (Unicode License V3).  ts_table.c is derived from OpenCC's
 * TSCharacters.txt (Apache License 2.0, BYVoid and contributors): first
 * target only, chains resolved, packed; PIECE_TABLE publishes it.
 *
 * Body of PIECE_TABLE, pairs by ascending source:
 *
 *     varint    source minus the source before (at first 0)
 *     varint    target minus the target before (at first 0), zigzag
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define FOLD_CODE 0x1fffffu      /* the code point */
#define FOLD_JOINED (1u << 24)   /* script without spaces; else a word's */
#define FOLD_EDGE (1u << 25)     /* first unit of a word */
#define FOLD_SOFT (1u << 26)     /* ... which an identifier runs across */

struct units {
	uint32_t *v;     /* FOLD_ bits */
	uint32_t *from;  /* byte offsets of the source; NULL if not asked for */
	uint32_t *to;
	size_t n;
};

enum fold_mode {
	FOLD_PLAIN = 0,
	FOLD_EXACT = 1,  /* keep traditional and simplified apart */
	FOLD_PLACES = 2  /* fill from and to */
};

/*
 * fold_text - fold a text.
 * in:  text, UTF-8; a byte that is none parts words; mode, of FOLD_ flags
 * out: units in arena a
 */
struct units fold_text(struct arena *a, struct str text, unsigned mode);

/*
 * fold_simplified - traditional to simplified.
 * out: the simplified character, or c
 */
uint32_t fold_simplified(uint32_t c);

/*
 * fold_table - the table of characters as a piece for search.js.
 * out: out, the piece appended; always the same bytes
 */
void fold_table(struct buf *out);

#endif
