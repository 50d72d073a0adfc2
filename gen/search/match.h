#ifndef SEARCH_MATCH_H
#define SEARCH_MATCH_H

/*
 * match - what the items of a query mean.
 *
 * A query is cut into parts (part.h), each of which is an item, in quotes if
 * it is exact; those without a unit are none.  A record matches if one of its
 * texts, folded, holds the units of each item in a row:
 *
 * - separators make no difference next to a joined unit; words must be
 *   parted where the item parts them, and begin where the item does, but the
 *   last word of an item may go on in the text (prefix search), unless the
 *   item is in quotes or is one word of at most two units;
 * - an item that holds an identifier (six or more word units in a row, a
 *   digit among them) is found anywhere within identifiers, whatever soft
 *   separators stand in either (tokenize.h), unless it is in quotes;
 * - an item that is one word of four or five units 0-9a-z, a digit among them
 *   (`brief`), is found as a word and also anywhere within identifiers, as
 *   when one types the last digits of a number, unless it is in quotes;
 * - in quotes, traditional and simplified characters differ.
 *
 * wants are the terms that a record must have to match, in the order of the
 * item, each once: at each unit, the word that begins there, then the pair;
 * the grams of identifiers last.  A single is wanted by an item of one unit
 * only, and of the last word, if it may go on, a prefix of three units or
 * more, or nothing beside other units.  A want of a pair or a gram demands
 * the class of the unit that follows it in the item, unless it stands there
 * twice and not with the same class (the end of the item is none).
 * The want of a brief item has an alternative, the gram of its last four
 * units: a record has the want if it has either.  Wants are necessary; for a
 * decided item they are sufficient, so that no text need be read: without
 * quotes, a joined unit, alone or with one behind it, or one word that holds
 * no identifier, of 24 units at most, and if it is brief, of four.
 */
#include "search/fold.h"
#include "search/key.h"

#define MATCH_UNITS 128 /* units of a query that count; the rest is cut */
#define MATCH_ITEMS 12  /* items that count */

struct want {
	struct key key;
	struct key other; /* alternative; v is 0: none (no gram's is) */
	bool prefix;      /* words that begin so */
	uint8_t next;     /* class of what follows (key_next); 0: no demand */
};

struct item {
	struct str text;    /* as it stands in the query, quotes included */
	struct units plain; /* folded */
	struct units own;   /* what the text is compared with */
	bool exact;         /* in quotes */
	bool ident;
	bool brief;
	bool whole;         /* the last word must end there */
	bool decided;
	struct want *wants;
	size_t n;
};

struct items {
	struct item v[MATCH_ITEMS];
	size_t n;
};

struct place {
	uint32_t from; /* byte offsets in the text */
	uint32_t to;
};

/*
 * match_parse - the items of a query.
 * in:  text, UTF-8, borrowed; a byte that is none parts words
 * out: items; units and terms in arena a
 */
void match_parse(struct arena *a, struct str text, struct items *items);

/*
 * items_decided - need no text be read, since each item is decided?
 */
bool items_decided(const struct items *items);

/*
 * match_find - the first places where an item stands in a text.
 * in:  units, folded with FOLD_PLACES, and FOLD_EXACT for an exact item;
 *      most, room in places
 * out: how many places were found
 */
size_t match_find(const struct item *item, const struct units *units,
                  struct place *places, size_t most);

/*
 * match_same - is a text as a whole the query, separators aside?
 */
bool match_same(const struct items *items, const struct units *units);

#endif
