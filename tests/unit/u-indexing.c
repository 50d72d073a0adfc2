/*
 * The search index as a view: changes applied in steps give the pieces that
 * one application from nothing gives, also across classes and with lists in
 * blocks; each piece that differs is told; one more number turns few files.
 */
#include "store_world.h"

#include "build/indexing.h"
#include "fs_mem.h"
#include "search/root.h"
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
on_piece(void *ctx, char what, unsigned level, uint32_t number, uint32_t part)
{
	struct world *w = ctx;

	buf_fmt(&w->told, "[%c %u %u %u]", what, level, number, part);
}

/* Texts, singles and pairs by turns. */
static struct key
word_of(struct arena *a, uint32_t i)
{
	struct key key = {0};

	if (i % 3 == 0) {
		key.text = arena_fmt(a, "w%u", i);
		key.v = key_text(key.text);
	} else {
		key_units(0x4e00 + i, i % 3 == 1 ? 0 : 0x5e00 + i, &key.v);
	}
	return key;
}

static int
by_key(const void *a, const void *b)
{
	const struct term *x = a;
	const struct term *y = b;

	if (x->key.v != y->key.v)
		return x->key.v < y->key.v ? -1 : 1;
	return str_cmp(x->key.text, y->key.text);
}

static struct terms
terms_of(struct arena *a, const struct doc *d)
{
	struct terms t = {arena_array(a, WORDS, sizeof(struct term)), 0};

	for (uint32_t i = 0; d && i < WORDS; i++)
		if (d->impact[i])
			t.v[t.n++] = (struct term){
			    word_of(a, i),
			    (uint8_t)((d->impact[i] - 1) & 15),
			    i % 3 == 2 ? d->impact[i] % 16 : 0};
	if (t.n)
		qsort(t.v, t.n, sizeof *t.v, by_key);
	return t;
}

/* Hand the change of one document to the index. */
static void
feed(struct indexing *x, uint32_t n, const struct doc *was,
     const struct doc *is)
{
	struct column_facet facet = {STR("city"), STR("210100")};
	struct cards_change card = {.doc = n};
	struct term_change *change;
	struct arena a;
	size_t changes;

	arena_init(&a);
	change = tokenize_diff(&a, terms_of(&a, was), terms_of(&a, is),
	                       &changes);
	assert_int_equal(indexing_terms(x, n, change, changes, NULL), 0);
	card.gone = !is || !is->title;
	if (!card.gone) {
		card.card.kind = STR("firm");
		card.card.id = arena_fmt(&a, "firms/r%u", n);
		card.card.date = arena_fmt(&a, "2021-06-%02u", is->title);
		card.facet = &facet;
		card.facets = is->title % 2;
	}
	if ((was ? was->title : 0) != (is ? is->title : 0))
		assert_int_equal(indexing_card(x, &card, NULL), 0);
	arena_release(&a);
}

static void
apply(struct world *w, struct indexing *x)
{
	struct err err = {0};

	buf_reset(&w->told);
	if (indexing_apply(x, 1, &err))
		fail_msg("%s", err.line);
	indexing_free(x);
}

static struct indexing *
changes(struct world *w, uint32_t highest, size_t memory, unsigned threads)
{
	struct indexing_job job = {.fs = &w->fs,
	                           .dir = "/sort",
	                           .memory = memory,
	                           .txn = w->s.txn,
	                           .highest = highest,
	                           .threads = threads,
	                           .changed = on_piece,
	                           .ctx = w};

	return indexing_new(&job);
}

/* The pieces are those of all documents indexed at once. */
static void
check_fresh(struct world *w, const struct doc *docs, uint32_t highest)
{
	struct world fresh;
	struct indexing *x;

	world_open(&fresh);
	x = changes(&fresh, highest, (size_t)1 << 24, 1);
	for (uint32_t n = 1; n <= highest; n++)
		feed(x, n, NULL, &docs[n]);
	apply(&fresh, x);
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
	struct str now = store_world_table(&w->s, TABLE_PIECE);
	struct str rest = now;
	size_t new_rows = 0;
	size_t told = 0;

	while (rest.n) {
		struct str line = str_cut(&rest, '\n');

		new_rows += str_find(before, line) > before.n;
	}
	for (size_t i = 0; i < w->told.n; i++)
		told += w->told.p[i] == '[';
	/* The tail is told of as the root. */
	assert_true(told + 1 >= new_rows);
	if (str_eq(before, now))
		assert_int_equal(told, 0);
}

/* A few words of many, or of many documents a few words that all have. */
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

/* Grow from `low` to `most` documents by steps and change some on the way. */
static void
run(uint32_t low, uint32_t most, uint32_t step, size_t memory,
    unsigned threads)
{
	struct world w;
	struct doc *docs = calloc(most + 1, sizeof *docs);
	uint64_t seed = most;
	uint32_t highest = 0;

	world_open(&w);
	while (highest < most) {
		uint32_t was_highest = highest;
		struct str before = store_world_table(&w.s, TABLE_PIECE);
		struct indexing *x;

		highest = highest < low          ? low
		          : highest + step < most ? highest + step
		                                  : most;
		x = changes(&w, highest, memory, threads);
		for (uint32_t n = 1; n <= highest; n++) {
			struct doc was = docs[n];

			if (n <= was_highest && world_random(&seed) % 24)
				continue;
			random_doc(&docs[n], &seed);
			feed(x, n, n > was_highest ? NULL : &was, &docs[n]);
		}
		apply(&w, x);
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
	run(1, 40, 4, (size_t)1 << 24, 1);
	run(1, 40, 5, 4096, 2);
	run(300, 340, 1, (size_t)1 << 24, 1);
}

/* Another class of levels is reached on the way. */
static void
test_classes(void **state)
{
	(void)state;
	run(490, 540, 7, (size_t)1 << 24, 2);
	run(2000, 2100, 30, (size_t)1 << 16, 2);
}

/* Groups of cards are closed: with their last number, with changes or not. */
static void
test_groups(void **state)
{
	static const uint32_t steps[] = {120, 126, 127, 128, 390, 512, 767};
	struct world w;
	struct doc docs[768] = {0};
	uint32_t highest = 0;

	(void)state;
	world_open(&w);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct str before = store_world_table(&w.s, TABLE_PIECE);
		struct indexing *x =
		    changes(&w, steps[i], (size_t)1 << 24, 1);

		/* Numbers whose records are gone, and one change far back. */
		while (++highest <= steps[i])
			if (highest < 110 || highest > 380) {
				docs[highest].title = 1 + highest % 5;
				feed(x, highest, NULL, &docs[highest]);
			}
		highest = steps[i];
		if (i > 3) {
			struct doc was = docs[i];

			docs[i].title++;
			feed(x, (uint32_t)i, &was, &docs[i]);
		}
		apply(&w, x);
		check_told(&w, before);
		check_fresh(&w, docs, highest);
	}
	world_close(&w);
}

/* Lists in blocks: a word of every document, one that comes and goes. */
static void
test_blocks(void **state)
{
	struct world w;
	struct doc *docs = calloc(2400, sizeof *docs);
	struct indexing *x;

	(void)state;
	world_open(&w);
	for (uint32_t n = 1; n < 2400; n++) {
		docs[n].title = 1;
		for (int i = 0; i < 6; i++)
			docs[n].impact[i] = (uint8_t)(1 + n * 7 % 16);
	}
	x = changes(&w, 2390, (size_t)1 << 24, 2);
	for (uint32_t n = 1; n <= 2390; n++)
		feed(x, n, NULL, &docs[n]);
	apply(&w, x);
	check_fresh(&w, docs, 2390);
	for (uint32_t highest = 2391; highest < 2400; highest++) {
		uint32_t back = 1 + highest * 37 % 2000;
		struct doc was = docs[back];

		docs[back] = (struct doc){{0}, 0};
		x = changes(&w, highest, (size_t)1 << 24, 1);
		feed(x, back, &was, &docs[back]);
		feed(x, highest, NULL, &docs[highest]);
		apply(&w, x);
		check_fresh(&w, docs, highest);
	}
	/* So many go that the lists are short again. */
	x = changes(&w, 2399, (size_t)1 << 24, 1);
	for (uint32_t n = 1; n < 900; n++) {
		struct doc was = docs[n];

		docs[n] = (struct doc){{0}, 0};
		feed(x, n, &was, NULL);
	}
	apply(&w, x);
	check_fresh(&w, docs, 2399);
	world_close(&w);
	free(docs);
}

/* One more number: the files of the levels whose turn it is. */
static void
test_turns(void **state)
{
	struct level_shape shape = level_shape(9000);
	struct world w;
	struct doc doc = {{0}, 1};
	struct indexing *x;
	size_t most = 4; /* root, tail, cards, column */
	size_t told = 0;

	(void)state;
	for (int i = 0; i < WORDS; i++)
		doc.impact[i] = 3;
	for (unsigned level = 1; level <= shape.levels; level++)
		most += shape.shards[level] / shape.every[level] + 3;
	world_open(&w);
	x = changes(&w, 8990, (size_t)1 << 24, 2);
	for (uint32_t n = 8000; n <= 8990; n++)
		feed(x, n, NULL, &doc);
	apply(&w, x);
	for (uint32_t highest = 8991; highest < 9010; highest++) {
		x = changes(&w, highest, (size_t)1 << 24, 1);
		feed(x, highest, NULL, &doc);
		apply(&w, x);
		told = 0;
		for (size_t i = 0; i < w.told.n; i++)
			told += w.told.p[i] == '[';
		assert_in_range(told, 3, most);
	}
	world_close(&w);
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
	x = changes(&w, 20, (size_t)1 << 24, 1);
	feed(x, 20, NULL, &one);
	apply(&w, x);
	first = store_world_table(&w.s, TABLE_PIECE);
	/* A shard, a pack, a column, the root. */
	assert_int_equal(txn_rows(w.s.txn, TABLE_PIECE), 4);
	x = changes(&w, 20, (size_t)1 << 24, 1);
	feed(x, 20, &one, &two);
	apply(&w, x);
	assert_false(str_eq(store_world_table(&w.s, TABLE_PIECE), first));
	x = changes(&w, 20, (size_t)1 << 24, 1);
	feed(x, 20, &two, &one);
	apply(&w, x);
	assert_same_text(store_world_table(&w.s, TABLE_PIECE), first);
	x = changes(&w, 20, (size_t)1 << 24, 1);
	apply(&w, x);
	assert_int_equal(w.told.n, 0);
	x = changes(&w, 20, (size_t)1 << 24, 1);
	feed(x, 20, &one, NULL);
	apply(&w, x);
	assert_int_equal(txn_rows(w.s.txn, TABLE_PIECE), 1);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_classes),
	    cmocka_unit_test(test_groups),
	    cmocka_unit_test(test_blocks),
	    cmocka_unit_test(test_turns),
	    cmocka_unit_test(test_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
