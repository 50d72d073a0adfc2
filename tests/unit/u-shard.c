/*
 * Shards against a plain table of who has which term: whatever road led to a
 * shard, its bytes and its blocks are those of one made from nothing,
 * and what stands in it is found.
 */
#include "shard_world.h"

static void
assert_same_blocks(const struct blocks *a, const struct blocks *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < LONGS; i++)
		for (size_t j = 0; j < BLOCKS; j++)
			if (!str_eq(buf_str(&a->v[i][j]),
			            buf_str(&b->v[i][j])))
				fail_msg("block %zu %zu differs", i, j);
}

static void
assert_clean(struct world *w)
{
	struct blocks fresh = {0};
	struct shard_blocks blocks = {&fresh, get_block, put_block};
	struct buf out = {0};
	struct err err;
	size_t n = all_deltas(w, w->d);

	assert_int_equal(0, shard_apply((struct str){0}, &w->place, w->d, n,
	                                &w->place, &blocks, &out, &err));
	assert_int_equal(n == 0, out.n == 0);
	if (!str_eq(buf_str(&out), buf_str(&w->shard)))
		fail_msg("%zu bytes, clean %zu", w->shard.n, out.n);
	assert_same_blocks(&fresh, &w->blocks);
	blocks_release(&fresh);
	buf_release(&out);
}

/* One document, or a term in a part of all. */
static void
change(struct world *w)
{
	size_t t = roll(&w->seed) % w->terms;
	uint32_t odds = 1u << roll(&w->seed) % 8;
	bool gone = roll(&w->seed) % 3 == 0;

	if (roll(&w->seed) % 4) {
		uint32_t doc = roll(&w->seed) % w->docs;

		w->has[t * w->docs + doc] =
		    gone ? 0 : CELL(roll(&w->seed) % 16, doc % 16);
		return;
	}
	for (uint32_t doc = 1; doc < w->docs; doc++)
		if (roll(&w->seed) % odds == 0)
			w->has[t * w->docs + doc] =
			    gone ? 0
			         : CELL(roll(&w->seed) % 16 & odds * 3,
			                roll(&w->seed) % 16);
}

/* To another highest number of the same class. */
static void
move(struct world *w, uint32_t n)
{
	w->place.upto = level_upto(&w->shape, w->place.level,
	                           w->place.number, n);
}

static size_t
df_of(const struct world *w, size_t t)
{
	size_t n = 0;

	for (uint32_t doc = low_of(w, &w->place, t) + 1;
	     doc <= w->place.upto; doc++)
		n += w->has[t * w->docs + doc] != 0;
	return n;
}

/* Postings, ascending, each of them in the table. */
static void
assert_in_table(const struct world *w, size_t t, struct postings list,
                bool next)
{
	for (size_t i = 0; i < list.n; i++) {
		struct posting p = list.v[i];
		uint16_t cell = CELL(p.impact, p.next);

		if (!next) {
			assert_int_equal(0, p.next);
			cell = (uint16_t)(cell +
			                  (w->has[t * w->docs + p.doc] - 1) /
			                      16 * 16);
		}
		assert_true(i == 0 || list.v[i - 1].doc < p.doc);
		assert_in_range(p.doc, low_of(w, &w->place, t) + 1,
		                w->place.upto);
		assert_int_equal(cell, w->has[t * w->docs + p.doc]);
	}
}

/* No posting that is left out is better than one of the best. */
static void
assert_best(const struct world *w, size_t t, struct postings best)
{
	size_t i = 0;
	unsigned least = 15;
	uint32_t first = UINT32_MAX; /* of the least impact */

	assert_int_equal(SHARD_BEST, best.n);
	for (size_t j = 0; j < best.n; j++)
		if (best.v[j].impact < least)
			least = best.v[j].impact;
	for (size_t j = best.n; j-- > 0;)
		if (best.v[j].impact == least)
			first = best.v[j].doc;
	for (uint32_t doc = 1; doc <= w->place.upto; doc++) {
		unsigned cell = w->has[t * w->docs + doc];

		if (i < best.n && best.v[i].doc == doc)
			i++;
		else if (cell && (cell - 1) % 16 >= least)
			assert_true((cell - 1) % 16 == least && doc < first);
	}
	assert_int_equal(best.n, i);
}

static void
check_long(struct world *w, struct arena *a, size_t t,
           const struct shard_term *term)
{
	bool next = !(w->key[t].v & (KEY_SINGLE | KEY_TEXT));
	size_t all = 0;
	struct err err;

	assert_in_table(w, t, term->list, false);
	assert_best(w, t, term->list);
	for (uint32_t i = 0; i < term->blocks; i++) {
		struct postings list;
		struct str bytes;

		if (!term->sum[i])
			continue;
		assert_int_equal(0, get_block(&w->blocks, term->ordinal, i,
		                              term->sum[i], &bytes, &err));
		assert_int_equal(0, shard_block(a, bytes, &w->place, term, i,
		                                &list, &err));
		assert_in_table(w, t, list, next);
		for (size_t j = 0; j < list.n; j++)
			assert_int_equal(i, (list.v[j].doc - 1) >>
			                        term->width);
		all += list.n;
	}
	assert_int_equal(term->df, all);
}

/* Each term is found as the table has it. */
static void
check_finds(struct world *w, size_t *longs)
{
	struct arena a;
	struct err err;

	arena_init(&a);
	*longs = 0;
	for (size_t t = 0; t < w->terms; t++) {
		struct shard_term *term;
		size_t df = df_of(w, t);
		size_t n;

		arena_reset(&a);
		assert_int_equal(0, shard_find(&a, body_of(w), &w->place,
		                               w->key[t], false, &term, &n,
		                               &err));
		assert_int_equal(df > 0, n);
		if (n == 0)
			continue;
		assert_int_equal(df, term->df);
		assert_int_equal(w->key[t].v, term->key.v);
		assert_true(str_eq(w->key[t].text, term->key.text));
		assert_int_equal(df >= SHARD_LONG, term->sum != NULL);
		if (term->sum) {
			check_long(w, &a, t, term);
			*longs += 1;
		} else {
			assert_int_equal(df, term->list.n);
			assert_in_table(
			    w, t, term->list,
			    !(w->key[t].v & (KEY_SINGLE | KEY_TEXT)));
		}
	}
	arena_release(&a);
}

static void
check_reads(struct world *w)
{
	struct shard_blocks blocks = {&w->blocks, get_block, put_block};
	struct shard_delta *back;
	struct shard_term *term;
	struct arena a;
	struct err err;
	size_t n = all_deltas(w, w->d);
	size_t longs;
	size_t have;

	check_finds(w, &longs);
	arena_init(&a);
	assert_int_equal(0, shard_read(&a, buf_str(&w->shard), &w->place,
	                               &blocks, &back, &have, &err));
	assert_int_equal(n, have);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(0, key_order(&w->d[i].key, &back[i].key));
		assert_int_equal(w->d[i].doc, back[i].doc);
		assert_int_equal(w->d[i].impact, back[i].impact);
		if (!(back[i].key.v & (KEY_SINGLE | KEY_TEXT)))
			assert_int_equal(w->d[i].next, back[i].next);
	}
	assert_int_equal(0, shard_long(&a, buf_str(&w->shard), &w->place,
	                               &term, &have, &err));
	assert_int_equal(longs, have);
	for (size_t i = 0; i < have; i++)
		assert_int_equal(i, term[i].ordinal);
	arena_release(&a);
}

/* A walk through the numbers of a class, most often upwards. */
static void
walk(uint32_t least, uint32_t most, unsigned level, uint32_t number,
     int steps)
{
	struct world w;
	uint32_t n = least;

	world_begin(&w, most, level, number);
	move(&w, n);
	w.before = w.place;
	for (int i = 0; i < steps; i++) {
		for (uint32_t j = roll(&w.seed) % 4; j > 0; j--)
			change(&w);
		if (roll(&w.seed) % 2)
			n += roll(&w.seed) % 3;
		if (roll(&w.seed) % 30 == 0)
			n += roll(&w.seed) % (most - least);
		if (n > most)
			n = least + n % 7;
		move(&w, n);
		apply(&w);
		assert_clean(&w);
		if (i % 16 == 0)
			check_reads(&w);
	}
	world_end(&w);
}

static void
any_road_gives_the_clean_tail(void **state)
{
	(void)state;
	walk(0, 300, 0, 0, 400);
	walk(0, 300, 0, 1, 400);
	walk(8192, 8500, 0, 0, 50);
}

static void
any_road_gives_the_clean_shard(void **state)
{
	(void)state;
	walk(0, 511, 1, 9, 700);
	walk(0, 511, 1, 63, 300);
	walk(512, 2047, 1, 9, 400);
	walk(512, 2047, 2, 100, 200);
	walk(2048, 2600, 1, 12, 100);
}

static void
any_road_gives_the_clean_long_lists(void **state)
{
	(void)state;
	walk(2100, 4000, 2, 9, 60);
	walk(2048, 8191, 2, 15, 60);
}

static void
lists_become_long_and_short_again(void **state)
{
	struct world w;
	size_t longs;

	(void)state;
	world_begin(&w, 3000, 2, 9);
	for (uint32_t doc = 1; doc < SHARD_LONG; doc++)
		for (size_t t = 0; t < w.terms; t += w.terms - 1)
			w.has[t * w.docs + doc] = CELL(doc % 16, doc % 7);
	for (int there = 0; there < 3; there++) {
		apply(&w);
		assert_clean(&w);
		check_reads(&w);
		assert_int_equal(0, w.blocks.n);
		w.has[SHARD_LONG] = CELL(3, 4);
		apply(&w);
		assert_clean(&w);
		check_finds(&w, &longs);
		assert_int_equal(1, longs);
		assert_int_equal(1, w.blocks.n);
		w.has[SHARD_LONG] = 0;
	}
	world_end(&w);
}

static void
long_lists_have_blocks(void **state)
{
	struct world w;
	size_t longs;

	(void)state;
	world_begin(&w, 100000, 3, 77);
	for (uint32_t doc = 1; doc < w.docs; doc++) {
		w.has[doc] = CELL(doc % 5000 == 1   ? 14
		                  : doc % 4000 == 7 ? 15
		                                    : doc % 5,
		                  doc % 16);
		if (doc % 3 == 0 && doc / 20000 % 2)
			w.has[2 * w.docs + doc] = CELL(doc % 16, 1);
		if (doc % 48 == 1)
			w.has[(w.terms - 1) * w.docs + doc] = CELL(2, 1);
	}
	apply(&w);
	assert_clean(&w);
	check_finds(&w, &longs);
	assert_int_equal(3, longs);
	assert_in_range(w.blocks.n, 25, 60);
	w.has[50000] = 0;
	w.place.upto -= 3 * w.shape.every[3];
	apply(&w);
	assert_clean(&w);
	check_finds(&w, &longs);
	world_end(&w);
}

/* A record more changes the last block of a list alone. */
static void
old_blocks_stay(void **state)
{
	struct world w;
	struct buf first = {0};

	(void)state;
	world_begin(&w, 8191, 2, 9);
	w.place.upto -= w.shape.every[2];
	for (uint32_t doc = 1; doc < w.docs; doc++)
		w.has[doc] = CELL(doc % 5, doc % 16);
	apply(&w);
	assert_true(w.blocks.n > 1);
	buf_add(&first, buf_str(&w.blocks.v[0][0]));
	w.place.upto += w.shape.every[2];
	apply(&w);
	assert_true(str_eq(buf_str(&first), buf_str(&w.blocks.v[0][0])));
	assert_clean(&w);
	buf_release(&first);
	world_end(&w);
}

static void
nothing_left_is_no_piece(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w, 300, 1, 9);
	apply(&w);
	assert_int_equal(0, w.shard.n);
	w.has[200] = CELL(4, 4);
	apply(&w);
	assert_true(w.shard.n > PIECE_HEADER);
	w.has[200] = 0;
	apply(&w);
	assert_int_equal(0, w.shard.n);
	check_reads(&w);
	world_end(&w);
}

/* Documents that a lower level's file has no room for fall out of it. */
static void
old_documents_fall_out(void **state)
{
	struct shard_blocks blocks = {0};
	struct level_shape shape = level_shape(300);
	struct shard_place was = {&shape, 0, 0, 300};
	struct shard_place place = {&shape, 0, 0, 330};
	struct shard_delta d = {.key = {.v = 1}, .doc = 300, .impact = 3};
	struct buf shard = {0};
	struct buf out = {0};
	struct err err;

	(void)state;
	assert_int_equal(0, shard_apply((struct str){0}, &was, &d, 1, &was,
	                                &blocks, &shard, &err));
	assert_true(shard.n > 0);
	assert_int_equal(0, shard_apply(buf_str(&shard), &was, NULL, 0,
	                                &place, &blocks, &out, &err));
	assert_int_equal(0, out.n);
	/* Shard 0 of level 1 covers up to 320. */
	for (d.doc = 314; d.doc < 340; d.doc++) {
		buf_reset(&out);
		assert_int_equal(0, shard_apply(buf_str(&shard), &was, &d, 1,
		                                &place, &blocks, &out, &err));
		assert_int_equal(d.doc > 320 && d.doc <= 330, out.n > 0);
	}
	buf_release(&shard);
	buf_release(&out);
}

/* Made by hand from the words of shard.h and list.h. */
static void
bytes_are_these(void **state)
{
	static const struct shard_delta d[] = {
	    {{.v = 5}, 70, 3, 2, false},
	    {{.v = 9}, 1, 0, 15, false},
	    {{.v = 9}, 96, 15, 0, false},
	    {{.text = STR("acs")}, 96, 8, 7, false},
	    {{.text = STR("acsis")}, 1, 1, 0, false},
	    {{.text = STR("acsis-abcdefghijkl")}, 2, 2, 0, false},
	    {{.text = STR("acsis-abcdefghijklmnopqrstuvwxyz01")}, 3, 3, 0,
	     false},
	};
	static const uint8_t want[] = {
	    0x02, 0x1f, 0x04, 0x03, 0x61, 0x63, 0x73, 0x32, 0x69, 0x73,
	    0x5d, 0x2d, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68,
	    0x69, 0x6a, 0x6b, 0x6c, 0xff, 0x13, 0x6a, 0x6b, 0x6c, 0x6d,
	    0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77,
	    0x78, 0x79, 0x7a, 0x30, 0x31, 0x00, 0x00, 0x00, 0x05, 0xc2,
	    0x99, 0x00, 0x00, 0x00, 0x01, 0xa0, 0x03, 0xf7, 0xbc, 0x33,
	    0xf1, 0x00, 0x30, 0x25, 0x04, 0x60,
	};
	struct shard_blocks blocks = {0};
	struct level_shape shape = level_shape(100);
	struct shard_place place = {&shape, 1, 0, 96};
	struct shard_delta own[7];
	struct buf out = {0};
	struct err err;

	(void)state;
	memcpy(own, d, sizeof d);
	for (size_t i = 3; i < 7; i++)
		own[i].key.v = key_text(own[i].key.text);
	assert_int_equal(0, shard_apply((struct str){0}, &place, own, 7,
	                                &place, &blocks, &out, &err));
	assert_int_equal(PIECE_HEADER + sizeof want, out.n);
	assert_memory_equal(want, out.p + PIECE_HEADER, sizeof want);
	buf_release(&out);
}

static void
prefixes_are_found(void **state)
{
	struct world w;
	struct shard_term *term;
	struct arena a;
	struct key key;
	struct err err;
	size_t n;

	(void)state;
	arena_init(&a);
	world_begin(&w, 300, 1, 9);
	for (size_t t = 0; t < w.terms; t++)
		w.has[t * w.docs + 100 + t] = CELL(t % 16, 0);
	apply(&w);
	key = w.key[PAIRS]; /* a word without a tail */
	assert_int_equal(3, key.text.n);
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, key, true,
	                               &term, &n, &err));
	assert_int_equal(TAILS, n);
	for (size_t i = 0; i < n; i++) {
		assert_true(str_eq(w.key[PAIRS + i].text, term[i].key.text));
		assert_int_equal(1, term[i].df);
		assert_int_equal(1, term[i].list.n);
		assert_int_equal(100 + PAIRS + i, term[i].list.v[0].doc);
	}
	key.text = w.key[PAIRS + 2].text; /* with "c" */
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, key, true,
	                               &term, &n, &err));
	assert_int_equal(TAILS - 2, n);
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, key, false,
	                               &term, &n, &err));
	assert_int_equal(1, n);
	key.text = str_sub(w.key[PAIRS + 3].text, 0, 6);
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, key, true,
	                               &term, &n, &err));
	assert_int_equal(1, n);
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, key, false,
	                               &term, &n, &err));
	assert_int_equal(0, n);
	arena_release(&a);
	world_end(&w);
}

static void
other_pieces_are_refused(void **state)
{
	struct world w;
	struct shard_blocks blocks = {&w.blocks, get_block, put_block};
	struct shard_delta *d;
	struct arena a;
	struct err err;
	size_t n;

	(void)state;
	arena_init(&a);
	world_begin(&w, 300, 1, 9);
	w.has[100] = CELL(1, 1);
	apply(&w);
	for (int i = 0; i < 4; i++) {
		struct shard_place place = w.place;
		struct level_shape shape = level_shape(600);

		place.upto += i == 0;
		place.number += i == 1;
		place.level -= i == 2;
		if (i == 3)
			place.shape = &shape;
		assert_int_equal(ERR_CORRUPT,
		                 shard_read(&a, buf_str(&w.shard), &place,
		                            &blocks, &d, &n, &err));
		assert_int_equal(0, n);
	}
	arena_release(&a);
	world_end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_road_gives_the_clean_tail),
	    cmocka_unit_test(any_road_gives_the_clean_shard),
	    cmocka_unit_test(any_road_gives_the_clean_long_lists),
	    cmocka_unit_test(lists_become_long_and_short_again),
	    cmocka_unit_test(long_lists_have_blocks),
	    cmocka_unit_test(old_blocks_stay),
	    cmocka_unit_test(nothing_left_is_no_piece),
	    cmocka_unit_test(old_documents_fall_out),
	    cmocka_unit_test(bytes_are_these),
	    cmocka_unit_test(prefixes_are_found),
	    cmocka_unit_test(other_pieces_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
