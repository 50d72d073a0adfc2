#include "text/myers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOST 24

/* Length of the longest common subsequence, by the table. */
static size_t
common(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
	size_t t[MOST + 1][MOST + 1] = {{0}};

	for (size_t i = 1; i <= n; i++)
		for (size_t k = 1; k <= m; k++)
			t[i][k] = a[i - 1] == b[k - 1] ? t[i - 1][k - 1] + 1
			          : t[i - 1][k] > t[i][k - 1] ? t[i - 1][k]
			                                      : t[i][k - 1];
	return t[n][m];
}

/* The flagged symbols of both are the same; how many are there? */
static size_t
kept(const uint64_t *a, const bool *ka, size_t n, const uint64_t *b,
     const bool *kb, size_t m)
{
	size_t k = 0;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!ka[i])
			continue;
		while (k < m && !kb[k])
			k++;
		assert_true(k < m);
		assert_int_equal(a[i], b[k]);
		k++;
		count++;
	}
	while (k < m)
		assert_false(kb[k++]);
	return count;
}

static void
finds_the_longest(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 4000; round++) {
		uint64_t a[MOST];
		uint64_t b[MOST];
		bool ka[MOST];
		bool kb[MOST];
		size_t n = (size_t)rand() % (MOST + 1);
		size_t m = (size_t)rand() % (MOST + 1);
		struct arena arena;

		for (size_t i = 0; i < MOST; i++) {
			a[i] = (uint64_t)rand() % 4;
			b[i] = (uint64_t)rand() % 4;
		}
		arena_init(&arena);
		myers_keep(&arena, (struct symbols){a, n},
		           (struct symbols){b, m}, 1000, ka, kb);
		assert_int_equal(common(a, n, b, m),
		                 kept(a, ka, n, b, kb, m));
		arena_release(&arena);
	}
}

static void
gives_up_with_the_common_ends(void **state)
{
	const uint64_t a[] = {1, 2, 3, 4, 5, 9};
	const uint64_t b[] = {1, 6, 3, 7, 8, 9};
	bool ka[6];
	bool kb[6];
	struct arena arena;

	(void)state;
	arena_init(&arena);
	myers_keep(&arena, (struct symbols){a, 6}, (struct symbols){b, 6}, 2,
	           ka, kb);
	assert_int_equal(2, kept(a, ka, 6, b, kb, 6));
	assert_true(ka[0] && ka[5]);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_longest),
	    cmocka_unit_test(gives_up_with_the_common_ends)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
