/*
 * Views: the tables equal those made from the rows alone, and the law in
 * small: whenever what a page is made of differs, one of the questions that
 * it asked was named.  Random changes of records at several page sizes.
 */
#include "view_world.h"

/* ----------------------------------------------------------- world */

static void
on_changed(void *ctx, struct str question)
{
	struct world *w = ctx;
	uint64_t digest = hash64(question);

	for (size_t i = 0; i < w->named.n; i++)
		if (w->named.v[i] == digest)
			return;
	vec_push(&w->named, digest);
	map_put(&w->texts, arena_str(&w->s.arena, question), w);
}

static void
world_open(struct world *w, uint32_t size, uint64_t seed)
{
	uint32_t serial[2] = {0, 0};

	*w = (struct world){.seed = seed};
	store_world_open(&w->s);
	arena_init(&w->answers);
	arena_init(&w->step);
	for (uint32_t i = 0; i < RECORDS; i++) {
		int second = i % 6 == 5 && serial[1] < RECORDS - FIRST_FOLDER;

		second |= serial[0] >= FIRST_FOLDER;
		w->row[i].accession = i + 1;
		/* Those of folder b lie in different blocks. */
		w->row[i].serial = 1 + serial[second]++ * (second ? 900 : 1);
		w->name[i] = arena_fmt(&w->s.arena, "%c/r%04u",
		                       "ab"[second], w->row[i].serial);
	}
	w->snapshot = (struct snapshot){.txn = w->s.txn, .arena = &w->step};
	w->snapshot.limits = (struct view_limits){size, size == 2 ? 5 : 3};
	add_probes(w);
}

static void
world_close(struct world *w)
{
	for (int i = 0; i < RECORDS; i++)
		buf_release(&w->bytes[i]);
	vec_release(&w->probe);
	vec_release(&w->named);
	map_release(&w->texts);
	snapshot_release(&w->snapshot);
	arena_release(&w->answers);
	arena_release(&w->step);
	store_world_close(&w->s);
}

static struct str
some_text(struct world *w, struct arena *a)
{
	return arena_fmt(a, "t%u", any(w, 5));
}

static void
random_facets(struct world *w, struct arena *a, struct row *row)
{
	row->facet = arena_array(a, 3, sizeof *row->facet);
	row->facets = 0;
	if (any(w, 8))
		row->facet[row->facets++] =
		    (struct row_facet){STR("city"), STR("x")};
	if (any(w, 3) == 0)
		row->facet[row->facets++] =
		    (struct row_facet){STR("city"), STR("y")};
	if (row->status.code.n)
		row->facet[row->facets++] =
		    (struct row_facet){STR("status"), row->status.code};
}

static void
random_refs(struct world *w, struct arena *a, struct row *row)
{
	row->refs = any(w, 3);
	row->ref = arena_array(a, row->refs, sizeof *row->ref);
	row->links = any(w, 3) + 1;
	for (size_t i = 0; i < row->refs; i++) {
		uint32_t target = any(w, RECORDS / 2) * 2 + (uint32_t)i;

		row->ref[i] = w->name[target];
		row->links = row->links * RECORDS + target + 1;
	}
	row->about = row->ref;
	row->abouts = row->links % 2 == LINK_ABOUT ? row->refs : 0;
}

/* A claim on its own status, and the days that come of it. */
static void
random_claim(struct world *w, struct arena *a, struct row *row)
{
	row->claims = any(w, 2);
	row->dues = row->claims * 2;
	row->claim = arena_array(a, 1, sizeof *row->claim);
	row->due = arena_array(a, 2, sizeof *row->due);
	row->claim->state = any(w, 2) ? STR("open") : STR("closed");
	row->claim->from = TODAY - 2 + (int32_t)any(w, 5);
	row->claim->until = row->claim->from + (int32_t)any(w, 40);
	row->due[0] = row->claim->from;
	row->due[1] = row->claim->until + 1;
}

static void
random_status(struct world *w, struct row *row)
{
	row->status = (struct row_status){.since = NO_DAY, .until = NO_DAY};
	if (any(w, 3) == 0)
		return;
	row->status.code = STR("open");
	row->offered = any(w, 4) > 0;
	row->status.since = (int32_t)any(w, 2);
	if (any(w, 2))
		row->status.until = TODAY + (int32_t)any(w, 3);
	if (any(w, 2))
		row->status.next = STR("over");
}

/* Two of three records have a price; few prices, so that some are shared. */
static void
random_price(struct world *w, struct arena *a, struct row *row)
{
	row->measures = any(w, 3) > 0;
	row->measure = arena_array(a, 1, sizeof *row->measure);
	row->measure[0] = (struct row_facet){
	    STR(ROW_PRICE), arena_fmt(a, "%04u", any(w, 5))};
}

/* Most of the records in two letters, some alone in others. */
static void
random_sound(struct world *w, struct row *row)
{
	uint32_t letter = any(w, 9) ? any(w, 2) * 26 : any(w, 26);

	row->sound[0] = letter << TITLES_BITS | any(w, 4);
	row->sound[1] = any(w, 3) << TITLES_BITS | any(w, 4) << 20;
}

/* Change one or more parts of a row. */
static void
random_row(struct world *w, struct arena *a, struct row *row, bool fresh)
{
	if (fresh || any(w, 4) == 0)
		row->title[0] = some_text(w, a);
	if (fresh || any(w, 6) == 0)
		row->title[1] = some_text(w, a);
	if (fresh || any(w, 4) == 0)
		random_sound(w, row);
	if (fresh || any(w, 6) == 0)
		row->summary = some_text(w, a);
	if (fresh || any(w, 6) == 0)
		row->day = any(w, 8) ? (int32_t)any(w, 9) : NO_DAY;
	if (fresh || any(w, 4) == 0)
		row->scheduled = any(w, 4) ? NO_DAY : TODAY + 1;
	if (fresh || any(w, 4) == 0)
		row->leaves =
		    any(w, 4) ? NO_DAY : TODAY - 1 + (int32_t)any(w, 3);
	if (fresh || any(w, 3) == 0) {
		random_status(w, row);
		random_facets(w, a, row);
	}
	if (fresh || any(w, 4) == 0)
		random_refs(w, a, row);
	if (fresh || any(w, 4) == 0)
		random_claim(w, a, row);
	if (fresh || any(w, 4) == 0)
		random_price(w, a, row);
	row->visible = row_on_site(row->scheduled, row->leaves, TODAY);
	row->left = row_has_left(row->scheduled, row->leaves, TODAY);
	row->changed += any(w, 2);
	row->versions++;
}

/* Rows of the LINK table, as the parts of a build that come before the
 * views write them. */
static void
write_links(struct world *w, struct str source, const struct row *row,
            bool there)
{
	struct buf key = {0};
	struct buf value = {0};

	for (size_t i = 0; row && i < row->refs; i++) {
		struct link link = {.kind = (enum link_kind)(row->links % 2),
		                    .state = STR("open"),
		                    .from = (int32_t)row->links,
		                    .until = NO_DAY,
		                    .scheduled = row->scheduled,
		                    .leaves = row->leaves,
		                    .accession = row->accession};

		key_link(&key, row->ref[i], source, 0);
		link_encode(&link, &value);
		if (there)
			txn_put(w->s.txn, TABLE_LINK, buf_str(&key),
			        buf_str(&value));
		else
			txn_del(w->s.txn, TABLE_LINK, buf_str(&key));
	}
	buf_release(&key);
	buf_release(&value);
}

static const struct row *
decode(struct arena *a, const struct buf *bytes, struct row *row)
{
	if (bytes->n == 0)
		return NULL;
	assert_true(row_decode(a, buf_str(bytes), row));
	return row;
}

/* Set a record's row, or remove it, as a build does. */
static void
change(struct world *w, size_t i, const struct row *now, bool quiet)
{
	struct view v = {w->s.txn, w->snapshot.limits,
	                 quiet ? NULL : on_changed, w, world_plan,
	                 WORLD_PLANS};
	struct arena a;
	struct row old;
	const struct row *was;

	arena_init(&a);
	was = decode(&a, &w->bytes[i], &old);
	write_links(w, w->name[i], was, false);
	write_links(w, w->name[i], now, true);
	buf_reset(&w->bytes[i]);
	if (now) {
		row_encode(now, &w->bytes[i]);
		txn_put(w->s.txn, TABLE_RECORD, w->name[i],
		        buf_str(&w->bytes[i]));
	} else {
		txn_del(w->s.txn, TABLE_RECORD, w->name[i]);
	}
	vec_reset(&w->named);
	map_release(&w->texts);
	view_apply(&v, w->name[i], was, now);
	arena_release(&a);
}

static void
random_change(struct world *w, size_t i, bool quiet)
{
	struct arena a;
	struct row row = w->row[i];
	bool fresh = w->bytes[i].n == 0;

	arena_init(&a);
	if (!fresh)
		assert_true(row_decode(&a, buf_str(&w->bytes[i]), &row));
	if (!fresh && any(w, 12) == 0) {
		change(w, i, NULL, quiet);
	} else {
		random_row(w, &a, &row, fresh);
		change(w, i, &row, quiet);
	}
	arena_release(&a);
}

/* ----------------------------------------------------------- tests */

/* MEMBER, COUNT, DUE, RUNNING and PIVOT, made from nothing in another store. */
static void
check_tables(struct world *w)
{
	static const enum store_table tables[] = {
	    TABLE_MEMBER, TABLE_COUNT, TABLE_DUE, TABLE_RUNNING,
	    TABLE_PIVOT};
	struct store_world fresh;
	struct view v = {.limits = w->snapshot.limits,
	                 .plan = world_plan,
	                 .plans = WORLD_PLANS};

	store_world_open(&fresh);
	v.txn = fresh.txn;
	for (size_t i = 0; i < RECORDS; i++) {
		struct row row;

		if (decode(&fresh.arena, &w->bytes[i], &row))
			view_apply(&v, w->name[i], NULL, &row);
	}
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		assert_same_text(store_world_table(&w->s, tables[i]),
		                 store_world_table(&fresh, tables[i]));
	store_world_close(&fresh);
}

/* How many questions one change may name: a few for each list. */
static void
check_number(const struct world *w)
{
	size_t lists = 11;
	size_t most = 16 + lists * (10 + w->snapshot.limits.page_size);

	if (w->named.n <= most)
		return;
	show_named(w);
	fail_msg("%zu questions", w->named.n);
}

static void
run(uint32_t size, uint64_t seed, int steps)
{
	struct world w;

	world_open(&w, size, seed);
	for (size_t i = 0; i < RECORDS; i++)
		if (any(&w, 8))
			random_change(&w, i, true);
	answer_all(&w);
	for (int i = 0; i < steps; i++) {
		size_t r = any(&w, RECORDS);

		random_change(&w, r, false);
		check_number(&w);
		check_law(&w, w.name[r]);
		answer_all(&w);
		if (i % 50 == 0)
			check_tables(&w);
	}
	check_tables(&w);
	world_close(&w);
}

static void
test_size_1(void **state)
{
	(void)state;
	run(1, 11, 120);
}

static void
test_size_2(void **state)
{
	(void)state;
	run(2, 12, 150);
}

static void
test_size_3(void **state)
{
	(void)state;
	run(3, 13, 200);
	run(3, 14, 100);
}

static void
test_size_20(void **state)
{
	(void)state;
	run(20, 15, 150);
}

/* view_all names each question that has an answer. */
static void
test_all(void **state)
{
	static const uint32_t sizes[] = {1, 2, 3, 20};

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct world w;
		struct view v;

		world_open(&w, sizes[k], 20 + k);
		for (size_t i = 0; i < RECORDS; i++)
			random_change(&w, i, true);
		v = (struct view){w.s.txn, w.snapshot.limits, on_changed,
		                  &w, world_plan, WORLD_PLANS};
		vec_reset(&w.named);
		map_release(&w.texts);
		view_all(&v);
		answer_all(&w);
		for (size_t i = 0; i < w.probe.n; i++) {
			struct probe *p = &w.probe.v[i];

			if (p->listed && p->answer.n && !is_named(&w, p))
				fail_msg("%u: %.*s %u was not named",
				         sizes[k], STR_ARG(p->name),
				         p->number);
		}
		world_close(&w);
	}
}

/* A lone change in a long list touches its surroundings alone. */
static void
count_priced(void *ctx, struct str question)
{
	*(unsigned *)ctx += str_starts(question, STR("priced|"));
}

static void
test_few(void **state)
{
	struct store_world s;
	struct row row = {.visible = true, .day = NO_DAY, .scheduled = NO_DAY};
	struct row_facet facet = {STR("city"), STR("x")};
	struct row other;
	struct world w = {0};
	struct view v;

	(void)state;
	store_world_open(&s);
	arena_init(&w.s.arena);
	v = (struct view){s.txn, {20, 20}, NULL, &w, NULL, 0};
	row.facet = &facet;
	row.facets = 1;
	row.status.until = NO_DAY;
	for (uint32_t i = 1; i <= 500; i++) {
		row.accession = row.serial = i;
		view_apply(&v, arena_fmt(&s.arena, "a/r%u", i), NULL, &row);
	}
	v.changed = on_changed;
	row.accession = row.serial = 250;
	other = row;
	other.title[0] = STR("another");
	view_apply(&v, STR("a/r250"), &row, &other);
	/* pages of two lists and two of titles, title, sitemap, table */
	assert_int_equal(w.named.n, 7);
	vec_reset(&w.named);
	map_release(&w.texts);
	view_apply(&v, STR("a/r250"), &other, NULL);
	assert_in_range(w.named.n, 8, 24);
	vec_release(&w.named);
	map_release(&w.texts);
	arena_release(&w.s.arena);
	store_world_close(&s);
}

/* Only the first place of a list and its last one turn whether there are
 * any; another price does not. */
static void
test_priced(void **state)
{
	struct store_world s;
	struct row_facet price[] = {{STR(ROW_PRICE), STR("1")},
	                            {STR(ROW_PRICE), STR("2")}};
	struct row row = {.visible = true, .offered = true, .day = NO_DAY};
	struct row dear, closed, gone;
	struct view v;
	struct priced_step {
		const char *record;
		struct row *old, *now;
		unsigned told;
	};

	(void)state;
	row.accession = row.serial = 1;
	row.scheduled = row.leaves = row.status.until = NO_DAY;
	row.measure = &price[0];
	row.measures = 1;
	dear = closed = gone = row;
	dear.measure = &price[1];
	closed.offered = false;
	gone.measures = 0;
	const struct priced_step step[] = {
	    {"a/1", NULL, &closed, 0}, {"a/1", &closed, &row, 1},
	    {"a/1", &row, &dear, 0},   {"a/2", NULL, &row, 0},
	    {"a/1", &dear, &gone, 0},  {"a/2", &row, &row, 0},
	    {"a/2", &row, &closed, 1}, {"a/2", &closed, NULL, 0},
	};
	store_world_open(&s);
	for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
		unsigned told = 0;

		v = (struct view){s.txn, {20, 20}, count_priced, &told,
		                  NULL, 0};
		view_apply(&v, str_from(step[i].record), step[i].old,
		           step[i].now);
		assert_int_equal(told, step[i].told);
	}
	store_world_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_size_1),  cmocka_unit_test(test_size_2),
	    cmocka_unit_test(test_size_3),  cmocka_unit_test(test_size_20),
	    cmocka_unit_test(test_all),     cmocka_unit_test(test_few),
	    cmocka_unit_test(test_priced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
