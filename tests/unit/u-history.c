/*
 * History: numbers and versions equal those of a plain model over the
 * commits; a fold in steps equals a fold from nothing; so does the fold of
 * a history that was rewritten.
 */
#include "git_world.h"
#include "store_world.h"

#include "base/mem.h"
#include "build/content.h"
#include "build/history.h"
#include "store/key.h"

struct world {
	struct git_world git;
	struct store_world store;
	struct buf touched; /* records told of, in order */
	bool rewritten;
};

static void
on_touch(void *ctx, struct str record)
{
	struct world *w = ctx;

	buf_fmt(&w->touched, "%.*s\n", STR_ARG(record));
}

static void
fold_more(struct world *w, const struct oid *until, const struct oid *tip,
          const struct oid *pending)
{
	struct err err = {0};
	struct history_job job = {.repo = w->git.repo,
	                          .txn = w->store.txn,
	                          .content = STR("content"),
	                          .until = until,
	                          .tip = *tip,
	                          .pending = pending,
	                          .touch = on_touch,
	                          .ctx = w};

	buf_reset(&w->touched);
	if (history_fold(&job, &w->rewritten, &err))
		fail_msg("%s", err.line);
}

static void
world_open(struct world *w)
{
	*w = (struct world){0};
	git_world_open(&w->git, true);
	store_world_open(&w->store);
}

static void
world_close(struct world *w)
{
	buf_release(&w->touched);
	store_world_close(&w->store);
	git_world_close(&w->git);
}

/* All tables of the history as text. */
static struct str
tables_of(struct store_world *s)
{
	struct buf b = {0};
	struct str text;

	store_world_dump(s->txn, TABLE_HISTORY, &b);
	store_world_dump(s->txn, TABLE_VERSION, &b);
	store_world_dump(s->txn, TABLE_ACCESSION, &b);
	store_world_dump(s->txn, TABLE_CHANGE, &b);
	store_world_dump(s->txn, TABLE_META, &b);
	text = arena_str(&s->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

/* The tables are those of a fold from nothing. */
static void
check_fresh(struct world *w, const struct oid *tip)
{
	struct world fresh = *w;

	store_world_open(&fresh.store);
	fold_more(&fresh, NULL, tip, NULL);
	assert_false(fresh.rewritten);
	assert_same_text(tables_of(&w->store), tables_of(&fresh.store));
	store_world_close(&fresh.store);
	w->touched = fresh.touched;
}

static void
expect(struct world *w, const char *record, uint32_t accession,
       uint32_t serial, uint32_t versions, bool gone)
{
	struct history_entry e;

	assert_true(history_get(w->store.txn, str_from(record), &e));
	assert_int_equal(e.accession, accession);
	assert_int_equal(e.serial, serial);
	assert_int_equal(e.versions, versions);
	assert_int_equal(e.gone, gone);
}

/* ----------------------------------------------------------- cases */

/* What one commit adds is numbered by the bytes of the paths. */
static void
test_order(void **state)
{
	struct world w;
	struct oid tip;
	struct history_entry e;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/b/z.md", "1");
	git_world_put(&w.git, "content/b/2021/y.md", "1");
	git_world_put(&w.git, "content/a/x.md", "1");
	git_world_put(&w.git, "content/a/x-2.md", "1");
	git_world_put(&w.git, "content/site.yaml", "1");
	git_world_put(&w.git, "content/b/odd.txt", "1");
	git_world_put(&w.git, "content/files/f.md", "1");
	git_world_put(&w.git, "elsewhere/c/q.md", "1");
	git_world_put_mode(&w.git, "content/b/link.md", "z.md",
	                   GIT_FILEMODE_LINK);
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	assert_str(buf_str(&w.touched), "a/x-2\na/x\nb/y\nb/z\n");
	expect(&w, "a/x-2", 1, 1, 1, false);
	expect(&w, "a/x", 2, 2, 1, false);
	expect(&w, "b/y", 3, 1, 1, false);
	expect(&w, "b/z", 4, 2, 1, false);
	assert_int_equal(history_records(w.store.txn), 4);
	assert_false(history_get(w.store.txn, STR("b/link"), &e));
	assert_false(history_get(w.store.txn, STR("c/q"), &e));
	world_close(&w);
}

/* A move keeps the number and is one version; so do removal and return. */
static void
test_life(void **state)
{
	struct world w;
	struct oid tip;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/a/x.md", "1");
	git_world_put(&w.git, "content/a/y.md", "1");
	git_world_commit(&w.git);
	git_world_del(&w.git, "content/a/x.md");
	git_world_put(&w.git, "content/a/2021/x.yaml", "1");
	git_world_commit(&w.git);
	git_world_del(&w.git, "content/a/2021/x.yaml");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/x", 1, 1, 3, true);
	git_world_put(&w.git, "content/a/0.md", "1");
	git_world_commit(&w.git);
	git_world_put(&w.git, "content/a/x.md", "2");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/x", 1, 1, 4, false);
	expect(&w, "a/y", 2, 2, 1, false);
	expect(&w, "a/0", 3, 3, 1, false);
	world_close(&w);
}

/* A record that stands in two files is there until both are gone. */
static void
test_twice(void **state)
{
	struct world w;
	struct oid tip;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/a/1/x.md", "1");
	git_world_put(&w.git, "content/a/2/x.md", "2");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/x", 1, 1, 1, false);
	git_world_del(&w.git, "content/a/2/x.md");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/x", 1, 1, 2, false);
	world_close(&w);
}

/* A merge counts as one commit, against its first parent. */
static void
test_merge(void **state)
{
	struct world w;
	struct oid base;
	struct oid side;
	struct oid tip;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/a/first.md", "1");
	base = git_world_commit(&w.git);
	git_world_put(&w.git, "content/a/side-2.md", "1");
	git_world_commit(&w.git);
	git_world_put(&w.git, "content/a/side-1.md", "1");
	git_world_put(&w.git, "content/a/side-2.md", "2");
	side = git_world_commit(&w.git);
	git_world_go(&w.git, &base);
	git_world_put(&w.git, "content/a/main.md", "1");
	git_world_commit(&w.git);
	git_world_put(&w.git, "content/a/side-1.md", "1");
	git_world_put(&w.git, "content/a/side-2.md", "2");
	tip = git_world_merge(&w.git, &side);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/first", 1, 1, 1, false);
	expect(&w, "a/main", 2, 2, 1, false);
	expect(&w, "a/side-1", 3, 3, 1, false);
	expect(&w, "a/side-2", 4, 4, 1, false);
	world_close(&w);
}

static void
test_rewritten(void **state)
{
	struct world w;
	struct oid base;
	struct oid old;
	struct oid tip;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/a/x.md", "1");
	base = git_world_commit(&w.git);
	git_world_put(&w.git, "content/b/only-then.md", "1");
	old = git_world_commit(&w.git);
	fold_more(&w, NULL, &old, NULL);
	git_world_go(&w.git, &base);
	git_world_put(&w.git, "content/a/y.md", "1");
	tip = git_world_commit(&w.git);
	fold_more(&w, &old, &tip, NULL);
	assert_true(w.rewritten);
	check_fresh(&w, &tip);
	assert_int_equal(history_records(w.store.txn), 2);
	/* Back to an earlier commit is a rewriting, too. */
	fold_more(&w, &tip, &base, NULL);
	assert_true(w.rewritten);
	check_fresh(&w, &base);
	/* Nothing new is none. */
	fold_more(&w, &base, &base, NULL);
	assert_false(w.rewritten);
	assert_int_equal(w.touched.n, 0);
	check_fresh(&w, &base);
	world_close(&w);
}

/* The work tree stands as one commit more, without an id. */
static void
test_pending(void **state)
{
	struct history_version version;
	struct world w;
	struct oid tip;
	struct oid pending;
	struct buf key = {0};
	struct str value;
	static const char zero[OID_SIZE];

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "content/a/x.md", "1");
	tip = git_world_commit(&w.git);
	git_world_put(&w.git, "content/a/w.md", "1");
	git_world_put(&w.git, "content/a/x.md", "2");
	pending = repo_oid(&w.git.tree);
	fold_more(&w, NULL, &tip, &pending);
	expect(&w, "a/x", 1, 1, 2, false);
	expect(&w, "a/w", 2, 2, 1, false);
	/* Versions are numbered in the order in which they came. */
	assert_int_equal(history_changes(w.store.txn), 3);
	assert_true(history_version(w.store.txn, 2, 1, &version));
	assert_int_equal(version.change, 2);
	assert_true(history_version(w.store.txn, 1, 2, &version));
	assert_int_equal(version.change, 3);
	assert_true(txn_get(w.store.txn, TABLE_VERSION,
	                    key_version(&key, 2, 1), &value));
	assert_memory_equal(value.p, zero, OID_SIZE);
	buf_release(&key);
	world_close(&w);
}

/* The content folder comes and goes. */
static void
test_folder(void **state)
{
	struct world w;
	struct oid tip;

	(void)state;
	world_open(&w);
	git_world_put(&w.git, "README.md", "1");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	assert_int_equal(history_records(w.store.txn), 0);
	git_world_put(&w.git, "content/a/x.md", "1");
	git_world_commit(&w.git);
	git_world_del(&w.git, "content/a/x.md");
	tip = git_world_commit(&w.git);
	fold_more(&w, NULL, &tip, NULL);
	expect(&w, "a/x", 1, 1, 2, true);
	world_close(&w);
}

/* ---------------------------------------------------------- random */

#define FILES 12

static const char *const files[FILES] = {
    "content/a/x.md",   "content/a/1/x.md", "content/a/y.md",
    "content/a/0.yaml", "content/a/z-1.md", "content/b/x.md",
    "content/b/2/x.md", "content/b/m.md",   "content/c/only.md",
    "content/b/odd.x",  "content/site.yaml", "README.md"};

struct model {
	struct history_entry entry[FILES]; /* by the first file of a name */
	uint32_t accession;
	uint32_t serial[3];
};

/* The first file that has the record's name; -1: no record. */
static int
record_of(int file)
{
	static const int own[FILES] = {0, 0, 2, 3,  4,  5,
	                               5, 7, 8, -1, -1, -1};

	return own[file];
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(files[*(const int *)a], files[*(const int *)b]);
}

/* One commit: files that differ, by path; a record counts once. */
static void
model_commit(struct model *m, const int *was, const int *is, int64_t time)
{
	int order[FILES];
	bool done[FILES] = {false};

	for (int i = 0; i < FILES; i++)
		order[i] = i;
	qsort(order, FILES, sizeof *order, by_path);
	for (int k = 0; k < FILES; k++) {
		int r = record_of(order[k]);
		bool there = false;

		if (r < 0 || was[order[k]] == is[order[k]] || done[r])
			continue;
		for (int i = 0; i < FILES; i++)
			there |= record_of(i) == r && is[i];
		if (!is[order[k]] && there)
			continue; /* the half of a move that does not count */
		done[r] = true;
		if (!m->entry[r].accession) {
			m->entry[r].accession = ++m->accession;
			m->entry[r].serial =
			    ++m->serial[files[r][8] - 'a'];
		}
		m->entry[r].versions++;
		m->entry[r].time = time;
		m->entry[r].gone = !there;
	}
}

/* Change the tree a little, never so that a name stands in two files. */
static void
random_tree(struct git_world *git, int *is, uint64_t *seed)
{
	int changes = 1 + (int)(world_random(seed) % 3);

	for (int i = 0; i < changes; i++) {
		int f = (int)(world_random(seed) % FILES);
		int to = (int)(world_random(seed) % 4);
		char text[2] = {(char)('0' + to), '\0'};

		for (int j = 0; to && j < FILES; j++) {
			if (j == f || !is[j] || record_of(f) < 0 ||
			    record_of(j) != record_of(f))
				continue;
			git_world_del(git, files[j]);
			is[j] = 0;
		}
		if (to)
			git_world_put(git, files[f], text);
		else if (is[f])
			git_world_del(git, files[f]);
		is[f] = to;
	}
}

static void
check_model(struct world *w, const struct model *m)
{
	assert_int_equal(history_records(w->store.txn), m->accession);
	for (int i = 0; i < FILES; i++) {
		struct content c = content_of(str_from(files[i] + 8));
		char name[CONTENT_NAME_MAX];
		struct history_entry e;
		const struct history_entry *want = &m->entry[i];

		if (record_of(i) != i)
			continue;
		assert_int_equal(history_get(w->store.txn,
		                             content_record(&c, name), &e),
		                 want->accession != 0);
		if (!want->accession)
			continue;
		assert_int_equal(e.accession, want->accession);
		assert_int_equal(e.serial, want->serial);
		assert_int_equal(e.versions, want->versions);
		assert_int_equal(e.time, want->time);
		assert_int_equal(e.gone, want->gone);
	}
}

static void
test_random(void **state)
{
	(void)state;
	for (uint64_t run = 0; run < 4; run++) {
		struct world w;
		struct model m = {0};
		struct oid last = {{0}};
		struct oid tip;
		int was[FILES] = {0};
		int is[FILES] = {0};
		uint64_t seed = 77 + run;
		bool folded = false;

		world_open(&w);
		git_world_put(&w.git, "always", "here");
		for (int step = 0; step < 40; step++) {
			memcpy(was, is, sizeof was);
			random_tree(&w.git, is, &seed);
			tip = git_world_commit(&w.git);
			model_commit(&m, was, is, w.git.time);
			if (world_random(&seed) % 3 && step < 39)
				continue;
			fold_more(&w, folded ? &last : NULL, &tip, NULL);
			assert_false(w.rewritten);
			check_model(&w, &m);
			last = tip;
			folded = true;
		}
		check_fresh(&w, &tip);
		world_close(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),   cmocka_unit_test(test_life),
	    cmocka_unit_test(test_twice),   cmocka_unit_test(test_merge),
	    cmocka_unit_test(test_rewritten), cmocka_unit_test(test_pending),
	    cmocka_unit_test(test_folder),  cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
