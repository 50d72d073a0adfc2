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

#endif
