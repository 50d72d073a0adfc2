#ifndef TESTS_SEARCH_INDEXER_H
#define TESTS_SEARCH_INDEXER_H

/*
 * indexer - an index in memory, for tests.
 *
 * A corpus is text: records end in U+001E, their members in U+001F: number,
 * kind, FOLDER/ID, title, English title, date, status, then texts, of which
 * the first is an identifier, the second a summary, the others bodies.
 */
#include "search/entry.h"
#include "search/load.h"
#include "search/tokenize.h"

#define INDEXER_TEXTS 16

struct indexer_record {
	uint32_t doc;
	struct card card;
	struct str text[INDEXER_TEXTS]; /* as the record's JSON has them */
	size_t texts;
};

struct indexer_corpus {
	struct indexer_record *v;
	size_t n;
	uint32_t highest;
};

struct indexer {
	uint32_t highest;       /* fixed when the index is begun */
	struct buf *row[ROUTE_ROWS]; /* the pieces of each row */
	uint32_t live;
};

/*
 * indexer_corpus - read a corpus; everything is borrowed from text.
 */
struct indexer_corpus indexer_corpus(struct arena *a, struct str text);

/*
 * indexer_begin - an empty index for numbers up to `highest`.
 */
void indexer_begin(struct indexer *ix, uint32_t highest);

/*
 * indexer_apply - replace records: was[i] by is[i], n of them, ascending
 * and unique numbers; one of both may be NULL.
 */
void indexer_apply(struct indexer *ix, const struct indexer_record **was,
                   const struct indexer_record **is, size_t n);

/*
 * indexer_finish - make nodes and entry; give every piece to `put`.
 * out: entry file appended to `entry`
 */
void indexer_finish(const struct indexer *ix, struct buf *entry,
                    void (*put)(void *ctx, struct piece_name name,
                                struct str bytes),
                    void *ctx);

/*
 * indexer_end - free an index.
 */
void indexer_end(struct indexer *ix);

#endif
