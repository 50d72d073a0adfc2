#include "search/card.h"
#include "hostile.h"
#include "unit.h"

#define PACK 5
#define EPOCH 0xdeadbeef
#define STAMP 17

static const struct piece place = {
    .what = PIECE_CARDS, .detail = EPOCH, .number = PACK, .upto = STAMP};

static struct card_change
change(uint32_t doc, const char *id, const char *title)
{
	return (struct card_change){
	    .doc = doc,
	    .card = {.kind = STR("alliance"),
	             .id = str_from(id),
	             .date = STR("2021-06-28"),
	             .title = str_from(title),
	             .title_en = STR("An alliance")}};
}

static struct str
body_of(const struct buf *pack)
{
	struct str body;
	struct err err;

	if (pack->n == 0)
		return (struct str){0};
	assert_int_equal(0, piece_open(buf_str(pack), &place, &body, &err));
	return body;
}

static void
apply(struct buf *pack, const struct card_change *c, size_t n)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(0, card_apply(body_of(pack), c, n, PACK, EPOCH,
	                               STAMP, &out, &err));
	buf_release(pack);
	*pack = out;
}

static void
assert_card(const struct card *want, const struct card *got)
{
	assert_true(str_eq(want->kind, got->kind));
	assert_true(str_eq(want->id, got->id));
	assert_true(str_eq(want->date, got->date));
	assert_true(str_eq(want->title, got->title));
	assert_true(str_eq(want->title_en, got->title_en));
}

static void
cards_come_back(void **state)
{
	struct card_change c[] = {change(20, "alliances/ln-2021-0001", "一"),
	                          change(22, "alliances/ln-2021-0002", "二"),
	                          change(23, "b", "")};
	struct card cards[CARD_PACK];
	struct buf pack = {0};
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	c[1].card.title_en = STR("");
	c[2].card.date = STR("");
	apply(&pack, c, 3);
	assert_int_equal(0, card_read(&a, body_of(&pack), cards, &err));
	assert_card(&c[0].card, &cards[0]);
	assert_int_equal(0, cards[1].id.n);
	assert_card(&c[1].card, &cards[2]);
	assert_card(&c[2].card, &cards[3]);
	buf_release(&pack);
	arena_release(&a);
}

/* The bytes that a reader in another language must understand. */
static void
written_as_written_down(void **state)
{
	struct card_change c[] = {change(21, "x/10", "T"),
	                          change(22, "x/11", "")};
	struct buf pack = {0};

	(void)state;
	c[1].card.date = STR("");
	c[1].card.title_en = STR("");
	apply(&pack, c, 2);
	assert_true(str_eq(body_of(&pack),
	                   STR("\1"
	                       "\0\10alliance" "\0\4x/10"
	                       "\0\12" "2021-06-28"
	                       "\1T" "\13An alliance"
	                       "\2" "\10\0" "\3\1" "1" "\0\0" "\0" "\0")));
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
		struct card_change c[] = {change(20, "", "a"),
		                          change(21, "", "b")};
		struct card cards[CARD_PACK];
		struct buf pack = {0};
		size_t n = lengths[i];
		struct err err;

		memset(text, 'x', sizeof text);
		text[1][n] = 'y';
		c[0].card.id = (struct str){text[0], n + 1};
		c[1].card.id = (struct str){text[1], n + 2};
		apply(&pack, c, 2);
		assert_int_equal(0, card_read(&a, body_of(&pack), cards,
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
	struct card_change all[] = {change(20, "a/1", "x"),
	                            change(21, "a/2", "y"),
	                            change(23, "a/3", "z")};
	struct card_change other = change(23, "b/other", "other");
	struct card_change gone = {.doc = 20, .gone = true};
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
		             random_text(&a, &random, "题"),
		             random_text(&a, &random, "title ")}};
		apply(&pack, &now[at], 1);
		for (size_t j = 0; j < CARD_PACK; j++)
			if (now[j].doc && !now[j].gone)
				all[n++] = now[j];
		apply(&clean, all, n);
		assert_true(str_eq(buf_str(&clean), buf_str(&pack)));
		assert_int_equal(n == 0, pack.n == 0);
		assert_int_equal(0, card_read(&a, body_of(&pack), cards,
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
	struct card_change c = change(20, "a/2", "y");
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
	struct card_change c = change(20, "a/2", "y");
	struct buf out = {0};
	struct err err;

	(void)state;
	buf_adds(&out, "before");
	assert_int_equal(ERR_CORRUPT, card_apply(STR("\1\1"), &c, 1, PACK,
	                                         EPOCH, STAMP, &out, &err));
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

#define CARD(place, id) place "\0\1k\0\2" id "\0\0\0\0"

static void
disorder_is_reported(void **state)
{
	struct card cards[CARD_PACK];
	struct arena a;
	struct err err;

	(void)state;
	arena_init(&a);
	assert_int_equal(0, card_read(&a, STR(CARD("\0", "id")
	                                      CARD("\3", "ie")),
	                              cards, &err));
	assert_str(cards[3].id, "ie");
	refuses(STR(CARD("\3", "id") CARD("\0", "ie")));
	refuses(STR(CARD("\1", "id") CARD("\1", "ie")));
	refuses(STR(CARD("\4", "id")));
	refuses(STR(CARD("\0", "id") "\1"));
	refuses(STR("\0\0\1k\0\0\0\0\0\0"));
	refuses(STR("\0\1\0\0\2id\0\0\0\0"));
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
		struct str text[] = {c->kind, c->id, c->date, c->title,
		                     c->title_en};

		assert_int_equal(0, rc < 0 && c->id.n);
		for (size_t j = 0; j < 5; j++)
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
	struct card_change c[] = {change(20, "alliances/one", "一"),
	                          change(21, "alliances/two", "二"),
	                          change(23, "alliances/three", "")};
	struct buf pack = {0};

	(void)state;
	apply(&pack, c, 3);
	hostile_each(body_of(&pack), 0, try_cards, NULL);
	buf_release(&pack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
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
