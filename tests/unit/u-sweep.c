/*
 * A build without state onto a folder that is there: whose it is, and what
 * in it has to go.
 */
#include "unit.h"

#include "base/err.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "publish/publish.h"

#include <errno.h>

static bool
is_ours(void *ctx, struct str bytes)
{
	++*(int *)ctx;
	return str_eq(bytes, STR("ours"));
}

static void
test_may_own(void **state)
{
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	struct publish p = {&fs, "st", "out", DURABILITY_NONE};
	struct fs_fault f = {fs, FAULT_FROM, 0, EACCES, 0};
	struct fs closed = fs_fault_fs(&f);
	struct err err = {0};
	int asked = 0;

	(void)state;
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err), 0);
	fs_mkdir(&fs, "out", NULL);
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err), 0);
	fs_replace(&fs, "out/.gitkeep", STR(""), NULL);
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err), 0);
	assert_int_equal(asked, 0);
	fs_replace(&fs, "out/thesis.doc", STR("years of work"), NULL);
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err),
	                 ERR_USAGE);
	assert_non_null(strstr(err.line, "out"));
	assert_int_equal(asked, 0);
	fs_replace(&fs, "out/build.json", STR("theirs"), NULL);
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err),
	                 ERR_USAGE);
	fs_replace(&fs, "out/build.json", STR("ours"), NULL);
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err), 0);
	assert_int_equal(asked, 2);
	p.fs = &closed;
	assert_int_equal(publish_may_own(&p, is_ours, &asked, &err), ERR_IO);
	p.fs = &fs;
	p.output = "out/build.json";
	assert_int_not_equal(publish_may_own(&p, is_ours, &asked, &err), 0);
	fs_mem_free(m);
}

static bool
is_new(void *ctx, struct str path)
{
	(void)ctx;
	return str_ends(path, STR("new.html"));
}

static int
note(void *ctx, struct str path, struct err *err)
{
	struct buf *b = ctx;

	(void)err;
	buf_add(b, path);
	buf_byte(b, '\n');
	return b->n > 400 ? ERR_IO : 0;
}

static void
test_sweep(void **state)
{
	static const char *files[] = {
	    "out/.git/config",    "out/.gitkeep",     "out/a/new.html",
	    "out/a/old.html",     "out/b/.hidden",    "out/b/c/d.html",
	    "out/b/c/e/new.html", "out/b/c/e/x.html", "out/old",
	    "outside/x.html"};
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	struct publish p = {&fs, "st", "out", DURABILITY_NONE};
	struct buf b = {0};
	struct publish_sweep sweep = {&b, is_new, note};

	(void)state;
	fs_mkdir(&fs, "out/.git", NULL);
	fs_mkdir(&fs, "out/a", NULL);
	fs_mkdir(&fs, "out/b/c/e", NULL);
	fs_mkdir(&fs, "out/empty", NULL);
	fs_mkdir(&fs, "outside", NULL);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		assert_int_equal(fs_replace(&fs, files[i], STR(""), NULL), 0);
	assert_int_equal(publish_sweep(&p, &sweep, NULL), 0);
	assert_str(buf_str(&b), "a/old.html\n"
	                        "b/.hidden\n"
	                        "b/c/d.html\n"
	                        "b/c/e/x.html\n"
	                        "old\n");
	while (b.n <= 400)
		buf_byte(&b, ' ');
	assert_int_equal(publish_sweep(&p, &sweep, NULL), ERR_IO);
	p.output = "nowhere";
	assert_int_equal(publish_sweep(&p, &sweep, NULL), 0);
	buf_release(&b);
	fs_mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_may_own),
	    cmocka_unit_test(test_sweep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
