/*
 * compress - what is packed comes out again, and what is damaged does not.
 */
#include "unit.h"

#include "build/compress.h"

static void
fill(struct buf *b, size_t n, unsigned noise)
{
	unsigned x = 1;

	buf_reset(b);
	for (size_t i = 0; i < n; i++) {
		x = x * 1103515245u + 12345u;
		buf_byte(b, (char)('a' + (x >> 16) % noise));
	}
}

/* Both sides, of every length, over again with the same compressor. */
static void
test_both_ways(void **state)
{
	static const size_t size[] = {1000,  5000,  65535,
	                              65536, 65537, 3000000};
	struct compressor *c = compressor_new();
	struct buf in = {0};
	struct buf out = {0};
	struct buf again = {0};
	struct buf back = {0};

	(void)state;
	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		fill(&in, size[i], 3);
		for (int s = 0; s < SIDES; s++) {
			enum side side = (enum side)s;

			assert_true(compress_side(c, side, buf_str(&in), &out));
			assert_true(compress_side(c, side, buf_str(&in),
			                          &again));
			assert_true(str_eq(buf_str(&out), buf_str(&again)));
			assert_true(out.n < in.n / 2);
			assert_true(compress_expand(side, buf_str(&out), in.n,
			                            &back));
			assert_true(str_eq(buf_str(&in), buf_str(&back)));
			assert_false(compress_expand(side, buf_str(&out),
			                             in.n - 1, &back));
			assert_int_equal(back.n, 0);
		}
	}
	compressor_free(c);
	buf_release(&in);
	buf_release(&out);
	buf_release(&again);
	buf_release(&back);
}

static void
test_not_worth_it(void **state)
{
	struct compressor *c = compressor_new();
	struct buf in = {0};
	struct buf out = {0};

	(void)state;
	fill(&in, 5000, 256);
	for (int s = 0; s < SIDES; s++) {
		assert_false(compress_side(c, (enum side)s, buf_str(&in),
		                           &out));
		assert_int_equal(out.n, 0);
		assert_false(compress_side(c, (enum side)s, STR(""), &out));
		assert_false(compress_side(c, (enum side)s, STR("abc"), &out));
	}
	compressor_free(c);
	buf_release(&in);
	buf_release(&out);
}

/* Cut anywhere, or with one byte more, nothing comes out. */
static void
test_damage(void **state)
{
	struct compressor *c = compressor_new();
	struct buf in = {0};
	struct buf out = {0};
	struct buf back = {0};

	(void)state;
	fill(&in, 2000, 4);
	for (int s = 0; s < SIDES; s++) {
		enum side side = (enum side)s;

		assert_true(compress_side(c, side, buf_str(&in), &out));
		for (size_t n = 0; n < out.n; n++)
			assert_false(compress_expand(
			    side, str_sub(buf_str(&out), 0, n), 1 << 20,
			    &back));
		buf_byte(&out, 'x');
		assert_false(
		    compress_expand(side, buf_str(&out), 1 << 20, &back));
	}
	compressor_free(c);
	buf_release(&in);
	buf_release(&out);
	buf_release(&back);
}

static void
test_names(void **state)
{
	struct str path;
	enum side side;

	(void)state;
	assert_true(compress_may(STR("index.html")));
	assert_true(compress_may(STR("search/n/3-5df5.bin")));
	assert_true(compress_may(STR("data/catalog.jsonld")));
	assert_false(compress_may(STR("files/a.html")));
	assert_false(compress_may(STR("a.png")));
	assert_false(compress_may(STR("html")));
	assert_true(compress_side_of(STR("a/b.css.br"), &path, &side));
	assert_int_equal(side, SIDE_BROTLI);
	assert_true(str_eq(path, STR("a/b.css")));
	assert_true(compress_side_of(STR("a.js.gz"), &path, &side));
	assert_int_equal(side, SIDE_GZIP);
	assert_false(compress_side_of(STR("files/a.js.gz"), &path, &side));
	assert_false(compress_side_of(STR("a.js"), &path, &side));
	assert_false(compress_side_of(STR(".gz"), &path, &side));
}

/* The check value of the standard. */
static void
test_crc(void **state)
{
	(void)state;
	assert_int_equal(compress_crc(STR("123456789")), 0xcbf43926);
	assert_int_equal(compress_crc(STR("")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_both_ways),
	    cmocka_unit_test(test_not_worth_it),
	    cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_crc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
