/*
 * The search index as a view: changes applied in steps give the pieces that
 * one application from nothing gives, also across size classes; each piece
 * that differs is told.
 */
#include "store_world.h"

#include "build/indexing.h"
#include "fs_mem.h"
#include "search/route.h"
#include "search/shard.h"

#define WORDS 60

/* What a document is: its words (0: absent, else impact + 1), its card. */
struct doc {
	uint8_t impact[WORDS];
	uint32_t title; /* 0: no card */
};

struct world {
	struct store_world s;
	struct fs_mem *mem;
	struct fs fs;
	struct buf told; /* places of pieces, one each: what level number */
};

static void
world_open(struct world *w)
{
	*w = (struct world){0};
	store_world_open(&w->s);
	w->mem = fs_mem_new();
	w->fs = fs_mem_fs(w->mem);
}

static void
world_close(struct world *w)
{
	buf_release(&w->told);
	fs_mem_free(w->mem);
	store_world_close(&w->s);
}

static void
on_piece(void *ctx, char what, unsigned level, uint32_t number)
{
	struct world *w = ctx;

	buf_fmt(&w->told, "[%c %u %u]", what, level, number);
}

static struct str
word_of(struct arena *a, uint32_t i)
{
	return arena_fmt(a, i % 3 ? "w%u" : "沈%u", i);
}

static int
by_text(const void *a, const void *b)
{
	const struct term *x = a;
	const struct term *y = b;

	return str_cmp(x->text, y->text);
}

static struct terms
terms_of(struct arena *a, const struct doc *d)
{
	struct terms t = {arena_array(a, WORDS, sizeof(struct term)), 0};

	for (uint32_t i = 0; d && i < WORDS; i++)
		if (d->impact[i])
			t.v[t.n++] = (struct term){
			    word_of(a, i), (uint8_t)(d->impact[i] - 1)};
	if (t.n)
		qsort(t.v, t.n, sizeof *t.v, by_text);
	return t;
}

/* Hand the change of one document to the index. */
static void
feed(struct world *w, struct indexing *x, uint32_t highest, uint32_t n,
     const struct doc *was, const struct doc *is)
{
	struct card_change card = {.doc = n};
	struct term_change *change;
	struct arena a;
	size_t changes;

	arena_init(&a);
	change = tokenize_diff(&a, terms_of(&a, was), terms_of(&a, is),
	                       &changes);
	assert_int_equal(indexing_terms(x, shard_bits(highest), n, change,
	                                changes, NULL),
	                 0);
	card.gone = !is || !is->title;
	if (!card.gone) {
		card.card.kind = STR("firm");
		card.card.id = arena_fmt(&a, "firms/r%u", n);
		card.card.title = arena_fmt(&a, "title %u", is->title);
		card.card.date = STR("2021-06-28");
	}
	if ((was ? was->title : 0) != (is ? is->title : 0))
		assert_int_equal(indexing_card(x, &card, NULL), 0);
	arena_release(&a);
	(void)w;
}

static void
apply(struct world *w, struct indexing *x, uint32_t highest,
      unsigned threads)
{
	struct err err = {0};

	buf_reset(&w->told);
	if (indexing_apply(x, w->s.txn, highest, threads, on_piece, w, &err))
		fail_msg("%s", err.line);
	indexing_free(x);
}

static struct indexing *
fresh_changes(struct world *w, size_t memory)
{
	return indexing_new(&w->fs, "/sort", memory);
}

/* The pieces are those of all documents indexed at once. */
static void
check_fresh(struct world *w, const struct doc *docs, uint32_t highest)
{
	struct world fresh;
	struct indexing *x;

	world_open(&fresh);
	x = fresh_changes(&fresh, (size_t)1 << 24);
	for (uint32_t n = 1; n <= highest; n++)
		feed(&fresh, x, highest, n, NULL, &docs[n]);
	apply(&fresh, x, highest, 1);
	assert_same_text(store_world_table(&w->s, TABLE_PIECE_NAME),
	                 store_world_table(&fresh.s, TABLE_PIECE_NAME));
	assert_same_text(store_world_table(&w->s, TABLE_PIECE),
	                 store_world_table(&fresh.s, TABLE_PIECE));
	world_close(&fresh);
}

/* Every piece whose name differs was told of, and none besides. */
static void
check_told(struct world *w, struct str before)
{
	struct str now = store_world_table(&w->s, TABLE_PIECE_NAME);
	struct str rest = now;
	size_t new_rows = 0;
	size_t told = 0;

	while (rest.n) {
		struct str line = str_cut(&rest, '\n');

		new_rows += str_find(before, line) > before.n;
	}
	for (size_t i = 0; i < w->told.n; i++)
		told += w->told.p[i] == '[';
	assert_true(told >= new_rows);
	if (str_eq(before, now))
		assert_int_equal(told, 0);
}

static void
random_doc(struct doc *d, uint64_t *seed)
{
	uint32_t kind = world_random(seed) % 6;

	if (kind == 0) {
		*d = (struct doc){{0}, 0};
		return;
	}
	for (int i = 0; i < WORDS; i++)
		if (world_random(seed) % 5 == 0)
			d->impact[i] = (uint8_t)(world_random(seed) % 17);
	if (kind < 4)
		d->title = 1 + world_random(seed) % 5;
}

/* Grow to `most` documents by steps and change some on the way. */
static void
run(uint32_t most, uint32_t step, size_t memory, unsigned threads)
{
	struct world w;
	struct doc *docs = calloc(most + 1, sizeof *docs);
	uint64_t seed = most;
	uint32_t highest = 0;

	world_open(&w);
	while (highest < most) {
		struct indexing *x = fresh_changes(&w, memory);
		uint32_t was_highest = highest;
		struct str before =
		    store_world_table(&w.s, TABLE_PIECE_NAME);

		highest = highest + step < most ? highest + step : most;
		for (uint32_t n = 1; n <= highest; n++) {
			struct doc was = docs[n];

			if (n <= was_highest && world_random(&seed) % 12)
				continue;
			random_doc(&docs[n], &seed);
			feed(&w, x, highest, n, n > was_highest ? NULL : &was,
			     &docs[n]);
		}
		apply(&w, x, highest, threads);
		check_told(&w, before);
		check_fresh(&w, docs, highest);
	}
	world_close(&w);
	free(docs);
}

static void
test_steps(void **state)
{
	(void)state;
	run(40, 4, (size_t)1 << 24, 1);
	run(40, 5, 4096, 2);
}

/* The number of shards grows on the way. */
static void
test_classes(void **state)
{
	uint32_t edge = 1;

	(void)state;
	while (shard_bits(edge) == shard_bits(1))
		edge++;
	run(edge + 10, edge / 3, (size_t)1 << 24, 2);
}

/* So many documents that the rows get nodes. */
static void
test_nodes(void **state)
{
	(void)state;
	assert_int_equal(route_levels(PIECE_COLUMN, 1400), 0);
	assert_int_equal(route_levels(PIECE_COLUMN, 4200), 1);
	assert_true(route_levels(PIECE_CARDS, 4200) >= 1);
	run(4200, 1400, (size_t)1 << 16, 2);
}

/* A change that leads back leaves the same bytes; none tells nothing. */
static void
test_back(void **state)
{
	struct world w;
	struct doc one = {{0}, 1};
	struct doc two = {{0}, 2};
	struct str first;
	struct indexing *x;

	(void)state;
	one.impact[3] = 5;
	two.impact[4] = 7;
	world_open(&w);
	x = fresh_changes(&w, (size_t)1 << 24);
	feed(&w, x, 20, 20, NULL, &one);
	apply(&w, x, 20, 1);
	first = store_world_table(&w.s, TABLE_PIECE);
	/* A shard, a pack, a column. */
	assert_int_equal(txn_rows(w.s.txn, TABLE_PIECE), 3);
	x = fresh_changes(&w, (size_t)1 << 24);
	feed(&w, x, 20, 20, &one, &two);
	apply(&w, x, 20, 1);
	assert_false(str_eq(store_world_table(&w.s, TABLE_PIECE), first));
	x = fresh_changes(&w, (size_t)1 << 24);
	feed(&w, x, 20, 20, &two, &one);
	apply(&w, x, 20, 1);
	assert_same_text(store_world_table(&w.s, TABLE_PIECE), first);
	x = fresh_changes(&w, (size_t)1 << 24);
	apply(&w, x, 20, 1);
	assert_int_equal(w.told.n, 0);
	x = fresh_changes(&w, (size_t)1 << 24);
	feed(&w, x, 20, 20, &one, NULL);
	apply(&w, x, 20, 1);
	assert_int_equal(txn_rows(w.s.txn, TABLE_PIECE), 0);
	assert_int_equal(txn_rows(w.s.txn, TABLE_PIECE_NAME), 0);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_classes),
	    cmocka_unit_test(test_nodes),
	    cmocka_unit_test(test_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
