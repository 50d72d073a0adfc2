#include "search/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HIGHEST 6000u

/* A register of one record, whose card lies behind one node. */
struct world {
	struct arena a;
	struct entry entry;
	struct buf pack;
	struct buf node;
	size_t fetched;
};

static int
get_piece(void *ctx, struct arena *a, struct piece_name name,
          struct str *bytes, struct err *err)
{
	struct world *w = ctx;
	struct buf *both[] = {&w->pack, &w->node};

	w->fetched++;
	for (size_t i = 0; i < 2; i++) {
		struct piece_name is = piece_name_of(buf_str(both[i]));

		if (memcmp(is.b, name.b, sizeof name.b) == 0) {
			*bytes = arena_str(a, buf_str(both[i]));
			return 0;
		}
	}
	return err_set(err, ERR_ABSENT, "no such piece");
}

static void
begin(struct world *w, uint32_t doc)
{
	struct piece_name names[ROUTE_FAN] = {0};
	uint32_t pack = doc / CARD_PACK;
	struct card_change c = {.doc = doc,
	                        .card = {.kind = STR("k"),
	                                 .id = STR("k/x")}};

	*w = (struct world){.entry = {.highest = HIGHEST, .live = 1}};
	arena_init(&w->a);
	for (size_t i = 0; i < ROUTE_ROWS; i++) {
		w->entry.top[i].n =
		    route_count(route_rows[i], HIGHEST,
		                route_levels(route_rows[i], HIGHEST));
		w->entry.top[i].v = arena_array(&w->a, w->entry.top[i].n,
		                                sizeof *names);
	}
	assert_int_equal(1, route_levels(PIECE_CARDS, HIGHEST));
	assert_int_equal(0, card_apply((struct str){0}, &c, 1, pack,
	                               &w->pack, NULL));
	names[pack % ROUTE_FAN] = piece_name_of(buf_str(&w->pack));
	route_node(PIECE_CARDS, 1, pack / ROUTE_FAN, names, ROUTE_FAN,
	           &w->node);
	w->entry.top[1].v[pack / ROUTE_FAN] =
	    piece_name_of(buf_str(&w->node));
}

static void
end(struct world *w)
{
	buf_release(&w->pack);
	buf_release(&w->node);
	arena_release(&w->a);
}

static void
pieces_are_found_by_way_of_nodes(void **state)
{
	struct world w;
	struct query_source source = {&w, get_piece, NULL};
	struct load l = {&w.a, &w.entry, &source};
	struct card card;
	struct err err;

	(void)state;
	begin(&w, 5000);
	assert_int_equal(0, load_card(&l, 5000, &card, &err));
	assert_true(str_eq(card.id, STR("k/x")));
	assert_int_equal(2, w.fetched);
	end(&w);
}

static void
holes_are_reported_as_no_card(void **state)
{
	struct world w;
	struct query_source source = {&w, get_piece, NULL};
	struct load l = {&w.a, &w.entry, &source};
	struct card card;
	struct err err;

	(void)state;
	begin(&w, 5000);
	assert_int_equal(ERR_CORRUPT, load_card(&l, 5001, &card, &err));
	assert_int_equal(ERR_CORRUPT, load_card(&l, 16, &card, &err));
	assert_int_equal(0, card.id.n);
	end(&w);
}

static void
absent_pieces_are_empty(void **state)
{
	struct world w;
	struct query_source source = {&w, get_piece, NULL};
	struct load l = {&w.a, &w.entry, &source};
	struct column_row *rows;
	struct str body = STR("x");
	struct err err;

	(void)state;
	begin(&w, 5000);
	assert_int_equal(0, load_piece(&l, 0, 77, &body, &err));
	assert_int_equal(0, body.n);
	assert_int_equal(0, load_column(&l, 3, &rows, &err));
	assert_int_equal(0, rows[5].kind.n);
	assert_int_equal(0, w.fetched);
	end(&w);
}

static void
a_lost_piece_is_the_error_of_the_source(void **state)
{
	struct world w;
	struct query_source source = {&w, get_piece, NULL};
	struct load l = {&w.a, &w.entry, &source};
	struct card card;
	struct err err;

	(void)state;
	begin(&w, 5000);
	buf_reset(&w.pack);
	assert_int_equal(ERR_ABSENT, load_card(&l, 5000, &card, &err));
	end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_are_found_by_way_of_nodes),
	    cmocka_unit_test(holes_are_reported_as_no_card),
	    cmocka_unit_test(absent_pieces_are_empty),
	    cmocka_unit_test(a_lost_piece_is_the_error_of_the_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
