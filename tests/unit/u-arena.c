/* Arenas: alignment, zeroes, large pieces, reset keeps no old bytes. */
#include "unit.h"

#include "base/arena.h"

#include <stdalign.h>

static void
test_alignment(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t n = 0; n < 100; n++) {
		uintptr_t p = (uintptr_t)arena_alloc(&a, n);

		assert_int_equal(p % alignof(max_align_t), 0);
	}
	arena_release(&a);
	assert_null(a.head);
	assert_int_equal(a.used, 0);
}

static bool
is_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void
test_zero_after_reset(void **state)
{
	struct arena a;
	size_t n = 4000;

	(void)state;
	arena_init(&a);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 40; i++) {
			char *p = arena_alloc(&a, n);

			assert_true(is_zero(p, n));
			memset(p, 0xaa, n);
		}
		assert_true(a.used >= 40 * n);
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_release(&a);
}

static void
test_pieces_do_not_overlap(void **state)
{
	struct arena a;
	unsigned char *piece[60];
	size_t size[60];

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 60; i++) {
		/* small, at the limit of a block, and far beyond it */
		size[i] = i % 3 == 0 ? 24 : i % 3 == 1 ? 16 * 1024 : 200000;
		size[i] += i;
		piece[i] = arena_alloc(&a, size[i]);
		memset(piece[i], (int)i + 1, size[i]);
	}
	for (size_t i = 0; i < 60; i++) {
		assert_int_equal(piece[i][0], i + 1);
		assert_int_equal(piece[i][size[i] - 1], i + 1);
	}
	arena_release(&a);
}

static void
test_large_first(void **state)
{
	struct arena a;
	char *large;
	char *small;

	(void)state;
	arena_init(&a);
	large = arena_alloc(&a, 1000000);
	small = arena_alloc(&a, 10);
	memset(large, 1, 1000000);
	assert_true(is_zero(small, 10));
	arena_reset(&a);
	assert_true(is_zero(arena_alloc(&a, 1000), 1000));
	arena_release(&a);
}

static void
test_array(void **state)
{
	struct arena a;
	int *v;

	(void)state;
	arena_init(&a);
	v = arena_array(&a, 1000, sizeof *v);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v[i], 0);
	assert_non_null(arena_array(&a, 0, sizeof *v));
	arena_release(&a);
}

static void
test_copy_and_room(void **state)
{
	int source[3] = {1, 2, 3};
	struct arena a;
	size_t cap = 0;
	int *v;
	int *w = NULL;

	(void)state;
	arena_init(&a);
	v = arena_copy(&a, source, 3, sizeof *v);
	source[2] = 9;
	assert_int_equal(v[2], 3);
	assert_non_null(arena_copy(&a, NULL, 0, sizeof *v));
	for (int i = 0; i < 9; i++) {
		int *before = w;
		size_t was = cap;

		w = arena_room(&a, w, (size_t)i, sizeof *w, &cap, 2);
		assert_true(cap > (size_t)i);
		assert_true(cap == was ? w == before : w != before);
		w[i] = i;
	}
	assert_int_equal(cap, 16);
	for (int i = 0; i < 9; i++)
		assert_int_equal(w[i], i);
	arena_release(&a);
}

static void
test_text(void **state)
{
	struct arena a;
	char source[] = "备案";
	struct str s;

	(void)state;
	arena_init(&a);
	s = arena_str(&a, str_from(source));
	source[0] = 'x';
	assert_str(s, "备案");
	assert_int_equal(s.p[s.n], '\0');
	s = arena_str(&a, (struct str){0});
	assert_int_equal(s.n, 0);
	assert_int_equal(s.p[0], '\0');
	s = arena_fmt(&a, "%s-%04d%%", "ln", 7);
	assert_str(s, "ln-0007%");
	assert_int_equal(s.p[s.n], '\0');
	s = arena_fmt(&a, "%*s", 100000, "");
	assert_int_equal(s.n, 100000);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_zero_after_reset),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_large_first),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_copy_and_room),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
