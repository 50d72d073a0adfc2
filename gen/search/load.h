#ifndef SEARCH_LOAD_H
#define SEARCH_LOAD_H

/*
 * load - pieces of an index by their number, through a caller's source.
 */
#include "search/card.h"
#include "search/column.h"
#include "search/entry.h"

struct query_source {
	void *ctx;
	/* Bytes of a piece, in arena a.  0, or a negative err_code. */
	int (*piece)(void *ctx, struct arena *a, struct piece_name name,
	             struct str *bytes, struct err *err);
	/* The member "text" of FOLDER/ID.json: title, English title or "",
	   the others; in arena a.  0, or a negative err_code. */
	int (*text)(void *ctx, struct arena *a, struct str id,
	            struct str **segments, size_t *n, struct err *err);
};

struct load {
	struct arena *a;
	const struct entry *entry;
	const struct query_source *source;
};

/*
 * load_piece - the body of a piece of a row, by way of its nodes.
 * in:  row, an index of route_rows; number, which piece
 * out: body, in the arena; empty when there is no such piece
 * err: ERR_CORRUPT; what the source returned
 */
int load_piece(const struct load *l, size_t row, uint32_t number,
               struct str *body, struct err *err);

/*
 * load_card - the card of a record.
 * err: ERR_CORRUPT, also when there is no such card
 */
int load_card(const struct load *l, uint32_t doc, struct card *card,
              struct err *err);

/*
 * load_column - a page of rows, COLUMN_PAGE of them, in the arena.
 */
int load_column(const struct load *l, uint32_t page,
                struct column_row **rows, struct err *err);

#endif
