#include "search/piece.h"
#include "unit.h"

#include "base/hash.h"

static const enum piece_what all_whats[] = {
    PIECE_ROOT,   PIECE_TABLE, PIECE_SOUNDS, PIECE_READING, PIECE_NODE,
    PIECE_COLUMN, PIECE_SHARD, PIECE_BLOCK,  PIECE_CARDS};

#define WHATS (sizeof all_whats / sizeof *all_whats)

static const struct piece shard = {
    .what = PIECE_SHARD, .detail = 0x201, .number = 77, .upto = 1234};

static struct buf
made(const struct piece *piece)
{
	struct buf b = {0};
	size_t start = piece_begin(&b, piece);

	buf_adds(&b, "some postings");
	piece_end(&b, start);
	return b;
}

/* The body, or nothing when the piece is refused. */
static struct str
opened(struct str bytes, struct piece piece)
{
	struct str body = STR("x");
	struct err err = {0};
	int rc = piece_open(bytes, &piece, &body, &err);

	assert_true(rc == 0 || rc == ERR_CORRUPT);
	assert_int_equal(rc, err.code);
	assert_int_equal(rc == 0, body.n != 0);
	return body;
}

static void
opens_what_was_made(void **state)
{
	(void)state;
	for (size_t i = 0; i < WHATS; i++) {
		struct piece piece = {.what = all_whats[i],
		                      .detail = 0xfedcba98,
		                      .number = 0x80000001,
		                      .upto = 0xffffffff};
		struct buf b = made(&piece);

		assert_str(opened(buf_str(&b), piece), "some postings");
		piece.hash = piece_hash(piece.what, buf_str(&b));
		assert_str(opened(buf_str(&b), piece), "some postings");
		buf_release(&b);
	}
}

static void
header_is_as_written_down(void **state)
{
	struct buf b = made(&shard);

	(void)state;
	assert_memory_equal("gs\x03s\0\0\x02\x01\0\0\0\x4d\0\0\x04\xd2", b.p,
	                    16);
	assert_memory_equal("some postings", b.p + PIECE_HEADER, 13);
	buf_release(&b);
}

static void
begins_anywhere_in_a_buffer(void **state)
{
	struct buf alone = made(&shard);
	struct buf b = {0};
	size_t start;

	(void)state;
	buf_adds(&b, "abc");
	start = piece_begin(&b, &shard);
	buf_adds(&b, "some postings");
	piece_end(&b, start);
	assert_true(str_eq(buf_str(&alone),
	                   str_sub(buf_str(&b), 3, b.n)));
	buf_release(&alone);
	buf_release(&b);
}

static void
another_piece_is_reported(void **state)
{
	struct buf b = made(&shard);
	struct piece other[] = {shard, shard, shard, shard, shard};

	(void)state;
	other[0].what = PIECE_CARDS;
	other[1].detail++;
	other[2].number--;
	other[3].upto++;
	other[4].hash = piece_sum(buf_str(&b)) ^ 1u;
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_str(opened(buf_str(&b), other[i]), "");
	buf_release(&b);
}

static void
another_version_is_reported(void **state)
{
	struct buf b = made(&shard);

	(void)state;
	b.p[2] = PIECE_VERSION + 1;
	piece_end(&b, 0);
	assert_str(opened(buf_str(&b), shard), "");
	b.p[2] = PIECE_VERSION;
	b.p[0] = 'G';
	piece_end(&b, 0);
	assert_str(opened(buf_str(&b), shard), "");
	buf_release(&b);
}

static void
every_cut_and_change_is_reported(void **state)
{
	struct buf b = made(&shard);

	(void)state;
	for (size_t n = 0; n < b.n; n++)
		assert_str(opened(str_sub(buf_str(&b), 0, n), shard), "");
	for (size_t i = 0; i < b.n; i++)
		for (unsigned x = 1; x < 256; x++) {
			b.p[i] = (char)((uint8_t)b.p[i] ^ x);
			assert_str(opened(buf_str(&b), shard), "");
			b.p[i] = (char)((uint8_t)b.p[i] ^ x);
		}
	buf_byte(&b, 0);
	assert_str(opened(buf_str(&b), shard), "");
	buf_release(&b);
}

/* Worked out by hand from the rule, for readers in other languages. */
static void
sum_is_the_same_everywhere(void **state)
{
	char zero[PIECE_HEADER + 3] = {0};

	(void)state;
	assert_int_equal(0xe8cfdd29, piece_sum((struct str){zero, 20}));
	zero[20] = 'a';
	zero[22] = (char)0xff;
	assert_int_equal(0x2e57eda2, piece_sum((struct str){zero, 23}));
	zero[16] = 1;
	zero[19] = 9;
	assert_int_equal(0x2e57eda2, piece_sum((struct str){zero, 23}));
}

/* Four bytes that bring the sum to 0 are found by undoing the mixing. */
static void
sum_is_never_zero(void **state)
{
	char bytes[PIECE_HEADER] = {0};
	uint32_t h = PIECE_HEADER ^ 0x811c9dc5u;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		h *= 0x01000193u;
		h = h << 13 | h >> 19;
	}
	for (size_t i = 0; i < 4; i++)
		bytes[12 + i] = (char)(h >> (8 * i));
	assert_int_equal(1, piece_sum((struct str){bytes, sizeof bytes}));
}

/* A piece may lie where another state's should: its sum gives it away. */
static void
another_state_is_reported(void **state)
{
	(void)state;
	for (size_t i = 0; i < WHATS; i++) {
		struct piece piece = {.what = all_whats[i], .upto = 1000};
		struct buf b = made(&piece);
		struct buf other = {0};
		struct err err;
		struct str body;

		piece_begin(&other, &piece);
		buf_adds(&other, "other postings");
		piece_end(&other, 0);
		piece.hash = piece_hash(piece.what, buf_str(&b));
		assert_str(opened(buf_str(&b), piece), "some postings");
		if (piece.what == PIECE_CARDS) { /* a stamp tells them apart */
			assert_str(opened(buf_str(&other), piece),
			           "other postings");
		} else {
			assert_str(opened(buf_str(&other), piece), "");
			piece_open(buf_str(&other), &piece, &body, &err);
			assert_non_null(strstr(err.line, "another state"));
		}
		buf_release(&b);
		buf_release(&other);
	}
}

/* The sum first, so that who has the name can check the piece. */
static void
hashes_have_their_width(void **state)
{
	struct str bytes = STR("0123456789abcdefghijklmnop");
	uint64_t sum = piece_sum(bytes);
	uint64_t long_hash = sum << 32 | (uint32_t)hash64(bytes);
	uint64_t short_hash = sum << 16 | (uint16_t)hash64(bytes);

	(void)state;
	assert_true(piece_hash(PIECE_ROOT, bytes) == long_hash);
	assert_true(piece_hash(PIECE_TABLE, bytes) == long_hash);
	assert_true(piece_hash(PIECE_SOUNDS, bytes) == long_hash);
	assert_true(piece_hash(PIECE_READING, bytes) == long_hash);
	assert_true(piece_hash(PIECE_NODE, bytes) == short_hash);
	assert_true(piece_hash(PIECE_COLUMN, bytes) == short_hash);
	assert_true(piece_hash(PIECE_SHARD, bytes) == sum);
	assert_true(piece_hash(PIECE_BLOCK, bytes) == sum);
	assert_true(piece_hash(PIECE_CARDS, bytes) == 0);
}

static void
addresses_are_as_written_down(void **state)
{
	static const struct {
		struct piece piece;
		const char *path;
	} cases[] = {
	    {{PIECE_ROOT, 1, 0, 1000, 0xab0123456789cdef},
	     "search/ab/ab0123456789cdef.bin"},
	    {{PIECE_TABLE, 0, 0, 0, 0x00ff}, "search/00/00000000000000ff.bin"},
	    {{PIECE_SOUNDS, 0, 0, 0, 1}, "search/00/0000000000000001.bin"},
	    {{PIECE_READING, 0, 0, 0, 0xf000000000000000},
	     "search/f0/f000000000000000.bin"},
	    {{PIECE_NODE, 2, 0x1f, 0, 0x00456789abcd},
	     "search/n/1f-00456789abcd.bin"},
	    {{PIECE_COLUMN, 0, 0, 0, 0xba9876543210},
	     "search/k/0-ba9876543210.bin"},
	    {{PIECE_SHARD, 0x302, 0x1abc, 0xfff, 0x00c0ffee},
	     "search/2/1a/1abc-fff-00c0ffee.bin"},
	    {{PIECE_SHARD, 1, 7, 16, 1}, "search/1/0/7-10-00000001.bin"},
	    {{PIECE_BLOCK, 0x2000a, 0x1abc, 3, 0x00c0ffee},
	     "search/b/1a/1abc-2000a.3-00c0ffee.bin"},
	    {{PIECE_CARDS, 0, 0x1234, 0x00c0ffee, 0},
	     "search/c/12/1234-00c0ffee.bin"},
	    {{PIECE_BLOCK, ~0u, ~0u, ~0u, ~0u},
	     "search/b/ffffff/ffffffff-ffffffff.ffffffff-ffffffff.bin"},
	    {{PIECE_SHARD, ~0u, ~0u, ~0u, ~0u},
	     "search/ff/ffffff/ffffffff-ffffffff-ffffffff.bin"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[PIECE_PATH_MAX];

		piece_path(&cases[i].piece, path);
		assert_string_equal(cases[i].path, path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opens_what_was_made),
	    cmocka_unit_test(header_is_as_written_down),
	    cmocka_unit_test(begins_anywhere_in_a_buffer),
	    cmocka_unit_test(another_piece_is_reported),
	    cmocka_unit_test(another_version_is_reported),
	    cmocka_unit_test(every_cut_and_change_is_reported),
	    cmocka_unit_test(sum_is_the_same_everywhere),
	    cmocka_unit_test(sum_is_never_zero),
	    cmocka_unit_test(another_state_is_reported),
	    cmocka_unit_test(hashes_have_their_width),
	    cmocka_unit_test(addresses_are_as_written_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
