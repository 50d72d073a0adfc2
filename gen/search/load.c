#include "search/load.h"

#include "search/shard.h"

/* The whole bytes of a piece; none for an absent name. */
static int
fetch(const struct load *l, struct piece_name name, struct str *bytes,
      struct err *err)
{
	*bytes = (struct str){0};
	if (piece_absent(name))
		return 0;
	return l->source->piece(l->source->ctx, l->a, name, bytes, err);
}

int
load_piece(const struct load *l, size_t row, uint32_t number,
           struct str *body, struct err *err)
{
	enum piece_what what = route_rows[row];
	unsigned level = route_levels(what, l->entry->highest);
	uint32_t detail =
	    what == PIECE_SHARD ? shard_bits(l->entry->highest) : 0;
	uint64_t at = number >> (6 * level);
	struct piece_name name = {{0}};
	struct str bytes;
	int rc;

	*body = (struct str){0};
	if (at < l->entry->top[row].n)
		name = l->entry->top[row].v[at];
	for (; level && !piece_absent(name); level--) {
		struct piece_name names[ROUTE_FAN];

		rc = fetch(l, name, &bytes, err);
		if (rc == 0)
			rc = route_read(bytes, what, level,
			                number >> (6 * level), names, err);
		if (rc < 0)
			return rc;
		name = names[number >> (6 * (level - 1)) & 63];
	}
	rc = fetch(l, name, &bytes, err);
	if (rc < 0 || bytes.n == 0)
		return rc;
	return piece_open(bytes, what, detail, number, body, err);
}

int
load_card(const struct load *l, uint32_t doc, struct card *card,
          struct err *err)
{
	struct card cards[CARD_PACK];
	struct str body;
	int rc = load_piece(l, 1, doc / CARD_PACK, &body, err);

	*card = (struct card){0};
	if (rc == 0)
		rc = card_read(body, cards, err);
	if (rc < 0)
		return rc;
	*card = cards[doc % CARD_PACK];
	if (card->id.n == 0)
		return err_set(err, ERR_CORRUPT,
		               "search index: record %u has no card", doc);
	return 0;
}

int
load_column(const struct load *l, uint32_t page, struct column_row **rows,
            struct err *err)
{
	struct str body;
	int rc = load_piece(l, 2, page, &body, err);

	*rows = arena_array(l->a, COLUMN_PAGE, sizeof **rows);
	return rc < 0 ? rc : column_read(body, *rows, err);
}
