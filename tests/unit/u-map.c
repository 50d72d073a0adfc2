/* Hash table: many keys, replacement, order of insertion, hostile keys. */
#include "unit.h"

#include "base/arena.h"
#include "base/map.h"

#define MANY 20000

static void
test_empty(void **state)
{
	struct map m = {0};

	(void)state;
	assert_null(map_get(&m, STR("a")));
	assert_null(map_get(&m, (struct str){0}));
	map_release(&m);
	assert_int_equal(m.n, 0);
}

static void
test_replace(void **state)
{
	struct map m = {0};
	int one = 1;
	int two = 2;

	(void)state;
	assert_null(map_put(&m, STR("k"), &one));
	assert_ptr_equal(map_get(&m, STR("k")), &one);
	assert_ptr_equal(map_put(&m, STR("k"), &two), &one);
	assert_ptr_equal(map_get(&m, STR("k")), &two);
	assert_int_equal(m.n, 1);
	map_release(&m);
}

static void
test_keys_are_bytes(void **state)
{
	struct map m = {0};
	int v[5];

	(void)state;
	map_put(&m, STR("a"), &v[0]);
	map_put(&m, STR("a\0"), &v[1]);
	map_put(&m, STR(""), &v[2]);
	map_put(&m, STR("A"), &v[3]);
	assert_int_equal(m.n, 4);
	assert_ptr_equal(map_get(&m, STR("a\0")), &v[1]);
	assert_ptr_equal(map_get(&m, (struct str){0}), &v[2]);
	assert_null(map_get(&m, STR("\0")));
	map_release(&m);
}

static void
test_many(void **state)
{
	struct arena a;
	struct map m = {0};
	static const char values[MANY];

	(void)state;
	arena_init(&a);
	for (int i = 0; i < MANY; i++) {
		struct str key = arena_fmt(&a, "联盟-%d", i * 7);

		assert_null(map_put(&m, key, (void *)(uintptr_t)&values[i]));
	}
	assert_int_equal(m.n, MANY);
	for (int i = 0; i < MANY; i++) {
		struct str key = arena_fmt(&a, "联盟-%d", i * 7);

		assert_ptr_equal(map_get(&m, key), &values[i]);
		/* walking goes by order of insertion, not of hashes */
		assert_true(str_eq(m.entry[i].key, key));
	}
	assert_null(map_get(&m, STR("联盟-1")));
	map_release(&m);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_keys_are_bytes),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
