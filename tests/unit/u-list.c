/*
 * Lists: every answer equals that of a plain array, at the ends, beside
 * lists with similar names and the other order, after random changes.
 */
#include "store_world.h"

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

static void
check_numbers(struct txn *txn, struct list list, const struct model *m)
{
	assert_int_equal(list_count(txn, list.name), model_count(m));
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
		assert_true(str_eq(list_find(txn, list, i), m->name[i]));
	}
}

/* So many steps from a place, or as far as it goes. */
static void
check_steps(struct txn *txn, struct list list, const struct model *m)
{
	for (uint32_t i = 0; i <= SERIALS + 1; i++) {
		uint32_t up = i;
		uint32_t down = i;

		for (size_t steps = 1; steps < 5; steps++) {
			up = model_next(m, up) ? model_next(m, up) : up;
			down = model_prev(m, down) ? model_prev(m, down)
			                           : down;
			assert_int_equal(
			    list_steps(txn, list, i, true, steps),
			    up == i ? 0 : up);
			assert_int_equal(
			    list_steps(txn, list, i, false, steps),
			    down == i ? 0 : down);
		}
	}
}

static void
check_members(struct store_world *w, struct list list, const struct model *m,
              uint32_t from, uint32_t to)
{
	size_t n;
	struct member *v =
	    list_range(w->txn, &w->arena, list, from, to, &n);
	uint32_t at = to + 1;

	for (size_t i = 0; i < n; i++) {
		at = model_prev(m, at);
		assert_int_equal(v[i].place, at);
		assert_true(str_eq(v[i].record, m->name[at]));
	}
	at = model_prev(m, at);
	assert_true(at < from);
}

static void
check_newest(struct store_world *w, struct list list, const struct model *m,
             size_t most)
{
	size_t n;
	struct member *v = list_newest(w->txn, &w->arena, list, most, &n);
	uint32_t count = model_count(m);
	uint32_t at = SERIALS + 1;

	assert_int_equal(n, count < most ? count : most);
	for (size_t i = 0; i < n; i++) {
		at = model_prev(m, at);
		assert_int_equal(v[i].place, at);
		assert_true(str_eq(v[i].record, m->name[at]));
	}
}

static void
toggle(struct store_world *w, struct list list, struct model *m,
       uint32_t serial)
{
	if (m->name[serial].n) {
		list_remove(w->txn, list, serial);
		m->name[serial] = (struct str){0};
		return;
	}
	m->name[serial] =
	    arena_fmt(&w->arena, "%.*s/r%u", STR_ARG(list.name), serial);
	list_insert(w->txn, list, serial, m->name[serial]);
}

/* Three lists, each the prefix of the next, changed at random. */
static void
test_model(void **state)
{
	const struct list list[] = {list_by_number(STR("a")),
	                            list_by_number(STR("a|city")),
	                            list_by_number(STR("a|city|x"))};
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
			check_steps(w.txn, list[i], &m[i]);
		}
	}
	store_world_close(&w);
}

static void
test_empty(void **state)
{
	struct list list = list_by_number(STR("a"));
	struct model none = {0};
	struct store_world w;

	(void)state;
	store_world_open(&w);
	check_numbers(w.txn, list, &none);
	list_insert(w.txn, list, 7, STR("a/r7"));
	list_remove(w.txn, list, 7);
	check_numbers(w.txn, list, &none);
	/* An empty list leaves no trace. */
	assert_int_equal(txn_rows(w.txn, TABLE_COUNT), 0);
	assert_int_equal(txn_rows(w.txn, TABLE_MEMBER), 0);
	store_world_close(&w);
}

/* By day, then by serial; what has no day comes first.  Only the order by
 * number counts. */
static void
test_days(void **state)
{
	static const int32_t days[] = {NO_DAY, -400, -1, 0, 18801, INT32_MAX};
	struct list list = list_by_day(STR("a"));
	struct store_world w;
	uint64_t last = 0;

	(void)state;
	store_world_open(&w);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		for (uint32_t serial = 1; serial <= 3; serial++) {
			uint64_t place = list_place(days[i], serial);

			assert_true(place > last);
			assert_int_equal((uint32_t)place, serial);
			list_insert(w.txn, list, place, STR("a/x"));
			assert_int_equal(list_last(w.txn, list), place);
			last = place;
		}
	}
	assert_int_equal(list_count(w.txn, STR("a")), 0);
	assert_int_equal(list_last(w.txn, list_by_number(STR("a"))), 0);
	list_remove(w.txn, list, last);
	assert_int_equal(list_count(w.txn, STR("a")), 0);
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_model),
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
