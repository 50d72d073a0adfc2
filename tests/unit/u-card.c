#include "search/card.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct card_change
change(uint32_t doc, const char *id, const char *title)
{
	return (struct card_change){
	    .doc = doc,
	    .card = {STR("alliance"), str_from(id), str_from(title), STR(""),
	             STR("2021-06-28"), STR("filed")}};
}

static void
apply(struct buf *pack, const struct card_change *c, size_t n)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(0,
	                 card_apply(buf_str(pack), c, n, 2, &out, &err));
	buf_release(pack);
	*pack = out;
}

static void
cards_come_back(void **state)
{
	struct card_change c[] = {change(32, "a/one", "一"),
	                          change(47, "a/two", "")};
	struct card cards[CARD_PACK];
	struct buf pack = {0};
	struct str body;
	struct err err;

	(void)state;
	apply(&pack, c, 2);
	assert_int_equal(0, piece_open(buf_str(&pack), PIECE_CARDS, 0, 2,
	                               &body, &err));
	assert_int_equal(0, card_read(body, cards, &err));
	assert_true(str_eq(cards[0].id, STR("a/one")));
	assert_true(str_eq(cards[0].title, STR("一")));
	assert_true(str_eq(cards[0].date, STR("2021-06-28")));
	assert_true(str_eq(cards[0].status, STR("filed")));
	assert_int_equal(0, cards[1].id.n);
	assert_true(str_eq(cards[15].id, STR("a/two")));
	buf_release(&pack);
}

static void
the_road_does_not_show(void **state)
{
	struct card_change all[] = {change(32, "a/1", "x"),
	                            change(33, "a/2", "y"),
	                            change(40, "a/3", "z")};
	struct card_change other = change(33, "a/9", "old");
	struct card_change gone = {.doc = 40, .gone = true};
	struct buf clean = {0};
	struct buf pack = {0};

	(void)state;
	apply(&clean, all, 3);
	apply(&pack, all + 2, 1);
	apply(&pack, &other, 1);
	apply(&pack, &gone, 1);
	apply(&pack, all, 3);
	assert_int_equal(clean.n, pack.n);
	assert_memory_equal(clean.p, pack.p, clean.n);
	buf_release(&clean);
	buf_release(&pack);
}

static void
holes_only_are_no_piece(void **state)
{
	struct card_change c = change(33, "a/2", "y");
	struct buf pack = {0};

	(void)state;
	apply(&pack, &c, 1);
	assert_true(pack.n > 0);
	c.gone = true;
	apply(&pack, &c, 1);
	assert_int_equal(0, pack.n);
	buf_release(&pack);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	struct card_change c[] = {change(32, "a/one", "一"),
	                          change(47, "a/two", "")};
	struct card cards[CARD_PACK];
	struct buf pack = {0};
	struct str body;
	struct err err;

	(void)state;
	apply(&pack, c, 2);
	body = str_sub(buf_str(&pack), PIECE_HEADER, pack.n);
	for (size_t n = 1; n < body.n; n++) {
		int rc = card_read(str_sub(body, 0, n), cards, &err);

		/* A cut between two cards is for the sum to find. */
		assert_true(rc == ERR_CORRUPT || cards[0].id.n);
	}
	for (size_t i = 0; i < body.n * 8; i++) {
		pack.p[PIECE_HEADER + i / 8] ^= (char)(1 << i % 8);
		if (card_read(body, cards, &err) < 0)
			assert_int_equal(0, cards[0].id.n);
		pack.p[PIECE_HEADER + i / 8] ^= (char)(1 << i % 8);
	}
	assert_int_equal(3, card_packs(47));
	assert_int_equal(4, card_packs(48));
	buf_release(&pack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cards_come_back),
	    cmocka_unit_test(the_road_does_not_show),
	    cmocka_unit_test(holes_only_are_no_piece),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
