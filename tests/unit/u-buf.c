/* Growable bytes: growth over many sizes, formats, detach. */
#include "unit.h"

#include "base/buf.h"
#include "base/mem.h"

static void
test_empty(void **state)
{
	struct buf b = {0};

	(void)state;
	assert_int_equal(buf_str(&b).n, 0);
	buf_add(&b, (struct str){0});
	buf_adds(&b, "");
	buf_adds(&b, NULL);
	assert_int_equal(b.n, 0);
	buf_release(&b);
	assert_null(b.p);
}

static void
test_growth(void **state)
{
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_byte(&b, (char)(i % 251));
	assert_int_equal(b.n, 100000);
	for (int i = 0; i < 100000; i++)
		if ((unsigned char)b.p[i] != i % 251)
			fail_msg("byte %d is wrong", i);
	assert_true(b.cap >= b.n);
	buf_release(&b);
	assert_int_equal(b.cap, 0);
}

static void
test_pieces(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_adds(&b, "公");
	buf_add(&b, STR("示\0!"));
	buf_byte(&b, '\n');
	assert_true(str_eq(buf_str(&b), STR("公示\0!\n")));
	buf_reset(&b);
	assert_int_equal(b.n, 0);
	assert_true(b.cap > 0);
	buf_adds(&b, "again");
	assert_str(buf_str(&b), "again");
	buf_release(&b);
}

static void
test_reserve(void **state)
{
	struct buf b = {0};
	char *place;

	(void)state;
	buf_adds(&b, "ab");
	place = buf_reserve(&b, 5000);
	memset(place, 'x', 5000);
	assert_int_equal(b.n, 2); /* not counted until b.n is raised */
	b.n += 3;
	assert_str(buf_str(&b), "abxxx");
	buf_release(&b);
}

static void
test_format(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_fmt(&b, "%d", 12);
	buf_fmt(&b, "%s", "");
	buf_fmt(&b, "-%.*s", STR_ARG(STR("abc")));
	assert_str(buf_str(&b), "12-abc");
	buf_fmt(&b, "%*d", 10000, 5);
	assert_int_equal(b.n, 10006);
	assert_int_equal(b.p[10005], '5');
	buf_release(&b);
}

static void
test_detach(void **state)
{
	struct buf b = {0};
	char *p;

	(void)state;
	/* at each length, so that the NUL sometimes needs a larger buffer */
	for (size_t n = 0; n < 70; n++) {
		for (size_t i = 0; i < n; i++)
			buf_byte(&b, 'a');
		p = buf_detach(&b);
		assert_int_equal(strlen(p), n);
		assert_null(b.p);
		assert_int_equal(b.n + b.cap, 0);
		mem_free(p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),  cmocka_unit_test(test_growth),
		cmocka_unit_test(test_pieces), cmocka_unit_test(test_reserve),
		cmocka_unit_test(test_format), cmocka_unit_test(test_detach),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
