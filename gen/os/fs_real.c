#include "os/fs.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Some machines refuse longer transfers; none gains from them. */
#define STEP ((size_t)1 << 26)

static int
fail(struct err *err, const char *doing, const char *path)
{
	return errno == ENOENT || errno == ENOTDIR
	           ? err_system(err, ERR_ABSENT, doing, path)
	           : err_io(err, doing, path);
}

static int
open_file(const char *path, int flags)
{
	return (int)TEMP_FAILURE_RETRY(
	    open(path, flags | O_CLOEXEC, 0644));
}

/* Close after a failure, which is the one to report. */
static int
fail_open(int fd, struct err *err, const char *doing, const char *path)
{
	int code = fail(err, doing, path);

	close(fd);
	return code;
}

/* Bytes left in the file after an offset, as far as it has a size. */
static size_t
left_in(int fd, uint64_t from, size_t max)
{
	struct stat st;
	uint64_t left;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (uint64_t)st.st_size <= from)
		return 0;
	left = (uint64_t)st.st_size - from;
	return left < max ? (size_t)left : max;
}

static int
real_read(void *ctx, const char *path, uint64_t from, size_t max,
          struct buf *out, struct err *err)
{
	int fd = open_file(path, O_RDONLY);
	size_t n = out->n;
	size_t room;

	(void)ctx;
	if (fd < 0)
		return fail(err, "cannot open", path);
	room = left_in(fd, from, max) + 1;
	while (max) {
		size_t want = room < max ? room : max;
		ssize_t got;

		if (want > STEP)
			want = STEP;
		got = TEMP_FAILURE_RETRY(pread(fd, buf_reserve(out, want),
		                               want, (off_t)from));
		if (got < 0) {
			out->n = n;
			return fail_open(fd, err, "cannot read", path);
		}
		if (got == 0)
			break;
		out->n += (size_t)got;
		from += (size_t)got;
		max -= (size_t)got;
		room = room > (size_t)got ? room - (size_t)got : 4096;
	}
	close(fd);
	return 0;
}

static int
write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		size_t step = bytes.n < STEP ? bytes.n : STEP;
		ssize_t put = TEMP_FAILURE_RETRY(write(fd, bytes.p, step));

		if (put < 0)
			return -1;
		bytes = str_sub(bytes, (size_t)put, bytes.n);
	}
	return 0;
}

static int
real_write(void *ctx, const char *path, struct str bytes, enum fs_write how,
           struct err *err)
{
	static const int flags[] = {O_EXCL, O_TRUNC, O_APPEND};
	int fd = open_file(path, O_WRONLY | O_CREAT | flags[how]);
	int code = 0;

	(void)ctx;
	if (fd < 0)
		return fail(err, "cannot create", path);
	if (write_all(fd, bytes) != 0)
		code = fail_open(fd, err, "cannot write", path);
	else if (close(fd) != 0 && errno != EINTR)
		code = fail(err, "cannot write", path);
	if (code && how == FS_NEW)
		unlink(path);
	return code;
}

static int
real_sync(void *ctx, const char *path, enum fs_sync how, struct err *err)
{
	int flags = how == FS_SYNC_FILE ? O_RDONLY : O_RDONLY | O_DIRECTORY;
	int fd = open_file(path, flags);
	int result;

	(void)ctx;
	if (fd < 0)
		return fail(err, "cannot open", path);
	if (how == FS_SYNC_ALL)
		result = (int)TEMP_FAILURE_RETRY(syncfs(fd));
	else
		result = (int)TEMP_FAILURE_RETRY(fsync(fd));
	if (result != 0)
		return fail_open(fd, err, "cannot sync", path);
	close(fd);
	return 0;
}

static int
real_rename(void *ctx, const char *from, const char *to, struct err *err)
{
	(void)ctx;
	if (TEMP_FAILURE_RETRY(rename(from, to)) == 0)
		return 0;
	return fail(err, "cannot rename to", to);
}

static int
real_unlink(void *ctx, const char *path, struct err *err)
{
	(void)ctx;
	if (TEMP_FAILURE_RETRY(unlink(path)) == 0)
		return 0;
	return fail(err, "cannot remove", path);
}

static int
real_mkdir(void *ctx, const char *path, struct err *err)
{
	struct stat st;

	(void)ctx;
	if (TEMP_FAILURE_RETRY(mkdir(path, 0755)) == 0)
		return 0;
	if (errno == EEXIST) {
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			return 0;
		errno = EEXIST;
	}
	return fail(err, "cannot make folder", path);
}

static int
real_rmdir(void *ctx, const char *path, struct err *err)
{
	(void)ctx;
	if (TEMP_FAILURE_RETRY(rmdir(path)) == 0)
		return 1;
	if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT ||
	    errno == ENOTDIR)
		return 0;
	return fail(err, "cannot remove folder", path);
}

static enum fs_kind
kind_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return FS_FILE;
	return S_ISDIR(mode) ? FS_DIR : FS_OTHER;
}

static enum fs_kind
kind_of_entry(DIR *dir, const struct dirent *d)
{
	struct stat st;

	if (d->d_type == DT_REG)
		return FS_FILE;
	if (d->d_type == DT_DIR)
		return FS_DIR;
	if (d->d_type != DT_UNKNOWN)
		return FS_OTHER;
	if (fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return FS_OTHER;
	return kind_of_mode(st.st_mode);
}

static int
by_name(const void *a, const void *b)
{
	const struct fs_entry *x = a;
	const struct fs_entry *y = b;

	return str_cmp(x->name, y->name);
}

static int
real_list(void *ctx, const char *path, struct arena *a, struct fs_list *out,
          struct err *err)
{
	struct VEC(struct fs_entry) all = {0};
	DIR *dir = opendir(path);
	struct dirent *d;
	int code = 0;

	(void)ctx;
	if (!dir)
		return fail(err, "cannot list", path);
	while (errno = 0, (d = readdir(dir)) != NULL) {
		struct str name = str_from(d->d_name);
		struct fs_entry e = {{0}, kind_of_entry(dir, d)};

		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		e.name = arena_str(a, name);
		vec_push(&all, e);
	}
	if (errno)
		code = fail(err, "cannot list", path);
	closedir(dir);
	if (!code && all.n) {
		qsort(all.v, all.n, sizeof *all.v, by_name);
		out->entry = arena_copy(a, all.v, all.n, sizeof *all.v);
		out->n = all.n;
	}
	vec_release(&all);
	return code;
}

static int
real_stat(void *ctx, const char *path, struct fs_stat *out, struct err *err)
{
	struct stat st;

	(void)ctx;
	if (lstat(path, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return fail(err, "cannot look at", path);
	}
	out->kind = kind_of_mode(st.st_mode);
	if (out->kind == FS_FILE)
		out->size = (uint64_t)st.st_size;
	return 0;
}

/* Not all file systems here know modes: what cannot be told is left. */
static int
real_liken(void *ctx, const char *path, const char *like, struct err *err)
{
	struct stat st;

	(void)ctx;
	(void)err;
	if (stat(like, &st) == 0)
		(void)!chmod(path, st.st_mode & 07777);
	return 0;
}

struct fs
fs_real(void)
{
	static const struct fs_ops ops = {
	    .read = real_read,
	    .write = real_write,
	    .sync = real_sync,
	    .rename = real_rename,
	    .unlink = real_unlink,
	    .mkdir = real_mkdir,
	    .rmdir = real_rmdir,
	    .list = real_list,
	    .stat = real_stat,
	    .liken = real_liken,
	};

	umask(022);
	return (struct fs){.ops = &ops};
}
