/* Numbers as bytes: order of keys, every cut of a stream, hostile input. */
#include "unit.h"

#include "base/codec.h"

static const uint64_t sample[] = {
	0, 1, 0x7f, 0x80, 0xff, 0x100, 0x3fff, 0x4000, 0xffff, 0x10000,
	0x1fffff, 0x200000, 0xffffffff, 0x100000000, 0xffffffffffff,
	INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX - 1, UINT64_MAX,
};
#define SAMPLES (sizeof sample / sizeof *sample)

static void
test_be_order(void **state)
{
	struct buf a = {0};
	struct buf b = {0};

	(void)state;
	for (size_t i = 1; i < SAMPLES; i++) {
		buf_reset(&a);
		buf_reset(&b);
		put_be64(&a, sample[i - 1]);
		put_be64(&b, sample[i]);
		assert_int_equal(a.n, 8);
		assert_true(str_cmp(buf_str(&a), buf_str(&b)) < 0);
	}
	buf_release(&a);
	buf_release(&b);
}

static void
test_be_bytes(void **state)
{
	struct buf b = {0};
	struct reader r;

	(void)state;
	put_be16(&b, 0x0102);
	put_be32(&b, 0x03040506);
	put_be64(&b, 0x0708090a0b0c0d0e);
	buf_byte(&b, 0x0f);
	for (size_t i = 0; i < b.n; i++)
		assert_int_equal(b.p[i], i + 1);
	r = reader_over(buf_str(&b));
	assert_int_equal(get_be16(&r), 0x0102);
	assert_int_equal(get_be32(&r), 0x03040506);
	assert_true(get_be64(&r) == 0x0708090a0b0c0d0e);
	assert_int_equal(get_byte(&r), 0x0f);
	assert_false(r.bad);
	assert_int_equal(get_byte(&r), 0);
	assert_true(r.bad);
	buf_release(&b);
}

static void
test_varint(void **state)
{
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct reader r;
		size_t bytes = 1;

		for (uint64_t n = sample[i]; n >= 0x80; n >>= 7)
			bytes++;
		buf_reset(&b);
		put_varint(&b, sample[i]);
		assert_int_equal(b.n, bytes);
		r = reader_over(buf_str(&b));
		assert_true(get_varint(&r) == sample[i]);
		assert_false(r.bad);
		assert_int_equal(r.rest.n, 0);
	}
	buf_release(&b);
}

static void
test_varint_too_long(void **state)
{
	struct reader r;

	(void)state;
	r = reader_over(STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
	assert_true(get_varint(&r) == 0);
	assert_true(r.bad);
	/* cut short: what was read so far is no answer */
	r = reader_over(STR("\xff"));
	assert_true(get_varint(&r) == 0);
	assert_true(r.bad);
	/* ten bytes that never end */
	r = reader_over(STR("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"));
	assert_true(get_varint(&r) == 0);
	assert_true(r.bad);
}

/* A length of nearly 2^64 must not wrap around the end of the buffer. */
static void
test_slice_hostile(void **state)
{
	struct buf b = {0};
	struct reader r;

	(void)state;
	put_varint(&b, UINT64_MAX);
	buf_adds(&b, "abc");
	r = reader_over(buf_str(&b));
	assert_int_equal(get_slice(&r).n, 0);
	assert_true(r.bad);
	r = reader_over(STR("abc"));
	assert_int_equal(get_bytes(&r, SIZE_MAX).n, 0);
	assert_true(r.bad);
	buf_release(&b);
}

static void
write_record(struct buf *b)
{
	put_be32(b, 42);
	put_slice(b, STR("联盟"));
	put_varint(b, 300);
	put_digest(b, hash128(STR("x")));
	put_slice(b, STR(""));
}

static bool
read_record(struct reader *r)
{
	struct digest d;
	bool same;

	same = get_be32(r) == 42;
	same = str_eq(get_slice(r), STR("联盟")) && same;
	same = get_varint(r) == 300 && same;
	d = get_digest(r);
	same = digest_eq(d, hash128(STR("x"))) && same;
	same = get_slice(r).n == 0 && same;
	return same && !r->bad && r->rest.n == 0;
}

static void
test_every_cut(void **state)
{
	struct buf b = {0};
	struct reader r;

	(void)state;
	write_record(&b);
	r = reader_over(buf_str(&b));
	assert_true(read_record(&r));
	for (size_t n = 0; n < b.n; n++) {
		/* a copy of its own, so that a sanitizer sees the end */
		char *part = malloc(n ? n : 1);

		assert_non_null(part);
		memcpy(part, b.p, n);
		r = reader_over((struct str){part, n});
		assert_false(read_record(&r));
		assert_true(r.bad);
		free(part);
	}
	buf_release(&b);
}

static void
test_hex(void **state)
{
	const uint8_t bytes[] = {0x00, 0x9a, 0xff, 0x10};
	char text[2 * sizeof bytes + 1];

	(void)state;
	hex_put(bytes, sizeof bytes, text);
	assert_string_equal(text, "009aff10");
	hex_put(bytes, 0, text);
	assert_string_equal(text, "");
}

static void
test_stays_bad(void **state)
{
	struct reader r = reader_over(STR("ab"));

	(void)state;
	get_be32(&r);
	assert_true(r.bad);
	assert_int_equal(get_byte(&r), 0);
	assert_int_equal(get_bytes(&r, 0).n, 0);
	assert_true(get_varint(&r) == 0);
	assert_true(r.bad);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_be_order),
		cmocka_unit_test(test_be_bytes),
		cmocka_unit_test(test_varint),
		cmocka_unit_test(test_varint_too_long),
		cmocka_unit_test(test_slice_hostile),
		cmocka_unit_test(test_every_cut),
		cmocka_unit_test(test_stays_bad),
		cmocka_unit_test(test_hex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
