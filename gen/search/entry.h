#ifndef SEARCH_ENTRY_H
#define SEARCH_ENTRY_H

/*
 * entry - the one file of the index that keeps its name:
 * search/entry.json, below 250 bytes.  It pins the rest.
 *
 *     {"gongshi":3,          version of the format, PIECE_VERSION
 *      "highest":10000,      highest accession number ever given
 *      "root":"HEX",         HASH64 of PIECE_ROOT
 *      "table":"HEX",        of PIECE_TABLE
 *      "sounds":"HEX",       of PIECE_SOUNDS
 *      "readings":"HEX",     of PIECE_READING
 *      "sum":"HEX"}          piece_sum over 20 zero bytes and the bytes
 *                            before `,"sum"`
 *
 * without white space, members in this order, a newline at the end.
 */
#include "search/piece.h"

#define ENTRY_PATH "search/entry.json"

struct entry {
	uint32_t highest;
	uint64_t root;
	uint64_t table;
	uint64_t sounds;
	uint64_t readings;
};

/*
 * entry_encode - write the entry file.
 * out: out, the file appended
 */
void entry_encode(const struct entry *entry, struct buf *out);

/*
 * entry_decode - read the entry file.
 * err: ERR_CORRUPT, cut, altered or of another version
 */
int entry_decode(struct str bytes, struct entry *entry, struct err *err);

#endif
