/*
 * Cuts: pages are those that the rule gives for a plain array, whatever the
 * road to it; what comes and goes alters the pages of its strip and no
 * other; pages are neither tiny nor huge.
 */
#include "store_world.h"

#include "base/hash.h"
#include "store/cut.h"

#define MOST 60 /* places 1 to 60 may be members */
#define LIST list_by_day(STR("a|city|x"))

/* A list as an array: its members' places, rising. */
struct model {
	uint64_t place[MOST];
	size_t n;
};

static struct str
name_of(struct store_world *w, uint64_t place)
{
	return arena_fmt(&w->arena, "a/r%u", (unsigned)place);
}

static struct model
model_of(struct store_world *w)
{
	struct model m = {.n = 0};

	for (uint64_t i = 1; i <= MOST; i++)
		if (list_find(w->txn, LIST, i).n)
			m.place[m.n++] = i;
	return m;
}

static bool
model_is_cut(struct store_world *w, const struct model *m, size_t i,
             uint32_t size)
{
	size_t reach = size < 2 ? 1 : size / 2;
	uint64_t own = hash64(name_of(w, m->place[i]));

	if (i < reach || i + reach >= m->n)
		return false;
	for (size_t j = i - reach; j <= i + reach; j++)
		if (j != i && hash64(name_of(w, m->place[j])) < own)
			return false;
	return true;
}

static void
check_cuts(struct store_world *w, uint32_t size)
{
	struct model m = model_of(w);
	uint64_t below = 0;
	uint64_t above = CUT_NONE;
	size_t i = 0;

	for (uint64_t at = 1; at <= MOST; at++) {
		if (i < m.n && m.place[i] == at)
			below = model_is_cut(w, &m, i++, size) ? at : below;
		assert_int_equal(cut_below(w->txn, LIST, at, size), below);
	}
	for (uint64_t at = MOST; at-- > 0;) {
		if (i && m.place[i - 1] == at + 1)
			above = model_is_cut(w, &m, --i, size) ? at + 1
			                                       : above;
		assert_int_equal(cut_above(w->txn, LIST, at, size), above);
	}
}

/* A page with its neighbours, as its page shows it. */
struct page {
	uint64_t older;
	uint64_t start;
	uint64_t newer;
};

static size_t
all_pages(struct store_world *w, uint32_t size, struct page *page)
{
	size_t n = 0;
	uint64_t start = 0;
	uint64_t older = CUT_NONE;

	if (list_count(w->txn, LIST.name) <= size)
		return 0;
	while (start != CUT_NONE) {
		uint64_t newer = cut_above(w->txn, LIST, start, size);

		page[n++] = (struct page){older, start, newer};
		older = start;
		start = newer;
	}
	return n;
}

static bool
among(const struct page *page, size_t n, struct page one)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(&page[i], &one, sizeof one) == 0)
			return true;
	return false;
}

/* A page that one side has and the other has not stands in its strip. */
static void
check_strip(const struct page *mine, size_t n, const struct page *other,
            size_t others, const struct cut_strip *strip)
{
	for (size_t i = 0; i < n; i++) {
		bool told = among(other, others, mine[i]);

		for (size_t j = 1; !told && j + 1 < strip->n; j++)
			told = strip->start[j - 1] == mine[i].older &&
			       strip->start[j] == mine[i].start &&
			       strip->start[j + 1] == mine[i].newer;
		assert_true(told);
	}
}

static void
toggle(struct store_world *w, uint64_t at)
{
	bool there = list_find(w->txn, LIST, at).n > 0;
	struct list counted = list_by_number(LIST.name);

	if (there) {
		list_remove(w->txn, LIST, at);
		list_remove(w->txn, counted, at);
	} else {
		list_insert(w->txn, LIST, at, name_of(w, at));
		list_insert(w->txn, counted, at, name_of(w, at));
	}
}

static void
check_turn(struct store_world *w, uint64_t at, uint32_t size)
{
	struct page page[2][MOST];
	struct cut_strip strip[2];
	size_t n[2];

	for (int i = 0; i < 2; i++) {
		n[i] = all_pages(w, size, page[i]);
		cut_strip_around(w->txn, LIST, at, size, &strip[i]);
		assert_int_equal(strip[i].n == 0, n[i] == 0);
		toggle(w, at);
	}
	for (int i = 0; i < 2; i++)
		check_strip(page[i], n[i], page[1 - i], n[1 - i], &strip[i]);
}

static void
test_model(void **state)
{
	static const uint32_t sizes[] = {1, 2, 3, 8, 20};
	struct store_world w;
	uint64_t seed = 5;

	(void)state;
	store_world_open(&w);
	for (int step = 0; step < 300; step++) {
		uint64_t at = world_random(&seed) % MOST + 1;
		bool there = list_find(w.txn, LIST, at).n > 0;

		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			check_cuts(&w, sizes[i]);
			check_turn(&w, at, sizes[i]);
		}
		/* Many at first, then fewer and fewer. */
		if (step < 80 || there)
			toggle(&w, at);
	}
	store_world_close(&w);
}

static void
test_number(void **state)
{
	(void)state;
	assert_int_equal(cut_number(0), CUT_OLDEST);
	assert_int_equal(cut_number(CUT_NONE), 0);
	assert_int_equal(cut_number(list_place(18801, 7)), 7);
	assert_int_equal(cut_number(list_place(NO_DAY, 7)), 7);
}

/* Of 4,000 members, pages hold 11 to 69 and about 21. */
static void
test_lengths(void **state)
{
	enum { MEMBERS = 4000, SIZE = 20 };
	struct store_world w;
	uint64_t start = 0;
	size_t pages = 0;

	(void)state;
	store_world_open(&w);
	for (uint64_t i = 1; i <= MEMBERS; i++)
		list_insert(w.txn, LIST, i, name_of(&w, i));
	while (start != CUT_NONE) {
		uint64_t next = cut_above(w.txn, LIST, start, SIZE);
		uint64_t end = next == CUT_NONE ? MEMBERS + 1 : next;

		assert_in_range(end - (start ? start : 1), SIZE / 2, 70);
		start = next;
		pages++;
	}
	assert_in_range(pages, MEMBERS / 23, MEMBERS / 19);
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_model),
	    cmocka_unit_test(test_number),
	    cmocka_unit_test(test_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
