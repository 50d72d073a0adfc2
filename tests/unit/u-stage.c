/* The stage: files of many threads, by number, all gone after a drop. */
#include "unit.h"

#include "base/err.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "os/work.h"
#include "publish/stage.h"

#include <errno.h>

struct world {
	struct fs_mem *mem;
	struct fs fs;
};

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	w->mem = fs_mem_new();
	w->fs = fs_mem_fs(w->mem);
	*state = w;
	return 0;
}

static int
stop(void **state)
{
	struct world *w = *state;

	fs_mem_free(w->mem);
	free(w);
	return 0;
}

static void
test_put(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	struct err err = {0};
	char path[PATH_SIZE];

	assert_int_equal(stage_put(&w->fs, "st", 0x1a, STR("x"), &err), 0);
	assert_int_equal(stage_path(path, "st", 0x1a, &err), 0);
	assert_string_equal(path, "st/stage/a/1a");
	assert_int_equal(fs_read(&w->fs, path, &b, &err), 0);
	assert_str(buf_str(&b), "x");
	assert_int_equal(stage_put(&w->fs, "st", 0x1a, STR("y"), &err),
	                 ERR_IO);
	assert_int_equal(
	    stage_put(&w->fs, "st", UINT64_MAX, STR("z"), &err), 0);
	assert_int_equal(stage_sync(&w->fs, "st", &err), 0);
	assert_int_equal(stage_drop(&w->fs, "st", &err), 0);
	assert_int_equal(fs_kind_of(&w->fs, "st/stage"), FS_ABSENT);
	assert_int_equal(fs_kind_of(&w->fs, "st"), FS_DIR);
	assert_int_equal(stage_drop(&w->fs, "st", &err), 0);
	buf_release(&b);
}

static int
put_one(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	struct world *w = ctx;
	char text[32];

	(void)worker;
	(void)slot;
	snprintf(text, sizeof text, "file %zu", i);
	return stage_put(&w->fs, "st", i, str_from(text), err);
}

static void
test_threads(void **state)
{
	struct world *w = *state;
	struct work_job job = {.ctx = w, .n = 300, .produce = put_one};
	struct err err = {0};
	struct buf b = {0};
	char path[PATH_SIZE], text[32];

	assert_int_equal(work_ordered(4, &job, &err), 0);
	for (size_t i = 0; i < 300; i++) {
		stage_path(path, "st", i, NULL);
		snprintf(text, sizeof text, "file %zu", i);
		assert_int_equal(fs_read(&w->fs, path, &b, NULL), 0);
		assert_str(buf_str(&b), text);
	}
	assert_int_equal(stage_drop(&w->fs, "st", &err), 0);
	assert_int_equal(fs_kind_of(&w->fs, "st/stage"), FS_ABSENT);
	buf_release(&b);
}

/* Whatever operation fails: the line names the place, a drop cleans up. */
static void
test_full(void **state)
{
	struct world *w = *state;
	struct fs_fault f = {w->fs, FAULT_ONCE, 0, ENOSPC, 0};
	struct fs fs = fs_fault_fs(&f);
	int code = ERR_FULL;

	for (; code; f.at++) {
		struct err err = {0};

		f.count = 0;
		code = stage_put(&fs, "st", 7, STR("seven"), &err);
		if (code) {
			assert_int_equal(code, ERR_FULL);
			assert_non_null(strstr(err.line, " st"));
		}
		assert_int_equal(stage_drop(&w->fs, "st", NULL), 0);
		fs_rmdir(&w->fs, "st", NULL);
	}
	assert_in_range(f.at, 5, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_put, start, stop),
	    cmocka_unit_test_setup_teardown(test_threads, start, stop),
	    cmocka_unit_test_setup_teardown(test_full, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
