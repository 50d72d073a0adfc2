#ifndef TESTS_LIB_INDEX_WORLD_H
#define TESTS_LIB_INDEX_WORLD_H

/*
 * index_world - a small index and its records in memory, with a source that
 * counts what is read and can spoil it.
 */
#include "base/map.h"
#include "indexer.h"
#include "search/query.h"

struct index_world {
	struct arena a;
	struct buf text; /* of the corpus */
	struct indexer_corpus corpus;
	struct map files; /* path to struct str */
	struct query_source source;
	size_t pieces;     /* read since index_world_forget, entry and all */
	size_t texts;
	struct str spoilt; /* a path: one byte of that file is altered */
	struct str lost;   /* a path that cannot be read, or FOLDER/ID */
};

/*
 * index_world_open - index a corpus.
 * in:  corpus as indexer.h says, with a newline for U+001E and a bar for
 *      U+001F; highest, or 0 for that of the corpus
 */
void index_world_open(struct index_world *w, struct str corpus,
                      uint32_t highest);

/*
 * index_world_close - free it.
 */
void index_world_close(struct index_world *w);

/*
 * index_world_start - set up a group of tests: an index that they share.
 * in:  corpus, as above
 * out: *state, a struct index_world; 0
 */
int index_world_start(void **state, struct str corpus);

/*
 * index_world_stop - tear it down.
 * out: 0
 */
int index_world_stop(void **state);

/*
 * index_world_forget - set the counters to 0.
 */
void index_world_forget(struct index_world *w);

/*
 * index_world_load - begin to read the index, in the arena of w.
 */
struct load index_world_load(struct index_world *w);

/*
 * index_world_ask - what a query gives, as text: the ids of its hits, then
 * "of TOTAL", and "?" if that is not exact; or "error CODE".
 * out: text in the arena of w; r, if not NULL
 */
const char *index_world_ask(struct index_world *w, struct query query,
                            struct result *r);

#endif
