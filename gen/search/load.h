#ifndef SEARCH_LOAD_H
#define SEARCH_LOAD_H

/*
 * load - pieces of an index by what they hold, through a caller's source.
 *
 * What was read stays in the arena and is read once only: nodes, shards,
 * blocks, packs, pages and texts.  A file that its router states as absent (a
 * zero) is not asked for.  The tables of characters and sounds are compiled
 * in and never read.
 */
#include "search/card.h"
#include "search/column.h"
#include "search/entry.h"
#include "search/root.h"
#include "search/shard.h"

struct query_source {
	void *ctx;
	/* Bytes of a file of the index, by its address ("search/..."), in
	   arena a.  0, or a negative err_code. */
	int (*piece)(void *ctx, struct arena *a, const char *path,
	             struct str *bytes, struct err *err);
	/* The member "text" of FOLDER/ID.json: title, English title or "",
	   the others; in arena a.  0, or a negative err_code. */
	int (*text)(void *ctx, struct arena *a, struct str id,
	            struct str **segments, size_t *n, struct err *err);
};

#define LOAD_KEPT 256

struct load_kept;

struct load {
	struct arena *a;
	const struct query_source *source;
	struct entry entry;
	struct root root;
	struct load_kept *kept[LOAD_KEPT]; /* what was read */
};

/*
 * load_begin - read entry and root.
 * out: l, everything in arena a, which it borrows
 * err: ERR_CORRUPT; what the source returned
 */
int load_begin(struct load *l, struct arena *a,
               const struct query_source *source, struct err *err);

/*
 * load_shard - the body of a shard, by way of its node.
 * in:  level, 0 to the top
 * out: place, filled; body, in the arena; empty when there is no such shard
 * err: ERR_CORRUPT; what the source returned
 */
int load_shard(struct load *l, unsigned level, uint32_t number,
               struct shard_place *place, struct str *body, struct err *err);

/*
 * load_block - a block of a long list.
 * in:  place and term, from load_shard and shard_find; index
 * out: postings in the arena; none when there is no such block
 * err: ERR_CORRUPT; what the source returned
 */
int load_block(struct load *l, const struct shard_place *place,
               const struct shard_term *term, uint32_t index,
               struct postings *postings, struct err *err);

/*
 * load_card - the card of a record, with its titles, for which its texts are
 * read.
 * in:  doc, at most the highest number
 * err: ERR_CORRUPT, also when there is no such card
 */
int load_card(struct load *l, uint32_t doc, struct card *card,
              struct err *err);

/*
 * load_texts - the texts of a record.
 * in:  id, FOLDER/ID of the document
 * out: n texts in the arena
 * err: what the source returned
 */
int load_texts(struct load *l, uint32_t doc, struct str id,
               struct str **texts, size_t *n, struct err *err);

/*
 * load_column - a page of rows, COLUMN_PAGE of them, in the arena.
 * in:  page, below column_pages of the highest number
 * err: ERR_CORRUPT; what the source returned
 */
int load_column(struct load *l, uint32_t page, struct column_row **rows,
                struct err *err);

#endif
