#include "search/piece.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct buf
sample(void)
{
	struct buf b = {0};
	size_t start = piece_begin(&b, PIECE_SHARD, 10, 77);

	buf_adds(&b, "some postings");
	piece_end(&b, start);
	return b;
}

static void
opens_what_was_made(void **state)
{
	struct buf b = sample();
	struct str body;
	struct err err;

	(void)state;
	assert_int_equal(0, piece_open(buf_str(&b), PIECE_SHARD, 10, 77,
	                               &body, &err));
	assert_true(str_eq(body, STR("some postings")));
	buf_release(&b);
}

static void
begins_anywhere_in_a_buffer(void **state)
{
	struct buf alone = sample();
	struct buf b = {0};
	size_t start;

	(void)state;
	buf_adds(&b, "abc");
	start = piece_begin(&b, PIECE_SHARD, 10, 77);
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
	struct buf b = sample();
	struct str body = STR("x");
	struct err err;

	(void)state;
	assert_int_equal(ERR_CORRUPT, piece_open(buf_str(&b), PIECE_CARDS,
	                                         10, 77, &body, &err));
	assert_int_equal(0, body.n);
	assert_int_equal(ERR_CORRUPT, piece_open(buf_str(&b), PIECE_SHARD,
	                                         11, 77, &body, &err));
	assert_int_equal(ERR_CORRUPT, piece_open(buf_str(&b), PIECE_SHARD,
	                                         10, 76, &body, &err));
	buf_release(&b);
}

static void
every_cut_and_flip_is_reported(void **state)
{
	struct buf b = sample();
	struct str body;
	struct err err;

	(void)state;
	for (size_t n = 0; n < b.n; n++)
		assert_int_equal(ERR_CORRUPT,
		                 piece_open(str_sub(buf_str(&b), 0, n),
		                            PIECE_SHARD, 10, 77, &body,
		                            &err));
	for (size_t i = 0; i < b.n * 8; i++) {
		b.p[i / 8] = (char)(b.p[i / 8] ^ 1 << i % 8);
		assert_int_equal(ERR_CORRUPT,
		                 piece_open(buf_str(&b), PIECE_SHARD, 10, 77,
		                            &body, &err));
		b.p[i / 8] = (char)(b.p[i / 8] ^ 1 << i % 8);
	}
	buf_release(&b);
}

static void
names_are_paths(void **state)
{
	struct piece_name name = {
	    {0xab, 0x01, 0x23, 0x45, 0x67, 0x89, 0xcd, 0xef}};
	char path[PIECE_PATH_MAX];

	(void)state;
	piece_path(name, path);
	assert_string_equal("search/ab/ab01" "23456789cdef.bin", path);
	assert_false(piece_absent(name));
}

static void
no_bytes_have_no_name(void **state)
{
	struct piece_name a = piece_name_of(STR("a"));
	struct piece_name b = piece_name_of(STR("b"));

	(void)state;
	assert_true(piece_absent(piece_name_of((struct str){0})));
	assert_false(piece_absent(a));
	assert_memory_not_equal(a.b, b.b, sizeof a.b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opens_what_was_made),
	    cmocka_unit_test(begins_anywhere_in_a_buffer),
	    cmocka_unit_test(another_piece_is_reported),
	    cmocka_unit_test(every_cut_and_flip_is_reported),
	    cmocka_unit_test(names_are_paths),
	    cmocka_unit_test(no_bytes_have_no_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
