/*
 * Addresses of outputs: one goes from hand to hand in any order, and two
 * that stay at one are told.
 */
#include "store_world.h"

#include "build/claims.h"
#include "build/made.h"

/* An output is at an address; NULL: it went. */
static void
put(struct store_world *w, const char *key, const char *path)
{
	struct made made = {.path = path ? str_from(path) : STR("")};
	struct buf b = {0};

	made_encode(&made, &b);
	if (path)
		txn_put(w->txn, TABLE_OUTPUT, str_from(key), buf_str(&b));
	else
		txn_del(w->txn, TABLE_OUTPUT, str_from(key));
	buf_release(&b);
}

static void
take(struct store_world *w, struct claims *claims, const char *key,
     const char *path)
{
	put(w, key, path);
	claims_take(claims, w->txn, str_from(path), str_from(key));
}

/* Who took it, when all is made. */
static void
check_owner(struct store_world *w, const char *path, const char *key)
{
	struct str owner;

	assert_true(txn_get(w->txn, TABLE_PATH, str_from(path), &owner));
	assert_str(owner, key);
}

static void
test_hands(void **state)
{
	struct store_world w;
	struct claims claims = {0};
	struct err err = {0};

	(void)state;
	store_world_open(&w);
	take(&w, &claims, "3h|a/x|en", "en/a/x.html");
	take(&w, &claims, "3h|a/x|zh", "a/x.html");
	take(&w, &claims, "3h|a/x|zh", "a/x.html");
	assert_int_equal(claims.n, 0);
	/* The languages change places, the one taking before the other
	 * leaves. */
	take(&w, &claims, "3h|a/x|en", "a/x.html");
	assert_int_equal(claims.n, 1);
	take(&w, &claims, "3h|a/x|zh", "zh/a/x.html");
	assert_int_equal(claims_check(&claims, w.txn, &err), 0);
	check_owner(&w, "a/x.html", "3h|a/x|en");
	/* Taken from one that goes. */
	take(&w, &claims, "6f|new|zh", "zh/a/x.html");
	put(&w, "3h|a/x|zh", NULL);
	assert_int_equal(claims_check(&claims, w.txn, &err), 0);
	claims_release(&claims);
	assert_int_equal(claims.n, 0);
	store_world_close(&w);
}

static void
test_two_at_one(void **state)
{
	struct store_world w;
	struct claims claims = {0};
	struct err err = {0};

	(void)state;
	store_world_open(&w);
	take(&w, &claims, "3h|tools/new|zh", "tools/new.html");
	take(&w, &claims, "6f|*|zh", "tools/new.html");
	assert_int_equal(claims_check(&claims, w.txn, &err), ERR_CONFIG);
	assert_string_equal(err.line,
	                    "tools/new.html: two outputs have this address, "
	                    "3h|tools/new|zh and 6f|*|zh");
	/* Whoever came last. */
	take(&w, &claims, "3h|tools/new|zh", "tools/new.html");
	assert_int_equal(claims_check(&claims, w.txn, &err), ERR_CONFIG);
	put(&w, "6f|*|zh", NULL);
	assert_int_equal(claims_check(&claims, w.txn, &err), 0);
	claims_release(&claims);
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hands),
	    cmocka_unit_test(test_two_at_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
