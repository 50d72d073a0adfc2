#include "search/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
rows_have_their_pieces(void **state)
{
	(void)state;
	assert_int_equal(16, route_pieces(PIECE_SHARD, 0));
	assert_int_equal(1, route_pieces(PIECE_CARDS, 0));
	assert_int_equal(1, route_pieces(PIECE_COLUMN, 0));
	assert_int_equal(2048, route_pieces(PIECE_SHARD, 10000));
	assert_int_equal(626, route_pieces(PIECE_CARDS, 10000));
	assert_int_equal(10, route_pieces(PIECE_COLUMN, 10000));
}

static void
levels_make_the_entry_short(void **state)
{
	(void)state;
	assert_int_equal(0, route_levels(PIECE_SHARD, 500));
	assert_int_equal(1, route_levels(PIECE_SHARD, 10000));
	assert_int_equal(1, route_levels(PIECE_SHARD, 100000));
	assert_int_equal(64, route_count(PIECE_SHARD, 100000, 1));
	assert_int_equal(2, route_levels(PIECE_CARDS, 100000));
	assert_int_equal(2, route_count(PIECE_CARDS, 100000, 2));
	assert_int_equal(0, route_levels(PIECE_COLUMN, 4095));
	assert_int_equal(1, route_levels(PIECE_COLUMN, 4096));
}

static void
names_come_back(void **state)
{
	struct piece_name names[ROUTE_FAN] = {0};
	struct piece_name back[ROUTE_FAN];
	struct buf node = {0};
	struct err err;

	(void)state;
	names[3].b[7] = 9;
	names[40].b[0] = 1;
	route_node(PIECE_CARDS, 2, 7, names, ROUTE_FAN, &node);
	assert_int_equal(PIECE_HEADER + 41 * 8, node.n);
	assert_int_equal(0, route_read(buf_str(&node), PIECE_CARDS, 2, 7,
	                               back, &err));
	assert_memory_equal(names, back, sizeof names);
	assert_int_equal(ERR_CORRUPT, route_read(buf_str(&node), PIECE_SHARD,
	                                         2, 7, back, &err));
	assert_int_equal(ERR_CORRUPT, route_read(buf_str(&node), PIECE_CARDS,
	                                         1, 7, back, &err));
	assert_true(piece_absent(back[3]));
	buf_release(&node);
}

static void
absent_names_make_no_node(void **state)
{
	struct piece_name names[5] = {0};
	struct buf node = {0};

	(void)state;
	route_node(PIECE_CARDS, 1, 0, names, 5, &node);
	assert_int_equal(0, node.n);
	buf_release(&node);
}

static void
a_body_that_is_no_names_is_reported(void **state)
{
	struct piece_name back[ROUTE_FAN];
	struct buf node = {0};
	struct err err;

	(void)state;
	piece_begin(&node, PIECE_NODE, PIECE_SHARD << 8 | 1, 0);
	buf_adds(&node, "1234567");
	piece_end(&node, 0);
	assert_int_equal(ERR_CORRUPT, route_read(buf_str(&node), PIECE_SHARD,
	                                         1, 0, back, &err));
	while (node.n < PIECE_HEADER + 65 * 8)
		buf_byte(&node, 'x');
	piece_end(&node, 0);
	assert_int_equal(ERR_CORRUPT, route_read(buf_str(&node), PIECE_SHARD,
	                                         1, 0, back, &err));
	buf_release(&node);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_have_their_pieces),
	    cmocka_unit_test(levels_make_the_entry_short),
	    cmocka_unit_test(names_come_back),
	    cmocka_unit_test(absent_names_make_no_node),
	    cmocka_unit_test(a_body_that_is_no_names_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
