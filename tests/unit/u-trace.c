/* Reports: phases in the order of first use, no overflow. */
#include "unit.h"

#include "os/trace.h"

static void
test_phases(void **state)
{
	struct trace t = {0};
	uint64_t begin = trace_now();
	uint64_t sum;

	(void)state;
	trace_phase(&t, NULL);
	assert_int_equal(t.phases, 0);
	trace_phase(&t, "read");
	trace_phase(&t, "write");
	trace_phase(&t, "read");
	trace_phase(&t, NULL);
	trace_phase(&t, NULL);
	assert_int_equal(t.phases, 2);
	assert_string_equal(t.phase[0].name, "read");
	assert_string_equal(t.phase[1].name, "write");
	sum = t.phase[0].value + t.phase[1].value;
	assert_true(sum <= trace_now() - begin);
	assert_true(trace_now() >= begin);
}

static void
test_too_many(void **state)
{
	static char names[TRACE_MAX + 5][16];
	struct trace t = {0};

	(void)state;
	for (int i = 0; i < TRACE_MAX + 5; i++) {
		snprintf(names[i], sizeof names[i], "n%d", i);
		trace_phase(&t, names[i]);
	}
	trace_phase(&t, "n0");
	trace_phase(&t, NULL);
	assert_int_equal(t.phases, TRACE_MAX);
	assert_string_equal(t.phase[TRACE_MAX - 1].name,
	                    names[TRACE_MAX - 1]);
}

static void
test_peak(void **state)
{
	size_t n = (size_t)64 << 20;
	uint64_t before = trace_peak();
	char *p = malloc(n);

	(void)state;
	assert_non_null(p);
	memset(p, 1, n);
	assert_int_equal(p[n / 2], 1);
	assert_true(before > 0);
	assert_true(trace_peak() >= n);
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phases),
	    cmocka_unit_test(test_too_many),
	    cmocka_unit_test(test_peak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
