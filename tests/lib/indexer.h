#ifndef TESTS_LIB_INDEXER_H
#define TESTS_LIB_INDEXER_H

/*
 * indexer - an index in memory, for tests.
 *
 * Every posting is dealt to each file that covers it (level.h).  The files
 * of an index depend on the records and the highest number alone, however
 * they were brought in: all at once, or in batches while the highest number
 * grows and shards move.
 *
 * A corpus is text: records end in U+001E, their members in U+001F: number,
 * kind, FOLDER/ID, title, English title, date, facets, versions (which the
 * index does not show), then texts, of which the first is an identifier, the
 * second a summary, the third an organisation, the others bodies.  Facets are
 * "code=value;code=value2", a code twice has two values, and `kind` is added.
 * Numbers without a record were given to records that were removed.
 */
#include "search/card.h"
#include "search/column.h"
#include "search/entry.h"
#include "search/level.h"
#include "search/tokenize.h"

#define INDEXER_TEXTS 16

struct indexer_record {
	uint32_t doc;
	struct card card;
	struct str facets;
	struct str text[INDEXER_TEXTS]; /* as the record's JSON has them */
	size_t texts;
};

struct indexer_corpus {
	struct indexer_record *v;
	size_t n;
	uint32_t highest;
};

struct indexer_file;
struct indexer_doc;

struct indexer {
	uint32_t highest;
	struct level_shape shape;
	struct indexer_file *file[LEVEL_MAX + 1]; /* of each level */
	struct buf *pack; /* bodies of packs of cards */
	struct buf *page;
	struct indexer_doc *doc; /* by number */
	uint32_t live;
};

/*
 * indexer_corpus - read a corpus; everything is borrowed from text.
 */
struct indexer_corpus indexer_corpus(struct arena *a, struct str text);

/*
 * indexer_begin - an empty index without any number.
 */
void indexer_begin(struct indexer *ix);

/*
 * indexer_apply - set or remove records.
 * in:  highest, at least as before; docs, n numbers up to it, ascending and
 *      unique; records[i], what number docs[i] is now, borrowed until
 *      indexer_end; NULL: nothing
 */
void indexer_apply(struct indexer *ix, uint32_t highest,
                   const uint32_t *docs,
                   const struct indexer_record *const *records, size_t n);

/*
 * indexer_build - apply a corpus to an empty index, the highest number first.
 * in:  batch, records at a time
 * out: the index, to be finished; its records must not change any more
 */
void indexer_build(struct indexer *ix, const struct indexer_corpus *corpus,
                   size_t batch);

/*
 * indexer_finish - make all files of the index; give each to `put`.
 */
void indexer_finish(const struct indexer *ix,
                    void (*put)(void *ctx, const char *path,
                                struct str bytes),
                    void *ctx);

/*
 * indexer_end - free an index.
 */
void indexer_end(struct indexer *ix);

#endif
