#ifndef SEARCH_ENTRY_H
#define SEARCH_ENTRY_H

/*
 * entry - the one file of the index that keeps its name:
 * search/entry.json, at most 1 KB up to 4,096 shards.  It pins the rest.
 *
 *     {"gongshi":1,          version of the format, PIECE_VERSION
 *      "highest":10000,      highest accession number ever given
 *      "live":9876,          records on the site
 *      "shards":1024,        a function of highest, repeated as a check
 *      "table":"HEX",        name of the table of characters
 *      "s":"BASE64",         names of the top level of the shards,
 *      "c":"BASE64",         of the card packs
 *      "k":"BASE64",         of the columns; 8 bytes each, in one string
 *      "sum":"HEX"}          32-bit sum of the bytes before `,"sum"`
 *
 * without white space, members in this order, a newline at the end.
 */
#include "search/piece.h"
#include "search/route.h"

#define ENTRY_PATH "search/entry.json"

struct entry {
	uint32_t highest;
	uint32_t live;
	struct piece_name table;
	struct {
		struct piece_name *v;
		size_t n; /* route_count(row, highest, route_levels(...)) */
	} top[ROUTE_ROWS]; /* as route_rows */
};

/*
 * entry_encode - write the entry file.
 * in:  entry, whose tops have the right number of names
 * out: out, the file appended
 */
void entry_encode(const struct entry *entry, struct buf *out);

/*
 * entry_decode - read the entry file.
 * out: entry, its names in arena a
 * err: ERR_CORRUPT, cut, altered or of another version
 */
int entry_decode(struct arena *a, struct str bytes, struct entry *entry,
                 struct err *err);

#endif
