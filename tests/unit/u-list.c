/*
 * Lists: every answer equals that of a plain array, at the ends, beside
 * lists with similar names, after random changes; pages do not shift.
 */
#include "store_world.h"

#include "base/hash.h"
#include "store/list.h"

#define SERIALS 40 /* serials 1 to 40 may be members */

/* The list as an array: its members' names, empty for holes. */
struct model {
	struct str name[SERIALS + 2];
};

static uint32_t
model_count(const struct model *m)
{
	uint32_t n = 0;

	for (int i = 1; i <= SERIALS; i++)
		n += m->name[i].n > 0;
	return n;
}

static uint32_t
model_next(const struct model *m, uint32_t serial)
{
	for (uint32_t i = serial + 1; i <= SERIALS; i++)
		if (m->name[i].n)
			return i;
	return 0;
}

static uint32_t
model_prev(const struct model *m, uint32_t serial)
{
	for (uint32_t i = serial; i-- > 1;)
		if (i <= SERIALS && m->name[i].n)
			return i;
	return 0;
}

/* The page's first member: the nearest at or below whose name is a cut. */
static uint32_t
model_cut(const struct model *m, uint32_t serial, uint32_t size)
{
	uint32_t start = 0;

	for (uint32_t i = serial; i >= 1; i--) {
		if (i > SERIALS || m->name[i].n == 0)
			continue;
		start = i;
		if (hash64(m->name[i]) % size == 0)
			break;
	}
	return start;
}

static void
check_numbers(struct txn *txn, struct str list, const struct model *m)
{
	assert_int_equal(list_count(txn, list), model_count(m));
	assert_int_equal(list_last(txn, list), model_prev(m, SERIALS + 1));
	for (uint32_t i = 0; i <= SERIALS + 1; i++) {
		size_t above = 0;

		for (uint32_t j = i + 1; j <= SERIALS; j++)
			above += m->name[j].n > 0;
		assert_int_equal(list_next(txn, list, i), model_next(m, i));
		assert_int_equal(list_prev(txn, list, i), model_prev(m, i));
		assert_int_equal(list_newer(txn, list, i, 100), above);
		assert_int_equal(list_newer(txn, list, i, 3),
		                 above < 3 ? above : 3);
		assert_int_equal(list_newer(txn, list, i, 0), 0);
	}
}

static void
check_cuts(struct txn *txn, struct str list, const struct model *m,
           uint32_t size)
{
	uint32_t reached = 0;

	for (uint32_t i = 1; i <= SERIALS + 1; i++)
		assert_int_equal(list_cut(txn, list, i, size),
		                 model_cut(m, i, size));
	/* Pages follow one another and hold every member once. */
	for (uint32_t at = model_next(m, 0); at; at = model_next(m, at)) {
		uint32_t end = list_cut_end(txn, list, at, size);

		assert_true(at > reached && end >= at);
		assert_int_equal(list_cut(txn, list, at, size), at);
		assert_int_equal(list_cut(txn, list, end, size), at);
		assert_true(m->name[end].n > 0);
		reached = at = end;
	}
	assert_int_equal(reached, list_last(txn, list));
}

static void
check_members(struct store_world *w, struct str list, const struct model *m,
              uint32_t from, uint32_t to)
{
	size_t n;
	struct member *v =
	    list_range(w->txn, &w->arena, list, from, to, &n);
	uint32_t at = to + 1;

	for (size_t i = 0; i < n; i++) {
		at = model_prev(m, at);
		assert_int_equal(v[i].serial, at);
		assert_true(str_eq(v[i].record, m->name[at]));
	}
	at = model_prev(m, at);
	assert_true(at < from);
}

static void
check_newest(struct store_world *w, struct str list, const struct model *m,
             size_t most)
{
	size_t n;
	struct member *v = list_newest(w->txn, &w->arena, list, most, &n);
	uint32_t count = model_count(m);
	uint32_t at = SERIALS + 1;

	assert_int_equal(n, count < most ? count : most);
	for (size_t i = 0; i < n; i++) {
		at = model_prev(m, at);
		assert_int_equal(v[i].serial, at);
		assert_true(str_eq(v[i].record, m->name[at]));
	}
}

static void
toggle(struct store_world *w, struct str list, struct model *m,
       uint32_t serial)
{
	if (m->name[serial].n) {
		list_remove(w->txn, list, serial);
		m->name[serial] = (struct str){0};
		return;
	}
	m->name[serial] =
	    arena_fmt(&w->arena, "%.*s/r%u", STR_ARG(list), serial);
	list_insert(w->txn, list, serial, m->name[serial]);
}

/* Three lists, each the prefix of the next, changed at random. */
static void
test_model(void **state)
{
	const struct str list[] = {STR("a"), STR("a|city"), STR("a|city|x")};
	struct model m[3] = {0};
	struct store_world w;
	uint64_t seed = 5;

	(void)state;
	store_world_open(&w);
	for (int step = 0; step < 150; step++) {
		uint32_t which = world_random(&seed) % 3;
		uint32_t low = world_random(&seed) % SERIALS + 1;
		uint32_t high = world_random(&seed) % SERIALS + 1;

		/* Many at first, then fewer and fewer. */
		if (step < 60 || m[which].name[low].n)
			toggle(&w, list[which], &m[which], low);
		for (size_t i = 0; i < 3; i++) {
			check_numbers(w.txn, list[i], &m[i]);
			check_newest(&w, list[i], &m[i], 4);
			check_members(&w, list[i], &m[i], low, high);
			check_cuts(w.txn, list[i], &m[i], 1);
			check_cuts(w.txn, list[i], &m[i], 3);
			check_cuts(w.txn, list[i], &m[i], 20);
		}
	}
	store_world_close(&w);
}

static void
test_empty(void **state)
{
	struct model none = {0};
	struct store_world w;

	(void)state;
	store_world_open(&w);
	check_numbers(w.txn, STR("a"), &none);
	list_insert(w.txn, STR("a"), 7, STR("a/r7"));
	list_remove(w.txn, STR("a"), 7);
	check_numbers(w.txn, STR("a"), &none);
	/* An empty list leaves no trace. */
	assert_int_equal(txn_rows(w.txn, TABLE_COUNT), 0);
	assert_int_equal(txn_rows(w.txn, TABLE_MEMBER), 0);
	store_world_close(&w);
}

static void
test_page(void **state)
{
	(void)state;
	assert_int_equal(list_page(1, 1), 1);
	assert_int_equal(list_page(7, 1), 7);
	assert_int_equal(list_page(1, 20), 1);
	assert_int_equal(list_page(20, 20), 1);
	assert_int_equal(list_page(21, 20), 2);
	assert_int_equal(list_page(40, 20), 2);
	assert_int_equal(list_page(41, 20), 3);
}

/* A member that comes or goes alters the page it is in, perhaps the one
 * before, and no other. */
static void
test_no_shift(void **state)
{
	enum { MOST = 300, SIZE = 10 };
	const struct str list = STR("a|city|x");
	uint32_t before[MOST + 2];
	struct store_world w;

	(void)state;
	store_world_open(&w);
	for (uint32_t i = 1; i <= MOST; i++)
		list_insert(w.txn, list, i,
		            arena_fmt(&w.arena, "a/r%u", i));
	for (uint32_t i = 1; i <= MOST; i++)
		before[i] = list_cut(w.txn, list, i, SIZE);
	for (uint32_t gone = 2; gone < MOST; gone += 13) {
		uint32_t start = before[gone];
		struct str name = arena_fmt(&w.arena, "a/r%u", gone);
		uint32_t end = list_cut_end(w.txn, list, start, SIZE);

		list_remove(w.txn, list, gone);
		for (uint32_t i = 1; i <= MOST; i++)
			if (i < start || i > end)
				assert_int_equal(
				    list_cut(w.txn, list, i, SIZE),
				    before[i]);
		list_insert(w.txn, list, gone, name);
		assert_int_equal(list_cut(w.txn, list, end, SIZE), start);
	}
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_model),
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_page),
	    cmocka_unit_test(test_no_shift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
