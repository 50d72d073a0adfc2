/*
 * Publishing: killed, out of space, without power at every operation; each
 * file is old or new meanwhile, and the next build ends with the new site.
 */
#include "unit.h"

#include "base/err.h"
#include "base/mem.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "publish/publish.h"
#include "publish/stage.h"

#include <errno.h>

struct file {
	const char *path;
	const char *old; /* NULL: not in the old site */
	const char *new; /* NULL: not in the new site */
};

/* In publishing order; folders and files change places. */
static const struct file site[] = {
    {"site.css", "css 1", "css 2"},
    {"search/aa.bin", NULL, "piece"},
    {"alliances/a.html", "a 1", "a 2"},
    {"alliances/new/deep/b.html", NULL, "b"},
    {"was-file/now.html", NULL, "in a folder"},
    {"was-folder", NULL, "a file"},
    {"alliances/index.html", "list 1", "list 2"},
    {"index.html", "home 1", "home 2"},
    {"same.html", "same", "same"},
    {"gone/one.html", "1", NULL},
    {"lone/sub/two.html", "2", NULL},
    {"alliances/gone.html", "3", NULL},
    {"was-file", "file", NULL},
    {"was-folder/x.html", "x", NULL},
    {"was-folder/y/z.html", "z", NULL},
};
#define FILES (sizeof site / sizeof *site)

/* The caller of the layer: its store is one number, which outlives kills. */
struct builder {
	struct fs fs;
	enum durability durability;
	int *committed; /* 0 the old site, 1 the new one */
	size_t *ops;    /* set to operations done at the commit; or NULL */
	struct fs_mem *mem;
};

static enum journal_rank
rank_of(size_t i)
{
	return i < 2 ? JOURNAL_ASSETS
	       : i < 6 ? JOURNAL_RECORDS
	       : i < 7 ? JOURNAL_LISTS
	               : JOURNAL_ENTRIES;
}

static struct journal_entry
entry_of(size_t i)
{
	struct journal_entry e = {.op = JOURNAL_DELETE,
	                          .rank = JOURNAL_DELETES};
	struct str bytes = str_from(site[i].new);

	e.path = str_from(site[i].path);
	e.key = str_sub(e.path, 0, 1);
	if (!site[i].new)
		return e;
	e.op = JOURNAL_PUT;
	e.rank = rank_of(i);
	e.seq = i;
	e.size = bytes.n;
	e.digest = hash128(bytes);
	e.sha256 = sha256_of(bytes);
	return e;
}

static bool
is_same(size_t i)
{
	return site[i].old && site[i].new &&
	       strcmp(site[i].old, site[i].new) == 0;
}

static int
prepare(const struct builder *b, struct journal **j, struct err *err)
{
	int code = fs_mkdir(&b->fs, "st", err);

	for (size_t i = 0; !code && i < FILES; i++)
		if (site[i].new && !is_same(i))
			code = stage_put(&b->fs, "st", i,
			                 str_from(site[i].new), err);
	if (!code)
		code = journal_begin(j, &b->fs, "st", STR("new"), err);
	for (size_t i = 0; !code && i < FILES; i++) {
		struct journal_entry e = entry_of(i);

		if (!is_same(i))
			code = journal_append(*j, &e, err);
	}
	return code;
}

struct told {
	unsigned targets, entries;
};

static void
commit(const struct builder *b)
{
	*b->committed = 1;
	if (b->ops)
		fs_mem_log(b->mem, b->ops);
}

static int
on_target(void *ctx, struct str target, struct err *err)
{
	(void)err;
	assert_str(target, "new");
	((struct told *)ctx)->targets++;
	return 0;
}

static int
on_entry(void *ctx, const struct journal_entry *e, struct err *err)
{
	(void)err;
	assert_true(path_is_safe(e->path));
	((struct told *)ctx)->entries++;
	return 0;
}

/* One build, as the real caller does it. */
static int
build(const struct builder *b, enum publish_recovery *what, struct err *err)
{
	struct publish p = {&b->fs, "st", "out", b->durability};
	struct told told = {0};
	struct publish_sink sink = {&told, on_target, on_entry};
	struct journal *j = NULL;
	int code = publish_recover(&p, &sink, what, err);

	if (!code && *what == PUBLISH_FORWARD) {
		assert_int_equal(told.targets, 1);
		assert_int_equal(told.entries, FILES - 1);
		commit(b);
		code = publish_finish(&p, err);
	}
	if (code || *b->committed)
		return code;
	code = prepare(b, &j, err);
	if (!code)
		code = publish_commit(&p, j, err);
	journal_free(j);
	if (code)
		return code;
	commit(b);
	return publish_finish(&p, err);
}

/* --- the two sites --- */

static struct fs_mem *
old_site(void)
{
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	char path[PATH_SIZE], folder[PATH_SIZE];

	for (size_t i = 0; i < FILES; i++) {
		if (!site[i].old)
			continue;
		path_join(path, "out", str_from(site[i].path), NULL);
		path_join(folder, "", path_parent(str_from(path)), NULL);
		assert_int_equal(fs_mkdir(&fs, folder, NULL), 0);
		assert_int_equal(
		    fs_replace(&fs, path, str_from(site[i].old), NULL), 0);
	}
	fs_sync_all(&fs, "out", NULL);
	return m;
}

static void
assert_site(const struct fs_mem *m, const char *want)
{
	struct buf got = {0};

	fs_mem_dump(m, "out", &got);
	assert_str(buf_str(&got), want);
	buf_release(&got);
}

static const char old_dump[] = "out/alliances/a.html: a 1\n"
                               "out/alliances/gone.html: 3\n"
                               "out/alliances/index.html: list 1\n"
                               "out/gone/one.html: 1\n"
                               "out/index.html: home 1\n"
                               "out/lone/sub/two.html: 2\n"
                               "out/same.html: same\n"
                               "out/site.css: css 1\n"
                               "out/was-file: file\n"
                               "out/was-folder/x.html: x\n"
                               "out/was-folder/y/z.html: z\n";
static const char new_dump[] = "out/alliances/a.html: a 2\n"
                               "out/alliances/index.html: list 2\n"
                               "out/alliances/new/deep/b.html: b\n"
                               "out/index.html: home 2\n"
                               "out/same.html: same\n"
                               "out/search/aa.bin: piece\n"
                               "out/site.css: css 2\n"
                               "out/was-file/now.html: in a folder\n"
                               "out/was-folder: a file\n";

/* The new site, and nothing left of the way to it. */
static void
assert_new(const struct fs_mem *m)
{
	struct buf got = {0};

	assert_site(m, new_dump);
	fs_mem_dump(m, "st", &got);
	assert_str(buf_str(&got), "");
	buf_release(&got);
}

/*
 * Every file is old or new; and if the files are in order, all new pages
 * are there when the home page is.
 */
static void
assert_old_or_new(struct fs_mem *m, bool in_order)
{
	struct fs fs = fs_mem_fs(m);
	struct buf b = {0};
	char path[PATH_SIZE];
	bool home = false;
	size_t i = FILES;

	while (i-- > 0) {
		const struct file *f = &site[i];
		bool old, new;

		path_join(path, "out", str_from(f->path), NULL);
		if (fs_kind_of(&fs, path) != FS_FILE) {
			assert_true(!f->old || !f->new);
			assert_false(home && f->new);
			continue;
		}
		assert_int_equal(fs_read(&fs, path, &b, NULL), 0);
		old = f->old && str_eq(buf_str(&b), str_from(f->old));
		new = f->new && str_eq(buf_str(&b), str_from(f->new));
		assert_true(old || new);
		if (strcmp(f->path, "index.html") == 0)
			home = new && in_order;
		else if (home && f->new)
			assert_true(new);
	}
	buf_release(&b);
}

/* --- the tests --- */

static struct builder
builder_of(struct fs_mem *m, int *committed)
{
	return (struct builder){fs_mem_fs(m), 0, committed, NULL, m};
}

static void
test_whole(void **state)
{
	(void)state;
	for (int d = DURABILITY_BATCH; d <= DURABILITY_NONE; d++) {
		struct fs_mem *m = old_site();
		int committed = 0;
		struct builder b = builder_of(m, &committed);
		enum publish_recovery what;
		size_t before, after;

		b.durability = (enum durability)d;
		assert_int_equal(build(&b, &what, NULL), 0);
		assert_int_equal(what, PUBLISH_CLEAN);
		assert_int_equal(committed, 1);
		assert_new(m);
		fs_mem_log(m, &before);
		assert_int_equal(build(&b, &what, NULL), 0);
		fs_mem_log(m, &after);
		assert_int_equal(before, after);
		fs_mem_free(m);
	}
}

/* The order in which names appear and vanish is the journal's. */
static void
test_order(void **state)
{
	struct fs_mem *m = old_site();
	int committed = 0;
	struct builder b = builder_of(m, &committed);
	enum publish_recovery what;
	const struct fs_mem_op *log;
	size_t from, n, next = 0;
	bool synced = false;

	(void)state;
	fs_mem_log(m, &from);
	assert_int_equal(build(&b, &what, NULL), 0);
	log = fs_mem_log(m, &n);
	for (size_t i = from; i < n; i++) {
		const char *name = log[i].to ? log[i].to : log[i].path;

		synced = synced || log[i].what == FS_MEM_SYNC;
		if (strncmp(name, "out/", 4) != 0 ||
		    (log[i].what != FS_MEM_RENAME &&
		     log[i].what != FS_MEM_UNLINK))
			continue;
		assert_true(synced);
		/* What makes way for a file goes early. */
		if (strncmp(name, "out/was-f", 9) == 0)
			continue;
		while (is_same(next) ||
		       strncmp(site[next].path, "was-f", 5) == 0)
			next++;
		assert_string_equal(name + 4, site[next++].path);
	}
	assert_int_equal(next, FILES - 3);
	fs_mem_free(m);
}

static const enum fault_mode kills[] = {
    FAULT_KILL_BEFORE, FAULT_KILL_HALF, FAULT_KILL_AFTER};

static void
test_kill(void **state)
{
	unsigned seen[3] = {0};
	bool killed = true;

	(void)state;
	for (size_t k = 0; k < 3; k++, killed = true) {
		for (unsigned long at = 0; killed; at++) {
			struct fs_mem *m = old_site();
			int committed = 0;
			struct builder b = builder_of(m, &committed);
			struct fs_fault f = {b.fs, kills[k], at, 0, 0};
			struct builder dying = b;
			enum publish_recovery what;

			dying.fs = fs_fault_fs(&f);
			killed = build(&dying, &what, NULL) != 0;
			assert_old_or_new(m, true);
			assert_int_equal(build(&b, &what, NULL), 0);
			seen[what]++;
			assert_int_equal(committed, 1);
			assert_new(m);
			fs_mem_free(m);
		}
	}
	/* All three ways were gone. */
	assert_in_range(seen[PUBLISH_CLEAN], 3, 40);
	assert_in_range(seen[PUBLISH_FORWARD], 60, 400);
	assert_in_range(seen[PUBLISH_DROPPED], 30, 400);
}

/* Killed anywhere, and killed again while recovering. */
static void
test_kill_twice(void **state)
{
	bool killed = true;

	(void)state;
	for (unsigned long at = 0; killed; at++) {
		bool again = true;

		for (unsigned long second = at % 3; again; second += 3) {
			struct fs_mem *m = old_site();
			int committed = 0;
			struct builder b = builder_of(m, &committed);
			struct fs_fault f = {b.fs, kills[at % 3], at, 0, 0};
			struct builder dying = b;
			enum publish_recovery what;

			dying.fs = fs_fault_fs(&f);
			killed = build(&dying, &what, NULL) != 0;
			f = (struct fs_fault){b.fs, kills[second / 3 % 3],
			                      second, 0, 0};
			again = build(&dying, &what, NULL) != 0;
			assert_old_or_new(m, true);
			assert_int_equal(build(&b, &what, NULL), 0);
			assert_new(m);
			fs_mem_free(m);
		}
	}
}

/* No space, no rights, a failing disk: once, and from then on. */
static void
test_errors(void **state)
{
	static const int numbers[] = {ENOSPC, EDQUOT, EIO, EACCES, EMFILE};

	(void)state;
	for (size_t k = 0; k < 10; k++) {
		unsigned long at = 0;

		for (bool failed = true; failed || at < 60; at++) {
			struct fs_mem *m = old_site();
			int committed = 0;
			struct builder b = builder_of(m, &committed);
			struct fs_fault f = {b.fs, FAULT_ONCE, at,
			                     numbers[k / 2], 0};
			struct builder failing = b;
			enum publish_recovery what;
			struct err err = {0};
			int code;

			if (k % 2)
				f.mode = FAULT_FROM;
			failing.fs = fs_fault_fs(&f);
			code = build(&failing, &what, &err);
			failed = code != 0;
			assert_old_or_new(m, true);
			if (failed && k < 4 && code != ERR_FULL)
				fail_msg("operation %lu: %s", at, err.line);
			assert_int_equal(err.code, code);
			if (failed)
				assert_true(strstr(err.line, " st") ||
				            strstr(err.line, " out"));
			assert_int_equal(build(&b, &what, NULL), 0);
			assert_new(m);
			fs_mem_free(m);
		}
		assert_in_range(at, 60, 200);
	}
}

/*
 * One state of the disk after a power failure.  Recovery alone makes one of
 * the two sites, whole: the next build may want yet another one and trusts
 * what the store says.  Then a build ends well.
 */
static void
after_power(struct fs_mem *m, size_t n, const bool *lost, size_t torn,
            int committed)
{
	struct fs_mem *disk = fs_mem_crash(m, n, lost, torn);
	struct builder b = builder_of(disk, &committed);
	struct publish p = {&b.fs, "st", "out", DURABILITY_BATCH};
	struct publish_sink sink = {0};
	enum publish_recovery what;
	struct err err = {0};

	assert_old_or_new(disk, false);
	if (publish_recover(&p, &sink, &what, &err) != 0)
		fail_msg("%s", err.line);
	assert_site(disk, committed || what == PUBLISH_FORWARD ? new_dump
	                                                       : old_dump);
	if (build(&b, &what, &err) != 0)
		fail_msg("%s", err.line);
	assert_new(disk);
	fs_mem_free(disk);
}

/*
 * For every moment, of the operations that are not durable: none happened,
 * all, all but one, one alone, and one write was cut in half.
 */
static void
test_power(void **state)
{
	struct fs_mem *m = old_site();
	int committed = 0;
	struct builder b = builder_of(m, &committed);
	enum publish_recovery what;
	const struct fs_mem_op *log;
	size_t from, n, ops = 0;
	bool *pending, *lost;

	(void)state;
	fs_mem_log(m, &from);
	b.ops = &ops;
	assert_int_equal(build(&b, &what, NULL), 0);
	fs_mem_log(m, &n);
	pending = mem_zalloc(n, sizeof *pending);
	lost = mem_zalloc(n, sizeof *lost);
	for (size_t at = from; at <= n; at++) {
		int known = at > ops;

		fs_mem_pending(m, at, pending);
		after_power(m, at, pending, at, known);
		memset(lost, 0, n);
		after_power(m, at, lost, at, known);
		for (size_t i = 0; i < at; i++) {
			if (!pending[i])
				continue;
			after_power(m, at, lost, i, known);
			lost[i] = true;
			after_power(m, at, lost, at, known);
			lost[i] = false;
			pending[i] = false;
			after_power(m, at, pending, at, known);
			pending[i] = true;
		}
	}
	/* The journal is gone for good, or it could come back later. */
	log = fs_mem_log(m, &n);
	fs_mem_pending(m, n, pending);
	for (size_t i = 0; i < n; i++)
		assert_false(pending[i] && log[i].what == FS_MEM_UNLINK);
	mem_free(pending);
	mem_free(lost);
	fs_mem_free(m);
}

/* A sealed journal whose staged file is damaged: refused, nothing done. */
static void
test_damaged_stage(void **state)
{
	(void)state;
	for (int gone = 0; gone < 2; gone++) {
		struct fs_mem *m = old_site();
		int committed = 0;
		struct builder b = builder_of(m, &committed);
		struct publish p = {&b.fs, "st", "out", DURABILITY_BATCH};
		struct publish_sink sink = {0};
		struct journal *j;
		enum publish_recovery what;
		struct err err = {0};

		assert_int_equal(prepare(&b, &j, NULL), 0);
		assert_int_equal(journal_seal(j, DURABILITY_BATCH, NULL), 0);
		journal_free(j);
		if (gone)
			fs_unlink(&b.fs, "st/stage/5/5", NULL);
		else
			fs_replace(&b.fs, "st/stage/5/5", STR("A FILE"), 0);
		assert_int_equal(publish_recover(&p, &sink, &what, &err),
		                 ERR_CORRUPT);
		assert_non_null(
		    strstr(err.line, gone ? "out/was-folder" : "st/stage/5"));
		assert_site(m, old_dump);
		if (gone)
			assert_int_equal(publish_run(&p, &err), ERR_CORRUPT);
		fs_mem_free(m);
	}
}

static int
refuse(void *ctx, const struct journal_entry *e, struct err *err)
{
	(void)ctx;
	return err_set(err, ERR_STORE, "no %.*s", STR_ARG(e->path));
}

/* The store fails while it is told: the journal stays for the next time. */
static void
test_sink_fails(void **state)
{
	struct fs_mem *m = old_site();
	int committed = 0;
	struct builder b = builder_of(m, &committed);
	struct publish p = {&b.fs, "st", "out", DURABILITY_BATCH};
	struct publish_sink sink = {.entry = refuse};
	struct journal *j;
	enum publish_recovery what;
	struct err err = {0};

	(void)state;
	assert_int_equal(prepare(&b, &j, NULL), 0);
	assert_int_equal(journal_seal(j, DURABILITY_BATCH, NULL), 0);
	journal_free(j);
	assert_int_equal(publish_recover(&p, &sink, &what, &err), ERR_STORE);
	assert_string_equal(err.line, "no site.css");
	assert_int_equal(what, PUBLISH_CLEAN);
	assert_int_equal(build(&b, &what, NULL), 0);
	assert_int_equal(what, PUBLISH_FORWARD);
	assert_new(m);
	fs_mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_whole),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_kill),
	    cmocka_unit_test(test_kill_twice),
	    cmocka_unit_test(test_errors),
	    cmocka_unit_test(test_power),
	    cmocka_unit_test(test_damaged_stage),
	    cmocka_unit_test(test_sink_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
