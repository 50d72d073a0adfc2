#include "search/shard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BITS 4
#define NUMBER 5
#define TERMS 40
#define DOCS 60

/* The truth beside the shard: impact + 1 of each pair, 0 where there is
 * none. */
struct model {
	uint8_t has[TERMS][DOCS];
	char term[TERMS][16];
};

static uint32_t
roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
model_begin(struct model *m)
{
	memset(m, 0, sizeof *m);
	for (size_t t = 0; t < TERMS; t++)
		snprintf(m->term[t], sizeof m->term[t], "%s%02zu",
		         t < 20 ? "common" : t < 30 ? "c" : "\xe7\x9a\x84",
		         t);
}

static size_t
all_deltas(const struct model *m, struct shard_delta *d)
{
	size_t n = 0;

	for (size_t t = 0; t < TERMS; t++)
		for (uint32_t doc = 1; doc < DOCS; doc++)
			if (m->has[t][doc])
				d[n++] = (struct shard_delta){
				    .term = str_from(m->term[t]),
				    .doc = doc,
				    .impact = (uint8_t)(m->has[t][doc] - 1)};
	return n;
}

static int
delta_order(const void *a, const void *b)
{
	const struct shard_delta *x = a;
	const struct shard_delta *y = b;
	int order = str_cmp(x->term, y->term);

	return order ? order : x->doc < y->doc ? -1 : x->doc > y->doc;
}

static void
apply(struct buf *shard, struct shard_delta *d, size_t n)
{
	struct buf out = {0};
	struct err err;

	if (n)
		qsort(d, n, sizeof *d, delta_order);
	assert_int_equal(0, shard_apply(buf_str(shard), d, n, NUMBER, BITS,
	                                &out, &err));
	buf_release(shard);
	*shard = out;
}

/* Some changes, also to what is so already. */
static size_t
change(struct model *m, uint32_t *seed, struct shard_delta *d)
{
	size_t n = 0;
	unsigned odds = 1 + roll(seed) % 40;

	for (size_t t = 0; t < TERMS; t++) {
		for (uint32_t doc = 1; doc < DOCS; doc++) {
			bool gone = roll(seed) % 2;
			uint8_t impact = roll(seed) % 16;

			if (roll(seed) % odds)
				continue;
			m->has[t][doc] = gone ? 0 : (uint8_t)(impact + 1);
			d[n++] = (struct shard_delta){str_from(m->term[t]),
			                              doc, impact, gone};
		}
	}
	return n;
}

/* A fair number of postings of all lengths. */
static size_t
fill(struct model *m, uint32_t seed, struct shard_delta *d)
{
	size_t n;

	model_begin(m);
	do {
		change(m, &seed, d);
		n = all_deltas(m, d);
	} while (n < 300);
	return n;
}

static void
any_road_gives_the_clean_shard(void **state)
{
	static struct model m;
	static struct shard_delta d[TERMS * DOCS];
	struct buf shard = {0};
	uint32_t seed = 7;

	(void)state;
	model_begin(&m);
	for (int step = 0; step < 200; step++) {
		struct buf clean = {0};

		apply(&shard, d, change(&m, &seed, d));
		apply(&clean, d, all_deltas(&m, d));
		assert_int_equal(clean.n, shard.n);
		assert_memory_equal(clean.p, shard.p, clean.n);
		buf_release(&clean);
	}
	buf_release(&shard);
}

static void
nothing_left_is_no_piece(void **state)
{
	struct shard_delta d[] = {{STR("term"), 3, 4, false}};
	struct buf shard = {0};

	(void)state;
	apply(&shard, d, 0);
	assert_int_equal(0, shard.n);
	apply(&shard, d, 1);
	assert_true(shard.n > PIECE_HEADER);
	d[0].gone = true;
	apply(&shard, d, 1);
	assert_int_equal(0, shard.n);
	apply(&shard, d, 1);
	assert_int_equal(0, shard.n);
	buf_release(&shard);
}

static void
all_postings_are_read(void **state)
{
	static struct model m;
	static struct shard_delta d[TERMS * DOCS];
	struct shard_delta *back;
	struct buf shard = {0};
	struct arena a;
	struct err err;
	size_t n;
	size_t back_n;

	(void)state;
	arena_init(&a);
	n = fill(&m, 99, d);
	apply(&shard, d, n);
	assert_int_equal(0, shard_read(&a, buf_str(&shard), NUMBER, BITS,
	                               &back, &back_n, &err));
	assert_int_equal(n, back_n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(0, delta_order(&d[i], &back[i]));
		assert_int_equal(d[i].impact, back[i].impact);
	}
	buf_release(&shard);
	arena_release(&a);
}

static void
terms_and_prefixes_are_found(void **state)
{
	struct shard_delta d[] = {
	    {STR("net"), 2, 1, false},     {STR("net"), 9, 12, false},
	    {STR("network"), 2, 7, false}, {STR("network"), 5, 3, false},
	    {STR("news"), 1, 1, false},
	};
	struct buf shard = {0};
	struct str body;
	struct postings p;
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	apply(&shard, d, 5);
	assert_int_equal(0, piece_open(buf_str(&shard), PIECE_SHARD, BITS,
	                               NUMBER, &body, &err));
	assert_int_equal(0, shard_find(&a, body, STR("net"), false, &p,
	                               &err));
	assert_int_equal(2, p.n);
	assert_int_equal(9, p.v[1].doc);
	assert_int_equal(12, p.v[1].impact);
	assert_int_equal(0, shard_find(&a, body, STR("net"), true, &p,
	                               &err));
	assert_int_equal(3, p.n);
	assert_int_equal(7, p.v[0].impact);
	assert_int_equal(5, p.v[1].doc);
	assert_int_equal(9, p.v[2].doc);
	assert_int_equal(0, shard_find(&a, body, STR("ne"), false, &p, &err));
	assert_int_equal(0, p.n);
	assert_int_equal(0, shard_find(&a, body, STR("zoo"), true, &p, &err));
	assert_int_equal(0, p.n);
	buf_release(&shard);
	arena_release(&a);
}

static void
words_with_a_prefix_lie_together(void **state)
{
	(void)state;
	assert_int_equal(shard_of(STR("net"), 12),
	                 shard_of(STR("networking"), 12));
	assert_int_equal(shard_of(STR("сеть"), 12),
	                 shard_of(STR("сетка"), 12));
	assert_int_not_equal(shard_of(STR("#2021"), 16),
	                     shard_of(STR("#2022"), 16));
	/* Fewer shards are the same cut coarser. */
	assert_int_equal(shard_of(STR("联盟"), 14) % 16,
	                 shard_of(STR("联盟"), 4));
}

static void
size_classes_never_fall(void **state)
{
	unsigned last = 0;

	(void)state;
	assert_int_equal(SHARD_BITS_MIN, shard_bits(0));
	assert_int_equal(11, shard_bits(10000));
	assert_int_equal(12, shard_bits(100000));
	for (uint32_t n = 1; n < RICE_DOC_MAX / 2; n += n / 50 + 1) {
		assert_true(shard_bits(n) >= last);
		last = shard_bits(n);
	}
	assert_int_equal(SHARD_BITS_MAX, last);
}

/* Whatever the bytes are, reading ends with an answer or ERR_CORRUPT. */
static void
read_hostile(struct buf *b, bool must_fail)
{
	struct shard_delta *d;
	struct shard_delta one = {STR("common05"), 7, 3, false};
	struct buf out = {0};
	struct str body;
	struct postings p;
	struct arena a;
	struct err err;
	size_t n;
	int rc;

	arena_init(&a);
	rc = shard_read(&a, buf_str(b), NUMBER, BITS, &d, &n, &err);
	assert_true(rc == 0 || (rc == ERR_CORRUPT && n == 0));
	if (must_fail)
		assert_int_equal(ERR_CORRUPT, rc);
	rc = shard_apply(buf_str(b), &one, 1, NUMBER, BITS, &out, &err);
	assert_true(rc == 0 || (rc == ERR_CORRUPT && out.n == 0));
	if (piece_open(buf_str(b), PIECE_SHARD, BITS, NUMBER, &body, &err) ==
	    0)
		shard_find(&a, body, STR("common"), true, &p, &err);
	buf_release(&out);
	arena_release(&a);
}

static void
seal(struct buf *b)
{
	if (b->n >= PIECE_HEADER)
		piece_end(b, 0);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	static struct model m;
	static struct shard_delta d[TERMS * DOCS];
	struct buf shard = {0};
	struct buf copy = {0};

	(void)state;
	apply(&shard, d, fill(&m, 3, d));
	assert_true(shard.n > 300);
	for (size_t n = 1; n < shard.n; n++) {
		buf_reset(&copy);
		buf_add(&copy, str_sub(buf_str(&shard), 0, n));
		read_hostile(&copy, true);
		seal(&copy);
		read_hostile(&copy, false);
	}
	for (size_t i = 0; i < shard.n; i++) {
		for (int bit = 0; bit < 8; bit++) {
			buf_reset(&copy);
			buf_add(&copy, buf_str(&shard));
			copy.p[i] = (char)(copy.p[i] ^ 1 << bit);
			read_hostile(&copy, true);
			seal(&copy);
			read_hostile(&copy, false);
		}
	}
	buf_release(&copy);
	buf_release(&shard);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_road_gives_the_clean_shard),
	    cmocka_unit_test(nothing_left_is_no_piece),
	    cmocka_unit_test(all_postings_are_read),
	    cmocka_unit_test(terms_and_prefixes_are_found),
	    cmocka_unit_test(words_with_a_prefix_lie_together),
	    cmocka_unit_test(size_classes_never_fall),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
