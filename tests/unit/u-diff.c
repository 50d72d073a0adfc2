/*
 * What changed between two trees: the same as comparing two sorted lists of
 * files, for random trees and for every swap of kinds; equal folders are
 * not even read.
 */
#include "git_world.h"

#include "repo/diff.h"
#include "repo/extent.h"

static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static int
note(void *ctx, const struct delta *d, struct err *err)
{
	char was[2 * OID_SIZE + 1];
	char is[2 * OID_SIZE + 1];

	(void)err;
	oid_hex(&d->old, was);
	oid_hex(&d->now, is);
	buf_fmt(ctx, "%c%s %.*s %.6s %.6s\n", "+*-"[d->kind],
	        d->mode == MODE_SYMLINK     ? "l"
	        : d->mode == MODE_SUBMODULE ? "s"
	                                    : "",
	        STR_ARG(d->path), was, is);
	return 0;
}

static struct str
diff_of(struct git_world *w, const git_oid *old, const git_oid *now)
{
	struct oid a;
	struct oid b;
	struct buf out = {0};
	struct err err = {0};
	struct str text;

	if (old)
		a = repo_oid(old);
	if (now)
		b = repo_oid(now);
	if (diff_trees(w->repo, old ? &a : NULL, now ? &b : NULL, note, &out,
	               &err))
		fail_msg("%s", err.line);
	text = arena_str(&w->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

/* The lines without the ids. */
static struct str
paths_of(struct git_world *w, const git_oid *old, const git_oid *now)
{
	struct str rest = diff_of(w, old, now);
	struct buf out = {0};
	struct str text;

	while (rest.n) {
		struct str line = str_cut(&rest, '\n');

		buf_add(&out, str_sub(line, 0, line.n - 14));
		buf_byte(&out, '\n');
	}
	text = arena_str(&w->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void
test_kinds(void **state)
{
	struct git_world w;
	git_oid old;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a/gone.md", "1");
	git_world_put(&w, "a/kept.md", "2");
	git_world_put(&w, "b/changed.md", "3");
	git_world_put(&w, "moved.md", "4");
	old = w.tree;
	git_world_del(&w, "a/gone.md");
	git_world_put(&w, "b/changed.md", "5");
	git_world_put(&w, "b/c/new.md", "6");
	git_world_del(&w, "moved.md");
	git_world_put(&w, "b/moved.md", "4");
	/* Blob ids as `git hash-object` gives them. */
	assert_str(diff_of(&w, &old, &w.tree),
	           "- a/gone.md 56a605 000000\n"
	           "+ b/c/new.md 000000 62f945\n"
	           "* b/changed.md e440e5 781368\n"
	           "+ b/moved.md 000000 bf0d87\n"
	           "- moved.md bf0d87 000000\n");
	assert_str(diff_of(&w, &old, &old), "");
	git_world_close(&w);
}

static void
test_empty_sides(void **state)
{
	struct git_world w;
	git_oid empty = {{0}};
	git_treebuilder *none;

	(void)state;
	git_world_open(&w, true);
	git_ok(git_treebuilder_new(&none, w.git, NULL));
	git_ok(git_treebuilder_write(&empty, none));
	git_treebuilder_free(none);
	git_world_put(&w, "a/x.md", "1");
	git_world_put(&w, "b.md", "2");
	assert_str(paths_of(&w, NULL, &w.tree), "+ a/x.md\n+ b.md\n");
	assert_str(paths_of(&w, &w.tree, NULL), "- a/x.md\n- b.md\n");
	assert_str(paths_of(&w, &empty, &w.tree), "+ a/x.md\n+ b.md\n");
	assert_str(paths_of(&w, &w.tree, &empty), "- a/x.md\n- b.md\n");
	assert_str(paths_of(&w, NULL, &empty), "");
	assert_str(paths_of(&w, NULL, NULL), "");
	git_world_close(&w);
}

/* A file becomes a folder and back, beside names that sort between. */
static void
test_swaps(void **state)
{
	struct git_world w;
	git_oid old;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "x", "1");
	git_world_put(&w, "x-y", "2");
	git_world_put(&w, "x.md", "3");
	git_world_put(&w, "x0", "4");
	old = w.tree;
	git_world_del(&w, "x");
	git_world_put(&w, "x/in/deep.md", "5");
	git_world_put(&w, "x/z.md", "5");
	assert_str(paths_of(&w, &old, &w.tree),
	           "- x\n+ x/in/deep.md\n+ x/z.md\n");
	assert_str(paths_of(&w, &w.tree, &old),
	           "+ x\n- x/in/deep.md\n- x/z.md\n");
	git_world_close(&w);
}

static void
test_modes(void **state)
{
	struct git_world w;
	git_oid old;
	git_tree_update module = {.action = GIT_TREE_UPDATE_UPSERT,
	                          .filemode = GIT_FILEMODE_COMMIT,
	                          .path = "m"};

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a", "target");
	git_world_put(&w, "b", "text");
	git_world_put(&w, "m", "text");
	old = w.tree;
	git_world_put_mode(&w, "a", "target", GIT_FILEMODE_LINK);
	git_world_put_mode(&w, "b", "text", GIT_FILEMODE_BLOB_EXECUTABLE);
	git_world_put(&w, "n", "1");
	git_world_commit(&w);
	module.id = w.tip;
	git_world_del(&w, "m");
	git_world_update(&w, &module);
	assert_str(paths_of(&w, &old, &w.tree), "*l a\n* b\n*s m\n+ n\n");
	assert_str(paths_of(&w, &w.tree, &old), "* a\n* b\n* m\n- n\n");
	assert_str(paths_of(&w, &w.tree, NULL), "-l a\n- b\n-s m\n- n\n");
	git_world_close(&w);
}

static int
hold(void *ctx, const struct delta *d, struct err *err)
{
	struct git_world *w = ctx;
	struct oid first = repo_oid(&w->tip);
	struct commit c;

	(void)err;
	git_ok(repo_commit(w->repo, &first, &c, NULL));
	assert_int_equal(diff_holds(w->repo, &c.tree, d, NULL),
	                 str_starts(d->path, STR("same")));
	return 0;
}

/* What the commit has too: the same entry, or any submodule. */
static void
test_holds(void **state)
{
	struct git_world w;
	struct oid tree;
	struct oid none = {{1}};
	struct delta delta = {.path = STR("same")};
	git_tree_update module = {.action = GIT_TREE_UPDATE_UPSERT,
	                          .filemode = GIT_FILEMODE_COMMIT,
	                          .path = "same/m"};

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "same/z", "first");
	git_world_commit(&w);
	module.id = w.tip;
	git_world_update(&w, &module);
	git_world_put_mode(&w, "same/link", "target", GIT_FILEMODE_LINK);
	git_world_put(&w, "same/a", "1");
	git_world_put(&w, "other", "1");
	git_world_put(&w, "file", "target");
	git_world_commit(&w);
	module.id = w.tip;
	git_world_update(&w, &module);
	git_world_put(&w, "other", "2");
	git_world_put(&w, "new/deep", "2");
	git_world_put_mode(&w, "file", "target", GIT_FILEMODE_LINK);
	tree = repo_oid(&w.tree);
	git_ok(diff_trees(w.repo, NULL, &tree, hold, &w, NULL));
	assert_int_equal(diff_holds(w.repo, &none, &delta, NULL), ERR_GIT);
	git_world_close(&w);
}

/* The same folder on both sides cannot be read, and need not be. */
static void
test_unread(void **state)
{
	struct git_world w;
	struct oid a;
	struct oid b;
	struct err err = {0};
	struct buf out = {0};
	git_oid old;
	git_tree *tree;
	git_tree_entry *entry;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "big/in/x.md", "1");
	git_world_put(&w, "other/y.md", "2");
	old = w.tree;
	git_world_put(&w, "other/y.md", "3");
	git_ok(git_tree_lookup(&tree, w.git, &w.tree));
	git_ok(git_tree_entry_bypath(&entry, tree, "big"));
	git_world_lose(&w, git_tree_entry_id(entry));
	assert_str(paths_of(&w, &old, &w.tree), "* other/y.md\n");
	/* Who needs it is told. */
	a = repo_oid(&old);
	b = repo_oid(git_tree_entry_id(entry));
	assert_int_equal(diff_trees(w.repo, NULL, &a, note, &out, &err),
	                 ERR_GIT);
	assert_int_equal(diff_trees(w.repo, &b, &a, note, &out, &err),
	                 ERR_GIT);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	buf_release(&out);
	git_world_close(&w);
}

static void
test_depth(void **state)
{
	struct git_world w;
	struct buf path = {0};
	struct buf out = {0};
	struct err err = {0};
	struct oid id;

	(void)state;
	git_world_open(&w, true);
	for (int i = 0; i < 64; i++)
		buf_adds(&path, "d/");
	buf_adds(&path, "x");
	buf_byte(&path, '\0');
	git_world_put(&w, path.p, "1");
	assert_int_equal(paths_of(&w, NULL, &w.tree).n, path.n - 1 + 3);
	id = repo_oid(&w.tree);
	assert_int_equal(extent_check(w.repo, &id, &err), 0);
	git_world_put(&w, arena_fmt(&w.arena, "d/%s", path.p).p, "1");
	id = repo_oid(&w.tree);
	assert_int_equal(diff_trees(w.repo, NULL, &id, note, &out, &err),
	                 ERR_GIT);
	assert_int_equal(extent_check(w.repo, &id, &err), ERR_GIT);
	buf_release(&path);
	buf_release(&out);
	git_world_close(&w);
}

/* A folder of ten folders of ten ...: a few bytes, and no end to it. */
static void
test_endless(void **state)
{
	struct git_world w;
	struct buf out = {0};
	struct err err = {0};
	struct oid tree;
	git_treebuilder *b;
	char name[] = "0";

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "x", "1");
	for (int depth = 0; depth < 12; depth++) {
		git_ok(git_treebuilder_new(&b, w.git, NULL));
		for (name[0] = '0'; name[0] <= '9'; name[0]++)
			git_ok(git_treebuilder_insert(NULL, b, name, &w.tree,
			                              GIT_FILEMODE_TREE));
		git_ok(git_treebuilder_write(&w.tree, b));
		git_treebuilder_free(b);
	}
	tree = repo_oid(&w.tree);
	assert_int_equal(diff_trees(w.repo, NULL, &tree, note, &out, &err),
	                 ERR_GIT);
	assert_non_null(strstr(err.line, "2000000"));
	assert_int_equal(extent_check(w.repo, &tree, &err), ERR_GIT);
	assert_non_null(strstr(err.line, "in all"));
	buf_release(&out);
	git_world_close(&w);
}

/* A folder that is known already lies deeper the second time. */
static void
test_known_deeper(void **state)
{
	struct git_world w;
	struct buf path = {0};
	struct err err = {0};
	struct oid id;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a/1/2/x", "1");
	buf_adds(&path, "b/");
	for (int i = 0; i < 60; i++)
		buf_adds(&path, "d/");
	buf_adds(&path, "1/2/x");
	buf_byte(&path, '\0');
	git_world_put(&w, path.p, "1");
	id = repo_oid(&w.tree);
	assert_int_equal(extent_check(w.repo, &id, &err), 0);
	git_world_put(&w, arena_fmt(&w.arena, "b/d/%s", path.p + 2).p, "1");
	git_world_put(&w, arena_fmt(&w.arena, "b/d/d/%s", path.p + 2).p, "1");
	id = repo_oid(&w.tree);
	assert_int_equal(extent_check(w.repo, &id, &err), ERR_GIT);
	assert_non_null(strstr(err.line, "deeper"));
	buf_release(&path);
	git_world_close(&w);
}

static int
stop(void *ctx, const struct delta *delta, struct err *err)
{
	int *left = ctx;

	(void)delta;
	return --*left ? 1 : err_set(err, ERR_FULL, "enough");
}

static void
test_stop(void **state)
{
	struct git_world w;
	struct err err = {0};
	struct oid id;
	int left = 2;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a/b/1", "1");
	git_world_put(&w, "a/b/2", "1");
	git_world_put(&w, "a/b/3", "1");
	git_world_put(&w, "c", "1");
	id = repo_oid(&w.tree);
	assert_int_equal(diff_trees(w.repo, NULL, &id, stop, &left, &err),
	                 ERR_FULL);
	assert_int_equal(left, 0);
	assert_int_equal(err.code, ERR_FULL);
	/* A positive answer goes on. */
	left = 10;
	assert_int_equal(diff_trees(w.repo, NULL, &id, stop, &left, &err), 0);
	assert_int_equal(left, 6);
	git_world_close(&w);
}

/* ---------------------------------------------------------- random */

#define FILES 24

/* Names that make git's order hard: a folder sorts as if it ended in a
 * slash. */
static const char *const names[FILES] = {
    "a",       "a-",      "a.md",   "a/b",     "a/b.c", "a/b/c", "a0",
    "a0/x",    "a0/x/y",  "b/a",    "b/a-b",   "b/a/b", "b/a0",  "c/c/c/c",
    "c/c/c/d", "c/c/c-e", "c/d",    "d",       "d/e",   "d.e",   "d-e/f",
    "e/f/g",   "e/f.g",   "e/f-g/h"};

/* Is one path a folder of the other? */
static bool
clash(const char *a, const char *b)
{
	size_t n = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return strcmp(a, b) != 0 && strncmp(a, b, n) == 0 &&
	       (a[n] == '/' || b[n] == '/');
}

/* Set file i to a content, 0 for absent; files in its way go. */
static void
set_file(struct git_world *w, int *content, int i, int to)
{
	char text[2] = {(char)('0' + to), '\0'};

	for (int j = 0; to && j < FILES; j++) {
		if (content[j] && clash(names[i], names[j])) {
			git_world_del(w, names[j]);
			content[j] = 0;
		}
	}
	if (to)
		git_world_put(w, names[i], text);
	else if (content[i])
		git_world_del(w, names[i]);
	content[i] = to;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(names[*(const int *)a], names[*(const int *)b]);
}

static struct str
expected(struct arena *a, const int *was, const int *is)
{
	struct buf out = {0};
	int order[FILES];
	struct str text;

	for (int i = 0; i < FILES; i++)
		order[i] = i;
	qsort(order, FILES, sizeof *order, by_name);
	for (int k = 0; k < FILES; k++) {
		int i = order[k];

		if (was[i] != is[i])
			buf_fmt(&out, "%c %s\n",
			        !was[i]  ? '+'
			        : !is[i] ? '-'
			                 : '*',
			        names[i]);
	}
	text = arena_str(a, buf_str(&out));
	buf_release(&out);
	return text;
}

static void
test_random(void **state)
{
	struct git_world w;
	int content[4][FILES] = {{0}};
	git_oid tree[4];
	uint64_t seed = 1;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "always", "here");
	for (int i = 0; i < 4; i++)
		tree[i] = w.tree;
	for (int step = 0; step < 60; step++) {
		int k = step % 4;
		int changes = 1 + (int)next_random(&seed) % 4;

		memcpy(content[k], content[(k + 3) % 4], sizeof content[k]);
		for (int i = 0; i < changes; i++)
			set_file(&w, content[k],
			         (int)(next_random(&seed) % FILES),
			         (int)(next_random(&seed) % 4));
		tree[k] = w.tree;
		for (int i = 0; i < 16; i++) {
			int from = i / 4;
			int to = i % 4;

			assert_true(str_eq(
			    paths_of(&w, &tree[from], &tree[to]),
			    expected(&w.arena, content[from],
			             content[to])));
		}
	}
	git_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds),  cmocka_unit_test(test_empty_sides),
	    cmocka_unit_test(test_swaps),  cmocka_unit_test(test_modes),
	    cmocka_unit_test(test_holds),
	    cmocka_unit_test(test_unread), cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_stop),   cmocka_unit_test(test_random),
	    cmocka_unit_test(test_endless),
	    cmocka_unit_test(test_known_deeper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
