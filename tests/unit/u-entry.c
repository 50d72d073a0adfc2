#include "search/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct entry
sample(struct arena *a, uint32_t highest)
{
	struct entry e = {.highest = highest, .live = highest / 2};

	memset(e.table.b, 0x5a, sizeof e.table.b);
	for (size_t i = 0; i < ROUTE_ROWS; i++) {
		e.top[i].n = route_count(route_rows[i], highest,
		                         route_levels(route_rows[i],
		                                      highest));
		e.top[i].v = arena_array(a, e.top[i].n,
		                         sizeof *e.top[i].v);
		for (size_t j = 0; j < e.top[i].n; j++)
			memset(e.top[i].v[j].b, (int)(i * 64 + j),
			       sizeof e.top[i].v[j].b);
	}
	return e;
}

static void
entries_come_back(void **state)
{
	static const uint32_t sizes[] = {0, 1, 129, 1000, 10239, 131072,
	                                 1000000};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct entry e = sample(&a, sizes[i]);
		struct entry back;
		struct buf b = {0};
		struct err err;

		entry_encode(&e, &b);
		assert_in_range(b.n, 100, 1024);
		assert_int_equal(0, entry_decode(&a, buf_str(&b), &back,
		                                 &err));
		assert_int_equal(e.highest, back.highest);
		assert_int_equal(e.live, back.live);
		assert_memory_equal(&e.table, &back.table, sizeof e.table);
		for (size_t j = 0; j < ROUTE_ROWS; j++)
			assert_memory_equal(e.top[j].v, back.top[j].v,
			                    e.top[j].n * sizeof *e.top[j].v);
		buf_release(&b);
	}
	arena_release(&a);
}

static void
every_cut_and_flip_is_reported(void **state)
{
	struct arena a;
	struct entry e;
	struct entry back;
	struct buf b = {0};
	struct err err;

	(void)state;
	arena_init(&a);
	e = sample(&a, 5000);
	entry_encode(&e, &b);
	for (size_t n = 0; n < b.n; n++)
		assert_int_equal(ERR_CORRUPT,
		                 entry_decode(&a, str_sub(buf_str(&b), 0, n),
		                              &back, &err));
	for (size_t i = 0; i < b.n * 8; i++) {
		b.p[i / 8] = (char)(b.p[i / 8] ^ 1 << i % 8);
		assert_int_equal(ERR_CORRUPT,
		                 entry_decode(&a, buf_str(&b), &back, &err));
		assert_int_equal(0, back.highest);
		b.p[i / 8] = (char)(b.p[i / 8] ^ 1 << i % 8);
	}
	buf_release(&b);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries_come_back),
	    cmocka_unit_test(every_cut_and_flip_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
