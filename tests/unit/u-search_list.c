/*
 * Lists of postings and the numbers among them: they come back, equal lists
 * have equal bits, and what is no list is refused.
 */
#include "unit.h"

#include "base/mem.h"
#include "search/level.h"
#include "search/list.h"

static uint32_t
roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
numbers_come_back(void **state)
{
	struct buf b = {0};
	struct bit_writer w = {.b = &b};
	struct bit_reader r;

	(void)state;
	bits_put(&w, 5, 3);
	bits_put(&w, 0, 0);
	bits_put(&w, UINT32_MAX, 32);
	for (unsigned i = 0; i < 32; i++) {
		bits_gamma(&w, 1u << i);
		bits_gamma(&w, UINT32_MAX >> i);
		bits_rice(&w, UINT32_MAX >> i, 31);
		bits_rice(&w, 1000 + i, i);
	}
	bits_rice(&w, 12345, 0);
	bits_end(&w);
	r = (struct bit_reader){.s = buf_str(&b)};
	assert_int_equal(5, bits_take(&r, 3));
	assert_int_equal(0, bits_take(&r, 0));
	assert_int_equal(UINT32_MAX, bits_take(&r, 32));
	for (unsigned i = 0; i < 32; i++) {
		assert_int_equal(1u << i, bits_take_gamma(&r));
		assert_int_equal(UINT32_MAX >> i, bits_take_gamma(&r));
		assert_int_equal(UINT32_MAX >> i, bits_take_rice(&r, 31));
		assert_int_equal(1000 + i, bits_take_rice(&r, i));
	}
	assert_int_equal(12345, bits_take_rice(&r, 0));
	assert_true(bits_at_end(&r));
	buf_release(&b);
}

/* 1, then 101, then 6 in gamma, 13 in Rice with 2, padded. */
static void
bits_are_these(void **state)
{
	struct buf b = {0};
	struct bit_writer w = {.b = &b};

	(void)state;
	bits_put(&w, 1, 1);
	bits_put(&w, 5, 3);
	bits_gamma(&w, 6);
	bits_rice(&w, 13, 2);
	bits_end(&w);
	assert_int_equal(2, b.n);
	assert_int_equal(0xd3, (uint8_t)b.p[0]);
	assert_int_equal(0x72, (uint8_t)b.p[1]);
	bits_end(&w);
	assert_int_equal(2, b.n);
	buf_release(&b);
}

static void
readers_turn_bad_at_the_end(void **state)
{
	struct bit_reader r = {.s = STR("\xff\xff")};

	(void)state;
	assert_int_equal(16, bits_left(&r));
	assert_int_equal(0x1ff, bits_take(&r, 9));
	assert_false(bits_at_end(&r));
	assert_int_equal(0x7f << 3, bits_take(&r, 10));
	assert_true(r.bad);
	assert_int_equal(0, bits_left(&r));
	assert_int_equal(0, bits_take(&r, 32));
	assert_int_equal(1, bits_take_gamma(&r));
	r = (struct bit_reader){.s = STR("\xff\xff")};
	assert_int_equal(0, bits_take_rice(&r, 3));
	assert_true(r.bad);
	r = (struct bit_reader){.s = STR("\0\0\0\0\xff\xff\xff\xff\xff")};
	assert_int_equal(1, bits_take_gamma(&r));
	assert_true(r.bad);
	r = (struct bit_reader){.s = STR("\xff\xff\xff\xff\xff\0\0\0\0")};
	assert_int_equal(0, bits_take_rice(&r, 27));
	assert_true(r.bad);
	r = (struct bit_reader){.s = STR("\x80\1")};
	bits_take(&r, 8);
	assert_false(bits_at_end(&r));
}

static void
put(struct buf *b, const struct posting *v, size_t n, uint32_t from,
    uint32_t upto, bool next)
{
	struct bit_writer w = {.b = b};

	buf_reset(b);
	bits_put(&w, 1, 3); /* not at the bound of a byte */
	list_put(&w, v, n, from, upto, next);
	bits_put(&w, 0x2a, 6);
	bits_end(&w);
}

static void
round_trip(const struct posting *v, size_t n, uint32_t from, uint32_t upto,
           bool next)
{
	struct buf b = {0};
	struct posting *back = mem_zalloc(n, sizeof *back);
	struct bit_reader r;
	struct bit_reader over;

	put(&b, v, n, from, upto, next);
	r = (struct bit_reader){.s = buf_str(&b), .at = 3};
	over = r;
	assert_true(list_fits(&r, n, from, upto));
	list_take(&r, back, n, from, upto, next);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(v[i].doc, back[i].doc);
		assert_int_equal(v[i].impact, back[i].impact);
		assert_int_equal(next ? v[i].next : 0, back[i].next);
	}
	list_take(&over, NULL, n, from, upto, next);
	assert_int_equal(r.at, over.at);
	assert_int_equal(0x2a, bits_take(&r, 6));
	assert_true(bits_at_end(&r));
	mem_free(back);
	buf_release(&b);
}

static void
lists_come_back(void **state)
{
	static const struct posting one[] = {{7, 0, 15}};
	static const struct posting far[] = {{8, 15, 1},
	                                     {LEVEL_DOC_MAX, 3, 0}};
	static const struct posting dense[] = {
	    {8, 1, 1}, {9, 1, 2}, {10, 3, 3}, {11, 3, 4}, {12, 15, 0}};
	static const struct posting gap[] = {
	    {8, 0, 1}, {9, 2, 2}, {10, 2, 3}, {11, 2, 4}, {99000, 15, 15}};

	(void)state;
	for (int next = 0; next < 2; next++) {
		round_trip(one, 1, 6, 7, next);
		round_trip(one, 1, 0, LEVEL_DOC_MAX, next);
		round_trip(far, 1, 7, 8, next);
		round_trip(far, 2, 7, LEVEL_DOC_MAX, next);
		for (size_t n = 1; n <= 5; n++) {
			round_trip(dense, n, 7, 12, next);
			round_trip(dense, n, 0, 90000, next);
			round_trip(gap, n, 7, 99000, next);
		}
	}
}

static void
random_lists_come_back(void **state)
{
	static struct posting v[3000];
	uint32_t seed = 12345;

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		uint32_t gap = 1u << roll(&seed) % 16;
		size_t n = 1 + roll(&seed) % (i % 10 ? 30 : 2000);
		uint32_t from = roll(&seed) % 100000;
		uint32_t doc = from;
		uint32_t kinds = 1 + roll(&seed) % 16;

		for (size_t j = 0; j < n; j++) {
			doc += 1 + roll(&seed) % gap;
			v[j] = (struct posting){
			    doc, (uint8_t)(roll(&seed) % kinds),
			    (uint8_t)(roll(&seed) % 16)};
		}
		round_trip(v, n, from, doc + roll(&seed) % 3 * gap,
		           roll(&seed) % 2);
	}
}

/* Many documents in a row and one far off: runs of ones of all lengths. */
static void
long_gaps_come_back(void **state)
{
	static struct posting v[150];

	(void)state;
	for (uint32_t n = 4; n <= 150; n++) {
		for (unsigned k = 0; k < 20; k++) {
			uint32_t far = (n << k) + k;

			for (uint32_t i = 0; i < n; i++)
				v[i] = (struct posting){
				    (i < n / 2 ? 0 : far - n) + i + 1,
				    (uint8_t)(i % 3), (uint8_t)(i % 16)};
			round_trip(v, n, 0, far, true);
			round_trip(v, n, 0, far + 100, false);
		}
	}
}

/* Three postings, and then four of which two have the usual impact. */
static void
lists_are_these(void **state)
{
	static const struct posting v[] = {
	    {12, 9, 3}, {15, 2, 1}, {16, 9, 0}, {17, 2, 15}};
	/* k 1: gaps 1, 2, 0 in (10, 17]: 01 1001 0011, 100 0010 0001,
	   00 1001 0000 */
	static const uint8_t three[] = {0x2c, 0x9c, 0x21, 0x24, 0x2a};
	/* usual 2, k 0: 10 11001 0011, 110 0 0001, 0 11001 0000, 0 0 1111 */
	static const uint8_t four[] = {0x25, 0x64, 0xf0, 0x59, 0x03, 0xea};
	/* the same with k 1: 01 11001 0011, 100 0 0001, 00 11001 0000,
	   00 0 1111 */
	static const uint8_t wide[] = {0x24, 0xe4, 0xe0, 0x4c,
	                                0x80, 0xfa, 0x80};
	struct buf b = {0};

	(void)state;
	put(&b, v, 3, 10, 17, true);
	assert_int_equal(sizeof three, b.n);
	assert_memory_equal(three, b.p, b.n);
	put(&b, v, 4, 10, 17, true);
	assert_int_equal(sizeof four, b.n);
	assert_memory_equal(four, b.p, b.n);
	put(&b, v, 4, 10, 18, true);
	assert_int_equal(sizeof wide, b.n);
	assert_memory_equal(wide, b.p, b.n);
	buf_release(&b);
}

static void
dense_lists_are_small(void **state)
{
	static struct posting v[1000];
	struct buf b = {0};

	(void)state;
	for (uint32_t i = 0; i < 1000; i++)
		v[i] = (struct posting){i + 1, 7, 0};
	put(&b, v, 1000, 0, 1000, false);
	assert_in_range(b.n, 250, 254);
	buf_release(&b);
}

/* Every cut, and lists of other numbers than were written. */
static void
broken_lists_are_refused(void **state)
{
	static const struct posting v[] = {
	    {5, 1, 2}, {9, 2, 3}, {400, 3, 4}, {4000, 3, 5}, {4999, 3, 5}};
	struct posting back[5];
	struct buf b = {0};
	struct bit_reader r;

	(void)state;
	put(&b, v, 5, 0, 5000, true);
	for (size_t n = 0; n + 1 < b.n; n++) {
		r = (struct bit_reader){.s = {b.p, n}, .at = n ? 3 : 0};
		if (!list_fits(&r, 5, 0, 5000))
			continue;
		list_take(&r, back, 5, 0, 5000, true);
		assert_true(r.bad);
		assert_int_equal(0, bits_left(&r));
	}
	r = (struct bit_reader){.s = buf_str(&b), .at = 3};
	assert_false(list_fits(&r, 0, 0, 5000));
	assert_false(list_fits(&r, 5, 5000, 5000));
	assert_false(list_fits(&r, 6, 4995, 5000));
	assert_true(list_fits(&r, 5, 4995, 5000));
	assert_false(list_fits(&r, b.n * 4, 0, LEVEL_DOC_MAX));
	assert_false(list_fits(&r, UINT64_MAX, 0, LEVEL_DOC_MAX));
	r.bad = true;
	assert_false(list_fits(&r, 1, 0, 5000));
	buf_release(&b);
}

static void
documents_past_the_last_are_refused(void **state)
{
	static const struct posting v[] = {{90, 1, 2}, {100, 2, 3}};
	struct posting back[2];
	struct buf b = {0};
	struct bit_reader r;

	(void)state;
	put(&b, v, 2, 0, 100, false);
	r = (struct bit_reader){.s = buf_str(&b), .at = 3};
	list_take(&r, back, 2, 0, 99, false);
	assert_true(r.bad);
	r = (struct bit_reader){.s = buf_str(&b), .at = 3};
	list_take(&r, back, 2, 0, 100, false);
	assert_false(r.bad);
	r = (struct bit_reader){
	    .s = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0")};
	list_take(&r, back, 1, 0, LEVEL_DOC_MAX, false);
	assert_true(r.bad);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_come_back),
	    cmocka_unit_test(bits_are_these),
	    cmocka_unit_test(readers_turn_bad_at_the_end),
	    cmocka_unit_test(lists_come_back),
	    cmocka_unit_test(random_lists_come_back),
	    cmocka_unit_test(long_gaps_come_back),
	    cmocka_unit_test(lists_are_these),
	    cmocka_unit_test(dense_lists_are_small),
	    cmocka_unit_test(broken_lists_are_refused),
	    cmocka_unit_test(documents_past_the_last_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
