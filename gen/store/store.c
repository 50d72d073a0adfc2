#include "store/store.h"

#include "base/hash.h"
#include "base/mem.h"
#include "os/fs.h"

#include <assert.h>
#include <errno.h>
#include <lmdb.h>
#include <string.h>

/* Address space reserved for the map; the file grows as it is filled. */
#define STORE_MAP ((size_t)64 << 30)
#define STORE_READERS 64
#define CHECK_SIZE 4

struct store {
	MDB_env *env;
	MDB_dbi dbi[TABLE_COUNT_OF];
};

struct txn {
	struct store *store;
	MDB_txn *mdb;
	struct err err; /* the first one */
};

struct cursor {
	struct txn *txn;
	MDB_cursor *mdb;
	enum store_table table;
};

static const char *const table_name[TABLE_COUNT_OF] = {
    "meta",    "history", "version", "accession", "record", "member",
    "count",   "link",    "unique",  "stake",     "group",   "due",
    "running", "delta",   "touched", "file",      "output",  "path",
    "dep",     "dirty",   "piece",   "piece_name",
    "pivot",    "change",  "rank"};

static int
store_fail(struct err *err, const char *doing, int rc)
{
	enum err_code code = ERR_STORE;

	if (rc == ENOSPC || rc == EDQUOT || rc == MDB_MAP_FULL)
		code = ERR_FULL;
	if (rc == MDB_CORRUPTED || rc == MDB_PAGE_NOTFOUND ||
	    rc == MDB_INVALID || rc == MDB_VERSION_MISMATCH)
		code = ERR_CORRUPT;
	return err_set(err, code, "state: cannot %s: %s", doing,
	               mdb_strerror(rc));
}

static int
open_tables(struct store *s)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(s->env, NULL, 0, &txn);

	if (rc)
		return rc;
	for (int i = 0; i < TABLE_COUNT_OF && !rc; i++)
		rc = mdb_dbi_open(txn, table_name[i], MDB_CREATE, &s->dbi[i]);
	if (rc) {
		mdb_txn_abort(txn);
		return rc;
	}
	return mdb_txn_commit(txn);
}

/* Is the file as long as its head says?  A shorter one has lost pages. */
static int
check_size(struct store *s, const struct fs *fs, const char *folder,
           struct err *err)
{
	char path[PATH_SIZE];
	MDB_envinfo info;
	MDB_stat stat;
	struct fs_stat file;
	int rc = path_join(path, folder, STR("data.mdb"), err);

	if (rc == 0)
		rc = fs_stat(fs, path, &file, err);
	if (rc < 0)
		return rc;
	mdb_env_info(s->env, &info);
	mdb_env_stat(s->env, &stat);
	if (file.size < ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize)
		return err_set(err, ERR_CORRUPT, "state: %s is cut short",
		               path);
	return 0;
}

int
store_open(const struct fs *fs, const char *folder, bool durable,
           struct store **store, struct err *err)
{
	struct store *s = mem_zalloc(1, sizeof *s);
	unsigned flags = MDB_NOTLS | MDB_NORDAHEAD | MDB_NOMEMINIT;
	int rc = mdb_env_create(&s->env);
	int size;

	*store = NULL;
	if (!durable)
		flags |= MDB_NOSYNC;
	if (!rc)
		rc = mdb_env_set_mapsize(s->env, STORE_MAP);
	if (!rc)
		rc = mdb_env_set_maxdbs(s->env, TABLE_COUNT_OF);
	if (!rc)
		rc = mdb_env_set_maxreaders(s->env, STORE_READERS);
	if (!rc)
		rc = mdb_env_open(s->env, folder, flags, 0644);
	size = rc ? 0 : check_size(s, fs, folder, err);
	if (size < 0) {
		store_close(s);
		return size;
	}
	if (!rc)
		rc = open_tables(s);
	if (rc) {
		store_close(s);
		return store_fail(err, "open it", rc);
	}
	*store = s;
	return 0;
}

void
store_close(struct store *store)
{
	if (!store)
		return;
	if (store->env)
		mdb_env_close(store->env);
	mem_free(store);
}

int
txn_begin(struct store *store, bool write, struct txn **txn, struct err *err)
{
	struct txn *t = mem_zalloc(1, sizeof *t);
	int rc = mdb_txn_begin(store->env, NULL, write ? 0 : MDB_RDONLY,
	                       &t->mdb);

	*txn = NULL;
	if (rc) {
		mem_free(t);
		return store_fail(err, "begin a transaction", rc);
	}
	t->store = store;
	*txn = t;
	return 0;
}

int
txn_check(const struct txn *txn, struct err *err)
{
	if (!txn->err.code)
		return 0;
	if (err)
		*err = txn->err;
	return txn->err.code;
}

int
txn_commit(struct txn *txn, struct err *err)
{
	int rc = txn_check(txn, err);

	if (rc) {
		txn_abort(txn);
		return rc;
	}
	rc = mdb_txn_commit(txn->mdb);
	mem_free(txn);
	/* LMDB says so too when a write is cut short, that is, there is no
	 * room (mdb_page_flush). */
	if (rc == EIO)
		return err_set(err, ERR_FULL,
		               "state: the disk is full, or cannot be written");
	return rc ? store_fail(err, "commit", rc) : 0;
}

void
txn_abort(struct txn *txn)
{
	if (!txn)
		return;
	mdb_txn_abort(txn->mdb);
	mem_free(txn);
}

static void
latch(struct txn *txn, const char *doing, int rc)
{
	if (!txn->err.code)
		store_fail(&txn->err, doing, rc);
}

static MDB_val
val_of(struct str s)
{
	return (MDB_val){s.n, s.n ? (void *)(uintptr_t)s.p : ""};
}

static struct str
str_of(MDB_val v)
{
	return (struct str){v.mv_data, v.mv_size};
}

static uint32_t
check_of(struct str key, struct str value)
{
	return (uint32_t)(hash64(value) ^ hash64(key));
}

static void
note_damage(struct txn *txn)
{
	if (!txn->err.code)
		err_set(&txn->err, ERR_CORRUPT, "state: a row is damaged");
}

/* Take the checksum off a value and compare it. */
static bool
open_value(struct txn *txn, struct str key, MDB_val stored, struct str *value)
{
	struct str bytes = str_of(stored);
	uint32_t check = 0;

	*value = (struct str){0};
	if (bytes.n >= CHECK_SIZE) {
		for (int i = 0; i < CHECK_SIZE; i++)
			check = check << 8 | (uint8_t)bytes.p[i];
		*value = str_sub(bytes, CHECK_SIZE, bytes.n);
		if (check == check_of(key, *value))
			return true;
	}
	note_damage(txn);
	*value = (struct str){0};
	return false;
}

/* One step of LMDB's.  Out: false at an end, and on error. */
static bool
step(struct txn *txn, MDB_cursor *mdb, MDB_cursor_op op, MDB_val k,
     struct str *key, struct str *value)
{
	MDB_val v;
	int rc = mdb_cursor_get(mdb, &k, &v, op);

	*key = *value = (struct str){0};
	if (rc == MDB_NOTFOUND)
		return false;
	if (rc) {
		latch(txn, "walk", rc);
		return false;
	}
	*key = str_of(k);
	return open_value(txn, *key, v, value);
}

/* To the first key >= from.  A key that was altered is looked for in vain,
 * but it still stands where it stood: beside the place that was come to.  So
 * both neighbours of that place are read, and must be in order. */
static bool
seek(struct txn *txn, MDB_cursor *mdb, struct str from, struct str *key,
     struct str *value)
{
	struct str before, none;
	bool there =
	    step(txn, mdb, MDB_SET_RANGE, val_of(from), key, value);
	bool behind;

	if (there && str_eq(*key, from))
		return true;
	behind = step(txn, mdb, there ? MDB_PREV : MDB_LAST, (MDB_val){0},
	              &before, &none);
	if ((there && str_cmp(*key, from) < 0) ||
	    (behind && str_cmp(before, from) >= 0))
		note_damage(txn);
	if (there && behind)
		step(txn, mdb, MDB_NEXT, (MDB_val){0}, key, value);
	return there && !txn->err.code;
}

static void
prove_absent(struct txn *txn, enum store_table table, struct str key)
{
	MDB_cursor *mdb;
	struct str found, value;
	int rc = mdb_cursor_open(txn->mdb, txn->store->dbi[table], &mdb);

	if (rc) {
		latch(txn, "walk", rc);
		return;
	}
	if (seek(txn, mdb, key, &found, &value) && str_eq(found, key))
		note_damage(txn);
	mdb_cursor_close(mdb);
}

bool
txn_get(struct txn *txn, enum store_table table, struct str key,
        struct str *value)
{
	MDB_val k = val_of(key);
	MDB_val v;
	int rc = mdb_get(txn->mdb, txn->store->dbi[table], &k, &v);

	*value = (struct str){0};
	if (rc == MDB_NOTFOUND) {
		prove_absent(txn, table, key);
		return false;
	}
	if (rc) {
		latch(txn, "read", rc);
		return false;
	}
	return open_value(txn, key, v, value);
}

static void
put(struct txn *txn, enum store_table table, struct str key,
    struct str value, unsigned flags)
{
	MDB_val k = val_of(key);
	MDB_val v = {value.n + CHECK_SIZE, NULL};
	uint32_t check = check_of(key, value);
	uint8_t *to;
	int rc;

	assert(key.n && key.n <= STORE_KEY_MAX);
	rc = mdb_put(txn->mdb, txn->store->dbi[table], &k, &v,
	             MDB_RESERVE | flags);
	if (rc) {
		latch(txn, "write", rc);
		return;
	}
	to = v.mv_data;
	for (int i = 0; i < CHECK_SIZE; i++)
		to[i] = (uint8_t)(check >> (24 - 8 * i));
	if (value.n)
		memcpy(to + CHECK_SIZE, value.p, value.n);
}

void
txn_put(struct txn *txn, enum store_table table, struct str key,
        struct str value)
{
	put(txn, table, key, value, 0);
}

void
txn_append(struct txn *txn, enum store_table table, struct str key,
           struct str value)
{
	put(txn, table, key, value, MDB_APPEND);
}

void
txn_del(struct txn *txn, enum store_table table, struct str key)
{
	MDB_val k = val_of(key);
	int rc = mdb_del(txn->mdb, txn->store->dbi[table], &k, NULL);

	if (rc && rc != MDB_NOTFOUND)
		latch(txn, "remove", rc);
}

void
txn_clear(struct txn *txn, enum store_table table)
{
	int rc = mdb_drop(txn->mdb, txn->store->dbi[table], 0);

	if (rc)
		latch(txn, "clear", rc);
}

uint64_t
txn_rows(struct txn *txn, enum store_table table)
{
	MDB_stat stat = {0};
	int rc = mdb_stat(txn->mdb, txn->store->dbi[table], &stat);

	if (rc)
		latch(txn, "count", rc);
	return stat.ms_entries;
}

struct cursor *
cursor_open(struct txn *txn, enum store_table table)
{
	struct cursor *c = mem_zalloc(1, sizeof *c);
	int rc = mdb_cursor_open(txn->mdb, txn->store->dbi[table], &c->mdb);

	c->txn = txn;
	c->table = table;
	if (rc) {
		latch(txn, "walk", rc);
		c->mdb = NULL;
	}
	return c;
}

void
cursor_close(struct cursor *cursor)
{
	if (!cursor)
		return;
	if (cursor->mdb)
		mdb_cursor_close(cursor->mdb);
	mem_free(cursor);
}

static bool
move(struct cursor *cursor, MDB_cursor_op op, struct str *key,
     struct str *value)
{
	*key = *value = (struct str){0};
	return cursor->mdb && step(cursor->txn, cursor->mdb, op, (MDB_val){0},
	                           key, value);
}

bool
cursor_seek(struct cursor *cursor, struct str from, struct str *key,
            struct str *value)
{
	if (from.n == 0)
		return move(cursor, MDB_FIRST, key, value);
	*key = *value = (struct str){0};
	return cursor->mdb && seek(cursor->txn, cursor->mdb, from, key, value);
}

bool
cursor_next(struct cursor *cursor, struct str *key, struct str *value)
{
	return move(cursor, MDB_NEXT, key, value);
}

bool
cursor_prev(struct cursor *cursor, struct str *key, struct str *value)
{
	return move(cursor, MDB_PREV, key, value);
}

bool
cursor_last(struct cursor *cursor, struct str *key, struct str *value)
{
	return move(cursor, MDB_LAST, key, value);
}

bool
cursor_before(struct cursor *cursor, struct str limit, struct str *key,
              struct str *value)
{
	if (!cursor_seek(cursor, limit, key, value))
		return cursor_last(cursor, key, value);
	return cursor_prev(cursor, key, value);
}
