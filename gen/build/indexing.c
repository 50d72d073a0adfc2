#include "build/indexing.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "build/shards.h"
#include "os/extsort.h"
#include "search/column.h"
#include "search/route.h"
#include "search/shard.h"
#include "store/key.h"

#include <string.h>

/* A card in the sort: doc be32, gone byte, six slices. */
struct indexing {
	const struct fs *fs;
	const char *dir;
	size_t memory;
	struct extsort *cards;
	struct shards *terms; /* NULL: no term changed */
	struct buf record;
	bool any;
};

/* One application of the changes. */
struct apply {
	struct indexing *x;
	struct txn *txn;
	indexing_changed_fn *changed;
	void *ctx;
	uint32_t highest;
	unsigned bits;
	struct arena arena; /* cards of a column page */
	struct VEC(struct card_change) card;
	struct VEC(struct card_change) column;
	struct buf old;
	struct buf now;
	struct buf key;
	struct VEC(uint64_t) node; /* row << 32 | number, of level 0 */
};

struct indexing *
indexing_new(const struct fs *fs, const char *dir, size_t memory)
{
	struct indexing *x = mem_zalloc(1, sizeof *x);

	x->fs = fs;
	x->dir = dir;
	x->memory = memory;
	x->cards = extsort_new(fs, dir, memory / 4);
	return x;
}

void
indexing_free(struct indexing *x)
{
	if (!x)
		return;
	extsort_free(x->cards);
	shards_free(x->terms);
	buf_release(&x->record);
	mem_free(x);
}

static struct shards *
terms_of(struct indexing *x, unsigned bits)
{
	if (!x->terms)
		x->terms = shards_new(x->fs, x->dir, bits, x->memory);
	return x->terms;
}

int
indexing_terms(struct indexing *x, unsigned bits, uint32_t doc,
               const struct term_change *change, size_t n, struct err *err)
{
	struct shards *terms = terms_of(x, bits);
	int rc = 0;

	x->any |= n > 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = shards_add(terms, change[i].text, doc, true,
		                  change[i].gone, change[i].impact, err);
	return rc;
}

int
indexing_card(struct indexing *x, const struct card_change *change,
              struct err *err)
{
	const struct card *card = &change->card;

	x->any = true;
	buf_reset(&x->record);
	put_be32(&x->record, change->doc);
	buf_byte(&x->record, change->gone);
	put_slice(&x->record, card->kind);
	put_slice(&x->record, card->id);
	put_slice(&x->record, card->title);
	put_slice(&x->record, card->title_en);
	put_slice(&x->record, card->date);
	put_slice(&x->record, card->status);
	return extsort_add(x->cards, buf_str(&x->record), err);
}

/* Set a piece, if its bytes differ; remember that its parent turns. */
static void
set_piece(struct apply *a, char what, unsigned level, uint32_t number,
          struct str bytes)
{
	struct piece_name name = piece_name_of(bytes);
	struct str key = key_piece(&a->key, what, level, number);
	struct str was;

	if (txn_get(a->txn, TABLE_PIECE_NAME, key, &was)
	        ? was.n == sizeof name && !memcmp(was.p, name.b, was.n)
	        : piece_absent(name))
		return;
	if (piece_absent(name)) {
		txn_del(a->txn, TABLE_PIECE, key);
		txn_del(a->txn, TABLE_PIECE_NAME, key);
	} else {
		txn_put(a->txn, TABLE_PIECE, key, bytes);
		txn_put(a->txn, TABLE_PIECE_NAME, key,
		        (struct str){(const char *)name.b, sizeof name});
	}
	a->changed(a->ctx, what, level, number);
}

static void
get_piece(struct apply *a, char what, unsigned level, uint32_t number,
          struct buf *bytes)
{
	struct str value;

	buf_reset(bytes);
	if (txn_get(a->txn, TABLE_PIECE,
	            key_piece(&a->key, what, level, number), &value))
		buf_add(bytes, value);
}

static void
note_node(struct apply *a, unsigned row, uint32_t number)
{
	uint64_t place = (uint64_t)row << 32 | number / ROUTE_FAN;

	if (a->node.n == 0 || a->node.v[a->node.n - 1] != place)
		vec_push(&a->node, place);
}

static unsigned
row_of(enum piece_what what)
{
	unsigned row = 0;

	while (route_rows[row] != what)
		row++;
	return row;
}

static int
flush_cards(struct apply *a, struct err *err)
{
	uint32_t pack;
	int rc;

	if (a->card.n == 0)
		return 0;
	pack = a->card.v[0].doc / CARD_PACK;
	get_piece(a, PIECE_CARDS, 0, pack, &a->old);
	buf_reset(&a->now);
	rc = card_apply(buf_str(&a->old), a->card.v, a->card.n, pack, &a->now,
	                err);
	if (rc == 0)
		set_piece(a, PIECE_CARDS, 0, pack, buf_str(&a->now));
	note_node(a, row_of(PIECE_CARDS), pack);
	vec_reset(&a->card);
	return rc;
}

static int
flush_column(struct apply *a, struct err *err)
{
	uint32_t page;
	int rc;

	if (a->column.n == 0)
		return 0;
	page = a->column.v[0].doc / COLUMN_PAGE;
	get_piece(a, PIECE_COLUMN, 0, page, &a->old);
	buf_reset(&a->now);
	rc = column_apply(buf_str(&a->old), a->column.v, a->column.n, page,
	                  &a->now, err);
	if (rc == 0)
		set_piece(a, PIECE_COLUMN, 0, page, buf_str(&a->now));
	note_node(a, row_of(PIECE_COLUMN), page);
	vec_reset(&a->column);
	arena_reset(&a->arena);
	return rc;
}

static int
take_card(struct apply *a, struct reader *r, struct err *err)
{
	struct card_change change = {.doc = get_be32(r)};
	int rc = 0;

	if (a->card.n && a->card.v[0].doc / CARD_PACK != change.doc / CARD_PACK)
		rc = flush_cards(a, err);
	if (rc == 0 && a->column.n &&
	    a->column.v[0].doc / COLUMN_PAGE != change.doc / COLUMN_PAGE)
		rc = flush_column(a, err);
	change.gone = get_byte(r) != 0;
	change.card.kind = arena_str(&a->arena, get_slice(r));
	change.card.id = arena_str(&a->arena, get_slice(r));
	change.card.title = arena_str(&a->arena, get_slice(r));
	change.card.title_en = arena_str(&a->arena, get_slice(r));
	change.card.date = arena_str(&a->arena, get_slice(r));
	change.card.status = arena_str(&a->arena, get_slice(r));
	vec_push(&a->card, change);
	vec_push(&a->column, change);
	return rc;
}

static int
apply_cards(struct apply *a, struct err *err)
{
	struct str record;
	int rc = extsort_sort(a->x->cards, err);

	while (rc == 0 &&
	       (rc = extsort_next(a->x->cards, &record, err)) == 1) {
		struct reader r = reader_over(record);

		rc = take_card(a, &r, err);
	}
	if (rc == 0)
		rc = flush_cards(a, err);
	return rc < 0 ? rc : flush_column(a, err);
}

static struct str
old_shard(void *ctx, uint32_t shard, struct buf *bytes)
{
	get_piece(ctx, PIECE_SHARD, 0, shard, bytes);
	return buf_str(bytes);
}

static void
new_shard(void *ctx, uint32_t shard, struct str bytes)
{
	struct apply *a = ctx;

	set_piece(a, PIECE_SHARD, 0, shard, bytes);
	note_node(a, row_of(PIECE_SHARD), shard);
}

static int
apply_terms(struct apply *a, unsigned threads, struct err *err)
{
	struct shards_sink sink = {a, old_shard, new_shard};

	if (!a->x->terms)
		return 0;
	return shards_apply(a->x->terms, threads, &sink, err);
}

/* ----------------------------------------------------------- nodes */

static void
names_of(struct txn *txn, struct buf *key, enum piece_what what,
         unsigned level, uint32_t first, uint32_t n,
         struct piece_name *names)
{
	for (uint32_t i = 0; i < n; i++) {
		struct str value;

		memset(&names[i], 0, sizeof names[i]);
		if (txn_get(txn, TABLE_PIECE_NAME,
		            key_piece(key, (char)what, level, first + i),
		            &value) &&
		    value.n == sizeof names[i])
			memcpy(names[i].b, value.p, value.n);
	}
}

static void
make_node(struct apply *a, enum piece_what what, unsigned level,
          uint32_t number)
{
	struct piece_name names[ROUTE_FAN];
	uint32_t below = route_count(what, a->highest, level - 1);
	uint32_t first = number * ROUTE_FAN;
	uint32_t n = below - first < ROUTE_FAN ? below - first : ROUTE_FAN;
	/* Nodes are kept under their row and level, never under 'n'. */

	names_of(a->txn, &a->key, what, level - 1, first, n, names);
	buf_reset(&a->now);
	route_node(what, level, number, names, n, &a->now);
	set_piece(a, (char)what, level, number, buf_str(&a->now));
}

/* Nodes above the pieces that changed, level by level. */
static void
make_nodes(struct apply *a)
{
	for (size_t i = 0; i < a->node.n; i++) {
		enum piece_what what = route_rows[a->node.v[i] >> 32];
		uint32_t number = (uint32_t)a->node.v[i];
		unsigned top = route_levels(what, a->highest);

		for (unsigned level = 1; level <= top; level++) {
			make_node(a, what, level, number);
			number /= ROUTE_FAN;
		}
	}
}

/* All nodes anew: the register has another number of levels. */
static void
make_all_nodes(struct apply *a)
{
	for (unsigned row = 0; row < ROUTE_ROWS; row++) {
		enum piece_what what = route_rows[row];
		unsigned top = route_levels(what, a->highest);

		for (unsigned level = 1; level <= top; level++) {
			uint32_t n = route_count(what, a->highest, level);

			for (uint32_t i = 0; i < n; i++)
				make_node(a, what, level, i);
		}
	}
}

/* Take all postings out of the shards of the old size class and put them
 * into the sort, older than any change. */
static int
recut(struct apply *a, unsigned was, struct err *err)
{
	int rc = 0;

	for (uint32_t i = 0; rc == 0 && i < 1u << was; i++) {
		struct shard_delta *delta;
		size_t n;

		get_piece(a, PIECE_SHARD, 0, i, &a->old);
		if (a->old.n == 0)
			continue;
		rc = shard_read(&a->arena, buf_str(&a->old), i, was, &delta,
		                &n, err);
		for (size_t j = 0; rc == 0 && j < n; j++)
			rc = shards_add(terms_of(a->x, a->bits),
			                  delta[j].term, delta[j].doc, false,
			                  false, delta[j].impact, err);
		set_piece(a, PIECE_SHARD, 0, i, (struct str){0});
		arena_reset(&a->arena);
	}
	return rc;
}

/* What the shape of the index depends on, kept from build to build. */
static uint32_t
read_shape(struct txn *txn)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_META, STR("index"), &value))
		return 0;
	r = reader_over(value);
	return get_be32(&r);
}

static void
write_shape(struct apply *a)
{
	buf_reset(&a->now);
	put_be32(&a->now, a->highest);
	txn_put(a->txn, TABLE_META, STR("index"), buf_str(&a->now));
}

static bool
same_levels(uint32_t was, uint32_t is)
{
	for (unsigned row = 0; row < ROUTE_ROWS; row++)
		if (route_levels(route_rows[row], was) !=
		    route_levels(route_rows[row], is))
			return false;
	return true;
}

static void
apply_release(struct apply *a)
{
	arena_release(&a->arena);
	vec_release(&a->card);
	vec_release(&a->column);
	vec_release(&a->node);
	buf_release(&a->old);
	buf_release(&a->now);
	buf_release(&a->key);
}

/* Nodes of levels that are no more, after the shape changed. */
static void
drop_nodes(struct apply *a, uint32_t was)
{
	for (unsigned row = 0; row < ROUTE_ROWS; row++) {
		enum piece_what what = route_rows[row];
		unsigned top = route_levels(what, was);

		for (unsigned level = 1; level <= top; level++) {
			uint32_t n = route_count(what, was, level);

			for (uint32_t i = 0; i < n; i++)
				set_piece(a, (char)what, level, i,
				          (struct str){0});
		}
	}
}

int
indexing_apply(struct indexing *x, struct txn *txn, uint32_t highest,
               unsigned threads, indexing_changed_fn *changed, void *ctx,
               struct err *err)
{
	struct apply a = {.x = x, .txn = txn, .changed = changed, .ctx = ctx};
	uint32_t was = read_shape(txn);
	int rc = 0;

	if (!x->any && was == highest)
		return 0;
	a.highest = highest;
	a.bits = shard_bits(highest);
	arena_init(&a.arena);
	if (was && shard_bits(was) != a.bits)
		rc = recut(&a, shard_bits(was), err);
	if (was && !same_levels(was, highest))
		drop_nodes(&a, was);
	if (rc == 0)
		rc = apply_cards(&a, err);
	if (rc == 0)
		rc = apply_terms(&a, threads, err);
	if (rc == 0 && same_levels(was, highest) &&
	    shard_bits(was) == a.bits)
		make_nodes(&a);
	else if (rc == 0)
		make_all_nodes(&a);
	write_shape(&a);
	apply_release(&a);
	return rc;
}
