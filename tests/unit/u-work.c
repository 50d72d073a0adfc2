/*
 * The ordered pipeline: order, the first error, memory and the window are
 * the same for every number of threads.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "os/work.h"

struct slot {
	size_t i;
	uint64_t sum;
	struct buf text; /* kept from item to item */
};

struct world {
	size_t n;
	size_t fail_feed, fail_produce, fail_consume; /* or SIZE_MAX */
	size_t fed, consumed;
	size_t farthest; /* most items that were fed and not consumed */
	int used[WORK_THREADS]; /* is this worker number at work? */
	int clash;              /* two threads had the same number */
	size_t released;
	struct buf out;
};

static const unsigned counts[] = {1, 2, 3, 8, 0};

static int
feed(void *ctx, size_t i, void *slot, struct err *err)
{
	struct world *w = ctx;
	struct slot *s = slot;

	assert_int_equal(i, w->fed);
	if (i == w->fail_feed)
		return err_set(err, ERR_GIT, "feed %zu", i);
	if (i == w->n)
		return 0;
	w->fed++;
	if (w->fed - w->consumed > w->farthest)
		w->farthest = w->fed - w->consumed;
	s->i = i;
	return 1;
}

/* Items take very different times, so that threads overtake each other. */
static int
produce(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	struct world *w = ctx;
	struct slot *s = slot;

	if (__atomic_exchange_n(&w->used[worker], 1, __ATOMIC_SEQ_CST))
		__atomic_store_n(&w->clash, 1, __ATOMIC_SEQ_CST);
	s->sum = i;
	for (size_t k = 0; k < (i * 7919 % 97) * 100; k++)
		s->sum = s->sum * 6364136223846793005u + 1442695040888963407u;
	buf_reset(&s->text);
	buf_fmt(&s->text, "%zu:%016llx\n", i, (unsigned long long)s->sum);
	__atomic_store_n(&w->used[worker], 0, __ATOMIC_SEQ_CST);
	if (i == w->fail_produce || (i > 2 && i - 3 == w->fail_produce))
		return err_set(err, ERR_IO, "produce %zu", i);
	return 0;
}

static int
consume(void *ctx, size_t i, void *slot, struct err *err)
{
	struct world *w = ctx;
	const struct slot *s = slot;

	assert_int_equal(i, w->consumed);
	assert_int_equal(i, s->i);
	if (i == w->fail_consume)
		return err_set(err, ERR_FULL, "consume %zu", i);
	w->consumed++;
	buf_add(&w->out, buf_str(&s->text));
	return 0;
}

static void
release(void *ctx, void *slot)
{
	struct world *w = ctx;
	struct slot *s = slot;

	w->released++;
	buf_release(&s->text);
}

static const struct work_job whole = {
    .slot_size = sizeof(struct slot),
    .feed = feed,
    .produce = produce,
    .consume = consume,
    .release = release,
};

static struct world
world_of(size_t n)
{
	return (struct world){.n = n,
	                      .fail_feed = SIZE_MAX,
	                      .fail_produce = SIZE_MAX,
	                      .fail_consume = SIZE_MAX};
}

static int
run(struct world *w, unsigned threads, struct err *err)
{
	struct work_job job = whole;
	int code;

	job.ctx = w;
	code = work_ordered(threads, &job, err);
	assert_int_equal(w->clash, 0);
	return code;
}

static void
test_order(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 7, 8, 9, 64, 1000};
	struct buf want = {0};

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		buf_reset(&want);
		for (size_t c = 0; c < 5; c++) {
			struct world w = world_of(sizes[k]);
			struct err err = {0};

			assert_int_equal(run(&w, counts[c], &err), 0);
			assert_int_equal(err.code, ERR_OK);
			assert_int_equal(w.consumed, sizes[k]);
			if (c == 0)
				buf_add(&want, buf_str(&w.out));
			assert_true(
			    str_eq(buf_str(&want), buf_str(&w.out)));
			buf_release(&w.out);
		}
	}
	buf_release(&want);
}

static void
test_window(void **state)
{
	(void)state;
	for (size_t c = 0; c < 4; c++) {
		struct world w = world_of(500);
		size_t window = counts[c] == 1 ? 1 : counts[c] * WORK_WINDOW;

		assert_int_equal(run(&w, counts[c], NULL), 0);
		assert_in_range(w.farthest, 1, window);
		assert_in_range(w.released, 1, window + 1);
		buf_release(&w.out);
	}
}

/* Which of several failures is told does not depend on who was faster. */
static void
assert_error(struct world w, enum err_code code, const char *line,
             size_t consumed)
{
	for (size_t c = 0; c < 5; c++) {
		for (int round = 0; round < 20; round++) {
			struct world copy = w;
			struct err err = {0};

			assert_int_equal(run(&copy, counts[c], &err), code);
			assert_int_equal(err.code, code);
			assert_string_equal(err.line, line);
			assert_int_equal(copy.consumed, consumed);
			buf_release(&copy.out);
		}
	}
}

static void
test_errors(void **state)
{
	struct world w = world_of(200);

	(void)state;
	w.fail_produce = 50;
	assert_error(w, ERR_IO, "produce 50", 50);
	w.fail_consume = 51;
	assert_error(w, ERR_IO, "produce 50", 50);
	w.fail_consume = 49;
	assert_error(w, ERR_FULL, "consume 49", 49);
	w.fail_feed = 48;
	assert_error(w, ERR_GIT, "feed 48", 48);
	w.fail_feed = 51;
	assert_error(w, ERR_FULL, "consume 49", 49);
	w = world_of(200);
	w.fail_feed = 0;
	assert_error(w, ERR_GIT, "feed 0", 0);
	w = world_of(200);
	w.fail_produce = 199;
	assert_error(w, ERR_IO, "produce 199", 199);
}

/* Without feed and consume: an array, each item in its own place. */
static int
square(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	uint64_t *v = ctx;

	(void)worker;
	(void)slot;
	(void)err;
	v[i] = (uint64_t)i * i;
	return 0;
}

static void
test_array(void **state)
{
	(void)state;
	for (size_t c = 0; c < 5; c++) {
		uint64_t v[300] = {0};
		struct work_job job = {
		    .ctx = v, .n = 300, .produce = square};

		assert_int_equal(work_ordered(counts[c], &job, NULL), 0);
		for (size_t i = 0; i < 300; i++)
			assert_int_equal(v[i], i * i);
	}
}

/* A slot begins as zero bytes and comes back as it was left. */
static int
count_uses(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	size_t *uses = slot;

	(void)worker;
	(void)i;
	(void)err;
	(void)ctx;
	++*uses;
	return 0;
}

static int
sum_uses(void *ctx, size_t i, void *slot, struct err *err)
{
	size_t *sum = ctx;
	const size_t *uses = slot;

	(void)i;
	(void)err;
	*sum += *uses;
	return 0;
}

static void
test_slots_are_kept(void **state)
{
	size_t sum = 0;
	struct work_job job = {.ctx = &sum,
	                       .slot_size = sizeof(size_t),
	                       .n = 32,
	                       .produce = count_uses,
	                       .consume = sum_uses};

	(void)state;
	assert_int_equal(work_ordered(1, &job, NULL), 0);
	assert_int_equal(sum, 32 * 33 / 2);
	sum = 0;
	assert_int_equal(work_ordered(2, &job, NULL), 0);
	assert_int_equal(sum, WORK_WINDOW * 2 * (1 + 2));
}

static void
test_processors(void **state)
{
	(void)state;
	assert_in_range(work_processors(), 1, WORK_THREADS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_window),
	    cmocka_unit_test(test_errors),
	    cmocka_unit_test(test_array),
	    cmocka_unit_test(test_slots_are_kept),
	    cmocka_unit_test(test_processors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
