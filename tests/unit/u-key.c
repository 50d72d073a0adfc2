/*
 * Keys: byte order is the order of what they say, and they read back.
 */
#include "unit.h"

#include "base/hash.h"
#include "store/key.h"

static const int32_t days[] = {NO_DAY, -719162, -366, -1, 0,
                               1,      255,     256,  18801, INT32_MAX};
static const uint32_t numbers[] = {0,     1,     2,          255,       256,
                                   65535, 65536, 0x7fffffff, 0x80000000u,
                                   UINT32_MAX};
static const uint64_t places[] = {0, 1, 255, 256, UINT32_MAX,
                                  (uint64_t)UINT32_MAX + 1,
                                  UINT64_MAX - 1, UINT64_MAX};

/* Each key sorts before the next. */
#define assert_rising(key, values, ...)                                   \
	do {                                                              \
		struct buf one = {0};                                     \
		struct buf two = {0};                                     \
		for (size_t i = 1; i < sizeof(values) / sizeof *(values); \
		     i++) {                                               \
			struct str x = key(&one, __VA_ARGS__(i - 1));     \
			struct str y = key(&two, __VA_ARGS__(i));         \
			assert_true(str_cmp(x, y) < 0);                   \
			assert_true(x.n == y.n);                          \
		}                                                         \
		buf_release(&one);                                        \
		buf_release(&two);                                        \
	} while (0)

#define MEMBER(i) STR("a|b|c"), 1, places[i]
#define NUMBER(i) numbers[i]
#define VERSION(i) 7, numbers[i]
#define PIECE(i) 's', 1, numbers[i], 0
#define DAY(i) days[i], STR("a/b")

static void
test_order(void **state)
{
	(void)state;
	assert_rising(key_member, places, MEMBER);
	assert_rising(key_number, numbers, NUMBER);
	assert_rising(key_version, numbers, VERSION);
	assert_rising(key_piece, numbers, PIECE);
	assert_rising(key_day, days, DAY);
}

static void
test_day(void **state)
{
	struct buf k = {0};
	struct str record;

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct str key = key_day(&k, days[i], STR("a/b"));

		assert_int_equal(key.n, 4 + 3);
		assert_int_equal(key_day_of(key, &record), days[i]);
		assert_str(record, "a/b");
	}
	buf_release(&k);
}

static void
test_member(void **state)
{
	static const char *const lists[] = {"a", "a|b", "a|b|c", "ab", "*",
	                                    "a|b|c\xe6\xb2\x88"};
	struct buf k = {0};
	size_t n = sizeof lists / sizeof *lists;

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		for (size_t own = 0; own < 2 * n; own++) {
			struct str key =
			    key_member(&k, str_from(lists[own / 2]), own % 2,
			               places[i]);

			assert_int_equal(key_place_of(key), places[i]);
			for (size_t l = 0; l < 2 * n; l++)
				assert_int_equal(
				    key_in_list(key, str_from(lists[l / 2]),
				                l % 2),
				    l == own);
		}
	}
	assert_false(key_in_list(STR(""), STR("a"), 0));
	buf_release(&k);
}

/* All links of a record lie together and nobody else's among them. */
static void
test_links(void **state)
{
	struct buf one = {0};
	struct buf two = {0};
	struct str all = key_links(&one, STR("a/b"));

	(void)state;
	assert_true(str_starts(key_link(&two, STR("a/b"), STR("c/d"), 0), all));
	assert_true(str_starts(key_link(&two, STR("a/b"), STR("c/d"), 65535),
	                       all));
	assert_false(str_starts(key_link(&two, STR("a/bc"), STR("d/e"), 0),
	                        all));
	assert_false(str_starts(key_link(&two, STR("a/b-1"), STR("d/e"), 0),
	                        all));
	key_link(&one, STR("a/b"), STR("c/d"), 255);
	key_link(&two, STR("a/b"), STR("c/d"), 256);
	assert_true(str_cmp(buf_str(&one), buf_str(&two)) < 0);
	buf_release(&one);
	buf_release(&two);
}

static void
test_digests(void **state)
{
	struct buf k = {0};
	struct str key = key_dep(&k, 0x0102030405060708u, STR("4l|a"));

	(void)state;
	assert_memory_equal(key.p, "\1\2\3\4\5\6\7\10" "4l|a", 12);
	assert_int_equal(key.n, 12);
	key = key_unique(&k, 0xff00000000000001u, STR("a/b"));
	assert_memory_equal(key.p, "\xff\0\0\0\0\0\0\1" "a/b", 11);
	assert_int_equal(key.n, 11);
	key = key_group(&k, 0x0102030405060708u, 0xff00000000000002u,
	                STR("a/b"));
	assert_memory_equal(key.p, "\1\2\3\4\5\6\7\10\xff\0\0\0\0\0\0\2"
	                           "a/b",
	                    19);
	assert_int_equal(key.n, 19);
	key = key_in_group(&k, 0x0102030405060708u);
	assert_memory_equal(key.p, "\1\2\3\4\5\6\7\10", 8);
	assert_int_equal(key.n, 8);
	key = key_piece(&k, 'c', 2, 0x0a0b0c0d, 0x01020304);
	assert_memory_equal(key.p, "c\2\n\v\f\r\1\2\3\4", 10);
	assert_int_equal(key.n, 10);
	assert_str(key_of_facet(&k, STR("a"), STR("city"), STR("x")),
	           "a|city|x");
	buf_release(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),   cmocka_unit_test(test_day),
	    cmocka_unit_test(test_member),  cmocka_unit_test(test_links),
	    cmocka_unit_test(test_digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
