#ifndef TESTS_STORE_WORLD_H
#define TESTS_STORE_WORLD_H

/*
 * store_world - what tests of the state share: a store in a scratch folder
 * with a write transaction, random numbers, a table as text.
 */
#include "unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "os/fs.h"
#include "store/store.h"

struct store_world {
	char dir[PATH_SIZE];
	struct fs fs;
	struct store *store;
	struct txn *txn; /* a write transaction */
	struct arena arena;
};

/* Random numbers from a fixed start, the same everywhere. */
static inline uint32_t
world_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static inline void
store_world_begin(struct store_world *w)
{
	struct err err = {0};

	if (txn_begin(w->store, true, &w->txn, &err))
		fail_msg("%s", err.line);
}

static inline void
store_world_commit(struct store_world *w)
{
	struct err err = {0};

	if (txn_commit(w->txn, &err))
		fail_msg("%s", err.line);
	w->txn = NULL;
}

static inline void
store_world_open(struct store_world *w)
{
	struct err err = {0};

	*w = (struct store_world){.fs = fs_real()};
	arena_init(&w->arena);
	unit_folder(w->dir, sizeof w->dir);
	if (store_open(&w->fs, w->dir, false, &w->store, &err))
		fail_msg("%s", err.line);
	store_world_begin(w);
}

/* Nothing went wrong in the transaction; all is removed. */
static inline void
store_world_close(struct store_world *w)
{
	struct err err = {0};

	if (w->txn && txn_check(w->txn, &err))
		fail_msg("%s", err.line);
	txn_abort(w->txn);
	store_close(w->store);
	assert_int_equal(fs_remove_tree(&w->fs, w->dir, &err), 0);
	arena_release(&w->arena);
}

static inline void
store_world_quote(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];

		if (c > ' ' && c < 127)
			buf_byte(out, (char)c);
		else
			buf_fmt(out, "\\%02x", c);
	}
}

/* Rows of a table, a line each; appended to out. */
static inline void
store_world_dump(struct txn *txn, enum store_table table, struct buf *out)
{
	struct cursor *c = cursor_open(txn, table);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		store_world_quote(out, key);
		buf_adds(out, " = ");
		store_world_quote(out, value);
		buf_byte(out, '\n');
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
}

static inline struct str
store_world_table(struct store_world *w, enum store_table table)
{
	struct buf b = {0};
	struct str text;

	store_world_dump(w->txn, table, &b);
	text = arena_str(&w->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

/* The tables are equal; shows the first line that is not. */
#define assert_same_text(a, b) \
	unit_assert_same((a), (b), __FILE__, __LINE__)

static inline void
unit_assert_same(struct str a, struct str b, const char *file, int line)
{
	if (str_eq(a, b))
		return;
	for (;;) {
		struct str x = str_cut(&a, '\n');
		struct str y = str_cut(&b, '\n');

		if (str_eq(x, y) && (a.n || b.n))
			continue;
		print_error("one   \"%.*s\"\nother \"%.*s\"\n", STR_ARG(x),
		            STR_ARG(y));
		_fail(file, line);
	}
}

#endif
