#include "search/entry.h"
#include "hostile.h"
#include "search/level.h"
#include "unit.h"

static const struct entry sample = {.highest = 10000,
                                    .root = 0xab0123456789cdef,
                                    .table = 0x00000000000000ff,
                                    .sounds = 0xffffffffffffffff,
                                    .readings = 1};

/* A text with its true sum behind it. */
static void
seal(struct buf *b, const char *text)
{
	struct buf sum = {0};
	char zero[PIECE_HEADER] = {0};

	buf_add(&sum, (struct str){zero, sizeof zero});
	buf_adds(&sum, text);
	buf_reset(b);
	buf_fmt(b, "%s,\"sum\":\"%08x\"}\n", text, piece_sum(buf_str(&sum)));
	buf_release(&sum);
}

static void
written_as_written_down(void **state)
{
	struct buf want = {0};
	struct buf b = {0};

	(void)state;
	seal(&want, "{\"gongshi\":3,\"highest\":10000,"
	            "\"root\":\"ab0123456789cdef\","
	            "\"table\":\"00000000000000ff\","
	            "\"sounds\":\"ffffffffffffffff\","
	            "\"readings\":\"0000000000000001\"");
	buf_adds(&b, "before");
	entry_encode(&sample, &b);
	assert_true(str_eq(str_sub(buf_str(&b), 6, b.n), buf_str(&want)));
	buf_release(&b);
	buf_release(&want);
}

static void
entries_come_back(void **state)
{
	static const uint32_t highest[] = {0, 1, 129, 10239, 1000000,
	                                   LEVEL_DOC_MAX};
	uint64_t random = 3;

	(void)state;
	for (size_t i = 0; i < sizeof highest / sizeof *highest; i++) {
		struct entry e = {.highest = highest[i]};
		uint64_t *hash[] = {&e.root, &e.table, &e.sounds,
		                    &e.readings};
		struct entry back;
		struct buf b = {0};
		struct err err;

		for (size_t j = 0; j < 4; j++)
			*hash[j] = (uint64_t)random_below(&random, ~0u) << 32 |
			           random_below(&random, ~0u);
		entry_encode(&e, &b);
		assert_in_range(b.n, 100, 249);
		assert_int_equal(0, entry_decode(buf_str(&b), &back, &err));
		assert_int_equal(e.highest, back.highest);
		assert_true(e.root == back.root);
		assert_true(e.table == back.table);
		assert_true(e.sounds == back.sounds);
		assert_true(e.readings == back.readings);
		buf_release(&b);
	}
}

static void
refuses(struct str bytes)
{
	struct entry back;
	struct err err;

	assert_int_equal(ERR_CORRUPT, entry_decode(bytes, &back, &err));
	assert_int_equal(0, back.highest);
	assert_true(back.root == 0);
}

#define HEXES                                                          \
	"\"root\":\"ab0123456789cdef\",\"table\":\"00000000000000ff\"," \
	"\"sounds\":\"ffffffffffffffff\","                              \
	"\"readings\":\"0000000000000001\""

/* Their sum is true, and yet no program wrote them. */
static void
other_spellings_are_reported(void **state)
{
	static const char *const texts[] = {
	    "{\"gongshi\":1,\"highest\":10000," HEXES,
	    "{\"gongshi\":4,\"highest\":10000," HEXES,
	    "{\"gongshi\":03,\"highest\":10000," HEXES,
	    "{\"gongshi\":3,\"highest\":010000," HEXES,
	    "{\"gongshi\":3,\"highest\":-1," HEXES,
	    "{\"gongshi\":3,\"highest\":," HEXES,
	    "{\"gongshi\":3,\"highest\":268435456," HEXES,
	    "{\"gongshi\":3,\"highest\":99999999999999999999," HEXES,
	    "{\"gongshi\":3, \"highest\":10000," HEXES,
	    "{\"highest\":10000,\"gongshi\":3," HEXES,
	    "{\"gongshi\":3,\"highest\":10000," HEXES ",\"x\":1",
	    "{\"gongshi\":3,\"highest\":10000,"
	    "\"root\":\"AB0123456789CDEF\",\"table\":\"00000000000000ff\","
	    "\"sounds\":\"ffffffffffffffff\","
	    "\"readings\":\"0000000000000001\"",
	};
	struct buf b = {0};
	struct entry back;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		seal(&b, texts[i]);
		refuses(buf_str(&b));
	}
	seal(&b, "{\"gongshi\":3,\"highest\":10000," HEXES);
	assert_int_equal(0, entry_decode(buf_str(&b), &back, &err));
	buf_byte(&b, '\n');
	refuses(buf_str(&b));
	buf_release(&b);
}

static void
try_entry(void *ctx, struct str bytes)
{
	const struct str *true_bytes = ctx;

	if (!str_eq(bytes, *true_bytes))
		refuses(bytes);
}

static void
every_cut_and_change_is_reported(void **state)
{
	struct buf b = {0};
	struct str bytes;

	(void)state;
	entry_encode(&sample, &b);
	bytes = buf_str(&b);
	hostile_each(bytes, 0, try_entry, &bytes);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(written_as_written_down),
	    cmocka_unit_test(entries_come_back),
	    cmocka_unit_test(other_spellings_are_reported),
	    cmocka_unit_test(every_cut_and_change_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
