#ifndef TESTS_LIB_INDEXER_PARTS_H
#define TESTS_LIB_INDEXER_PARTS_H

/*
 * indexer_parts - what an indexer holds, for its own files only.
 */
#include "base/vec.h"
#include "indexer.h"
#include "search/shard.h"

struct block {
	unsigned ordinal;
	uint32_t index;
	struct buf bytes;
};

/* As base/vec.h has them. */
struct blocks {
	struct block *v;
	size_t n;
	size_t cap;
};

struct indexer_file {
	struct buf piece;
	struct blocks blocks;
	uint32_t upto;
};

struct indexer_doc {
	const struct indexer_record *record; /* NULL: none */
	struct terms terms;
	void *memory; /* of the terms */
};

/*
 * indexer_must - stop the test if an error was met.
 */
void indexer_must(int rc, const struct err *err);

/*
 * indexer_packs - how many packs of cards there are.
 */
size_t indexer_packs(uint32_t highest);

/*
 * indexer_stamp - the stamp of a pack; numbers given are 1 to the highest.
 */
uint32_t indexer_stamp(const struct indexer *ix, uint32_t pack);

#endif
