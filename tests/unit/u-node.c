#include "search/node.h"
#include "hostile.h"
#include "unit.h"

static const uint32_t sizes[] = {600, 5000, 20000, 100000, 1000000};

#define SIZES (sizeof sizes / sizeof *sizes)

static void
every_shard_has_its_own_slot(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZES; i++) {
		struct level_shape shape = level_shape(sizes[i]);
		size_t n = (size_t)node_size(&shape) * shape.nodes;
		bool *taken = calloc(n, sizeof *taken);
		size_t shards = 0;

		for (unsigned k = 2; k <= shape.levels; k++) {
			shards += shape.shards[k];
			for (uint32_t s = 0; s < shape.shards[k]; s++) {
				size_t at =
				    (size_t)node_of(&shape, k, s) *
				        node_size(&shape) +
				    node_slot(&shape, k, s);

				assert_true(at < n);
				assert_false(taken[at]);
				taken[at] = true;
			}
		}
		assert_int_equal(n, shards);
		free(taken);
	}
}

static void
slots_are_as_written_down(void **state)
{
	struct level_shape shape = level_shape(20000);

	(void)state;
	assert_int_equal(1024 / 64 + 8192 / 64, node_size(&shape));
	assert_int_equal(0, node_of(&shape, 2, 15));
	assert_int_equal(15, node_slot(&shape, 2, 15));
	assert_int_equal(1, node_of(&shape, 2, 16));
	assert_int_equal(0, node_slot(&shape, 2, 16));
	assert_int_equal(63, node_of(&shape, 3, 8191));
	assert_int_equal(16 + 127, node_slot(&shape, 3, 8191));
	shape = level_shape(100);
	assert_int_equal(0, node_size(&shape));
}

static void
sums_come_back(void **state)
{
	uint64_t random = 7;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < SIZES; i++) {
		struct level_shape shape = level_shape(sizes[i]);
		uint32_t n = node_size(&shape);
		uint32_t *sums = arena_array(&a, n, sizeof *sums);
		uint32_t number = shape.nodes - 1;
		uint32_t *back;
		struct buf b = {0};
		struct err err;

		for (uint32_t j = 0; j < n; j++)
			sums[j] = j % 3 ? random_below(&random, ~0u) : 0;
		node_encode(&shape, number, sums, &b);
		assert_int_equal(PIECE_HEADER + 4 * n, b.n);
		assert_int_equal(0, node_decode(&a, buf_str(&b), &shape,
		                                number, &back, &err));
		assert_memory_equal(sums, back, n * sizeof *sums);
		assert_int_equal(ERR_CORRUPT,
		                 node_decode(&a, buf_str(&b), &shape,
		                             number - 1, &back, &err));
		assert_null(back);
		buf_release(&b);
	}
	arena_release(&a);
}

static void
another_class_is_reported(void **state)
{
	struct level_shape small = level_shape(600);
	struct level_shape large = small;
	uint32_t *back;
	struct buf b = {0};
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	assert_in_range(node_size(&small), 4, 128);
	large.class++;
	node_encode(&small, 0, (uint32_t[128]){[3] = 1}, &b);
	assert_int_equal(0, node_decode(&a, buf_str(&b), &small, 0, &back,
	                                &err));
	assert_int_equal(1, back[3]);
	assert_int_equal(ERR_CORRUPT, node_decode(&a, buf_str(&b), &large, 0,
	                                          &back, &err));
	buf_release(&b);
	arena_release(&a);
}

static void
absent_shards_make_no_node(void **state)
{
	struct level_shape shape = level_shape(5000);
	uint32_t *sums = calloc(node_size(&shape), sizeof *sums);
	struct buf b = {0};

	(void)state;
	buf_adds(&b, "before");
	node_encode(&shape, 0, sums, &b);
	assert_int_equal(6, b.n);
	free(sums);
	buf_release(&b);
}

/* It would not have been written. */
static void
a_node_of_zeros_is_reported(void **state)
{
	struct level_shape shape = level_shape(600);
	struct piece piece = {.what = PIECE_NODE, .detail = shape.class};
	struct arena a;
	struct buf b = {0};
	uint32_t *sums;
	struct err err;

	(void)state;
	arena_init(&a);
	piece_begin(&b, &piece);
	for (uint32_t i = 0; i < node_size(&shape); i++)
		buf_add(&b, STR("\0\0\0\0"));
	piece_end(&b, 0);
	assert_int_equal(ERR_CORRUPT, node_decode(&a, buf_str(&b), &shape, 0,
	                                          &sums, &err));
	b.p[b.n - 1] = 1;
	piece_end(&b, 0);
	assert_int_equal(0, node_decode(&a, buf_str(&b), &shape, 0, &sums,
	                                &err));
	buf_release(&b);
	arena_release(&a);
}

struct trial {
	struct level_shape shape;
	bool sealed; /* the sum is made right again */
	struct str true_bytes;
};

static void
try_node(void *ctx, struct str bytes)
{
	const struct trial *trial = ctx;
	struct buf b = {0};
	struct arena a;
	uint32_t *sums;
	struct err err;
	int rc;

	arena_init(&a);
	buf_add(&b, bytes);
	if (trial->sealed)
		piece_end(&b, 0);
	rc = node_decode(&a, buf_str(&b), &trial->shape, 0, &sums, &err);
	assert_true(trial->sealed || rc == ERR_CORRUPT ||
	            str_eq(trial->true_bytes, bytes));
	if (rc == 0) {
		struct buf again = {0};

		node_encode(&trial->shape, 0, sums, &again);
		assert_true(str_eq(buf_str(&b), buf_str(&again)));
		buf_release(&again);
	} else {
		assert_int_equal(ERR_CORRUPT, rc);
		assert_null(sums);
	}
	assert_true(a.used <= 64 + 8 * bytes.n);
	arena_release(&a);
	buf_release(&b);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	struct trial trial = {.shape = level_shape(600)};
	uint32_t *sums = calloc(node_size(&trial.shape), sizeof *sums);
	struct buf b = {0};

	(void)state;
	sums[5] = 0x01020304;
	node_encode(&trial.shape, 0, sums, &b);
	trial.true_bytes = buf_str(&b);
	hostile_each(buf_str(&b), 0, try_node, &trial);
	trial.sealed = true;
	hostile_each(buf_str(&b), PIECE_HEADER, try_node, &trial);
	free(sums);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_shard_has_its_own_slot),
	    cmocka_unit_test(slots_are_as_written_down),
	    cmocka_unit_test(sums_come_back),
	    cmocka_unit_test(another_class_is_reported),
	    cmocka_unit_test(absent_shards_make_no_node),
	    cmocka_unit_test(a_node_of_zeros_is_reported),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
