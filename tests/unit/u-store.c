/*
 * The store: tables as a sorted array has them, cursors at both ends,
 * readers beside a writer, and damage that is found when it is read.
 */
#include "store_world.h"

#include <lmdb.h>
#include <unistd.h>

#define KEYS 60

/* ------------------------------------------------------------ rows */

static void
test_rows(void **state)
{
	struct store_world w;
	struct str value = STR("x");

	(void)state;
	store_world_open(&w);
	assert_false(txn_get(w.txn, TABLE_META, STR("a"), &value));
	assert_int_equal(value.n, 0);
	txn_put(w.txn, TABLE_META, STR("a"), STR("one"));
	txn_put(w.txn, TABLE_META, STR("b"), (struct str){0});
	assert_true(txn_get(w.txn, TABLE_META, STR("a"), &value));
	assert_str(value, "one");
	assert_true(txn_get(w.txn, TABLE_META, STR("b"), &value));
	assert_int_equal(value.n, 0);
	txn_put(w.txn, TABLE_META, STR("a"), STR("another"));
	assert_true(txn_get(w.txn, TABLE_META, STR("a"), &value));
	assert_str(value, "another");
	assert_int_equal(txn_rows(w.txn, TABLE_META), 2);
	/* Tables do not see each other. */
	assert_false(txn_get(w.txn, TABLE_DEP, STR("a"), &value));
	txn_del(w.txn, TABLE_DEP, STR("a"));
	txn_del(w.txn, TABLE_META, STR("a"));
	txn_del(w.txn, TABLE_META, STR("a"));
	assert_false(txn_get(w.txn, TABLE_META, STR("a"), &value));
	txn_put(w.txn, TABLE_DEP, STR("k"), STR("v"));
	txn_clear(w.txn, TABLE_META);
	assert_int_equal(txn_rows(w.txn, TABLE_META), 0);
	assert_int_equal(txn_rows(w.txn, TABLE_DEP), 1);
	store_world_close(&w);
}

static void
test_big(void **state)
{
	struct store_world w;
	char key[STORE_KEY_MAX];
	size_t n = (size_t)3 << 20;
	char *bytes = malloc(n);
	struct str value;

	(void)state;
	memset(key, 'k', sizeof key);
	memset(bytes, 'b', n);
	store_world_open(&w);
	txn_put(w.txn, TABLE_PIECE, (struct str){key, sizeof key},
	        (struct str){bytes, n});
	store_world_commit(&w);
	store_world_begin(&w);
	assert_true(txn_get(w.txn, TABLE_PIECE,
	                    (struct str){key, sizeof key}, &value));
	assert_true(str_eq(value, (struct str){bytes, n}));
	store_world_close(&w);
	free(bytes);
}

/* Keys appended in order; one out of order is an error of the whole. */
static void
test_append(void **state)
{
	struct store_world w;
	struct err err = {0};
	struct str value;

	(void)state;
	store_world_open(&w);
	for (uint32_t i = 0; i < 500; i++)
		txn_append(w.txn, TABLE_DEP,
		           arena_fmt(&w.arena, "k%05u", i),
		           arena_fmt(&w.arena, "v%u", i));
	store_world_commit(&w);
	store_world_begin(&w);
	assert_int_equal(txn_rows(w.txn, TABLE_DEP), 500);
	assert_true(txn_get(w.txn, TABLE_DEP, STR("k00377"), &value));
	assert_str(value, "v377");
	txn_put(w.txn, TABLE_META, STR("also"), STR("lost"));
	txn_append(w.txn, TABLE_DEP, STR("a"), STR("too late"));
	assert_int_equal(txn_check(w.txn, &err), ERR_STORE);
	assert_int_equal(txn_commit(w.txn, &err), ERR_STORE);
	store_world_begin(&w);
	assert_false(txn_get(w.txn, TABLE_META, STR("also"), &value));
	store_world_close(&w);
}

/* --------------------------------------------------------- cursors */

static void
is_key(bool found, struct str key, struct str value, bool wanted,
       struct str want)
{
	assert_int_equal(found, wanted);
	if (!wanted) {
		assert_int_equal(key.n, 0);
		assert_int_equal(value.n, 0);
		return;
	}
	assert_true(str_eq(key, want));
	assert_true(str_eq(value, want));
}

/* Compare all steps from every place with the sorted keys. */
static void
check_cursor(struct txn *txn, const struct str *sorted, size_t n,
             struct str from)
{
	struct cursor *c = cursor_open(txn, TABLE_DEP);
	struct str key;
	struct str value;
	size_t at = 0;
	bool found;

	while (at < n && str_cmp(sorted[at], from) < 0)
		at++;
	found = cursor_seek(c, from, &key, &value);
	is_key(found, key, value, at < n, sorted[at < n ? at : 0]);
	if (found) {
		found = cursor_next(c, &key, &value);
		is_key(found, key, value, at + 1 < n,
		       sorted[at + 1 < n ? at + 1 : 0]);
	}
	found = cursor_seek(c, from, &key, &value);
	if (found) {
		found = cursor_prev(c, &key, &value);
		is_key(found, key, value, at > 0, sorted[at ? at - 1 : 0]);
	}
	found = cursor_before(c, from, &key, &value);
	is_key(found, key, value, at > 0 && from.n, sorted[at ? at - 1 : 0]);
	found = cursor_last(c, &key, &value);
	is_key(found, key, value, n > 0, sorted[n ? n - 1 : 0]);
	cursor_close(c);
}

static void
check_walks(struct txn *txn, const struct str *sorted, size_t n)
{
	struct cursor *c = cursor_open(txn, TABLE_DEP);
	struct str key;
	struct str value;
	size_t i = 0;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		assert_true(str_eq(key, sorted[i++]));
		more = cursor_next(c, &key, &value);
	}
	assert_int_equal(i, n);
	more = cursor_last(c, &key, &value);
	while (more) {
		assert_true(str_eq(key, sorted[--i]));
		more = cursor_prev(c, &key, &value);
	}
	assert_int_equal(i, 0);
	cursor_close(c);
}

static void
test_cursors(void **state)
{
	struct store_world w;
	struct str sorted[KEYS] = {{0}};
	uint64_t seed = 1;
	size_t n = 0;

	(void)state;
	store_world_open(&w);
	/* Keys whose first bytes are the ends of the range, and prefixes. */
	for (int i = 0; i < KEYS; i++) {
		char bytes[3];
		struct str key = {bytes, 1 + world_random(&seed) % 3};
		struct str was;

		for (size_t j = 0; j < key.n; j++)
			bytes[j] = "\x01\x7f\x80\xff"[world_random(&seed) % 4];
		if (txn_get(w.txn, TABLE_DEP, key, &was))
			continue;
		txn_put(w.txn, TABLE_DEP, key, key);
		sorted[n++] = arena_str(&w.arena, key);
		qsort(sorted, n, sizeof *sorted, str_order);
		check_walks(w.txn, sorted, n);
	}
	assert_true(n > 10);
	/* Neighbours in other tables stay out of sight. */
	txn_put(w.txn, TABLE_DIRTY, STR("\x02"), STR("x"));
	txn_put(w.txn, TABLE_PATH, STR("\xff\xff\xff\xff"), STR("x"));
	for (size_t i = 0; i < n; i++) {
		check_cursor(w.txn, sorted, n, sorted[i]);
		check_cursor(w.txn, sorted, n,
		             arena_fmt(&w.arena, "%.*s\x02",
		                       STR_ARG(sorted[i])));
	}
	check_cursor(w.txn, sorted, n, (struct str){0});
	check_cursor(w.txn, sorted, n, STR("\xff\xff\xff\xff"));
	txn_clear(w.txn, TABLE_DEP);
	check_walks(w.txn, sorted, 0);
	check_cursor(w.txn, sorted, 0, STR("x"));
	store_world_close(&w);
}

/* ---------------------------------------------------- transactions */

static void
test_abort(void **state)
{
	struct store_world w;
	struct str value;

	(void)state;
	store_world_open(&w);
	txn_put(w.txn, TABLE_META, STR("a"), STR("kept"));
	store_world_commit(&w);
	store_world_begin(&w);
	txn_put(w.txn, TABLE_META, STR("a"), STR("lost"));
	txn_put(w.txn, TABLE_META, STR("b"), STR("lost"));
	txn_clear(w.txn, TABLE_META);
	txn_abort(w.txn);
	txn_abort(NULL);
	store_world_begin(&w);
	assert_true(txn_get(w.txn, TABLE_META, STR("a"), &value));
	assert_str(value, "kept");
	assert_int_equal(txn_rows(w.txn, TABLE_META), 1);
	store_world_close(&w);
}

/* Readers see the commit that was the last when they began. */
static void
test_readers(void **state)
{
	struct store_world w;
	struct txn *one;
	struct txn *two;
	struct txn *three;
	struct err err = {0};
	struct str value;

	(void)state;
	store_world_open(&w);
	txn_put(w.txn, TABLE_META, STR("a"), STR("old"));
	store_world_commit(&w);
	assert_int_equal(txn_begin(w.store, false, &one, &err), 0);
	store_world_begin(&w);
	txn_put(w.txn, TABLE_META, STR("a"), STR("new"));
	txn_put(w.txn, TABLE_META, STR("b"), STR("new"));
	assert_int_equal(txn_begin(w.store, false, &two, &err), 0);
	for (int i = 0; i < 2; i++) {
		struct txn *reader = i ? two : one;

		assert_true(txn_get(reader, TABLE_META, STR("a"), &value));
		assert_str(value, "old");
		assert_false(txn_get(reader, TABLE_META, STR("b"), &value));
	}
	store_world_commit(&w);
	for (int i = 0; i < 2; i++) {
		struct txn *reader = i ? two : one;

		assert_true(txn_get(reader, TABLE_META, STR("a"), &value));
		assert_str(value, "old");
		assert_int_equal(txn_rows(reader, TABLE_META), 1);
	}
	assert_int_equal(txn_begin(w.store, false, &three, &err), 0);
	assert_true(txn_get(three, TABLE_META, STR("a"), &value));
	assert_str(value, "new");
	txn_abort(one);
	txn_abort(two);
	txn_abort(three);
	store_world_close(&w);
}

static void
test_again(void **state)
{
	struct store_world w;
	struct err err = {0};
	struct str value;

	(void)state;
	store_world_open(&w);
	for (int table = 0; table < TABLE_COUNT_OF; table++)
		txn_put(w.txn, (enum store_table)table, STR("k"),
		        arena_fmt(&w.arena, "%d", table));
	store_world_commit(&w);
	store_close(w.store);
	assert_int_equal(store_open(&w.fs, w.dir, true, &w.store, &err), 0);
	store_world_begin(&w);
	for (int table = 0; table < TABLE_COUNT_OF; table++) {
		assert_true(txn_get(w.txn, (enum store_table)table, STR("k"),
		                    &value));
		assert_true(str_eq(value, arena_fmt(&w.arena, "%d", table)));
	}
	store_world_close(&w);
}

/* ---------------------------------------------------------- damage */

/* Change the bytes of a row behind the store's back. */
static void
overwrite(const char *dir, const char *table, struct str key,
          const void *bytes, size_t n)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
	MDB_val k = {key.n, (void *)(uintptr_t)key.p};
	MDB_val v = {n, (void *)(uintptr_t)bytes};

	assert_int_equal(mdb_env_create(&env), 0);
	mdb_env_set_maxdbs(env, 64);
	assert_int_equal(mdb_env_open(env, dir, MDB_NOSYNC, 0644), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, table, 0, &dbi), 0);
	assert_int_equal(mdb_put(txn, dbi, &k, &v, 0), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
}

/* The stored bytes of a row, checksum and all. */
static size_t
stored(const char *dir, const char *table, struct str key, char *to)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
	MDB_val k = {key.n, (void *)(uintptr_t)key.p};
	MDB_val v;

	assert_int_equal(mdb_env_create(&env), 0);
	mdb_env_set_maxdbs(env, 64);
	assert_int_equal(mdb_env_open(env, dir, MDB_RDONLY, 0644), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, table, 0, &dbi), 0);
	assert_int_equal(mdb_get(txn, dbi, &k, &v), 0);
	memcpy(to, v.mv_data, v.mv_size);
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return v.mv_size;
}

/* The row at "a" is refused however it is read; nothing is committed. */
static void
expect_damage(struct store_world *w)
{
	struct err err = {0};
	struct str key;
	struct str value = STR("x");
	struct cursor *c;

	assert_int_equal(store_open(&w->fs, w->dir, false, &w->store, &err),
	                 0);
	store_world_begin(w);
	assert_int_equal(txn_check(w->txn, &err), 0);
	txn_put(w->txn, TABLE_META, STR("also"), STR("lost"));
	assert_false(txn_get(w->txn, TABLE_RECORD, STR("a"), &value));
	assert_int_equal(value.n, 0);
	assert_int_equal(txn_check(w->txn, &err), ERR_CORRUPT);
	assert_int_equal(err.code, ERR_CORRUPT);
	assert_int_equal(txn_commit(w->txn, &err), ERR_CORRUPT);
	store_world_begin(w);
	assert_false(txn_get(w->txn, TABLE_META, STR("also"), &value));
	c = cursor_open(w->txn, TABLE_RECORD);
	assert_false(cursor_seek(c, (struct str){0}, &key, &value));
	cursor_close(c);
	assert_int_equal(txn_check(w->txn, &err), ERR_CORRUPT);
	txn_abort(w->txn);
	w->txn = NULL;
	store_close(w->store);
	w->store = NULL;
}

static void
test_damage(void **state)
{
	struct store_world w;
	char bytes[100];
	size_t n;

	(void)state;
	store_world_open(&w);
	txn_put(w.txn, TABLE_RECORD, STR("a"), STR("a value"));
	txn_put(w.txn, TABLE_RECORD, STR("b"), STR("another"));
	store_world_commit(&w);
	store_close(w.store);
	n = stored(w.dir, "record", STR("a"), bytes);
	assert_int_equal(n, 4 + 7);
	for (size_t i = 0; i < n; i++) {
		bytes[i] ^= 0x10;
		overwrite(w.dir, "record", STR("a"), bytes, n);
		expect_damage(&w);
		bytes[i] ^= 0x10;
		overwrite(w.dir, "record", STR("a"), bytes, i);
		expect_damage(&w);
	}
	/* The sound value of another key is damage, too. */
	n = stored(w.dir, "record", STR("b"), bytes);
	overwrite(w.dir, "record", STR("a"), bytes, n);
	expect_damage(&w);
	store_world_close(&w);
}

/* A key that is there is found, or the state is known to be damaged.  Out:
 * whether it is. */
static bool
expect_found_or_damage(struct store_world *w, const char *name, bool walk)
{
	struct err err = {0};
	struct str want = str_from(name);
	struct str key = want;
	struct str value;
	struct cursor *c;
	bool damaged, found;

	assert_int_equal(store_open(&w->fs, w->dir, false, &w->store, &err),
	                 0);
	store_world_begin(w);
	c = cursor_open(w->txn, TABLE_RECORD);
	found = walk ? cursor_seek(c, want, &key, &value)
	             : txn_get(w->txn, TABLE_RECORD, want, &value);
	found = found && str_eq(key, want) && str_eq(value, STR("value"));
	cursor_close(c);
	damaged = txn_check(w->txn, &err) == ERR_CORRUPT;
	assert_true(found || damaged);
	txn_abort(w->txn);
	w->txn = NULL;
	store_close(w->store);
	w->store = NULL;
	return damaged;
}

/* A key that is altered is not "absent", be it in a leaf or above. */
static void
test_keys(void **state)
{
	static const char *const look[] = {"key-1499", "key-1500",
	                                   "key-1501"};
	struct store_world w;
	char path[PATH_SIZE];
	struct buf file = {0};
	size_t damages = 0;
	struct err err;

	(void)state;
	store_world_open(&w);
	for (uint32_t i = 1000; i < 3000; i++)
		txn_put(w.txn, TABLE_RECORD, arena_fmt(&w.arena, "key-%u", i),
		        STR("value"));
	store_world_commit(&w);
	store_close(w.store);
	assert_int_equal(path_join(path, w.dir, STR("data.mdb"), NULL), 0);
	assert_int_equal(fs_read(&w.fs, path, &file, &err), 0);
	for (size_t at = 0; at + 8 < file.n; at++) {
		if (memcmp(file.p + at, "key-1500", 8) != 0)
			continue;
		for (size_t bit = 0; bit < 64; bit += 5) {
			file.p[at + bit / 8] ^= (char)(1 << bit % 8);
			assert_int_equal(fs_replace(&w.fs, path, buf_str(&file),
			                            &err),
			                 0);
			for (size_t i = 0; i < 6; i++)
				damages += expect_found_or_damage(
				    &w, look[i / 2], i % 2);
			file.p[at + bit / 8] ^= (char)(1 << bit % 8);
		}
	}
	assert_true(damages >= 2 * 13);
	buf_release(&file);
	store_world_close(&w);
}

/* A file that was cut is refused on opening, before any page is read. */
static void
test_short(void **state)
{
	static const off_t sizes[] = {1,    100,   4095,  4096,  4097,
	                              5000, 8191,  8192,  8193,  12288,
	                              20000, 65536, 199999};
	struct store_world w;
	char path[PATH_SIZE];
	char room[300] = {0};

	(void)state;
	store_world_open(&w);
	for (uint32_t i = 0; i < 2000; i++)
		txn_put(w.txn, TABLE_RECORD, arena_fmt(&w.arena, "%u", i),
		        (struct str){room, sizeof room});
	store_world_commit(&w);
	store_close(w.store);
	assert_int_equal(path_join(path, w.dir, STR("data.mdb"), NULL), 0);
	for (size_t i = sizeof sizes / sizeof *sizes; i-- > 0;) {
		struct err err = {0};

		assert_int_equal(truncate(path, sizes[i]), 0);
		assert_int_equal(
		    store_open(&w.fs, w.dir, false, &w.store, &err),
		    ERR_CORRUPT);
		assert_null(w.store);
		assert_true(err.line[0] != '\0');
	}
	store_world_close(&w);
}

static void
test_foreign(void **state)
{
	struct store_world w;
	struct err err = {0};
	char path[PATH_SIZE];
	char noise[20000];

	(void)state;
	store_world_open(&w);
	txn_abort(w.txn);
	w.txn = NULL;
	store_close(w.store);
	assert_int_equal(path_join(path, w.dir, STR("data.mdb"), NULL), 0);
	memset(noise, 'n', sizeof noise);
	assert_int_equal(fs_replace(&w.fs, path,
	                            (struct str){noise, sizeof noise}, &err),
	                 0);
	assert_int_equal(store_open(&w.fs, w.dir, false, &w.store, &err),
	                 ERR_CORRUPT);
	assert_int_equal(store_open(&w.fs, "/nowhere/at/all", false,
	                            &w.store, &err),
	                 ERR_STORE);
	store_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),    cmocka_unit_test(test_big),
	    cmocka_unit_test(test_append),  cmocka_unit_test(test_cursors),
	    cmocka_unit_test(test_abort),   cmocka_unit_test(test_readers),
	    cmocka_unit_test(test_again),   cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_short),   cmocka_unit_test(test_foreign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
