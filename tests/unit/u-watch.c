#include "os/watch.h"
#include "git_world.h"

struct watched_world {
	struct git_world git;
	struct watch *watch;
	struct arena arena;
	struct watch_news news;
};

static void
put(struct watched_world *w, const char *name, const char *text)
{
	char path[PATH_SIZE];

	assert_int_equal(
	    path_join(path, w->git.dir, str_from(name), NULL), 0);
	assert_int_equal(
	    fs_replace(&w->git.fs, path, str_from(text), NULL), 0);
}

static void
make(struct watched_world *w, const char *name)
{
	char path[PATH_SIZE];

	assert_int_equal(
	    path_join(path, w->git.dir, str_from(name), NULL), 0);
	assert_int_equal(fs_mkdir(&w->git.fs, path, NULL), 0);
}

static void
move(struct watched_world *w, const char *from, const char *to)
{
	char a[PATH_SIZE];
	char b[PATH_SIZE];

	assert_int_equal(path_join(a, w->git.dir, str_from(from), NULL), 0);
	assert_int_equal(path_join(b, w->git.dir, str_from(to), NULL), 0);
	assert_int_equal(fs_rename(&w->git.fs, a, b, NULL), 0);
}

static void
read_news(struct watched_world *w)
{
	assert_int_equal(watch_read(w->watch, &w->arena, &w->news, NULL), 0);
}

static void
told(const struct watched_world *w, size_t i, const char *path)
{
	assert_true(i < w->news.n);
	assert_true(str_eq(w->news.path[i], str_from(path)));
}

static void
begin(struct watched_world *w)
{
	static const char *const below[] = {"content", "nosuch", NULL};

	git_world_open(&w->git, false);
	arena_init(&w->arena);
	make(w, "content/a/b");
	make(w, "other");
	assert_int_equal(watch_open(&w->watch, w->git.dir, below, NULL), 0);
}

static void
end(struct watched_world *w)
{
	watch_close(w->watch);
	arena_release(&w->arena);
	git_world_close(&w->git);
}

static void
test_files(void **state)
{
	struct watched_world w;

	(void)state;
	begin(&w);
	read_news(&w);
	assert_int_equal(w.news.n, 0);
	put(&w, "content/a/b/two", "2");
	put(&w, "content/one", "1");
	put(&w, "content/one", "11");
	put(&w, "other/three", "3");
	put(&w, "content/.one.swp", "x");
	put(&w, "content/one~", "x");
	read_news(&w);
	assert_int_equal(w.news.n, 2);
	assert_false(w.news.all);
	told(&w, 0, "content/a/b/two");
	told(&w, 1, "content/one");
	move(&w, "content/one", "content/a/one");
	read_news(&w);
	assert_int_equal(w.news.n, 2);
	told(&w, 0, "content/a/one");
	told(&w, 1, "content/one");
	read_news(&w);
	assert_int_equal(w.news.n, 0);
	end(&w);
}

static void
test_folders(void **state)
{
	struct watched_world w;

	(void)state;
	begin(&w);
	/* What a folder brings, and what comes into it afterwards. */
	put(&w, "other/inside", "1");
	move(&w, "other", "content/moved");
	read_news(&w);
	assert_int_equal(w.news.n, 1);
	told(&w, 0, "content/moved/inside");
	put(&w, "content/moved/later", "1");
	make(&w, "content/moved/deep");
	read_news(&w);
	told(&w, 0, "content/moved/later");
	put(&w, "content/moved/deep/x", "1");
	read_news(&w);
	assert_int_equal(w.news.n, 1);
	told(&w, 0, "content/moved/deep/x");
	/* What a folder takes away cannot be told name by name. */
	move(&w, "content/moved", "away");
	read_news(&w);
	assert_true(w.news.all);
	end(&w);
}

/* A tree brought up to date by names is the tree that is read whole. */
static void
test_overlay(void **state)
{
	struct watched_world w;
	struct oid tree;
	struct oid whole;

	(void)state;
	begin(&w);
	put(&w, "content/a/b/two", "2");
	put(&w, ".gitignore", "*.log\n");
	assert_int_equal(repo_worktree(w.git.repo, &tree, NULL), 0);
	read_news(&w);
	for (int step = 0; step < 5; step++) {
		char path[PATH_SIZE];

		if (step == 0)
			make(&w, "content/new/deep");
		if (step == 0)
			put(&w, "content/new/deep/one", "1");
		if (step == 1)
			put(&w, "content/a/x.log", "ignored");
		if (step == 2)
			move(&w, "content/a/b/two", "content/a/two");
		if (step == 3)
			put(&w, "content/a/two", "22");
		if (step == 4) {
			path_join(path, w.git.dir, STR("content/a/two"),
			          NULL);
			assert_int_equal(fs_unlink(&w.git.fs, path, NULL),
			                 0);
		}
		read_news(&w);
		assert_true(w.news.n > 0);
		assert_int_equal(repo_overlay(w.git.repo, &tree, w.news.path,
		                              w.news.n, NULL),
		                 0);
		assert_int_equal(repo_worktree(w.git.repo, &whole, NULL), 0);
		if (!oid_eq(&tree, &whole))
			fail_msg("step %d: another tree", step);
	}
	end(&w);
}

/* Folders beside are told of, without names, and without their folders. */
static void
test_beside(void **state)
{
	struct watched_world w;

	(void)state;
	begin(&w);
	make(&w, "other/deep");
	assert_int_equal(
	    watch_beside(w.watch,
	                 arena_fmt(&w.arena, "%s/other", w.git.dir).p, NULL),
	    0);
	assert_int_equal(watch_beside(w.watch, "/no/such/folder", NULL), 0);
	read_news(&w);
	assert_false(w.news.beside);
	put(&w, "other/deep/x", "1");
	put(&w, "content/one", "1");
	read_news(&w);
	assert_false(w.news.beside);
	assert_int_equal(w.news.n, 1);
	/* As git does it: a lock takes the place of the file. */
	put(&w, "outside", "1");
	move(&w, "outside", "other/HEAD.lock");
	read_news(&w);
	assert_false(w.news.beside);
	move(&w, "other/HEAD.lock", "other/HEAD");
	read_news(&w);
	assert_true(w.news.beside);
	assert_false(w.news.all);
	assert_int_equal(w.news.n, 0);
	end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_files),
	                                   cmocka_unit_test(test_folders),
	                                   cmocka_unit_test(test_beside),
	                                   cmocka_unit_test(test_overlay)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
