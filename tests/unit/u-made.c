/*
 * What is known of a published file: rows read back, broken ones are
 * refused, a journal that is run again sets them.
 */
#include "store_world.h"

#include "build/made.h"
#include "publish/journal.h"

static void
test_rows(void **state)
{
	struct buf b = {0};
	struct made back;
	struct made made = {.path = STR("a/x.html"), .size = 300,
	                    .day = -2};

	(void)state;
	made.digest = hash128(STR("x"));
	made.sha256 = sha256_of(STR("x"));
	for (size_t n = 0; n < 4; n++) {
		made.askeds = n;
		made.asked = (struct str){"0123456789abcdef01234567", 8 * n};
		made_encode(&made, &b);
		assert_true(made_decode(buf_str(&b), &back));
		assert_str(back.path, "a/x.html");
		assert_true(digest_eq(back.digest, made.digest));
		assert_memory_equal(&back.sha256, &made.sha256, SHA256_SIZE);
		assert_int_equal(back.size, 300);
		assert_int_equal(back.day, -2);
		assert_int_equal(back.askeds, n);
		assert_true(str_eq(back.asked, made.asked));
		for (size_t i = 0; i < b.n; i++)
			assert_false(
			    made_decode((struct str){b.p, i}, &back));
		buf_byte(&b, '\0');
		assert_false(made_decode(buf_str(&b), &back));
	}
	buf_release(&b);
}

static bool
has(struct store_world *w, enum store_table table, const char *key)
{
	struct str value;

	return txn_get(w->txn, table, str_from(key), &value);
}

static void
test_recover(void **state)
{
	struct store_world w;
	struct journal_entry put = {.op = JOURNAL_PUT,
	                            .key = STR("3h|a/x|zh"),
	                            .path = STR("a/x.html"),
	                            .size = 7};
	struct journal_entry late = {.op = JOURNAL_PUT,
	                             .key = STR("9b"),
	                             .path = STR("build.json")};
	struct journal_entry gone = {.op = JOURNAL_DELETE,
	                             .key = STR("3h|a/x|zh"),
	                             .path = STR("a/x.html")};
	struct journal_entry moved = {.op = JOURNAL_DELETE,
	                              .key = STR("3h|a/x|zh"),
	                              .path = STR("a/old.html")};
	struct str value;
	struct made made;

	(void)state;
	store_world_open(&w);
	put.digest = hash128(STR("x"));
	made_recover(w.txn, &put);
	made_recover(w.txn, &late);
	assert_true(txn_get(w.txn, TABLE_OUTPUT, put.key, &value));
	assert_true(made_decode(value, &made));
	assert_str(made.path, "a/x.html");
	assert_true(digest_eq(made.digest, put.digest));
	assert_int_equal(made.size, 7);
	assert_true(txn_get(w.txn, TABLE_PATH, put.path, &value));
	assert_str(value, "3h|a/x|zh");
	/* Late outputs are known, but not listed by path. */
	assert_true(has(&w, TABLE_OUTPUT, "9b"));
	assert_false(has(&w, TABLE_PATH, "build.json"));
	/* A former address goes, the output stays. */
	txn_put(w.txn, TABLE_PATH, moved.path, moved.key);
	made_recover(w.txn, &moved);
	assert_true(has(&w, TABLE_OUTPUT, "3h|a/x|zh"));
	assert_false(has(&w, TABLE_PATH, "a/old.html"));
	for (int again = 0; again < 2; again++) {
		made_recover(w.txn, &gone);
		assert_false(has(&w, TABLE_OUTPUT, "3h|a/x|zh"));
		assert_false(has(&w, TABLE_PATH, "a/x.html"));
	}
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_recover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
