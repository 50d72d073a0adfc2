#include "build/cards.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "build/history.h"
#include "os/extsort.h"
#include "store/key.h"

#include <assert.h>

#define CARDS_SAME 1
#define CARDS_GONE 2

/* A change in the sort: doc be32, flags byte, five slices, then facets:
 * number, and of each its code and value. */
struct cards {
	struct extsort *sort;
	struct buf record;
	bool any;
};

/* One application of the changes. */
struct apply {
	struct pieces *p;
	uint32_t highest;
	uint32_t epoch;
	uint32_t next; /* the first pack without a stamp, if all get one */
	bool all;
	struct arena arena;   /* texts of a page's changes */
	struct arena scratch; /* of one pack */
	struct VEC(struct card_change) card;
	struct VEC(struct column_change) column;
	uint32_t pack; /* of what stands in card, or touched */
	bool touched;
	struct buf now;
	struct buf key;
};

struct cards *
cards_new(const struct fs *fs, const char *dir, size_t memory)
{
	struct cards *cards = mem_zalloc(1, sizeof *cards);

	cards->sort = extsort_new(fs, dir, memory);
	return cards;
}

void
cards_free(struct cards *cards)
{
	if (!cards)
		return;
	extsort_free(cards->sort);
	buf_release(&cards->record);
	mem_free(cards);
}

bool
cards_is_empty(const struct cards *cards)
{
	return !cards->any;
}

int
cards_add(struct cards *cards, const struct cards_change *change,
          struct err *err)
{
	const struct card *card = &change->card;
	struct buf *b = &cards->record;

	cards->any = true;
	buf_reset(b);
	put_be32(b, change->doc);
	buf_byte(b, (char)((change->same ? CARDS_SAME : 0) |
	                   (change->gone ? CARDS_GONE : 0)));
	put_slice(b, card->kind);
	put_slice(b, card->id);
	put_slice(b, card->date);
	put_slice(b, card->title);
	put_slice(b, card->title_en);
	put_varint(b, change->facets);
	for (size_t i = 0; i < change->facets; i++) {
		put_slice(b, change->facet[i].code);
		put_slice(b, change->facet[i].value);
	}
	return extsort_add(cards->sort, buf_str(b), err);
}

/* ------------------------------------------------------------ packs */

static struct str
body_of(struct str piece)
{
	return piece.n ? str_sub(piece, PIECE_HEADER, piece.n) : piece;
}

static uint32_t
versions_of(struct apply *a, uint32_t doc)
{
	struct history_entry entry = {0};
	struct str name;

	if (doc && doc <= a->highest &&
	    txn_get(a->p->txn, TABLE_ACCESSION, key_number(&a->key, doc),
	            &name))
		history_get(a->p->txn, name, &entry);
	return entry.versions;
}

/* The stamp of a pack whose cards are to be `live` (search/card.h). */
static uint32_t
stamp_of(struct apply *a, uint32_t pack, const bool live[CARD_PACK])
{
	uint32_t stamp = 0;

	for (uint32_t i = 0; i < CARD_PACK; i++)
		stamp += 2 * versions_of(a, pack * CARD_PACK + i) + live[i];
	return stamp;
}

static void
note_stamp(struct apply *a, uint32_t pack, uint32_t stamp)
{
	struct str value = {0};

	buf_reset(&a->now);
	if (stamp != CARD_STAMP) {
		put_be32(&a->now, stamp);
		value = buf_str(&a->now);
	}
	pieces_set_note(a->p, PIECES_STAMP, 0, pack, value);
}

static int
make_pack(struct apply *a, uint32_t pack, struct err *err)
{
	struct card cards[CARD_PACK] = {0};
	bool live[CARD_PACK];
	struct str old;
	uint32_t stamp;
	int rc;

	arena_reset(&a->scratch);
	old = arena_str(&a->scratch,
	                pieces_get(a->p, PIECE_CARDS, 0, pack, 0));
	rc = old.n ? card_read(&a->scratch, body_of(old), cards, err) : 0;
	if (rc < 0)
		return rc;
	for (uint32_t i = 0; i < CARD_PACK; i++)
		live[i] = cards[i].id.n > 0;
	for (size_t i = 0; i < a->card.n; i++)
		live[a->card.v[i].doc % CARD_PACK] = !a->card.v[i].gone;
	stamp = stamp_of(a, pack, live);
	note_stamp(a, pack, stamp);
	buf_reset(&a->now);
	rc = card_apply(body_of(old), a->card.v, a->card.n, pack, a->epoch,
	                stamp, &a->now, err);
	if (rc == 0)
		pieces_set(a->p, PIECE_CARDS, 0, pack, 0, buf_str(&a->now));
	return rc;
}

static int
flush_pack(struct apply *a, struct err *err)
{
	int rc;

	if (!a->touched)
		return 0;
	rc = make_pack(a, a->pack, err);
	a->next = a->pack + 1;
	a->touched = false;
	vec_reset(&a->card);
	return rc;
}

/* Stamps of the packs before this one that nothing touched. */
static int
stamp_before(struct apply *a, uint32_t pack, struct err *err)
{
	int rc = 0;

	for (; rc == 0 && a->all && a->next < pack; a->next++)
		rc = make_pack(a, a->next, err);
	return rc;
}

/* ---------------------------------------------------------- columns */

static int
flush_column(struct apply *a, struct err *err)
{
	uint32_t page;
	struct str old;
	int rc;

	if (a->column.n) {
		page = a->column.v[0].doc / COLUMN_PAGE;
		old = pieces_get(a->p, PIECE_COLUMN, 0, page, 0);
		buf_reset(&a->now);
		rc = column_apply(old, a->column.v, a->column.n, page,
		                  &a->now, err);
		if (rc < 0)
			return rc;
		pieces_set(a->p, PIECE_COLUMN, 0, page, 0, buf_str(&a->now));
	}
	vec_reset(&a->column);
	arena_reset(&a->arena);
	return 0;
}

/* ------------------------------------------------------------ apply */

static struct str
take(struct apply *a, struct reader *r)
{
	return arena_str(&a->arena, get_slice(r));
}

static void
take_facets(struct apply *a, struct reader *r, struct column_row *row)
{
	row->facets = (size_t)get_varint(r);
	row->facet = arena_array(&a->arena, row->facets, sizeof *row->facet);
	for (size_t i = 0; i < row->facets; i++) {
		row->facet[i].code = take(a, r);
		row->facet[i].value = take(a, r);
	}
}

static void
take_record(struct apply *a, struct reader *r, uint32_t doc)
{
	uint8_t flags = get_byte(r);
	struct card_change card = {.doc = doc,
	                           .gone = (flags & CARDS_GONE) != 0};
	struct column_change column = {.doc = doc};

	if (flags & CARDS_SAME)
		return;
	card.card.kind = take(a, r);
	card.card.id = take(a, r);
	card.card.date = take(a, r);
	card.card.title = take(a, r);
	card.card.title_en = take(a, r);
	column.row.live = !card.gone;
	column.row.day = column_day(card.card.date);
	take_facets(a, r, &column.row);
	assert(!a->column.n || a->column.v[a->column.n - 1].doc < doc);
	vec_push(&a->card, card);
	vec_push(&a->column, column);
}

static int
take_change(struct apply *a, struct str record, struct err *err)
{
	struct reader r = reader_over(record);
	uint32_t doc = get_be32(&r);
	uint32_t pack = doc / CARD_PACK;
	int rc = 0;

	if (a->touched && a->pack != pack)
		rc = flush_pack(a, err);
	if (rc == 0 && a->column.n &&
	    a->column.v[0].doc / COLUMN_PAGE != doc / COLUMN_PAGE)
		rc = flush_column(a, err);
	if (rc == 0 && !a->touched)
		rc = stamp_before(a, pack, err);
	a->pack = pack;
	a->touched = true;
	take_record(a, &r, doc);
	return rc;
}

int
cards_apply(struct cards *cards, struct pieces *p, uint32_t highest,
            uint32_t epoch, bool all, struct err *err)
{
	struct apply a = {
	    .p = p, .highest = highest, .epoch = epoch, .all = all};
	struct str record;
	int rc = extsort_sort(cards->sort, err);

	arena_init(&a.arena);
	arena_init(&a.scratch);
	while (rc == 0 &&
	       (rc = extsort_next(cards->sort, &record, err)) == 1)
		rc = take_change(&a, record, err);
	if (rc == 0)
		rc = flush_pack(&a, err);
	if (rc == 0)
		rc = flush_column(&a, err);
	if (rc == 0)
		rc = stamp_before(&a, highest / CARD_PACK + 1, err);
	arena_release(&a.arena);
	arena_release(&a.scratch);
	vec_release(&a.card);
	vec_release(&a.column);
	buf_release(&a.now);
	buf_release(&a.key);
	return rc;
}
