#include "search/rice.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
round_trip(const struct posting *v, size_t n)
{
	struct buf b = {0};
	struct posting *back = mem_zalloc(n, sizeof *back);

	rice_encode(&b, v, n);
	assert_true(rice_fits(buf_str(&b), n));
	assert_true(rice_decode(buf_str(&b), back, n));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(v[i].doc, back[i].doc);
		assert_int_equal(v[i].impact, back[i].impact);
	}
	mem_free(back);
	buf_release(&b);
}

static void
lists_come_back(void **state)
{
	static const struct posting one[] = {{1, 0}};
	static const struct posting far[] = {{1, 15}, {RICE_DOC_MAX, 3}};
	static const struct posting dense[] = {
	    {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}};
	static const struct posting gap[] = {
	    {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {900, 6}};

	(void)state;
	round_trip(one, 1);
	round_trip(far, 2);
	round_trip(dense, 6);
	round_trip(gap, 6);
}

static void
random_lists_come_back(void **state)
{
	static struct posting v[3000];
	uint32_t x = 12345;

	(void)state;
	for (uint32_t gap = 1; gap < 100000; gap *= 3) {
		uint32_t doc = 0;

		for (size_t i = 0; i < 1000; i++) {
			x = x * 1664525 + 1013904223;
			doc += 1 + (x >> 8) % gap;
			v[i] = (struct posting){doc, (uint8_t)(x >> 28)};
		}
		round_trip(v, 1000);
	}
}

static void
dense_lists_are_small(void **state)
{
	static struct posting v[1000];
	struct buf b = {0};

	(void)state;
	for (uint32_t i = 0; i < 1000; i++)
		v[i] = (struct posting){i + 1, 7};
	rice_encode(&b, v, 1000);
	assert_in_range(b.n, 620, 640);
	buf_release(&b);
}

static void
broken_lists_are_refused(void **state)
{
	static const struct posting v[] = {{5, 1}, {9, 2}, {4000, 3}};
	struct posting back[3];
	struct buf b = {0};

	(void)state;
	rice_encode(&b, v, 3);
	for (size_t n = 0; n < b.n; n++) {
		struct str cut = str_sub(buf_str(&b), 0, n);

		assert_false(rice_fits(cut, 3) && rice_decode(cut, back, 3));
	}
	assert_false(rice_fits(buf_str(&b), 1000));
	assert_false(rice_fits(buf_str(&b), 0));
	assert_false(rice_fits(buf_str(&b), UINT64_MAX));
	buf_byte(&b, 0);
	assert_false(rice_decode(buf_str(&b), back, 3));
	b.p[0] = 29;
	assert_false(rice_decode(buf_str(&b), back, 3));
	buf_release(&b);
}

static void
documents_past_the_greatest_are_refused(void **state)
{
	static const char bytes[] = {28, (char)0xff, (char)0xff, 0, 0, 0, 0, 0};
	struct posting back[1];

	(void)state;
	assert_false(rice_decode((struct str){bytes, sizeof bytes}, back, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_come_back),
	    cmocka_unit_test(random_lists_come_back),
	    cmocka_unit_test(dense_lists_are_small),
	    cmocka_unit_test(broken_lists_are_refused),
	    cmocka_unit_test(documents_past_the_greatest_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
