/*
 * Levels: each document is answered for once, by a file that has it; few
 * files move at each step; shards of levels fit into one another.
 */
#include "unit.h"

#include "search/key.h"
#include "search/level.h"

/* Highest numbers at and around the bounds of all classes, and between. */
static const uint32_t samples[] = {
    0,      1,      2,      15,     16,        17,        100,
    511,    512,    513,    777,    1500,      2047,      2048,
    2049,   5000,   8191,   8192,   8193,      20000,     32767,
    32768,  32769,  77777,  262143, 262144,    262145,    1000000,
    1 << 27, LEVEL_DOC_MAX - 1, LEVEL_DOC_MAX,
};
#define BASE 37 /* some shard of any base */
#define SAMPLES (sizeof samples / sizeof *samples)

static uint32_t
roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* As the words of level.h say it. */
static uint32_t
slow_upto(uint32_t every, uint32_t shards, uint32_t shard, uint32_t n)
{
	uint32_t turn = (uint32_t)((uint64_t)shard * every / shards);

	for (uint32_t x = n; x > 0; x--)
		if ((x + turn) % every == 0)
			return x;
	return 0;
}

static void
shapes_are_the_table(void **state)
{
	static const struct {
		uint32_t least; /* n of the class */
		uint32_t nodes;
		uint32_t every[LEVEL_MAX];
		uint32_t shards[LEVEL_MAX];
	} want[] = {
	    {0, 0, {16}, {64}},
	    {512, 4, {16, 128}, {64, 512}},
	    {2048, 16, {16, 256}, {64, 2048}},
	    {8192, 64, {16, 128, 1536}, {64, 1024, 8192}},
	    {32768, 128, {16, 256, 4096}, {128, 2048, 32768}},
	    {262144,
	     256,
	     {16, 256, 4096, 32768},
	     {64, 2048, 32768, 262144}},
	};

	(void)state;
	for (unsigned i = 0; i < 6; i++) {
		struct level_shape shape = level_shape(want[i].least);
		unsigned levels = 0;

		assert_int_equal(i, shape.class);
		assert_int_equal(i, level_shape(i < 5 ? want[i + 1].least - 1
		                                      : LEVEL_DOC_MAX)
		                        .class);
		assert_int_equal(want[i].nodes, shape.nodes);
		for (; levels < LEVEL_MAX && want[i].every[levels]; levels++) {
			assert_int_equal(want[i].every[levels],
			                 shape.every[levels + 1]);
			assert_int_equal(want[i].shards[levels],
			                 shape.shards[levels + 1]);
		}
		assert_int_equal(levels, shape.levels);
	}
}

/* What the arithmetic and the nodes rely on. */
static void
shapes_divide(void **state)
{
	(void)state;
	for (size_t s = 0; s < SAMPLES; s++) {
		struct level_shape shape = level_shape(samples[s]);

		assert_in_range(shape.levels, 1, LEVEL_MAX);
		assert_int_equal(LEVEL_TAILS, shape.shards[0]);
		for (unsigned k = 1; k <= shape.levels; k++) {
			assert_int_equal(0, shape.shards[k] % 8);
			assert_true(shape.every[k] > shape.every[k - 1]);
			if (k > 1) {
				assert_int_equal(0, shape.shards[k] %
				                        shape.shards[k - 1]);
				assert_int_equal(0, shape.shards[k] %
				                        shape.nodes);
			}
		}
		assert_int_equal(shape.levels > 1, shape.nodes > 0);
	}
}

static void
upto_is_the_greatest(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (size_t s = 0; s < SAMPLES; s++) {
		uint32_t n = samples[s];
		struct level_shape shape = level_shape(n);

		assert_int_equal(n, level_upto(&shape, 0, 1, n));
		for (unsigned k = 1; k <= shape.levels; k++) {
			for (size_t i = 0; i < 200; i++) {
				uint32_t r = roll(&seed) % shape.shards[k];

				assert_int_equal(
				    slow_upto(shape.every[k],
				              shape.shards[k], r, n),
				    level_upto(&shape, k, r, n));
			}
		}
	}
}

/* The shard of the base is the term; all that it says at n must hold. */
static void
check_term(const struct level_shape *shape, uint32_t base, uint32_t n)
{
	uint32_t hi[LEVEL_MAX + 2];

	level_ranges(shape, base, n, hi);
	if (hi[shape->levels + 1] != 0 || hi[0] != n)
		fail_msg("n %u: from %u to %u", n, hi[shape->levels + 1],
		         hi[0]);
	for (unsigned k = 0; k <= shape->levels; k++) {
		uint32_t shard = k == shape->levels
		                     ? base
		                     : level_coarser(shape, shape->levels,
		                                     base, k);
		uint32_t upto = level_upto(shape, k, shard, n);
		uint32_t low = level_low(shape, k, base, upto);
		uint32_t from = level_from(shape, k, upto);

		if (hi[k] < hi[k + 1] || hi[k] < upto)
			fail_msg("n %u, level %u: out of order", n, k);
		if (low < from || (upto && low >= upto && k == shape->levels))
			fail_msg("n %u, level %u: low %u, from %u", n, k,
			         low, from);
		/* What it must answer for stands in its file. */
		if (hi[k] > hi[k + 1] && (hi[k] != upto || low > hi[k + 1]))
			fail_msg("n %u, level %u: (%u, %u] not in (%u, %u]",
			         n, k, hi[k + 1], hi[k], low, upto);
	}
}

static void
each_document_is_answered_for_once(void **state)
{
	uint32_t seed = 17;

	(void)state;
	for (size_t s = 0; s < SAMPLES; s++) {
		struct level_shape shape = level_shape(samples[s]);
		uint32_t shards = shape.shards[shape.levels];

		for (uint32_t base = 0; base < shards; base++)
			check_term(&shape, base, samples[s]);
	}
	for (uint32_t n = 0; n < 40000; n++) {
		struct level_shape shape = level_shape(n);

		for (size_t i = 0; i < 40; i++)
			check_term(&shape,
			           roll(&seed) % shape.shards[shape.levels],
			           n);
	}
	for (size_t i = 0; i < 200000; i++) {
		uint32_t n = (roll(&seed) << 8 ^ roll(&seed)) &
		             LEVEL_DOC_MAX >> roll(&seed) % 12;
		struct level_shape shape = level_shape(n);

		check_term(&shape, roll(&seed) % shape.shards[shape.levels],
		           n);
	}
}

struct file {
	uint32_t low;
	uint32_t upto;
};

/* The files of a term as records come one by one: the ones that n renews
 * are written anew, the others stay as they are. */
static void
renew(const struct level_shape *shape, uint32_t base, uint32_t n,
      bool all, struct file *file)
{
	uint32_t hi[LEVEL_MAX + 2];

	level_ranges(shape, base, n, hi);
	for (unsigned k = 0; k <= shape->levels; k++) {
		uint32_t shard = k == shape->levels
		                     ? base
		                     : level_coarser(shape, shape->levels,
		                                     base, k);
		uint32_t upto = level_upto(shape, k, shard, n);

		if (all)
			file[k] = (struct file){
			    level_low(shape, k, base, upto), upto};
		else if (upto == n)
			file[k] = (struct file){hi[k + 1], n};
	}
}

static void
check_documents(const struct level_shape *shape, uint32_t base, uint32_t n,
                const struct file *file)
{
	uint32_t hi[LEVEL_MAX + 2];

	level_ranges(shape, base, n, hi);
	for (uint32_t doc = 1; doc <= n; doc++) {
		unsigned answers = 0;

		for (unsigned k = 0; k <= shape->levels; k++) {
			if (doc <= hi[k + 1] || doc > hi[k])
				continue;
			answers++;
			if (doc <= file[k].low || doc > file[k].upto)
				fail_msg("n %u: level %u lacks %u", n, k,
				         doc);
		}
		if (answers != 1)
			fail_msg("n %u: %u is found %u times", n, doc,
			         answers);
	}
}

static void
files_have_what_they_answer_for(void **state)
{
	static const uint32_t starts[] = {1, 500, 2040, 8000, 32500, 262000};

	(void)state;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		uint32_t steps = starts[i] < 1000 ? 900 : 200;
		struct file file[LEVEL_MAX + 1] = {{0, 0}};

		for (uint32_t n = starts[i]; n < starts[i] + steps; n++) {
			struct level_shape shape = level_shape(n);
			bool fresh = n == starts[i] ||
			             level_shape(n - 1).class != shape.class;

			renew(&shape, BASE, n, fresh, file);
			check_documents(&shape, BASE, n, file);
		}
	}
}

static void
few_files_move(void **state)
{
	uint32_t seed = 23;

	(void)state;
	for (size_t i = 0; i < 1200; i++) {
		uint32_t n = i < SAMPLES ? samples[i]
		                         : roll(&seed) >> roll(&seed) % 16;
		struct level_shape shape = level_shape(n);

		if (n >= LEVEL_DOC_MAX ||
		    level_shape(n + 1).class != shape.class ||
		    (shape.class == 5 && i > 100))
			continue;
		for (unsigned k = 1; k <= shape.levels; k++) {
			uint32_t most = (shape.shards[k] - 1) /
			                    shape.every[k] + 1;
			uint32_t moved = 0;

			for (uint32_t r = 0; r < shape.shards[k]; r++)
				moved += level_upto(&shape, k, r, n) !=
				         level_upto(&shape, k, r, n + 1);
			if (moved > most)
				fail_msg("n %u, level %u: %u files", n, k,
				         moved);
		}
	}
}

static void
coarser_shards_hold_the_terms(void **state)
{
	uint32_t seed = 31;

	(void)state;
	for (size_t s = 0; s < SAMPLES; s++) {
		struct level_shape shape = level_shape(samples[s]);

		for (size_t i = 0; i < 5000; i++) {
			uint64_t key = (roll(&seed) << 8 ^ roll(&seed)) |
			               (i % 2 ? KEY_SINGLE : 0);

			for (unsigned k = 1; k <= shape.levels; k++) {
				uint32_t r = key_shard(key, shape.shards[k]);

				for (unsigned to = 1; to < k; to++)
					assert_int_equal(
					    key_shard(key, shape.shards[to]),
					    level_coarser(&shape, k, r, to));
				assert_int_equal(
				    i % 2, level_coarser(&shape, k, r, 0));
			}
		}
	}
}

static void
files_begin_where_they_do(void **state)
{
	struct level_shape shape = level_shape(10000);

	(void)state;
	assert_int_equal(9984, level_from(&shape, 0, 10000));
	assert_int_equal(9872, level_from(&shape, 1, 10000));
	assert_int_equal(8464, level_from(&shape, 2, 10000));
	assert_int_equal(0, level_from(&shape, 3, 10000));
	assert_int_equal(0, level_from(&shape, 2, 1536));
	assert_int_equal(1, level_from(&shape, 2, 1537));
	assert_int_equal(0, level_from(&shape, 0, 7));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shapes_are_the_table),
	    cmocka_unit_test(shapes_divide),
	    cmocka_unit_test(upto_is_the_greatest),
	    cmocka_unit_test(each_document_is_answered_for_once),
	    cmocka_unit_test(files_have_what_they_answer_for),
	    cmocka_unit_test(few_files_move),
	    cmocka_unit_test(coarser_shards_hold_the_terms),
	    cmocka_unit_test(files_begin_where_they_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
