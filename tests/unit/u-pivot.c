/*
 * Numbers of charts: after any change they are what a count of all records
 * gives, and a change is told exactly when a number differs.
 */
#include "store_world.h"

#include "base/codec.h"
#include "store/pivot.h"

#define RECORDS 12
#define STEPS 600

static const struct pivot_plan plans[] = {
    {{"a", 1}, {"f", 1}, {"city", 4}, {"", 0}},
    {{"ab", 2}, {"f", 1}, {"city", 4}, {"status", 6}},
    {{"b", 1}, {"f", 1}, {"", 0}, {"", 0}}};

#define PLANS (sizeof plans / sizeof *plans)

struct record {
	bool there;
	struct row row;
	struct row_facet facet[5];
	struct row_facet measure[3];
};

static const struct str city[] = {{"x", 1}, {"y", 1}, {"z", 1}};
static const struct str status[] = {{"on", 2}, {"off", 3}};
static const struct str owner[] = {{"甲|乙", 7}, {"丙", 3}, {"", 0}};

/* A record that may say the same thing twice. */
static void
make(struct record *r, uint64_t *seed)
{
	size_t n = 0;

	*r = (struct record){.there = world_random(seed) % 4 > 0};
	for (uint32_t i = world_random(seed) % 4; i > 0; i--)
		r->facet[n++] = (struct row_facet){
		    STR("city"), city[world_random(seed) % 3]};
	if (world_random(seed) % 3)
		r->facet[n++] = (struct row_facet){
		    STR("status"), status[world_random(seed) % 2]};
	r->row.visible = world_random(seed) % 4 > 0;
	r->row.facets = n;
	r->row.measures = world_random(seed) % 4;
	for (size_t i = 0; i < r->row.measures; i++)
		r->measure[i] = (struct row_facet){
		    i == 1 ? STR("a") : STR("b"),
		    owner[world_random(seed) % 2]};
}

static const struct row *
row_of(struct record *r)
{
	r->row.facet = r->facet;
	r->row.measure = r->measure;
	return r->there ? &r->row : NULL;
}

static bool
has(const struct row_facet *v, size_t n, struct str key, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].key, key) && str_eq(v[i].code, code))
			return true;
	return false;
}

static uint32_t
truth(struct record *all, const struct pivot_plan *plan, struct str by,
      struct str split)
{
	uint32_t n = 0;

	for (size_t i = 0; i < RECORDS; i++) {
		const struct row *r = row_of(&all[i]);

		if (!r || !r->visible)
			continue;
		if (plan->by.n == 0)
			n += has(r->measure, r->measures, plan->chart, by);
		else
			n += has(r->facet, r->facets, plan->by, by) &&
			     (plan->split.n == 0 ||
			      has(r->facet, r->facets, plan->split, split));
	}
	return n;
}

/* All numbers of a chart as text, by count; those of the store must agree. */
static struct str
expect(struct store_world *w, struct record *all,
       const struct pivot_plan *plan)
{
	const struct str *by = plan->by.n ? city : owner;
	struct buf b = {0};
	struct str text;
	size_t cells;
	size_t seen = 0;
	struct pivot *cell = pivot_all(w->txn, &w->arena, plan->chart, &cells);

	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < (plan->split.n ? 2u : 1u); k++) {
			struct str split =
			    plan->split.n ? status[k] : STR("");
			uint32_t want = truth(all, plan, by[i], split);
			uint32_t got = 0;

			for (size_t j = 0; j < cells; j++)
				if (str_eq(cell[j].by, by[i]) &&
				    str_eq(cell[j].split, split))
					got = cell[j].count;
			assert_int_equal(got, want);
			seen += want > 0;
			buf_fmt(&b, "%u ", want);
		}
	assert_int_equal(seen, cells); /* and there are no others */
	text = arena_str(&w->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static void
test_counts(void **state)
{
	struct record all[RECORDS] = {0};
	struct str was[PLANS] = {{0}};
	struct store_world w;
	uint64_t seed = 7;
	unsigned turned = 0;

	(void)state;
	store_world_open(&w);
	for (size_t p = 0; p < PLANS; p++)
		was[p] = expect(&w, all, &plans[p]);
	for (int step = 0; step < STEPS; step++) {
		size_t i = world_random(&seed) % RECORDS;
		struct record old = all[i];

		make(&all[i], &seed);
		for (size_t p = 0; p < PLANS; p++) {
			bool told = pivot_apply(w.txn, &plans[p],
			                       row_of(&old), row_of(&all[i]));
			struct str is = expect(&w, all, &plans[p]);

			assert_int_equal(told, !str_eq(is, was[p]));
			was[p] = is;
			turned += told;
		}
	}
	assert_true(turned > STEPS / 4);
	store_world_close(&w);
}

/* A code longer than a key is cut between two characters. */
static void
test_long_code(void **state)
{
	struct store_world w;
	struct buf name = {0};
	struct row_facet one = {STR("b"), STR("")};
	struct row row = {.visible = true, .measure = &one, .measures = 1};
	struct pivot *cell;
	size_t n;

	(void)state;
	store_world_open(&w);
	buf_adds(&name, "ab");
	for (int i = 0; i < 200; i++)
		buf_adds(&name, "校");
	one.code = buf_str(&name);
	assert_true(pivot_apply(w.txn, &plans[2], NULL, &row));
	cell = pivot_all(w.txn, &w.arena, STR("b"), &n);
	assert_int_equal(n, 1);
	assert_int_equal(cell[0].by.n, 2 + 59 * 3);
	assert_true(pivot_apply(w.txn, &plans[2], &row, NULL));
	pivot_all(w.txn, &w.arena, STR("b"), &n);
	assert_int_equal(n, 0);
	buf_release(&name);
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts),
	                                   cmocka_unit_test(test_long_code)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
