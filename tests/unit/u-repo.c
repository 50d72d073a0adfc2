/*
 * The repository: revisions, the first-parent line, files and folders by
 * path, trees of the work tree and the index; what is refused.
 */
#include "git_world.h"

#include "base/mem.h"
#include "repo/command.h"

#include <fcntl.h>
#include <sys/stat.h>

static void
write_file(struct git_world *w, const char *name, const char *text)
{
	char path[PATH_SIZE];

	assert_int_equal(path_join(path, w->dir, str_from(name), NULL), 0);
	assert_int_equal(fs_replace(&w->fs, path, str_from(text), NULL), 0);
}

static void
test_refused(void **state)
{
	struct git_world w;
	struct repo *repo = NULL;
	struct commit commit;
	struct err err = {0};

	(void)state;
	git_world_open(&w, false);
	assert_int_equal(repo_resolve(w.repo, "HEAD", &commit, &err),
	                 ERR_GIT);
	git_world_put(&w, "a", "1");
	git_world_commit(&w);
	git_world_head(&w);
	assert_int_equal(repo_resolve(w.repo, "HEAD", &commit, &err), 0);
	write_file(&w, ".git/shallow",
	           "0123456789012345678901234567890123456789\n");
	assert_int_equal(repo_open(w.dir, &repo, &err), ERR_GIT);
	assert_null(repo);
	assert_non_null(strstr(err.line, "shallow"));
	assert_int_equal(repo_open("/nowhere", &repo, &err), ERR_GIT);
	assert_null(repo);
	repo_close(NULL);
	git_world_close(&w);
}

static void
test_revisions(void **state)
{
	static const char *const bad[] = {"nobody", "HEAD~2", "",
	                                  "HEAD^{tree}", "HEAD:a"};
	struct git_world w;
	struct oid one;
	struct oid two;
	struct commit c;
	struct err err = {0};
	char hex[2 * OID_SIZE + 1];

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a", "1");
	one = git_world_commit(&w);
	git_world_put(&w, "a", "2");
	two = git_world_commit(&w);
	git_world_head(&w);
	assert_int_equal(repo_resolve(w.repo, "HEAD", &c, &err), 0);
	assert_true(oid_eq(&c.id, &two) && oid_eq(&c.parent, &one));
	assert_false(c.root);
	assert_int_equal(c.time, w.time);
	assert_int_equal(repo_resolve(w.repo, "main~1", &c, &err), 0);
	assert_true(oid_eq(&c.id, &one) && c.root && oid_is_zero(&c.parent));
	oid_hex(&one, hex);
	assert_int_equal(repo_resolve(w.repo, hex, &c, &err), 0);
	hex[8] = '\0';
	assert_int_equal(repo_resolve(w.repo, hex, &c, &err), 0);
	assert_true(oid_eq(&c.id, &one));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(repo_resolve(w.repo, bad[i], &c, &err),
		                 ERR_GIT);
	assert_int_equal(repo_commit(w.repo, &c.tree, &c, &err), ERR_GIT);
	assert_null(repo_workdir(w.repo));
	git_world_close(&w);
}

static void
expect_line(struct git_world *w, const struct oid *tip,
            const struct oid *until, const struct oid *want, size_t n,
            bool met)
{
	struct oid *ids;
	size_t got;
	bool found;

	assert_int_equal(
	    repo_line(w->repo, tip, until, &ids, &got, &found, NULL), 0);
	assert_int_equal(got, n);
	assert_int_equal(found, met);
	for (size_t i = 0; i < n; i++)
		assert_true(oid_eq(&ids[i], &want[i]));
	mem_free(ids);
}

static void
test_line(void **state)
{
	struct git_world w;
	struct oid c[4];
	struct oid side;
	struct oid none = {{1}};
	struct oid *ids;
	size_t n;
	bool met;

	(void)state;
	git_world_open(&w, true);
	for (int i = 0; i < 3; i++) {
		git_world_put(&w, "a", i == 0 ? "0" : i == 1 ? "1" : "2");
		c[i] = git_world_commit(&w);
	}
	git_world_go(&w, &c[0]);
	git_world_put(&w, "b", "1");
	side = git_world_commit(&w);
	git_world_go(&w, &c[2]);
	c[3] = git_world_merge(&w, &side);
	expect_line(&w, &c[3], NULL, c, 4, true);
	expect_line(&w, &c[3], &c[1], c + 2, 2, true);
	expect_line(&w, &c[3], &c[0], c + 1, 3, true);
	expect_line(&w, &c[3], &c[3], c, 0, true);
	/* The other parent and what is unknown are not on the line. */
	expect_line(&w, &c[3], &side, c, 4, false);
	expect_line(&w, &c[3], &none, c, 4, false);
	assert_int_equal(
	    repo_line(w.repo, &none, NULL, &ids, &n, &met, NULL), ERR_GIT);
	git_world_close(&w);
}

static void
test_paths(void **state)
{
	struct git_world w;
	struct oid tree;
	struct oid id;
	struct buf bytes = {0};
	uint64_t size;
	git_oid theirs;
	char *large;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a/b/c.md", "text");
	git_world_put(&w, "d", "");
	git_world_put_mode(&w, "link", "a/b/c.md", GIT_FILEMODE_LINK);
	tree = repo_oid(&w.tree);
	assert_int_equal(repo_file(w.repo, &tree, STR("a/b/c.md"), &id, NULL),
	                 1);
	assert_int_equal(repo_blob(w.repo, &id, &bytes, NULL), 0);
	assert_str(buf_str(&bytes), "text");
	assert_int_equal(repo_blob_size(w.repo, &id, &size, NULL), 0);
	assert_int_equal(size, 4);
	assert_int_equal(repo_file(w.repo, &tree, STR("d"), &id, NULL), 1);
	assert_int_equal(repo_blob(w.repo, &id, &bytes, NULL), 0);
	assert_int_equal(bytes.n, 0);
	assert_int_equal(repo_file(w.repo, &tree, STR("a/b"), &id, NULL), 0);
	assert_int_equal(repo_file(w.repo, &tree, STR("a/x"), &id, NULL), 0);
	assert_int_equal(repo_file(w.repo, &tree, STR("d/x"), &id, NULL), 0);
	assert_int_equal(repo_file(w.repo, &tree, STR(""), &id, NULL), 0);
	assert_int_equal(repo_file(w.repo, &tree, STR("link"), &id, NULL), 0);
	assert_int_equal(repo_subtree(w.repo, &tree, STR(""), &id, NULL), 1);
	assert_true(oid_eq(&id, &tree));
	assert_int_equal(repo_subtree(w.repo, &tree, STR("a/b"), &id, NULL),
	                 1);
	assert_int_equal(repo_file(w.repo, &id, STR("c.md"), &id, NULL), 1);
	assert_int_equal(repo_subtree(w.repo, &tree, STR("d"), &id, NULL), 0);
	assert_int_equal(repo_subtree(w.repo, &tree, STR("x"), &id, NULL), 0);
	assert_int_equal(repo_blob(w.repo, &tree, &bytes, NULL), ERR_GIT);
	large = mem_zalloc(1, ((size_t)BLOB_MB << 20) + 1);
	git_ok(git_blob_create_from_buffer(&theirs, w.git, large,
	                                   (size_t)BLOB_MB << 20));
	id = repo_oid(&theirs);
	assert_int_equal(repo_blob(w.repo, &id, &bytes, NULL), 0);
	git_ok(git_blob_create_from_buffer(&theirs, w.git, large,
	                                   ((size_t)BLOB_MB << 20) + 1));
	id = repo_oid(&theirs);
	assert_int_equal(repo_blob(w.repo, &id, &bytes, NULL), ERR_GIT);
	mem_free(large);
	memset(&id, 7, sizeof id);
	assert_int_equal(repo_blob(w.repo, &id, &bytes, NULL), ERR_GIT);
	assert_int_equal(repo_blob_size(w.repo, &id, &size, NULL), ERR_GIT);
	assert_int_equal(repo_subtree(w.repo, &id, STR("a"), &id, NULL),
	                 ERR_GIT);
	buf_release(&bytes);
	git_world_close(&w);
}

/* What a tree of files in it holds under a name; empty when nothing. */
static struct str
content_of_tree(struct git_world *w, const struct oid *tree,
                const char *path)
{
	struct buf bytes = {0};
	struct oid id;
	struct str text = {0};

	if (repo_file(w->repo, tree, str_from(path), &id, NULL) == 1) {
		assert_int_equal(repo_blob(w->repo, &id, &bytes, NULL), 0);
		text = arena_str(&w->arena, buf_str(&bytes));
	}
	buf_release(&bytes);
	return text;
}

static void
test_worktree(void **state)
{
	struct git_world w;
	struct oid tree;
	struct oid staged;
	git_index *index;

	(void)state;
	git_world_open(&w, false);
	write_file(&w, "kept", "1");
	write_file(&w, "changed", "1");
	write_file(&w, "gone", "1");
	write_file(&w, ".gitignore", "*.tmp\n");
	git_ok(git_repository_index(&index, w.git));
	git_ok(git_index_add_all(index, NULL, 0, NULL, NULL));
	git_ok(git_index_write(index));
	git_index_free(index);
	write_file(&w, "changed", "another");
	write_file(&w, "new", "1");
	write_file(&w, "x.tmp", "1");
	assert_int_equal(
	    fs_unlink(&w.fs, arena_fmt(&w.arena, "%s/gone", w.dir).p, NULL),
	    0);
	for (int i = 0; i < 2; i++) {
		/* The second time shows that the index stayed as it was. */
		assert_int_equal(repo_worktree(w.repo, &tree, NULL), 0);
		assert_int_equal(repo_staged(w.repo, &staged, NULL), 0);
		assert_str(content_of_tree(&w, &tree, "kept"), "1");
		assert_str(content_of_tree(&w, &tree, "changed"), "another");
		assert_str(content_of_tree(&w, &tree, "new"), "1");
		assert_str(content_of_tree(&w, &tree, "gone"), "");
		assert_str(content_of_tree(&w, &tree, "x.tmp"), "");
		assert_str(content_of_tree(&w, &staged, "changed"), "1");
		assert_str(content_of_tree(&w, &staged, "gone"), "1");
		assert_str(content_of_tree(&w, &staged, "new"), "");
	}
	assert_non_null(repo_workdir(w.repo));
	git_world_close(&w);
	git_world_open(&w, true);
	assert_int_equal(repo_worktree(w.repo, &tree, NULL), ERR_GIT);
	assert_int_equal(repo_staged(w.repo, &tree, NULL), ERR_GIT);
	git_world_close(&w);
}

static unsigned
objects_of(const char *path)
{
	const struct fs fs = fs_real();
	struct arena a;
	struct fs_list list;
	size_t n;

	arena_init(&a);
	assert_int_equal(fs_list(&fs, path, &a, &list, NULL), 0);
	n = list.n;
	arena_release(&a);
	return (unsigned)n;
}

/* Such trees can be read by the handle that made them alone. */
static void
test_keep_clean(void **state)
{
	struct git_world w;
	struct repo *dup;
	struct oid tree;
	struct oid id;
	unsigned before;

	(void)state;
	git_world_open(&w, false);
	write_file(&w, "a", "1");
	before = objects_of(arena_fmt(&w.arena, "%s/.git/objects", w.dir).p);
	assert_int_equal(repo_keep_clean(w.repo, NULL), 0);
	assert_int_equal(repo_worktree(w.repo, &tree, NULL), 0);
	assert_str(content_of_tree(&w, &tree, "a"), "1");
	assert_int_equal(
	    objects_of(arena_fmt(&w.arena, "%s/.git/objects", w.dir).p),
	    before);
	assert_int_equal(repo_dup(w.repo, &dup, NULL), 0);
	assert_int_equal(repo_file(dup, &tree, STR("a"), &id, NULL), ERR_GIT);
	repo_close(dup);
	git_world_close(&w);
}

static void
run_git(struct git_world *w, const char *const *argv)
{
	const struct command git = {.dir = w->dir};

	assert_int_equal(command_run(&git, argv, NULL, NULL), 0);
}

/* Whichever way a tree is made, it is the one that `git add` would make. */
static void
test_filters(void **state)
{
	static const char *const clean[] = {"git", "config",
	                                    "filter.up.clean", "tr a-z A-Z",
	                                    NULL};
	static const char *const add[] = {"git", "add", "-A", NULL};
	const struct str line = STR("line");
	const struct str up = STR("up");
	struct git_world w;
	struct oid tree, kept, staged, over, mixed;

	(void)state;
	git_world_open(&w, false);
	run_git(&w, clean);
	write_file(&w, "mixed", "one\r\n");
	run_git(&w, add);
	assert_int_equal(repo_staged(w.repo, &mixed, NULL), 0);
	write_file(&w, ".gitattributes",
	           "* text=auto eol=crlf\nup filter=up\n"
	           "latin working-tree-encoding=ISO-8859-1\n");
	write_file(&w, "mixed", "one\r\ntwo\r\n");
	write_file(&w, "line", "one\r\ntwo\r\n");
	write_file(&w, "up", "small");
	write_file(&w, "latin", "\xe9");
	over = mixed;
	assert_int_equal(repo_overlay(w.repo, &over, &line, 1, NULL), 0);
	assert_int_equal(repo_overlay(w.repo, &over, &up, 1, NULL), ERR_GIT);
	assert_str(content_of_tree(&w, &over, "line"), "one\ntwo\n");
	assert_int_equal(repo_worktree(w.repo, &tree, NULL), 0);
	assert_int_equal(repo_keep_clean(w.repo, NULL), 0);
	assert_int_equal(repo_worktree(w.repo, &kept, NULL), 0);
	assert_str(content_of_tree(&w, &kept, "line"), "one\ntwo\n");
	assert_str(content_of_tree(&w, &kept, "mixed"), "one\r\ntwo\r\n");
	assert_str(content_of_tree(&w, &kept, "up"), "SMALL");
	assert_str(content_of_tree(&w, &kept, "latin"), "\xc3\xa9");
	run_git(&w, add);
	assert_int_equal(repo_staged(w.repo, &staged, NULL), 0);
	assert_true(oid_eq(&tree, &staged));
	assert_true(oid_eq(&kept, &staged));
	git_world_close(&w);
}

static void
test_take_folder(void **state)
{
	struct git_world w;
	struct oid from;
	struct oid base;
	struct oid tree;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "in/x", "1");
	git_world_put(&w, "out", "1");
	base = repo_oid(&w.tree);
	git_world_put(&w, "in/y", "2");
	git_world_del(&w, "in/x");
	git_world_put(&w, "out", "2");
	from = repo_oid(&w.tree);
	tree = base;
	assert_int_equal(repo_take_folder(w.repo, &tree, &from, "in", NULL),
	                 0);
	assert_str(content_of_tree(&w, &tree, "in/x"), "");
	assert_str(content_of_tree(&w, &tree, "in/y"), "2");
	assert_str(content_of_tree(&w, &tree, "out"), "1");
	tree = base;
	assert_int_equal(repo_take_folder(w.repo, &tree, &from, "", NULL), 0);
	assert_true(oid_eq(&tree, &from));
	/* Neither has it; it is new; it went. */
	tree = base;
	assert_int_equal(repo_take_folder(w.repo, &tree, &from, "no", NULL),
	                 0);
	assert_true(oid_eq(&tree, &base));
	git_world_put(&w, "new/z", "3");
	from = repo_oid(&w.tree);
	assert_int_equal(repo_take_folder(w.repo, &tree, &from, "new", NULL),
	                 0);
	assert_str(content_of_tree(&w, &tree, "new/z"), "3");
	assert_int_equal(repo_take_folder(w.repo, &tree, &base, "new", NULL),
	                 0);
	assert_true(oid_eq(&tree, &base));
	git_world_close(&w);
}

static void
set_age(struct git_world *w, const char *name)
{
	const struct timespec old[2] = {{.tv_sec = 1000000000},
	                                {.tv_sec = 1000000000}};
	struct str path = arena_fmt(&w->arena, "%s/%s", w->dir, name);

	assert_int_equal(utimensat(AT_FDCWD, path.p, old, 0), 0);
}

/* An edit in the second of the last `git add` that leaves the length shows
 * by the age of the index alone. */
static void
test_worktree_same_second(void **state)
{
	struct git_world w;
	struct oid tree;
	git_index *index;

	(void)state;
	git_world_open(&w, false);
	write_file(&w, "x", "1");
	set_age(&w, "x");
	git_ok(git_repository_index(&index, w.git));
	git_ok(git_index_add_all(index, NULL, 0, NULL, NULL));
	git_ok(git_index_write(index));
	git_index_free(index);
	set_age(&w, ".git/index");
	write_file(&w, "x", "2");
	set_age(&w, "x");
	assert_int_equal(repo_worktree(w.repo, &tree, NULL), 0);
	assert_str(content_of_tree(&w, &tree, "x"), "2");
	git_world_close(&w);
}

static void
test_dup(void **state)
{
	struct git_world w;
	struct repo *dup;
	struct oid tree;
	struct oid id;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "a", "1");
	tree = repo_oid(&w.tree);
	assert_int_equal(repo_dup(w.repo, &dup, NULL), 0);
	assert_int_equal(repo_file(dup, &tree, STR("a"), &id, NULL), 1);
	repo_close(dup);
	assert_int_equal(repo_file(w.repo, &tree, STR("a"), &id, NULL), 1);
	git_world_close(&w);
}

static void
test_oid(void **state)
{
	static const char hex[] = "00112233445566778899aabbccddeeff01234567";
	char text[2 * OID_SIZE + 1];
	struct oid id = {{0}};
	struct oid zero = {{0}};

	(void)state;
	assert_true(oid_is_zero(&zero));
	assert_true(oid_parse(STR("00112233445566778899aabbccddeeff01234567"),
	                      &id));
	assert_int_equal(id.b[2], 0x22);
	oid_hex(&id, text);
	assert_string_equal(text, hex);
	assert_false(oid_is_zero(&id));
	assert_false(oid_eq(&id, &zero));
	assert_false(oid_parse((struct str){hex, 39}, &id));
	assert_false(oid_parse((struct str){hex, 0}, &id));
	assert_false(
	    oid_parse(STR("0011223344556677889gaabbccddeeff01234567"), &id));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_refused),  cmocka_unit_test(test_revisions),
	    cmocka_unit_test(test_line),     cmocka_unit_test(test_paths),
	    cmocka_unit_test(test_worktree), cmocka_unit_test(test_dup),
	    cmocka_unit_test(test_worktree_same_second),
	    cmocka_unit_test(test_keep_clean),
	    cmocka_unit_test(test_filters),
	    cmocka_unit_test(test_take_folder),
	    cmocka_unit_test(test_oid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
