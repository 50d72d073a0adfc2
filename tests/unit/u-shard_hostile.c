/*
 * Shards and blocks that are cut or altered: an answer or an error, no harm.
 */
#include "shard_world.h"

/* What was read from whatever bytes is at least in order. */
static void
check_order(const struct world *w, const struct shard_delta *d, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int order = i ? key_order(&d[i - 1].key, &d[i].key) : -1;

		assert_true(order < 0 ||
		            (order == 0 && d[i - 1].doc < d[i].doc));
		assert_true(d[i].doc <= w->place.upto);
		assert_true(d[i].key.text.n <= KEY_TEXT_MAX);
		assert_true(is_here(&w->place, d[i].key.v));
	}
}

/* The long lists agree with all that was read. */
static void
check_counts(const struct world *w, const struct shard_delta *d, size_t n,
             const struct shard_term *term, size_t terms)
{
	for (size_t i = 0; i < terms; i++) {
		size_t df = 0;

		assert_true(term[i].df <= w->place.upto);
		for (size_t j = 0; j < n; j++)
			df += key_order(&term[i].key, &d[j].key) == 0;
		assert_true(n == 0 || df == term[i].df);
	}
}

/* Whatever the bytes are, reading ends with an answer or an error, and asks
 * for no more memory than some bytes for each bit. */
static void
read_hostile(struct world *w, struct str bytes, bool must_fail)
{
	struct shard_blocks blocks = {&w->blocks, get_block, put_block};
	struct shard_delta *d;
	struct shard_term *term;
	struct arena a;
	struct arena b;
	struct err err;
	size_t n;
	size_t terms;
	int rc;

	arena_init(&a);
	arena_init(&b);
	rc = shard_read(&b, bytes, &w->place, &blocks, &d, &n, &err);
	assert_true(rc == 0 || (rc == ERR_CORRUPT && n == 0));
	if (must_fail)
		assert_int_equal(ERR_CORRUPT, rc);
	check_order(w, d, n);
	rc = shard_long(&a, bytes, &w->place, &term, &terms, &err);
	assert_true(rc == 0 || (rc == ERR_CORRUPT && terms == 0));
	check_counts(w, d, n, term, terms);
	for (size_t t = 0; bytes.n >= PIECE_HEADER && t < w->terms; t += 5)
		shard_find(&a, str_sub(bytes, PIECE_HEADER, bytes.n),
		           &w->place, w->key[t], t > PAIRS, &term, &terms,
		           &err);
	assert_true(a.used < 10000 + 300 * bytes.n);
	arena_release(&a);
	arena_release(&b);
}

/* The same for what a merge makes of them. */
static void
merge_hostile(struct world *w, struct str bytes)
{
	struct blocks fresh = {0};
	struct road road = {&w->blocks, &fresh};
	struct shard_blocks blocks = {&road, road_get, road_put};
	struct shard_delta one = {.key = w->key[1], .doc = w->place.upto};
	struct buf out = {0};
	struct err err;
	int rc = shard_apply(bytes, &w->place, &one, 1, &w->place, &blocks,
	                     &out, &err);

	assert_true(rc == 0 || (rc == ERR_CORRUPT && out.n == 0));
	blocks_release(&fresh);
	buf_release(&out);
}

static void
seal(struct buf *b)
{
	if (b->n >= PIECE_HEADER)
		piece_end(b, 0);
}

static void
try(struct world *w, struct buf *copy, bool may_be_well)
{
	read_hostile(w, buf_str(copy), true);
	seal(copy);
	read_hostile(w, buf_str(copy), !may_be_well);
	merge_hostile(w, buf_str(copy));
}

static void
copy_shard(const struct world *w, struct buf *copy)
{
	buf_reset(copy);
	buf_add(copy, buf_str(&w->shard));
}

/* Cut at every length, made longer, and every bit turned, with and without
 * a right sum. */
static void
alter(struct world *w)
{
	struct buf copy = {0};

	for (size_t n = 1; n < w->shard.n; n++) {
		buf_reset(&copy);
		buf_add(&copy, str_sub(buf_str(&w->shard), 0, n));
		try(w, &copy, n == PIECE_HEADER);
	}
	for (int i = 0; i < 256; i += 15) {
		copy_shard(w, &copy);
		buf_byte(&copy, (char)i);
		try(w, &copy, false);
	}
	for (size_t i = 0; i < w->shard.n * 8; i++) {
		copy_shard(w, &copy);
		copy.p[i / 8] = (char)(copy.p[i / 8] ^ 1 << i % 8);
		try(w, &copy, true);
	}
	for (size_t i = 0; i < 2000; i++) {
		copy_shard(w, &copy);
		for (size_t j = 1 + roll(&w->seed) % 20; j > 0; j--)
			copy.p[PIECE_HEADER +
			       roll(&w->seed) % (copy.n - PIECE_HEADER)] =
			    (char)roll(&w->seed);
		seal(&copy);
		read_hostile(w, buf_str(&copy), false);
		merge_hostile(w, buf_str(&copy));
	}
	buf_release(&copy);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w, 300, 1, 9);
	for (size_t i = 0; i < 40; i++)
		w.has[i * 7 % w.terms * w.docs + 40 + i * 5] =
		    CELL(i % 16, i % 7);
	for (uint32_t doc = 1; doc < 100; doc++)
		w.has[3 * w.docs + doc] = CELL(doc % 2, 3);
	apply(&w);
	assert_in_range(w.shard.n, 400, 900);
	alter(&w);
	world_end(&w);
}

static void
hostile_long_lists_do_no_harm(void **state)
{
	struct world w;
	struct shard_term *term;
	struct arena a;
	struct err err;
	size_t n;

	(void)state;
	world_begin(&w, 3000, 2, 9);
	for (uint32_t doc = 1; doc < w.docs; doc++)
		w.has[w.docs + doc] = doc % 16 ? CELL(1, 1) : 0;
	apply(&w);
	assert_int_equal(1, w.blocks.n);
	alter(&w);
	/* Its sums come last; a list without them is not found. */
	arena_init(&a);
	assert_int_equal(0, shard_find(&a, body_of(&w), &w.place, w.key[1],
	                               false, &term, &n, &err));
	assert_int_equal(1, n);
	w.shard.n -= 2;
	assert_int_equal(ERR_CORRUPT,
	                 shard_find(&a, body_of(&w), &w.place, w.key[1],
	                            false, &term, &n, &err));
	assert_int_equal(0, n);
	arena_release(&a);
	world_end(&w);
}

/* Read a block that may be altered; its sum is made right if `sealed`. */
static int
read_block(const struct world *w, const struct shard_term *term,
           struct buf *b, bool sealed)
{
	uint32_t sum = term->sum[0];
	struct shard_term own = *term;
	struct postings list;
	struct arena a;
	struct err err;
	int rc;

	arena_init(&a);
	if (sealed && b->n >= PIECE_HEADER) {
		piece_end(b, 0);
		sum = (uint32_t)piece_hash(PIECE_BLOCK, buf_str(b));
	}
	own.sum = &sum;
	rc = shard_block(&a, buf_str(b), &w->place, &own, 0, &list, &err);
	assert_true(rc == 0 || (rc == ERR_CORRUPT && list.n == 0));
	assert_true(a.used < 1000 + 64 * b->n);
	arena_release(&a);
	return rc;
}

/* The same for a block, read alone and by way of its shard. */
static void
hostile_blocks_do_no_harm(void **state)
{
	struct world w;
	struct shard_term *term;
	struct shard_term other;
	struct arena a;
	struct err err;
	struct buf truth = {0};
	struct buf *b;
	size_t n;

	(void)state;
	arena_init(&a);
	world_begin(&w, 3000, 2, 9);
	for (uint32_t doc = 1; doc < w.docs; doc++)
		w.has[w.docs + doc] = CELL(doc % 3, doc % 2);
	apply(&w);
	assert_int_equal(0, shard_long(&a, buf_str(&w.shard), &w.place,
	                               &term, &n, &err));
	assert_int_equal(1, n);
	b = &w.blocks.v[0][0];
	buf_add(&truth, buf_str(b));
	assert_int_equal(0, read_block(&w, term, b, false));
	buf_byte(b, 0);
	assert_int_equal(ERR_CORRUPT, read_block(&w, term, b, true));
	b->n--;
	seal(b);
	other = *term;
	other.sum = &(uint32_t){term->sum[0] ^ 1};
	assert_int_equal(ERR_CORRUPT, read_block(&w, &other, b, false));
	for (size_t i = 0; i < truth.n; i++) {
		b->p[i] = (char)(b->p[i] ^ 1 << i % 8);
		assert_int_equal(ERR_CORRUPT, read_block(&w, term, b, false));
		if (i % 16 == 0)
			read_hostile(&w, buf_str(&w.shard), true);
		read_block(&w, term, b, true);
		buf_reset(b);
		buf_add(b, str_sub(buf_str(&truth), 0, i));
		assert_int_equal(ERR_CORRUPT, read_block(&w, term, b, false));
		read_block(&w, term, b, true);
		buf_reset(b);
		buf_add(b, buf_str(&truth));
	}
	buf_release(&truth);
	arena_release(&a);
	world_end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	    cmocka_unit_test(hostile_long_lists_do_no_harm),
	    cmocka_unit_test(hostile_blocks_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
