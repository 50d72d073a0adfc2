#include "search/query.h"

#include "search/shard.h"
#include "search/tokenize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PIECES 64
#define TEXTS 3

/* A register of few records, its index in memory. */
struct record {
	uint32_t doc;
	const char *kind;
	const char *id;
	const char *date;
	const char *text[TEXTS];
};

static const struct record records[] = {
    {1, "alliance", "a/1", "2020-01-01", {"沈阳机床联盟", "", "章程"}},
    {2, "alliance", "a/2", "2021-01-01", {"大连轴承会", "", "沈阳机床"}},
    {4, "notice", "n/4", "2019-05-01", {"公告", "Notice", "沈阳之机床"}},
    {5, "notice", "n/5", "2022-05-01", {"公告", "Notice", "沈阳之机床"}},
    {6, "notice", "n/6", "", {"公告", "Notice", "沈阳之机床"}},
    {7, "notice", "n/7", "2020-02", {"沈阳机床", "", "ZL2021101234567"}},
};

#define RECORDS (sizeof records / sizeof *records)

struct world {
	struct arena a;
	struct piece_name name[PIECES];
	struct str piece[PIECES];
	size_t pieces;
	size_t texts;      /* how many were read */
	uint32_t spoilt;   /* piece to alter on the way, 1 + index */
	bool no_texts;
	struct entry entry;
};

static struct piece_name
keep(struct world *w, struct buf *b)
{
	struct piece_name name = piece_name_of(buf_str(b));

	if (b->n) {
		assert_true(w->pieces < PIECES);
		w->name[w->pieces] = name;
		w->piece[w->pieces++] = arena_str(&w->a, buf_str(b));
	}
	buf_release(b);
	return name;
}

static int
delta_order(const void *a, const void *b)
{
	const struct shard_delta *x = a;
	const struct shard_delta *y = b;
	int order = str_cmp(x->term, y->term);

	return order ? order : x->doc < y->doc ? -1 : x->doc > y->doc;
}

static size_t
deltas_of(struct world *w, struct shard_delta *all)
{
	static const unsigned weight[TEXTS] = {6, 6, 1};
	size_t n = 0;

	for (size_t i = 0; i < RECORDS; i++) {
		struct tokenize_field f[TEXTS];
		struct terms t;

		for (size_t j = 0; j < TEXTS; j++)
			f[j] = (struct tokenize_field){
			    str_from(records[i].text[j]), weight[j]};
		t = tokenize_terms(&w->a, f, TEXTS);
		for (size_t j = 0; j < t.n; j++)
			all[n++] = (struct shard_delta){
			    t.v[j].text, records[i].doc, t.v[j].impact,
			    false};
	}
	qsort(all, n, sizeof *all, delta_order);
	return n;
}

static void
make_shards(struct world *w)
{
	static struct shard_delta all[1000];
	static struct shard_delta some[1000];
	size_t n = deltas_of(w, all);

	for (uint32_t shard = 0; shard < w->entry.top[0].n; shard++) {
		struct buf b = {0};
		size_t m = 0;

		for (size_t i = 0; i < n; i++)
			if (shard_of(all[i].term, SHARD_BITS_MIN) == shard)
				some[m++] = all[i];
		assert_int_equal(0, shard_apply((struct str){0}, some, m,
		                                shard, SHARD_BITS_MIN, &b,
		                                NULL));
		w->entry.top[0].v[shard] = keep(w, &b);
	}
}

static void
make_cards(struct world *w)
{
	struct card_change c[RECORDS];
	struct buf cards = {0};
	struct buf column = {0};

	for (size_t i = 0; i < RECORDS; i++)
		c[i] = (struct card_change){
		    .doc = records[i].doc,
		    .card = {.kind = str_from(records[i].kind),
		             .id = str_from(records[i].id),
		             .title = str_from(records[i].text[0]),
		             .date = str_from(records[i].date)}};
	assert_int_equal(0, card_apply((struct str){0}, c, RECORDS, 0,
	                               &cards, NULL));
	assert_int_equal(0, column_apply((struct str){0}, c, RECORDS, 0,
	                                 &column, NULL));
	w->entry.top[1].v[0] = keep(w, &cards);
	w->entry.top[2].v[0] = keep(w, &column);
}

static int
setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	arena_init(&w->a);
	w->entry.highest = 7;
	w->entry.live = RECORDS;
	for (size_t i = 0; i < ROUTE_ROWS; i++) {
		w->entry.top[i].n = route_pieces(route_rows[i], 7);
		w->entry.top[i].v = arena_array(&w->a, w->entry.top[i].n,
		                                sizeof(struct piece_name));
	}
	make_shards(w);
	make_cards(w);
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	arena_release(&w->a);
	free(w);
	return 0;
}

static int
get_piece(void *ctx, struct arena *a, struct piece_name name,
          struct str *bytes, struct err *err)
{
	struct world *w = ctx;

	for (size_t i = 0; i < w->pieces; i++) {
		if (memcmp(w->name[i].b, name.b, sizeof name.b) != 0)
			continue;
		*bytes = arena_str(a, w->piece[i]);
		if (w->spoilt == i + 1)
			bytes->n -= 1;
		return 0;
	}
	return err_set(err, ERR_ABSENT, "no such piece");
}

static int
get_text(void *ctx, struct arena *a, struct str id, struct str **segments,
         size_t *n, struct err *err)
{
	struct world *w = ctx;

	w->texts++;
	for (size_t i = 0; i < RECORDS && !w->no_texts; i++) {
		if (!str_eq(id, str_from(records[i].id)))
			continue;
		*segments = arena_array(a, TEXTS, sizeof **segments);
		for (size_t j = 0; j < TEXTS; j++)
			(*segments)[j] = str_from(records[i].text[j]);
		*n = TEXTS;
		return 0;
	}
	return err_set(err, ERR_ABSENT, "no such record");
}

static int
run(struct world *w, struct query q, struct result *r, struct err *err)
{
	struct query_source source = {w, get_piece, get_text};

	w->texts = 0;
	return query_run(&w->a, &w->entry, &q, &source, r, err);
}

/* The ids of the hits of a query, in order. */
static void
assert_hits(struct world *w, struct query q, const char *want)
{
	struct result r;
	struct err err;
	struct buf b = {0};

	assert_int_equal(0, run(w, q, &r, &err));
	for (size_t i = 0; i < r.n; i++)
		buf_fmt(&b, i ? " %.*s" : "%.*s", STR_ARG(r.hits[i].card.id));
	buf_fmt(&b, " of %u%s", r.total, r.exact ? "" : "?");
	assert_string_equal(want, b.p);
	buf_release(&b);
}

static void
titles_come_first(void **state)
{
	assert_hits(*state, (struct query){.text = STR("沈阳机床")},
	            "n/7 a/1 a/2 of 3");
	assert_hits(*state, (struct query){.text = STR("沈阳 机床")},
	            "n/7 a/1 a/2 n/5 n/4 n/6 of 6");
}

static void
equal_scores_go_by_date(void **state)
{
	assert_hits(*state, (struct query){.text = STR("公告")},
	            "n/5 n/4 n/6 of 3");
	assert_hits(*state, (struct query){.text = STR("沈阳之机")},
	            "n/5 n/4 n/6 of 3");
}

static void
phrases_are_verified(void **state)
{
	struct world *w = *state;

	assert_hits(w, (struct query){.text = STR("阳机床联")}, "a/1 of 1");
	assert_hits(w, (struct query){.text = STR("机床沈阳")}, " of 0");
	assert_hits(w, (struct query){.text = STR("沈阳机床章程")},
	            " of 0");
}

static void
two_characters_need_no_texts_but_for_excerpts(void **state)
{
	struct world *w = *state;

	assert_hits(w, (struct query){.text = STR("机床"), .limit = 1},
	            "n/7 of 6");
	assert_int_equal(1, w->texts);
}

static void
words_and_identifiers(void **state)
{
	assert_hits(*state, (struct query){.text = STR("noti")},
	            "n/5 n/4 n/6 of 3");
	assert_hits(*state, (struct query){.text = STR("otice")}, " of 0");
	assert_hits(*state, (struct query){.text = STR("1234567")},
	            "n/7 of 1");
	assert_hits(*state, (struct query){.text = STR("ZL 2021")},
	            " of 0");
}

static void
kinds_and_pages(void **state)
{
	struct query q = {.text = STR("沈阳"), .kind = STR("notice")};

	assert_hits(*state, q, "n/7 n/5 n/4 n/6 of 4");
	q.offset = 1;
	q.limit = 2;
	assert_hits(*state, q, "n/5 n/4 of 4");
	q.offset = 9;
	assert_hits(*state, q, " of 4");
	q.kind = STR("absent");
	assert_hits(*state, q, " of 0");
}

static void
totals_say_when_they_are_not_exact(void **state)
{
	struct query q = {.text = STR("沈阳之机"), .limit = 1, .verify = 1};

	assert_hits(*state, q, "n/6 of 3?");
	q.limit = 3;
	assert_hits(*state, q, "n/6 n/5 n/4 of 3");
}

static void
empty_queries_find_nothing(void **state)
{
	assert_hits(*state, (struct query){.text = STR("")}, " of 0");
	assert_hits(*state, (struct query){.text = STR(" ，\" ")}, " of 0");
	assert_hits(*state, (struct query){.text = STR("\xff\xfe")},
	            " of 0");
}

static void
excerpts_are_marked(void **state)
{
	struct result r;
	struct err err;

	assert_int_equal(0, run(*state, (struct query){.text = STR("章程")},
	                        &r, &err));
	assert_int_equal(1, r.n);
	assert_int_equal(1, r.hits[0].excerpt.n);
	assert_true(r.hits[0].excerpt.v[0].marked);
}

static void
spoilt_pieces_are_reported(void **state)
{
	struct world *w = *state;
	size_t failures = 0;

	for (w->spoilt = 1; w->spoilt <= w->pieces; w->spoilt++) {
		struct result r;
		struct err err;
		int rc = run(w,
		             (struct query){.text = STR("沈阳机床 公告"),
		                            .kind = STR("notice")},
		             &r, &err);

		assert_true(rc == 0 || rc == ERR_CORRUPT);
		assert_true(rc == 0 || (r.n == 0 && r.total == 0));
		failures += rc < 0;
	}
	assert_in_range(failures, 3, w->pieces - 1);
	w->spoilt = 0;
}

static void
lost_texts_are_reported(void **state)
{
	struct world *w = *state;
	struct result r;
	struct err err;

	w->no_texts = true;
	assert_int_equal(ERR_ABSENT,
	                 run(w, (struct query){.text = STR("机床")}, &r,
	                     &err));
	assert_int_equal(0, r.n);
	w->no_texts = false;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(titles_come_first),
	    cmocka_unit_test(equal_scores_go_by_date),
	    cmocka_unit_test(phrases_are_verified),
	    cmocka_unit_test(two_characters_need_no_texts_but_for_excerpts),
	    cmocka_unit_test(words_and_identifiers),
	    cmocka_unit_test(kinds_and_pages),
	    cmocka_unit_test(totals_say_when_they_are_not_exact),
	    cmocka_unit_test(empty_queries_find_nothing),
	    cmocka_unit_test(excerpts_are_marked),
	    cmocka_unit_test(spoilt_pieces_are_reported),
	    cmocka_unit_test(lost_texts_are_reported),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
