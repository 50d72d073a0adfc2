/*
 * Late outputs: pieces of the manifest after any changes of paths equal
 * those made from nothing, hold every path once, and what is no more goes.
 */
#include "store_world.h"

#include "build/late.h"
#include "build/make.h"
#include "fs_mem.h"
#include "publish/manifest.h"
#include "publish/stage.h"

#include "base/vec.h"

#define POOL 120 /* paths that come and go; every third begins a piece */
#define TOUCHES 4096 /* past so many all pieces are looked at */

struct world {
	struct store_world s;
	struct fs_mem *mem;
	struct fs fs;
	struct publish publish;
	struct renderer renderer;
	struct report report;
	struct make make;
	struct late *late;
	struct journal *journal;
	uint64_t seq; /* files staged so far */
};

static void
world_open(struct world *w)
{
	*w = (struct world){0};
	store_world_open(&w->s);
	w->mem = fs_mem_new();
	w->fs = fs_mem_fs(w->mem);
	w->publish = (struct publish){&w->fs, "/state", "/out",
	                              DURABILITY_NONE};
	strcpy(w->renderer.commit, "c0ffee");
	w->renderer.generator = STR("gongshi test");
	w->renderer.as_of = 18801;
	w->make = (struct make){.store = w->s.store,
	                        .txn = w->s.txn,
	                        .publish = &w->publish,
	                        .renderer = &w->renderer,
	                        .report = &w->report};
	assert_int_equal(fs_mkdir(&w->fs, "/state", NULL), 0);
}

static void
world_close(struct world *w)
{
	fs_mem_free(w->mem);
	store_world_close(&w->s);
}

/* The key under which a path is published. */
static struct str
key_of(struct world *w, struct str path)
{
	return arena_fmt(&w->s.arena, "1x|%.*s", STR_ARG(path));
}

/* A path is there with a content, or is not there. */
static void
put_path(struct world *w, struct str path, uint32_t content)
{
	struct str bytes = arena_fmt(&w->s.arena, "%u", content);
	struct made made = {.path = path,
	                    .digest = hash128(bytes),
	                    .size = bytes.n,
	                    .sha256 = sha256_of(bytes)};
	struct buf value = {0};

	made_encode(&made, &value);
	txn_put(w->s.txn, TABLE_OUTPUT, key_of(w, path), buf_str(&value));
	txn_put(w->s.txn, TABLE_PATH, path, key_of(w, path));
	buf_release(&value);
}

static void
del_path(struct world *w, struct str path)
{
	txn_del(w->s.txn, TABLE_OUTPUT, key_of(w, path));
	txn_del(w->s.txn, TABLE_PATH, path);
}

static void
begin(struct world *w)
{
	struct err err = {0};

	assert_int_equal(stage_drop(&w->fs, "/state", NULL), 0);
	if (journal_begin(&w->journal, &w->fs, "/state", STR("x"), &err))
		fail_msg("%s", err.line);
	w->late = late_new(&w->make);
	w->report = (struct report){0};
}

static void
finish(struct world *w)
{
	struct err err = {0};

	if (late_run(w->late, w->journal, 0, &err))
		fail_msg("%s", err.line);
	w->seq = w->report.late;
}

static void
end(struct world *w)
{
	late_free(w->late);
	journal_free(w->journal);
	w->late = NULL;
	w->journal = NULL;
}

static struct str
staged(struct world *w, uint64_t seq)
{
	char path[PATH_SIZE];
	struct buf bytes = {0};
	struct str text;

	assert_int_equal(stage_path(path, "/state", seq * SIDES_STRIDE,
	                            NULL),
	                 0);
	assert_int_equal(fs_read_part(&w->fs, path, 0, (size_t)1 << 20,
	                              &bytes, NULL),
	                 0);
	text = arena_str(&w->s.arena, buf_str(&bytes));
	buf_release(&bytes);
	return text;
}

/* All pieces one behind the other name each path once, in order; the index
 * names the pieces, build.json the index. */
static void
check_whole(struct world *w)
{
	struct cursor *c = cursor_open(w->s.txn, TABLE_PATH);
	struct str path;
	struct str key;
	struct str index = staged(w, w->seq - 2);
	struct sha256 sum = sha256_of(index);
	char hex[2 * SHA256_SIZE + 1];
	bool more = cursor_seek(c, (struct str){0}, &path, &key);
	size_t pieces = 0;

	for (uint64_t i = 0; i + 2 < w->seq; i++) {
		struct str rest = staged(w, i);
		struct manifest_line line;

		sum = sha256_of(rest);
		sha256_hex(sum, hex);
		assert_true(str_find(index, str_from(hex)) < index.n);
		assert_true(rest.n > 0);
		while (manifest_next(&rest, &line, NULL) == 1) {
			assert_true(more);
			assert_true(str_eq(line.path, path));
			more = cursor_next(c, &path, &key);
		}
		pieces++;
	}
	assert_false(more);
	cursor_close(c);
	for (size_t i = 0; i < index.n; i++)
		pieces -= index.p[i] == '\n';
	assert_int_equal(pieces, 0);
	sum = sha256_of(index);
	sha256_hex(sum, hex);
	path = staged(w, w->seq - 1);
	assert_true(str_find(path, str_from(hex)) < path.n);
}

/* Another store with the same published files, all of them new. */
static void
check_fresh(struct world *w)
{
	struct world fresh;
	struct cursor *c = cursor_open(w->s.txn, TABLE_PATH);
	struct str path;
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &path, &key);

	world_open(&fresh);
	begin(&fresh);
	while (more) {
		assert_true(txn_get(w->s.txn, TABLE_OUTPUT, key, &value));
		txn_put(fresh.s.txn, TABLE_OUTPUT, key, value);
		txn_put(fresh.s.txn, TABLE_PATH, path, key);
		late_touch(fresh.late, path);
		more = cursor_next(c, &path, &key);
	}
	cursor_close(c);
	finish(&fresh);
	check_whole(&fresh);
	assert_same_text(store_world_table(&w->s, TABLE_OUTPUT),
	                 store_world_table(&fresh.s, TABLE_OUTPUT));
	end(&fresh);
	world_close(&fresh);
}

/* Names of which every third begins a piece. */
static void
make_pool(struct arena *a, struct str *pool)
{
	size_t n = 0;

	for (uint32_t i = 0; n < POOL; i++) {
		struct str path = arena_fmt(a, "%c/r%05u.html",
		                            (char)('a' + i % 7), i);
		bool cut = manifest_is_cut(path, LATE_PIECE - 1);

		if (cut == (n % 3 == 0))
			pool[n++] = path;
	}
}

static void
random_path(struct world *w, struct str path, bool *there, uint32_t any)
{
	if (*there && any % 3 == 0) {
		del_path(w, path);
		*there = false;
	} else {
		put_path(w, path, any);
		*there = true;
	}
	late_touch(w->late, path);
}

/* Each file that goes is told once, and was a piece before. */
static void
check_gone(struct world *w, struct str before)
{
	const struct deletions *gone = late_gone(w->late);
	struct str key;

	for (size_t i = 0; i < gone->n; i++) {
		assert_int_equal(gone->v[i].op, JOURNAL_DELETE);
		assert_true(str_starts(gone->v[i].path, STR("manifest/")));
		assert_true(str_find(before, gone->v[i].path) < before.n);
		assert_false(late_owns(w->late, gone->v[i].path, &key));
		for (size_t j = 0; j < i; j++)
			assert_false(str_eq(gone->v[i].path,
			                    gone->v[j].path));
	}
}

static void
test_random(void **state)
{
	struct world w;
	struct str pool[POOL];
	bool there[POOL] = {false};
	uint64_t seed = 9;

	(void)state;
	world_open(&w);
	make_pool(&w.s.arena, pool);
	put_path(&w, STR("index.html"), 1);
	for (int step = 0; step < 60; step++) {
		uint32_t changes = world_random(&seed) % (step ? 8 : 90);
		bool all = step % 10 == 9;
		struct str was = store_world_table(&w.s, TABLE_OUTPUT);

		begin(&w);
		if (step == 0)
			late_touch(w.late, STR("index.html"));
		for (uint32_t i = 0; i < changes; i++) {
			uint32_t p = world_random(&seed) % POOL;

			random_path(&w, pool[p], &there[p],
			            world_random(&seed));
		}
		for (int i = 0; all && i < TOUCHES + 2; i++)
			late_touch(w.late, STR("index.html"));
		finish(&w);
		check_gone(&w, was);
		check_fresh(&w);
		end(&w);
	}
	world_close(&w);
}

/* The first path of all begins a piece without a cut: it comes and goes,
 * with any number of other changes. */
static void
test_first(void **state)
{
	(void)state;
	for (int touches = TOUCHES - 3; touches < TOUCHES + 3; touches++) {
		struct world w;

		world_open(&w);
		begin(&w);
		put_path(&w, STR("b.html"), 1);
		put_path(&w, STR("c.html"), 1);
		late_touch(w.late, STR("b.html"));
		late_touch(w.late, STR("c.html"));
		finish(&w);
		end(&w);
		for (int coming = 1; coming >= 0; coming--) {
			begin(&w);
			if (coming)
				put_path(&w, STR("a.html"), 1);
			else
				del_path(&w, STR("a.html"));
			late_touch(w.late, STR("a.html"));
			for (int i = 1; i < touches; i++)
				late_touch(w.late, STR("c.html"));
			finish(&w);
			check_fresh(&w);
			end(&w);
		}
		world_close(&w);
	}
}

/* Nothing changed: nothing is staged. */
static void
test_nothing(void **state)
{
	struct world w;
	struct str key;

	(void)state;
	world_open(&w);
	begin(&w);
	put_path(&w, STR("a.html"), 1);
	late_touch(w.late, STR("a.html"));
	finish(&w);
	assert_int_equal(w.seq, 3);
	assert_true(late_owns(w.late, STR("build.json"), &key));
	assert_true(late_owns(w.late, STR("manifest/index.txt"), &key));
	assert_false(late_owns(w.late, STR("a.html"), &key));
	assert_false(late_owns(w.late, STR("manifest/x.txt"), &key));
	end(&w);
	begin(&w);
	late_touch(w.late, STR("a.html"));
	finish(&w);
	assert_int_equal(w.seq, 0);
	assert_int_equal(journal_entries(w.journal), 0);
	end(&w);
	world_close(&w);
}

/* The next day on which something turns is told. */
static void
test_build(void **state)
{
	struct world w;
	struct str json;
	struct buf key = {0};

	(void)state;
	world_open(&w);
	put_path(&w, STR("a.html"), 1);
	txn_put(w.s.txn, TABLE_DUE, key_day(&key, 18801, STR("a/x")),
	        (struct str){0});
	begin(&w);
	late_touch(w.late, STR("a.html"));
	finish(&w);
	json = staged(&w, w.seq - 1);
	assert_true(str_find(json, STR("\"next_event\":null")) < json.n);
	assert_true(str_find(json, STR("\"as_of\":\"2021-06-23\"")) < json.n);
	assert_true(str_find(json, STR("\"commit\":\"c0ffee\"")) < json.n);
	end(&w);
	txn_put(w.s.txn, TABLE_DUE, key_day(&key, 18802, STR("a/x")),
	        (struct str){0});
	begin(&w);
	finish(&w);
	json = staged(&w, w.seq - 1);
	assert_true(str_find(json, STR("\"next_event\":\"2021-06-24\"")) <
	            json.n);
	end(&w);
	buf_release(&key);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random),
	    cmocka_unit_test(test_first),
	    cmocka_unit_test(test_nothing),
	    cmocka_unit_test(test_build),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
