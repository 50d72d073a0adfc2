/*
 * Files: the real file system and the one in memory keep the same promises,
 * and the one that fails does so where it is told to.
 */
#include "unit.h"

#include "base/err.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "os/fs.h"
#include "os/path.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * While hostile, every second call is interrupted and the others transfer
 * three bytes at most.  These stand in front of the C library's.
 */
static unsigned hostile;

static bool
is_interrupted(size_t *n)
{
	if (!hostile)
		return false;
	if (*n > 3)
		*n = 3;
	if (hostile++ % 2)
		return false;
	errno = EINTR;
	return true;
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return is_interrupted(&n) ? -1 : syscall(SYS_write, fd, p, n);
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	return is_interrupted(&n) ? -1
	                          : syscall(SYS_pread64, fd, p, n, at);
}

int
fsync(int fd)
{
	size_t n = 0;

	return is_interrupted(&n) ? -1 : (int)syscall(SYS_fsync, fd);
}

struct world {
	struct fs fs;
	struct fs_mem *mem;      /* NULL: the real one */
	char root[64];
	char path[4][PATH_SIZE]; /* used in turn by at() */
	unsigned turn;
};

static const char *
at(struct world *w, const char *name)
{
	char *path = w->path[w->turn++ % 4];

	assert_int_equal(path_join(path, w->root, str_from(name), NULL), 0);
	return path;
}

static int
start_real(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	snprintf(w->root, sizeof w->root, P_tmpdir "/u-fs-%ld",
	         (long)getpid());
	assert_int_equal(mkdir(w->root, 0755), 0);
	w->fs = fs_real();
	*state = w;
	return 0;
}

static int
start_mem(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	strcpy(w->root, "root");
	w->mem = fs_mem_new();
	w->fs = fs_mem_fs(w->mem);
	assert_int_equal(fs_mkdir(&w->fs, w->root, NULL), 0);
	*state = w;
	return 0;
}

static int
stop(void **state)
{
	struct world *w = *state;

	assert_int_equal(fs_remove_tree(&w->fs, w->root, NULL), 0);
	assert_int_equal(fs_kind_of(&w->fs, w->root), FS_ABSENT);
	fs_mem_free(w->mem);
	free(w);
	return 0;
}

static void
assert_file(struct world *w, const char *name, const char *text)
{
	struct buf b = {0};

	assert_int_equal(fs_read(&w->fs, at(w, name), &b, NULL), 0);
	assert_str(buf_str(&b), text);
	buf_release(&b);
}

static void
test_write_read(void **state)
{
	struct world *w = *state;
	struct err err = {0};
	struct buf b = {0};

	assert_int_equal(fs_read(&w->fs, at(w, "a"), &b, &err), ERR_ABSENT);
	assert_non_null(strstr(err.line, at(w, "a")));
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "a"), STR("one"), &err), 0);
	assert_file(w, "a", "one");
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "a"), STR("two"), &err), ERR_IO);
	assert_non_null(strstr(err.line, at(w, "a")));
	assert_file(w, "a", "one");
	assert_int_equal(fs_append(&w->fs, at(w, "a"), STR("+two"), &err), 0);
	assert_file(w, "a", "one+two");
	assert_int_equal(fs_replace(&w->fs, at(w, "a"), STR("3"), &err), 0);
	assert_file(w, "a", "3");
	assert_int_equal(fs_append(&w->fs, at(w, "b"), STR(""), &err), 0);
	assert_file(w, "b", "");
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "no/a"), STR(""), &err), ERR_ABSENT);
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "a/b"), STR(""), &err), ERR_ABSENT);
	buf_release(&b);
}

static void
test_read_part(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	const char *a = at(w, "a");

	fs_replace(&w->fs, a, STR("0123456789"), NULL);
	buf_adds(&b, "<");
	assert_int_equal(fs_read_part(&w->fs, a, 2, 3, &b, NULL), 0);
	assert_str(buf_str(&b), "<234");
	assert_int_equal(fs_read_part(&w->fs, a, 8, 99, &b, NULL), 0);
	assert_str(buf_str(&b), "<23489");
	assert_int_equal(fs_read_part(&w->fs, a, 10, 99, &b, NULL), 0);
	assert_int_equal(fs_read_part(&w->fs, a, 99, 99, &b, NULL), 0);
	assert_int_equal(fs_read_part(&w->fs, a, 0, 0, &b, NULL), 0);
	assert_str(buf_str(&b), "<23489");
	assert_int_equal(fs_read_part(&w->fs, w->root, 0, 9, &b, NULL),
	                 ERR_IO);
	assert_str(buf_str(&b), "<23489");
	buf_release(&b);
}

static void
test_large(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	struct buf c = {0};

	for (unsigned i = 0; i < 700000; i++)
		buf_fmt(&b, "%u,", i * 2654435761u);
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "big"), buf_str(&b), NULL), 0);
	assert_int_equal(fs_read(&w->fs, at(w, "big"), &c, NULL), 0);
	assert_true(str_eq(buf_str(&b), buf_str(&c)));
	buf_release(&b);
	buf_release(&c);
}

static void
test_rename_unlink(void **state)
{
	struct world *w = *state;
	struct err err = {0};

	fs_replace(&w->fs, at(w, "a"), STR("A"), NULL);
	fs_replace(&w->fs, at(w, "b"), STR("B"), NULL);
	assert_int_equal(fs_rename(&w->fs, at(w, "a"), at(w, "b"), &err), 0);
	assert_file(w, "b", "A");
	assert_int_equal(fs_kind_of(&w->fs, at(w, "a")), FS_ABSENT);
	assert_int_equal(fs_rename(&w->fs, at(w, "a"), at(w, "c"), &err),
	                 ERR_ABSENT);
	assert_int_equal(fs_rename(&w->fs, at(w, "b"), at(w, "x/c"), &err),
	                 ERR_ABSENT);
	fs_mkdir(&w->fs, at(w, "dir"), NULL);
	assert_int_equal(fs_rename(&w->fs, at(w, "b"), at(w, "dir"), &err),
	                 ERR_IO);
	assert_int_equal(fs_unlink(&w->fs, at(w, "dir"), &err), ERR_IO);
	assert_int_equal(fs_unlink(&w->fs, at(w, "a"), &err), ERR_ABSENT);
	assert_int_equal(fs_discard(&w->fs, at(w, "a"), &err), 0);
	assert_int_equal(fs_discard(&w->fs, at(w, "b/c"), &err), 0);
	assert_int_equal(fs_discard(&w->fs, at(w, "dir"), &err), ERR_IO);
	assert_int_equal(fs_unlink(&w->fs, at(w, "b"), &err), 0);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "b")), FS_ABSENT);
}

static void
test_folders(void **state)
{
	struct world *w = *state;
	struct err err = {0};

	assert_int_equal(fs_mkdir(&w->fs, at(w, "p/q/r"), &err), 0);
	assert_int_equal(fs_mkdir(&w->fs, at(w, "p/q/r"), &err), 0);
	assert_int_equal(fs_mkdir(&w->fs, at(w, "p/q/s/t"), &err), 0);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "p/q/r")), FS_DIR);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "p/q/s/t")), FS_DIR);
	assert_int_equal(fs_rmdir(&w->fs, at(w, "p/q"), &err), 0);
	assert_int_equal(fs_rmdir(&w->fs, at(w, "p/q/r"), &err), 1);
	assert_int_equal(fs_rmdir(&w->fs, at(w, "p/q/r"), &err), 0);
	fs_replace(&w->fs, at(w, "p/f"), STR("F"), NULL);
	assert_int_equal(fs_rmdir(&w->fs, at(w, "p/f"), &err), 0);
	assert_file(w, "p/f", "F");
	assert_int_equal(fs_mkdir(&w->fs, at(w, "p/f"), &err), ERR_IO);
	assert_int_equal(fs_mkdir(&w->fs, at(w, "p/f/g/h"), &err), ERR_IO);
	assert_non_null(strstr(err.line, "p/f"));
	assert_int_equal(fs_remove_tree(&w->fs, at(w, "p"), &err), 0);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "p")), FS_ABSENT);
	assert_int_equal(fs_remove_tree(&w->fs, at(w, "p"), &err), 0);
}

static void
test_list(void **state)
{
	static const char *names[] = {"b", "a.b", "a", "B", "\xe4\xb8\xad"};
	struct world *w = *state;
	struct arena a;
	struct fs_list list;

	arena_init(&a);
	assert_int_equal(fs_list(&w->fs, w->root, &a, &list, NULL), 0);
	assert_int_equal(list.n, 0);
	for (size_t i = 0; i < 5; i++)
		fs_replace(&w->fs, at(w, names[i]), STR("x"), NULL);
	fs_mkdir(&w->fs, at(w, "aa/deep"), NULL);
	assert_int_equal(fs_list(&w->fs, w->root, &a, &list, NULL), 0);
	assert_int_equal(list.n, 6);
	assert_str(list.entry[0].name, "B");
	assert_str(list.entry[1].name, "a");
	assert_str(list.entry[2].name, "a.b");
	assert_str(list.entry[3].name, "aa");
	assert_str(list.entry[4].name, "b");
	assert_str(list.entry[5].name, "\xe4\xb8\xad");
	assert_int_equal(list.entry[3].kind, FS_DIR);
	assert_int_equal(list.entry[4].kind, FS_FILE);
	assert_int_equal(fs_list(&w->fs, at(w, "no"), &a, &list, NULL),
	                 ERR_ABSENT);
	assert_int_equal(fs_list(&w->fs, at(w, "b"), &a, &list, NULL),
	                 ERR_ABSENT);
	assert_int_equal(list.n, 0);
	arena_release(&a);
}

static void
test_stat_sync(void **state)
{
	struct world *w = *state;
	struct fs_stat st;
	struct err err = {0};

	fs_replace(&w->fs, at(w, "a"), STR("12345"), NULL);
	assert_int_equal(fs_stat(&w->fs, at(w, "a"), &st, &err), 0);
	assert_int_equal(st.kind, FS_FILE);
	assert_int_equal(st.size, 5);
	assert_int_equal(fs_stat(&w->fs, w->root, &st, &err), 0);
	assert_int_equal(st.kind, FS_DIR);
	assert_int_equal(fs_stat(&w->fs, at(w, "a/b"), &st, &err), 0);
	assert_int_equal(st.kind, FS_ABSENT);
	assert_int_equal(fs_sync_file(&w->fs, at(w, "a"), &err), 0);
	assert_int_equal(fs_sync_dir(&w->fs, w->root, &err), 0);
	assert_int_equal(fs_sync_all(&w->fs, w->root, &err), 0);
	assert_int_equal(fs_sync_file(&w->fs, at(w, "b"), &err), ERR_ABSENT);
	assert_int_equal(fs_sync_all(&w->fs, at(w, "b"), &err), ERR_ABSENT);
	assert_int_equal(fs_sync_dir(&w->fs, at(w, "a"), &err), ERR_ABSENT);
}

/* --- what only the real one has --- */

static void
test_links_stay(void **state)
{
	struct world *w = *state;

	fs_mkdir(&w->fs, at(w, "other"), NULL);
	fs_replace(&w->fs, at(w, "other/file"), STR("kept"), NULL);
	fs_mkdir(&w->fs, at(w, "tree"), NULL);
	assert_int_equal(symlink("../other", at(w, "tree/link")), 0);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "tree/link")), FS_OTHER);
	assert_int_equal(fs_remove_tree(&w->fs, at(w, "tree"), NULL), 0);
	assert_file(w, "other/file", "kept");
}

/* A folder of one's own each time: what lies in another one stays. */
static void
test_scratch(void **state)
{
	struct world *w = *state;
	char path[PATH_SIZE], file[2][PATH_SIZE];
	struct err err = {0};

	assert_int_equal(setenv("TMPDIR", w->root, 1), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(fs_scratch(&w->fs, path, &err), 0);
		assert_true(str_starts(str_from(path), str_from(w->root)));
		path_join(file[i], path, STR("left"), NULL);
		assert_int_equal(
		    fs_write_new(&w->fs, file[i], STR(""), &err), 0);
	}
	assert_int_equal(fs_kind_of(&w->fs, file[0]), FS_FILE);
	unsetenv("TMPDIR");
}

static void
test_modes(void **state)
{
	struct world *w = *state;
	struct stat st;

	umask(0);
	w->fs = fs_real();
	fs_replace(&w->fs, at(w, "f"), STR(""), NULL);
	fs_mkdir(&w->fs, at(w, "d"), NULL);
	assert_int_equal(stat(at(w, "f"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(chmod(at(w, "f"), 0600), 0);
	assert_int_equal(fs_rewrite(&w->fs, at(w, "f"), STR("x"), NULL), 0);
	assert_int_equal(stat(at(w, "f"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(at(w, "d"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
}

/* Whatever goes wrong, the file is as before and alone. */
static void
test_rewrite_all_or_nothing(void **state)
{
	struct world *w = *state;
	struct fs_fault f = {w->fs, FAULT_ONCE, 0, ENOSPC, 0};
	struct fs fs = fs_fault_fs(&f);
	struct fs_list list;
	struct arena a;
	struct buf b = {0};

	arena_init(&a);
	assert_int_equal(fs_replace(&w->fs, at(w, "f"), STR("old"), NULL), 0);
	while (fs_rewrite(&fs, at(w, "f"), STR("new"), NULL) < 0) {
		assert_int_equal(fs_read(&w->fs, at(w, "f"), &b, NULL), 0);
		assert_str(buf_str(&b), "old");
		assert_int_equal(fs_list(&w->fs, w->root, &a, &list, NULL),
		                 0);
		assert_int_equal(list.n, 1);
		f.at++;
		f.count = 0;
	}
	assert_int_equal(f.at, 4); /* write, liken, sync, rename */
	assert_int_equal(fs_read(&w->fs, at(w, "f"), &b, NULL), 0);
	assert_str(buf_str(&b), "new");
	buf_release(&b);
	arena_release(&a);
}

static void
test_hostile(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	const char *a = at(w, "a");

	hostile = 1;
	assert_int_equal(
	    fs_write_new(&w->fs, a, STR("0123456789abcdef"), NULL), 0);
	assert_int_equal(fs_append(&w->fs, a, STR("ghijk"), NULL), 0);
	assert_int_equal(fs_sync_file(&w->fs, a, NULL), 0);
	assert_int_equal(fs_sync_dir(&w->fs, w->root, NULL), 0);
	assert_int_equal(fs_read(&w->fs, a, &b, NULL), 0);
	assert_str(buf_str(&b), "0123456789abcdefghijk");
	buf_reset(&b);
	assert_int_equal(fs_read_part(&w->fs, a, 5, 11, &b, NULL), 0);
	assert_str(buf_str(&b), "56789abcdef");
	assert_true(hostile > 25);
	hostile = 0;
	buf_release(&b);
}

/* A write that stops half way: the size limit allows ten bytes. */
static void
test_no_half_file(void **state)
{
	struct world *w = *state;
	struct rlimit old, ten;
	struct err err = {0};

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	ten = old;
	ten.rlim_cur = 10;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &ten), 0);
	assert_int_equal(
	    fs_write_new(&w->fs, at(w, "a"), STR("0123456789abc"), &err),
	    ERR_IO);
	setrlimit(RLIMIT_FSIZE, &old);
	signal(SIGXFSZ, SIG_DFL);
	assert_non_null(strstr(err.line, at(w, "a")));
	assert_int_equal(fs_kind_of(&w->fs, at(w, "a")), FS_ABSENT);
}

static void
test_full(void **state)
{
	struct fs fs = fs_real();
	struct err err = {0};

	(void)state;
	if (access("/dev/full", W_OK) != 0) {
		print_message("no /dev/full here: skipped\n");
		skip();
	}
	assert_int_equal(fs_append(&fs, "/dev/full", STR("x"), &err),
	                 ERR_FULL);
	assert_int_equal(err.code, ERR_FULL);
	assert_non_null(strstr(err.line, "/dev/full"));
}

/* --- failing on purpose --- */

static void
test_fault(void **state)
{
	struct world *w = *state;
	struct fs_fault f = {w->fs, FAULT_ONCE, 1, ENOSPC, 0};
	struct fs fs = fs_fault_fs(&f);
	struct err err = {0};

	assert_int_equal(fs_replace(&fs, at(w, "a"), STR("a"), &err), 0);
	assert_int_equal(fs_replace(&fs, at(w, "a"), STR("b"), &err),
	                 ERR_FULL);
	assert_file(w, "a", "a");
	assert_int_equal(fs_replace(&fs, at(w, "a"), STR("c"), &err), 0);
	assert_file(w, "a", "c");
	assert_int_equal(f.count, 3);

	f = (struct fs_fault){w->fs, FAULT_KILL_HALF, 0, 0, 0};
	assert_int_equal(fs_replace(&fs, at(w, "a"), STR("1234"), &err),
	                 ERR_IO);
	assert_file(w, "a", "12");
	assert_int_equal(fs_unlink(&fs, at(w, "a"), &err), ERR_IO);
	assert_file(w, "a", "12");

	f = (struct fs_fault){w->fs, FAULT_KILL_AFTER, 0, 0, 0};
	assert_int_equal(fs_unlink(&fs, at(w, "a"), &err), ERR_IO);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "a")), FS_ABSENT);
	assert_int_equal(fs_replace(&fs, at(w, "a"), STR("x"), &err), ERR_IO);
	assert_int_equal(fs_kind_of(&w->fs, at(w, "a")), FS_ABSENT);
}

/* What a power failure may take, and what it may not. */
static void
test_power(void **state)
{
	struct world *w = *state;
	struct fs_mem *after;
	struct buf b = {0};
	bool lost[8];
	size_t n;

	fs_replace(&w->fs, at(w, "a"), STR("aaaa"), NULL); /* 1 */
	fs_sync_file(&w->fs, at(w, "a"), NULL);            /* 2 */
	fs_replace(&w->fs, at(w, "b"), STR("bbbb"), NULL); /* 3 */
	fs_sync_dir(&w->fs, w->root, NULL);                /* 4 */
	fs_rename(&w->fs, at(w, "b"), at(w, "c"), NULL);   /* 5 */
	fs_mem_log(w->mem, &n);
	assert_int_equal(n, 6);
	fs_mem_pending(w->mem, n, lost);
	assert_true(lost[0]); /* the folder `root` itself */
	assert_false(lost[1]);
	assert_true(lost[3]);
	assert_true(lost[5]);
	lost[0] = lost[3] = false;
	after = fs_mem_crash(w->mem, n, lost, 3);
	fs_mem_dump(after, "root", &b);
	assert_str(buf_str(&b), "root/a: aaaa\nroot/b: bb\n");
	fs_mem_free(after);
	fs_sync_all(&w->fs, w->root, NULL);
	fs_mem_pending(w->mem, 7, lost);
	for (size_t i = 0; i < 7; i++)
		assert_false(lost[i]);
	buf_release(&b);
}

#define BOTH(name, test)                                                     \
	{"real: " name, test, start_real, stop, NULL},                       \
	    {"mem: " name, test, start_mem, stop, NULL}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BOTH("write and read", test_write_read),
	    BOTH("read part", test_read_part),
	    BOTH("large", test_large),
	    BOTH("rename and unlink", test_rename_unlink),
	    BOTH("folders", test_folders),
	    BOTH("list", test_list),
	    BOTH("stat and sync", test_stat_sync),
	    BOTH("fault", test_fault),
	    cmocka_unit_test_setup_teardown(test_links_stay, start_real,
	                                    stop),
	    cmocka_unit_test_setup_teardown(test_scratch, start_real, stop),
	    cmocka_unit_test_setup_teardown(test_modes, start_real, stop),
	    cmocka_unit_test_setup_teardown(test_rewrite_all_or_nothing,
	                                    start_mem, stop),
	    cmocka_unit_test_setup_teardown(test_hostile, start_real, stop),
	    cmocka_unit_test_setup_teardown(test_no_half_file, start_real,
	                                    stop),
	    cmocka_unit_test(test_full),
	    cmocka_unit_test_setup_teardown(test_power, start_mem, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
