#include "search/card.h"

#include "base/codec.h"
#include "hostile.h"
#include "unit.h"

#define PACK 5
#define FIRST (PACK * CARD_PACK)

static struct card_change
change(uint32_t doc, const char *kind, const char *id)
{
	return (struct card_change){.doc = doc,
	                            .card = {.kind = str_from(kind),
	                                     .id = str_from(id),
	                                     .date = STR("2021-06-28")}};
}

/* A pack is its body here. */
static void
apply(struct buf *pack, const struct card_change *c, size_t n)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(0, card_apply(buf_str(pack), c, n, PACK, &out,
	                               &err));
	buf_release(pack);
	*pack = out;
}

static void
assert_card(const struct card *want, const struct card *got)
{
	assert_true(str_eq(want->kind, got->kind));
	assert_true(str_eq(want->id, got->id));
	assert_true(str_eq(want->date, got->date));
	assert_int_equal(0, got->title.n + got->title_en.n);
}

static void
slots_of_packs(void **state)
{
	static const struct {
		uint32_t highest;
		uint32_t packs;
		uint32_t closed;
		uint32_t stamps;
	} cases[] = {
	    {0, 1, 0, 1},      {15, 1, 0, 1},     {16, 2, 0, 2},
	    {126, 8, 0, 8},    {127, 8, 1, 1},    {128, 9, 1, 2},
	    {254, 16, 1, 9},   {255, 16, 2, 2},   {10000, 626, 78, 80},
	    {0x0fffffff, 1 << 24, 1 << 21, 1 << 21},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t n = cases[i].highest;
		uint32_t last = 0;

		assert_int_equal(cases[i].packs, card_packs(n));
		assert_int_equal(cases[i].closed, card_closed(n));
		assert_int_equal(cases[i].stamps, card_stamps(n));
		for (uint32_t p = 0; p < cases[i].packs && p < 1000; p++) {
			uint32_t slot = card_slot(n, p);

			/* The next one, but within a closed group. */
			assert_int_equal(
			    slot, last + (p && (p % 8 == 0 ||
			                        p / 8 >= cases[i].closed)));
			last = slot;
		}
		assert_int_equal(cases[i].stamps - 1,
		                 card_slot(n, cases[i].packs - 1));
	}
}

/* Pack 5 * 8 + 1 with a body, others without. */
static void
seal(bool closed, const char *one, const char *two, struct buf out[8])
{
	struct str body[CARD_PACKS] = {[1] = str_from(one),
	                               [6] = str_from(two)};

	card_seal(5, closed, body, out);
}

static uint32_t
stamp_of(const struct buf *pack)
{
	return piece_of(buf_str(pack)).upto;
}

static void
release(struct buf v[CARD_PACKS])
{
	for (size_t i = 0; i < CARD_PACKS; i++)
		buf_release(&v[i]);
}

static void
packs_state_their_stamps(void **state)
{
	struct piece piece = {.what = PIECE_CARDS, .number = 41};
	struct buf own = {0};

	(void)state;
	piece_begin(&own, &piece);
	buf_adds(&own, "one");
	piece_end(&own, 0);
	for (int closed = 0; closed < 2; closed++) {
		struct buf v[CARD_PACKS] = {0};
		uint32_t stamp = piece_sum(buf_str(&own));
		struct str body;
		struct err err;

		if (closed) { /* worked out from the header */
			static const char zero[PIECE_HEADER];
			struct buf b = {0};

			buf_add(&b, (struct str){zero, sizeof zero});
			put_be32(&b, 0);
			put_be32(&b, stamp);
			for (size_t i = 0; i < 6; i++)
				put_be32(&b, 0);
			stamp = piece_sum(buf_str(&b));
			buf_release(&b);
		}
		seal(closed, "one", "", v);
		piece.upto = stamp;
		assert_int_equal(stamp, stamp_of(&v[1]));
		assert_int_equal(0, piece_open(buf_str(&v[1]), &piece, &body,
		                               &err));
		assert_str(body, "one");
		assert_int_equal(0, v[6].n);
		assert_int_equal(0, stamp_of(&v[6]));
		release(v);
	}
	buf_release(&own);
}

/* In a closed group a change of one renames all. */
static void
stamps_are_of_all_that_is_there(void **state)
{
	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		struct buf v[CARD_PACKS] = {0};
		struct buf w[CARD_PACKS] = {0};

		seal(closed, "one", "two", v);
		seal(closed, "one", "2", w);
		assert_int_equal(closed, stamp_of(&v[1]) !=
		                             stamp_of(&w[1]));
		assert_int_not_equal(stamp_of(&v[6]),
		                     stamp_of(&w[6]));
		assert_int_equal(closed, stamp_of(&v[1]) ==
		                             stamp_of(&v[6]));
		release(v);
		release(w);
	}
}

static void
cards_come_back(void **state)
{
	struct card_change c[] = {
	    change(FIRST, "alliance", "alliances/ln-2021-0001"),
	    change(FIRST + 2, "notice", "notices/ln-2021-0001"),
	    change(FIRST + 3, "alliance", "alliances/ln-2021-0002"),
	    change(FIRST + 15, "alliance", "b")};
	struct card cards[CARD_PACK];
	struct buf pack = {0};
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	c[2].card.date = STR("");
	c[3].card.title = STR("not here");
	apply(&pack, c, 4);
	assert_int_equal(0, card_read(&a, buf_str(&pack), cards, &err));
	assert_card(&c[0].card, &cards[0]);
	assert_int_equal(0, cards[1].id.n);
	assert_card(&c[1].card, &cards[2]);
	assert_card(&c[2].card, &cards[3]);
	assert_card(&c[3].card, &cards[15]);
	buf_release(&pack);
	arena_release(&a);
}

/* The bytes that a reader in another language must understand. */
static void
written_as_written_down(void **state)
{
	struct card_change c[] = {change(FIRST + 1, "alliance", "x/10"),
	                          change(FIRST + 2, "notice", "x/11"),
	                          change(FIRST + 3, "alliance", "x/12"),
	                          change(FIRST + 15, "alliance", "y")};
	struct buf pack = {0};

	(void)state;
	c[1].card.date = STR("");
	c[2].card.date = STR("2021-07");
	apply(&pack, c, 4);
	assert_true(str_eq(buf_str(&pack),
	                   STR("\1\0\10alliance" "\0\4x/10"
	                       "\0\12" "2021-06-28"
	                       "\2\0\6notice" "\0\4x/11" "\0\0"
	                       "\3\2" "\3\1" "2" "\6\1" "7"
	                       "\17\1" "\0\1y" "\6\4" "6-28")));
	buf_release(&pack);
}

static void
at_most_255_bytes_are_shared(void **state)
{
	static const size_t lengths[] = {254, 255, 256, 300};
	char text[2][400];
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct card_change c[] = {change(FIRST, "k", ""),
		                          change(FIRST + 1, "k", "")};
		struct card cards[CARD_PACK];
		struct buf pack = {0};
		size_t n = lengths[i];
		struct err err;

		memset(text, 'x', sizeof text);
		text[1][n] = 'y';
		c[0].card.id = (struct str){text[0], n + 1};
		c[1].card.id = (struct str){text[1], n + 2};
		apply(&pack, c, 2);
		assert_int_equal(0, card_read(&a, buf_str(&pack), cards,
		                              &err));
		assert_card(&c[0].card, &cards[0]);
		assert_card(&c[1].card, &cards[1]);
		buf_release(&pack);
	}
	arena_release(&a);
}

static void
the_road_does_not_show(void **state)
{
	struct card_change all[] = {change(FIRST, "a", "a/1"),
	                            change(FIRST + 1, "a", "a/2"),
	                            change(FIRST + 3, "a", "a/3")};
	struct card_change other = change(FIRST + 3, "b", "b/other");
	struct card_change gone = {.doc = FIRST, .gone = true};
	struct buf clean = {0};
	struct buf pack = {0};

	(void)state;
	apply(&clean, all, 3);
	apply(&pack, all + 2, 1);
	apply(&pack, &other, 1);
	apply(&pack, &gone, 1);
	apply(&pack, all, 3);
	apply(&pack, NULL, 0);
	assert_int_equal(clean.n, pack.n);
	assert_memory_equal(clean.p, pack.p, clean.n);
	buf_release(&clean);
	buf_release(&pack);
}

static struct str
random_text(struct arena *a, uint64_t *random, const char *stem)
{
	struct str text = arena_fmt(a, "%s%u", stem,
	                            random_below(random, 3));

	return random_below(random, 4) ? text : str_sub(text, 0, 1);
}

static void
random_roads_end_alike(void **state)
{
	struct card_change now[CARD_PACK] = {0};
	struct buf pack = {0};
	uint64_t random = 11;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 2000; i++) {
		uint32_t at = random_below(&random, CARD_PACK);
		struct card_change all[CARD_PACK];
		struct card cards[CARD_PACK];
		struct buf clean = {0};
		size_t n = 0;
		struct err err;

		now[at] = (struct card_change){
		    .doc = PACK * CARD_PACK + at,
		    .gone = random_below(&random, 3) == 0,
		    .card = {random_text(&a, &random, "kind"),
		             random_text(&a, &random, "folder/id-"),
		             random_text(&a, &random, "2021-0"),
		             STR(""), STR("")}};
		apply(&pack, &now[at], 1);
		for (size_t j = 0; j < CARD_PACK; j++)
			if (now[j].doc && !now[j].gone)
				all[n++] = now[j];
		apply(&clean, all, n);
		assert_true(str_eq(buf_str(&clean), buf_str(&pack)));
		assert_int_equal(n == 0, pack.n == 0);
		assert_int_equal(0, card_read(&a, buf_str(&pack), cards,
		                              &err));
		for (size_t j = 0; j < CARD_PACK; j++)
			if (now[j].doc && !now[j].gone)
				assert_card(&now[j].card, &cards[j]);
			else
				assert_int_equal(0, cards[j].id.n);
		buf_release(&clean);
	}
	buf_release(&pack);
	arena_release(&a);
}

static void
holes_only_are_no_piece(void **state)
{
	struct card_change c = change(FIRST, "a", "a/2");
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
an_old_pack_that_is_none_changes_nothing(void **state)
{
	struct card_change c = change(FIRST, "a", "a/2");
	struct buf out = {0};
	struct err err;

	(void)state;
	buf_adds(&out, "before");
	assert_int_equal(ERR_CORRUPT, card_apply(STR("\1\1"), &c, 1, PACK,
	                                         &out, &err));
	assert_str(buf_str(&out), "before");
	buf_release(&out);
}

static void
refuses(struct str body)
{
	struct card cards[CARD_PACK];
	struct arena a;
	struct err err;

	arena_init(&a);
	assert_int_equal(ERR_CORRUPT, card_read(&a, body, cards, &err));
	for (size_t i = 0; i < CARD_PACK; i++)
		assert_int_equal(0, cards[i].id.n);
	arena_release(&a);
}

#define CARD(place, id) place "\0\1k\0\2" id "\0\0"
#define NEXT(place, back, id) place back "\0\2" id "\0\0"

static void
disorder_is_reported(void **state)
{
	struct card cards[CARD_PACK];
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	assert_int_equal(0, card_read(&a, STR(CARD("\0", "id")
	                                      NEXT("\3", "\1", "ie")),
	                              cards, &err));
	assert_str(cards[3].id, "ie");
	assert_str(cards[3].kind, "k");
	refuses(STR(CARD("\3", "id") CARD("\0", "ie")));
	refuses(STR(CARD("\1", "id") CARD("\1", "ie")));
	refuses(STR(CARD("\x10", "id")));
	refuses(STR(NEXT("\0", "\1", "id")));
	refuses(STR(CARD("\0", "id") NEXT("\3", "\2", "ie")));
	refuses(STR(CARD("\0", "id") NEXT("\3", "\xff", "ie")));
	refuses(STR(CARD("\0", "id") "\1"));
	refuses(STR("\0\0\1k\0\0\0\0"));
	refuses(STR("\0\0\1k\1\2id\0\0"));
	refuses(STR(CARD("\0", "id") "\1\1\3\1x\0\0"));
	arena_release(&a);
}

static void
try_cards(void *ctx, struct str body)
{
	struct card cards[CARD_PACK];
	struct arena a;
	size_t seen = 0;
	struct err err;
	int rc;

	(void)ctx;
	arena_init(&a);
	rc = card_read(&a, body, cards, &err);
	assert_true(rc == 0 || rc == ERR_CORRUPT);
	for (size_t i = 0; i < CARD_PACK; i++) {
		const struct card *c = &cards[i];
		struct str text[] = {c->kind, c->id, c->date};

		assert_int_equal(0, rc < 0 && c->id.n);
		for (size_t j = 0; j < 3; j++)
			for (size_t k = 0; k < text[j].n; k++)
				seen += text[j].p[k] == 'a';
	}
	assert_true(seen <= CARD_PACK * body.n);
	assert_true(a.used <= 16 * (body.n + 64));
	arena_release(&a);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	struct card_change c[] = {
	    change(FIRST, "alliance", "alliances/one"),
	    change(FIRST + 1, "notice", "notices/two"),
	    change(FIRST + 9, "alliance", "alliances/three")};
	struct buf pack = {0};

	(void)state;
	apply(&pack, c, 3);
	hostile_each(buf_str(&pack), 0, try_cards, NULL);
	buf_release(&pack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slots_of_packs),
	    cmocka_unit_test(packs_state_their_stamps),
	    cmocka_unit_test(stamps_are_of_all_that_is_there),
	    cmocka_unit_test(cards_come_back),
	    cmocka_unit_test(written_as_written_down),
	    cmocka_unit_test(at_most_255_bytes_are_shared),
	    cmocka_unit_test(the_road_does_not_show),
	    cmocka_unit_test(random_roads_end_alike),
	    cmocka_unit_test(holes_only_are_no_piece),
	    cmocka_unit_test(an_old_pack_that_is_none_changes_nothing),
	    cmocka_unit_test(disorder_is_reported),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
