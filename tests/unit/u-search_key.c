/*
 * Terms as numbers: a pair is mixed so that it can be mixed back, kinds of
 * terms stay apart, and a term's shard is one of its level.
 */
#include "unit.h"

#include "search/key.h"

static uint32_t
roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* The pair of a key: the rounds of key.h the other way round. */
static void
unmix(uint64_t key, uint32_t *a, uint32_t *b)
{
	static const uint32_t k[] = {0x27d4eb2f, 0xc2b2ae3d, 0x85ebca77,
	                             0x9e3779b1};

	*a = (uint32_t)key >> 16;
	*b = (uint32_t)key & 0xffff;
	for (size_t i = 0; i < 4; i++) {
		uint32_t was = *b ^ ((*a + 1) * k[i] >> 16);

		*b = *a;
		*a = was;
	}
}

static void
assert_unmixed(uint32_t a, uint32_t b)
{
	uint64_t key = key_pair(a, b);
	uint32_t x;
	uint32_t y;

	assert_int_equal(0, key >> 32);
	unmix(key, &x, &y);
	if (x != a || y != b)
		fail_msg("(%x, %x) comes back as (%x, %x)", a, b, x, y);
}

static void
pairs_come_back(void **state)
{
	static const uint32_t some[] = {0, 1, 0x4e2d, 0x9fa5, 0xe000, 0xffff};
	uint32_t seed = 5;

	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		for (uint32_t b = 0; b <= 0xffff; b++)
			assert_unmixed(some[i], b);
	for (size_t i = 0; i < 1000000; i++)
		assert_unmixed(roll(&seed) & 0xffff, roll(&seed) & 0xffff);
}

/* Reckoned apart, from the words of key.h. */
static void
keys_are_these(void **state)
{
	uint64_t key;

	(void)state;
	assert_int_equal(0x1908e3fa, key_pair(0, 0));
	assert_int_equal(0x261c5e45, key_pair(0xffff, 0xffff));
	assert_true(key_units(0x4e2d, 0x56fd, &key));
	assert_int_equal(0xe17e6726, key);
	assert_true(key_units(0x4e2d, 0, &key));
	assert_int_equal(KEY_SINGLE | 0x759eb8e5, key);
	assert_true(key_gram((const uint32_t[]){'2', 'a', '0', 'z'}, &key));
	assert_int_equal(0x35692ea8, key);
	assert_int_equal(KEY_TEXT | 0xd1208249, key_text(STR("net")));
	assert_int_equal(KEY_TEXT | 0x2629ee06, key_text(STR("#2a.1")));
	assert_int_equal(KEY_TEXT | 0x5f724c15,
	                 key_text(STR("\u0441\u0435\u0442\u044c")));
	assert_int_equal(3, key_next(0x4e2d));
	assert_int_equal(7, key_next(0x20000));
	assert_int_equal(0xe17e, key_common(0xe17e6726));
}

static void
units_above_the_plane_are_texts(void **state)
{
	uint64_t key = 77;

	(void)state;
	assert_false(key_units(0x20000, 0x4e2d, &key));
	assert_false(key_units(0x4e2d, 0x20000, &key));
	assert_false(key_units(0x10000, 0, &key));
	assert_int_equal(77, key);
	assert_true(key_units(0xffff, 0xffff, &key));
}

/* All numbers of four letters are apart, and below those of syllables. */
static void
grams_are_unique(void **state)
{
	static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	uint32_t unit[4];

	(void)state;
	for (uint32_t v = 0; v < 36 * 36 * 36 * 36; v++) {
		uint64_t key;
		uint32_t a;
		uint32_t b;

		for (uint32_t i = 4, rest = v; i-- > 0; rest /= 36)
			unit[i] = (uint32_t)letters[rest % 36];
		if (!key_gram(unit, &key))
			fail();
		unmix(key, &a, &b);
		if (key >> 32 || a < 0xe000 || a >= 0xf000 ||
		    ((a - 0xe000) << 16 | b) != v)
			fail_msg("gram %u is (%x, %x)", v, a, b);
	}
}

static void
other_grams_are_texts(void **state)
{
	static const uint32_t wrong[] = {'/', ':', '`', '{', 'A', '-',
	                                 0x4e2d, 0x100 + 'a'};
	uint64_t key;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		for (size_t at = 0; at < 4; at++) {
			uint32_t unit[4] = {'a', '0', 'z', '9'};

			assert_true(key_gram(unit, &key));
			unit[at] = wrong[i];
			assert_false(key_gram(unit, &key));
		}
	}
}

static void
words_with_a_prefix_lie_together(void **state)
{
	(void)state;
	assert_int_equal(key_text(STR("net")), key_text(STR("networking")));
	assert_int_equal(key_text(STR("\u0441\u0435\u0442\u044c")),
	                 key_text(STR("\u0441\u0435\u0442\u043a\u0430")));
	assert_int_not_equal(key_text(STR("net")), key_text(STR("new")));
	assert_int_not_equal(key_text(STR("ne")), key_text(STR("net")));
	assert_int_not_equal(key_text(STR("#2021")), key_text(STR("#2022")));
	assert_int_not_equal(key_text(STR("@a=b")), key_text(STR("@a=c")));
	assert_int_not_equal(key_text(STR("~abcd")), key_text(STR("~abce")));
}

static void
shards_are_of_their_kind(void **state)
{
	uint32_t seed = 9;

	(void)state;
	for (uint32_t shards = 8; shards <= 262144; shards *= 2) {
		for (size_t i = 0; i < 1000; i++) {
			uint64_t key = (uint64_t)roll(&seed) << 8 ^
			               roll(&seed);
			uint32_t one = key_shard(key, shards);
			uint32_t two = key_shard(key | KEY_SINGLE, shards);

			assert_true(one < shards && one % 8 != 7);
			assert_true(two < shards && two % 8 == 7);
			assert_int_equal(one,
			                 key_shard(key | KEY_TEXT, shards));
		}
		assert_int_equal(0, key_shard(0, shards));
		assert_int_equal(shards - 2, key_shard(UINT32_MAX, shards));
		assert_int_equal(7, key_shard(KEY_SINGLE, shards));
		assert_int_equal(shards - 1,
		                 key_shard(KEY_SINGLE | UINT32_MAX, shards));
	}
}

/* Bigrams of neighbouring units, the least even ones there are. */
static void
keys_are_even(void **state)
{
	uint32_t count[64] = {0};

	(void)state;
	for (uint32_t a = 0x4e00; a < 0x4e80; a++)
		for (uint32_t b = 0x4e00; b < 0x4e80; b++)
			count[key_shard(key_pair(a, b), 64)]++;
	for (size_t i = 0; i < 64; i++) {
		if (i % 8 == 7)
			assert_int_equal(0, count[i]);
		else
			assert_in_range(count[i], 225, 360);
	}
}

static void
classes_of_what_follows(void **state)
{
	bool seen[KEY_NEXT_ANY + 1] = {false};

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		unsigned next = key_next(c);

		assert_true(next >= 1 && next < KEY_NEXT_ANY);
		seen[next] = true;
	}
	for (unsigned i = 1; i < KEY_NEXT_ANY; i++)
		assert_true(seen[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pairs_come_back),
	    cmocka_unit_test(keys_are_these),
	    cmocka_unit_test(units_above_the_plane_are_texts),
	    cmocka_unit_test(grams_are_unique),
	    cmocka_unit_test(other_grams_are_texts),
	    cmocka_unit_test(words_with_a_prefix_lie_together),
	    cmocka_unit_test(shards_are_of_their_kind),
	    cmocka_unit_test(keys_are_even),
	    cmocka_unit_test(classes_of_what_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
