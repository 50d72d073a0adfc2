#include "search/facet.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char corpus[] =
    "1|alliance|a/1|联盟||2020-01-01|city=1;field=x|1|||甲乙丙\n"
    "2|alliance|a/2|联盟||2020-05|city=2;field=x;field=y|1|||甲乙丁\n"
    "3|notice|n/3|联盟||2021|city=1|1|||甲乙丙\n"
    "1025|notice|n/1025|联盟|||city=3|1|||甲乙\n"
    "1026|notice|n/1026|论坛||2021-01-01|city=4|1|||甲乙\n";

static int
setup(void **state)
{
	return index_world_start(state, str_from(corpus));
}

static void
filter(struct query *q, const char *facet, const char *value)
{
	q->filter[q->filters++] =
	    (struct query_filter){str_from(facet), str_from(value)};
}

/* The counts as text: "city 1=2 2=1; kind ...". */
static void
assert_counts(struct index_world *w, struct query q, const char *want)
{
	struct result r;
	struct buf b = {0};

	q.facets = true;
	index_world_ask(w, q, &r);
	for (size_t i = 0; i < r.facets; i++) {
		buf_fmt(&b, i ? "; %.*s" : "%.*s", STR_ARG(r.facet[i].code));
		for (size_t j = 0; j < r.facet[i].n; j++)
			buf_fmt(&b, " %.*s=%u",
			        STR_ARG(r.facet[i].v[j].value),
			        r.facet[i].v[j].n);
	}
	buf_byte(&b, '\0');
	assert_string_equal(want, b.p);
	buf_release(&b);
}

static void
values_widen_and_facets_narrow(void **state)
{
	struct query q = {.text = STR("联盟")};

	filter(&q, "city", "1");
	assert_string_equal("n/3 a/1 of 2", index_world_ask(*state, q, NULL));
	filter(&q, "city", "2");
	assert_string_equal("n/3 a/2 a/1 of 3",
	                    index_world_ask(*state, q, NULL));
	filter(&q, "field", "y");
	assert_string_equal("a/2 of 1", index_world_ask(*state, q, NULL));
	filter(&q, "kind", "notice");
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
}

static void
filters_do_not_order_by_date(void **state)
{
	struct query q = {.text = STR("联盟")};

	filter(&q, "kind", "notice");
	assert_string_equal("n/1025 n/3 of 2",
	                    index_world_ask(*state, q, NULL));
}

static void
years_are_of_dates(void **state)
{
	struct query q = {.text = STR("联盟")};

	filter(&q, "year", "2020");
	assert_string_equal("a/2 a/1 of 2", index_world_ask(*state, q, NULL));
	q.filter[0].value = STR("1999"); /* a column of that name is none */
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
}

static void
unknown_facets_and_values_find_nothing(void **state)
{
	struct query q = {.text = STR("联盟")};

	filter(&q, "colour", "red");
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
	q.filter[0].facet = STR("city");
	q.filter[0].value = STR("");
	assert_string_equal("of 0", index_world_ask(*state, q, NULL));
}

static void
counts_are_of_all_that_match(void **state)
{
	struct query q = {.text = STR("联盟"), .limit = 1};

	assert_counts(*state, q,
	              "city 1=2 2=1 3=1; field x=2 y=1; "
	              "kind alliance=2 notice=2; year 2020=2 2021=1");
}

static void
counts_leave_out_the_filter_of_their_own_facet(void **state)
{
	struct query q = {.text = STR("联盟")};

	filter(&q, "city", "1");
	assert_counts(*state, q,
	              "city 1=2 2=1 3=1; field x=1; "
	              "kind alliance=1 notice=1; year 2020=1 2021=1");
	filter(&q, "kind", "notice");
	assert_counts(*state, q,
	              "city 1=1 3=1; kind alliance=1 notice=1; "
	              "year 2021=1");
}

static void
what_the_texts_refute_does_not_count(void **state)
{
	struct query q = {.text = STR("乙丙")};

	assert_counts(*state, q,
	              "city 1=2; field x=1; kind alliance=1 notice=1; "
	              "year 2020=1 2021=1");
	q.text = STR("\"聯盟\""); /* all have the terms of it */
	assert_counts(*state, q, "");
	q.text = STR("甲乙丙");
	filter(&q, "city", "2");
	assert_counts(*state, q, "city 1=2");
}

static void
columns_are_read_only_if_asked_for(void **state)
{
	struct index_world *w = *state;
	struct query q = {.text = STR("联盟")};
	size_t pieces;

	index_world_forget(w);
	index_world_ask(w, q, NULL);
	pieces = w->pieces;
	q.by_date = true;
	index_world_forget(w);
	assert_string_equal("n/3 a/2 a/1 n/1025 of 4",
	                    index_world_ask(w, q, NULL));
	assert_int_equal(pieces + 2, w->pieces); /* both pages */
	q.facets = true;
	filter(&q, "city", "1");
	index_world_forget(w);
	index_world_ask(w, q, NULL);
	assert_int_equal(pieces + 1, w->pieces); /* and one pack less */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_widen_and_facets_narrow),
	    cmocka_unit_test(filters_do_not_order_by_date),
	    cmocka_unit_test(years_are_of_dates),
	    cmocka_unit_test(unknown_facets_and_values_find_nothing),
	    cmocka_unit_test(counts_are_of_all_that_match),
	    cmocka_unit_test(counts_leave_out_the_filter_of_their_own_facet),
	    cmocka_unit_test(what_the_texts_refute_does_not_count),
	    cmocka_unit_test(columns_are_read_only_if_asked_for),
	};

	return cmocka_run_group_tests(tests, setup, index_world_stop);
}
