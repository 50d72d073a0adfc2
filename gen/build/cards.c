#include "build/cards.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/extsort.h"

#include <assert.h>

#define GROUP (CARD_PACK * CARD_PACKS)

/* A change in the sort: doc be32, byte, 1 if it is gone, three slices of the
 * card, then facets: number, and of each its code and value. */
struct cards {
	struct extsort *sort;
	struct buf record;
	bool any;
};

/* One application of the changes. */
struct apply {
	struct pieces *p;
	uint32_t closed; /* groups that are closed now */
	uint32_t next;   /* the first that was not looked at */
	struct arena arena; /* texts of a page's changes */
	struct VEC(struct card_change) card;     /* of one group */
	struct VEC(struct column_change) column; /* of one page */
	struct buf now;
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
	buf_byte(b, change->gone);
	put_slice(b, card->kind);
	put_slice(b, card->id);
	put_slice(b, card->date);
	put_varint(b, change->facets);
	for (size_t i = 0; i < change->facets; i++) {
		put_slice(b, change->facet[i].code);
		put_slice(b, change->facet[i].value);
	}
	return extsort_add(cards->sort, buf_str(b), err);
}

/* ----------------------------------------------------------- groups */

/* A group on its way; bodies lie one behind the other. */
struct group {
	struct buf bytes;
	size_t end[CARD_PACKS];
	struct buf piece[CARD_PACKS];
};

static int
make_bodies(struct apply *a, uint32_t group, struct group *g,
            struct err *err)
{
	const struct card_change *c = a->card.v;
	const struct card_change *end = c + a->card.n;
	int rc = 0;

	for (uint32_t i = 0; rc == 0 && i < CARD_PACKS; i++) {
		uint32_t pack = group * CARD_PACKS + i;
		struct str old = pieces_get(a->p, PIECE_CARDS, 0, pack, 0);
		const struct card_change *first = c;

		/* Notices when the row is lost. */
		pieces_hash(a->p, PIECE_CARDS, 0, pack);
		while (c < end && c->doc / CARD_PACK == pack)
			c++;
		if (old.n)
			old = str_sub(old, PIECE_HEADER, old.n);
		rc = card_apply(old, first, (size_t)(c - first), pack,
		                &g->bytes, err);
		g->end[i] = g->bytes.n;
	}
	return rc;
}

static void
set_pieces(struct apply *a, uint32_t group, struct group *g)
{
	struct str body[CARD_PACKS];

	for (size_t i = 0; i < CARD_PACKS; i++)
		body[i] = str_sub(buf_str(&g->bytes), i ? g->end[i - 1] : 0,
		                  g->end[i]);
	card_seal(group, group < a->closed, body, g->piece);
	for (uint32_t i = 0; i < CARD_PACKS; i++)
		pieces_set(a->p, PIECE_CARDS, 0, group * CARD_PACKS + i, 0,
		           buf_str(&g->piece[i]));
}

/* Make the packs of a group anew, with the changes that wait. */
static int
make_group(struct apply *a, uint32_t group, struct err *err)
{
	struct group g = {.bytes = {0}};
	int rc = make_bodies(a, group, &g, err);

	if (rc == 0)
		set_pieces(a, group, &g);
	buf_release(&g.bytes);
	for (size_t i = 0; i < CARD_PACKS; i++)
		buf_release(&g.piece[i]);
	vec_reset(&a->card);
	return rc;
}

static int
flush_group(struct apply *a, struct err *err)
{
	uint32_t group;

	if (a->card.n == 0)
		return 0;
	group = a->card.v[0].doc / GROUP;
	if (a->next <= group)
		a->next = group + 1;
	return make_group(a, group, err);
}

/* Groups before this one that were closed, without any change. */
static int
close_before(struct apply *a, uint32_t group, struct err *err)
{
	int rc = 0;

	for (; rc == 0 && a->next < group && a->next < a->closed; a->next++)
		rc = make_group(a, a->next, err);
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
	struct card_change card = {.doc = doc, .gone = get_byte(r)};
	struct column_change column = {.doc = doc};

	card.card.kind = take(a, r);
	card.card.id = take(a, r);
	card.card.date = take(a, r);
	column.row.live = !card.gone;
	column.row.day = column_day(card.card.date);
	take_facets(a, r, &column.row);
	assert(!a->column.n || a->column.v[a->column.n - 1].doc < doc);
	vec_push(&a->card, card);
	vec_push(&a->column, column);
}

/* A page of columns ends where a group ends. */
static int
take_change(struct apply *a, struct str record, struct err *err)
{
	struct reader r = reader_over(record);
	uint32_t doc = get_be32(&r);
	int rc = 0;

	if (a->card.n && a->card.v[0].doc / GROUP != doc / GROUP)
		rc = flush_group(a, err);
	if (rc == 0 && a->column.n &&
	    a->column.v[0].doc / COLUMN_PAGE != doc / COLUMN_PAGE)
		rc = flush_column(a, err);
	if (rc == 0 && a->card.n == 0)
		rc = close_before(a, doc / GROUP, err);
	take_record(a, &r, doc);
	return rc;
}

int
cards_apply(struct cards *cards, struct pieces *p, uint32_t was, uint32_t n,
            struct err *err)
{
	struct apply a = {
	    .p = p, .closed = card_closed(n), .next = card_closed(was)};
	struct str record;
	int rc = extsort_sort(cards->sort, err);

	arena_init(&a.arena);
	while (rc == 0 &&
	       (rc = extsort_next(cards->sort, &record, err)) == 1)
		rc = take_change(&a, record, err);
	if (rc == 0)
		rc = flush_group(&a, err);
	if (rc == 0)
		rc = close_before(&a, a.closed, err);
	if (rc == 0)
		rc = flush_column(&a, err);
	arena_release(&a.arena);
	vec_release(&a.card);
	vec_release(&a.column);
	buf_release(&a.now);
	return rc;
}
