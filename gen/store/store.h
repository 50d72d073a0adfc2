#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * store - the state of a build beside its output: ordered tables of bytes in
 * one LMDB environment, the only includer of lmdb.h.
 *
 * One writer, any number of readers that see the last commit.  Every value
 * carries a checksum of its key and itself, so that a damaged state is found
 * when it is read; the builder then throws it away and builds clean.  What is
 * looked for in vain is proven to be absent by the rows beside its place,
 * since a key that was altered stays where it stood.  The
 * state is a cache: deleting its folder costs one clean build and nothing
 * else.  LMDB runs without DUPSORT (bugs of 0.9.24).
 *
 * Reads report trouble late: a failed read answers "absent" and the
 * transaction keeps the error until txn_check or txn_commit is asked.
 *
 * value on disk: 4 bytes checksum (big-endian, low half of the XXH3-64 of
 * the value, xor that of the key), then the bytes.  Keys are described in
 * store/key.h and are at most STORE_KEY_MAX bytes.
 */
#include "base/err.h"
#include "base/str.h"

#define STORE_KEY_MAX 500

enum store_table {
	TABLE_META,      /* name -> bytes */
	TABLE_HISTORY,   /* record -> accession, serial, versions */
	TABLE_VERSION,   /* accession, number -> commit, time, blob */
	TABLE_ACCESSION, /* accession -> record */
	TABLE_RECORD,    /* record -> row (store/row.h) */
	TABLE_MEMBER,    /* list, order, place -> record */
	TABLE_COUNT,     /* list -> number of members */
	TABLE_LINK,      /* target, source, number -> link */
	TABLE_UNIQUE,    /* folded path, path -> nothing */
	TABLE_STAKE,     /* record -> what it has in groups (store/stake.h) */
	TABLE_GROUP,     /* group, value, record -> its stake */
	TABLE_DUE,       /* day, record -> nothing */
	TABLE_RUNNING,   /* last day, record -> nothing */
	TABLE_DELTA,     /* path -> what changed; empty between builds */
	TABLE_TOUCHED,   /* record -> row before this build; empty between */
	TABLE_FILE,      /* path of an asset or attachment -> its blob */
	TABLE_OUTPUT,    /* output -> what stands in the published folder */
	TABLE_PATH,      /* published path -> output */
	TABLE_DEP,       /* question, output -> nothing */
	TABLE_DIRTY,     /* output -> reason */
	TABLE_PIECE,     /* place in the search index -> bytes of the piece */
	TABLE_PIECE_NAME, /* place in the search index -> its name */
	TABLE_PIVOT,      /* chart, codes -> number (store/pivot.h) */
	TABLE_CHANGE,    /* number of a version -> accession, number */
	TABLE_RANK,      /* list, cost, record -> nothing (store/rank.h) */
	TABLE_COUNT_OF   /* how many tables there are */
};

struct fs;
struct store;
struct txn;
struct cursor;



/*
 * store_open - open or create the state in a folder.
 * in:  fs and folder, which exists; durable, whether commits reach the disk
 * out: *store; caller closes with store_close
 * err: ERR_STORE, ERR_FULL; ERR_CORRUPT, also when the file is shorter than
 *      it says, because reading past its end would kill the process
 */
int store_open(const struct fs *fs, const char *folder, bool durable,
               struct store **store, struct err *err);

/*
 * store_close - close; no transaction may be open.
 * in:  store, or NULL
 */
void store_close(struct store *store);

/*
 * txn_begin - start a transaction.
 * in:  write, at most one writer at a time
 * out: *txn; ended by txn_commit or txn_abort
 * err: ERR_STORE
 */
int txn_begin(struct store *store, bool write, struct txn **txn,
              struct err *err);

/*
 * txn_commit - make the changes last; the transaction is gone either way.
 * err: the first error of the transaction, ERR_STORE, ERR_FULL; nothing was
 *      changed then
 */
int txn_commit(struct txn *txn, struct err *err);

/*
 * txn_abort - forget the changes.
 * in:  txn, or NULL
 */
void txn_abort(struct txn *txn);

/*
 * txn_check - the first error of the transaction so far.
 * out: 0 or its code
 */
int txn_check(const struct txn *txn, struct err *err);

/*
 * txn_get - look a key up.
 * out: true and *value, borrowed until the transaction's next write or end;
 *      false with an empty *value when absent or on error
 */
bool txn_get(struct txn *txn, enum store_table table, struct str key,
             struct str *value);

/*
 * txn_put - set a key's value.
 */
void txn_put(struct txn *txn, enum store_table table, struct str key,
             struct str value);

/*
 * txn_append - txn_put for a key greater than any in the table: no search.
 */
void txn_append(struct txn *txn, enum store_table table, struct str key,
                struct str value);

/*
 * txn_del - remove a key; nothing happens when it is absent.
 */
void txn_del(struct txn *txn, enum store_table table, struct str key);

/*
 * txn_clear - remove all keys of a table.
 */
void txn_clear(struct txn *txn, enum store_table table);

/*
 * txn_rows - number of keys in a table.
 */
uint64_t txn_rows(struct txn *txn, enum store_table table);

/*
 * cursor_open - walk a table in key order.
 * out: cursor; caller closes with cursor_close before the transaction ends
 */
struct cursor *cursor_open(struct txn *txn, enum store_table table);

/*
 * cursor_close - end the walk.
 * in:  cursor, or NULL
 */
void cursor_close(struct cursor *cursor);

/*
 * cursor_seek - to the first key >= from; cursor_next, cursor_prev: one step;
 * cursor_last: to the last key of the table.
 * out: key and value, borrowed until the transaction's next write; false at
 *      an end
 */
bool cursor_seek(struct cursor *cursor, struct str from, struct str *key,
                 struct str *value);
bool cursor_next(struct cursor *cursor, struct str *key, struct str *value);
bool cursor_prev(struct cursor *cursor, struct str *key, struct str *value);
bool cursor_last(struct cursor *cursor, struct str *key, struct str *value);

/*
 * cursor_before - to the last key < key.
 * out: false when there is none
 */
bool cursor_before(struct cursor *cursor, struct str limit, struct str *key,
                   struct str *value);

#endif
