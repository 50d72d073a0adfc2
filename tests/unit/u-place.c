/*
 * Where the state of an output lies: beside it, under a hidden name.
 */
#include "unit.h"

#include "base/err.h"
#include "build/place.h"

static void
expect(const char *output, const char *folder, const char *state)
{
	struct place p;
	char want[PATH_SIZE];
	struct err err = {0};

	assert_int_equal(place_of(&p, output, &err), 0);
	assert_string_equal(p.output, folder);
	assert_string_equal(p.state, state);
	snprintf(want, sizeof want, "%s/store", state);
	assert_string_equal(p.store, want);
	snprintf(want, sizeof want, "%s/lock", state);
	assert_string_equal(p.lock, want);
	snprintf(want, sizeof want, "%s/sort", state);
	assert_string_equal(p.sort, want);
}

static void
test_names(void **state)
{
	(void)state;
	expect("/srv/site/public", "/srv/site/public",
	       "/srv/site/.public.gongshi");
	expect("/srv/site/public/", "/srv/site/public",
	       "/srv/site/.public.gongshi");
	expect("/public", "/public", "/.public.gongshi");
	expect("/srv/.www", "/srv/.www", "/srv/..www.gongshi");
}

static void
test_refused(void **state)
{
	struct place p;
	struct err err = {0};
	char name[300];

	(void)state;
	assert_int_equal(place_of(&p, "/", &err), ERR_USAGE);
	memset(name, 'x', sizeof name);
	name[0] = '/';
	name[299] = '\0';
	assert_int_equal(place_of(&p, name, &err), ERR_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
