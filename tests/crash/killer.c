/*
 * killer - a library for LD_PRELOAD that kills a process, or fails it, at
 * its n-th change of a file.
 *
 *     gcc -shared -fPIC -O2 -D_GNU_SOURCE -o killer.so killer.c
 *     LD_PRELOAD=./killer.so GONGSHI_KILL_COUNT=n.txt gongshi build ...
 *     LD_PRELOAD=./killer.so GONGSHI_KILL_AT=17 gongshi build ...
 *
 * Environment:
 *     GONGSHI_KILL_AT     N, from 1: what happens to the N-th call
 *     GONGSHI_KILL_WHEN   before (default): SIGKILL instead of the call
 *                         after: SIGKILL right after it
 *                         half: a write puts half its bytes, then SIGKILL
 *     GONGSHI_KILL_ERRNO  a number: the call fails with this errno instead,
 *                         and nobody is killed
 *     GONGSHI_KILL_FROM   1: so do all later calls
 *     GONGSHI_KILL_COUNT  a file: at exit the number of calls goes there
 *
 * Counted are write, pwrite, writev, pwritev, ftruncate, fsync, fdatasync
 * and syncfs on regular files and folders (from descriptor 3), open and
 * openat that may create or empty a file, rename, renameat, renameat2,
 * link, unlink, unlinkat, mkdir, mkdirat, rmdir and msync: calls of the
 * program and of the libraries that it is linked to, liblmdb among them.
 * close is not: it changes nothing on the disk, so dying there is dying
 * before the next counted call.  With one thread the count of a call is the
 * same in every run.
 *
 * A preloaded library has nobody to hand its state to, so that the counter
 * below is the one file-scope variable that changes.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum fate { RUN, FAIL, DIE_AFTER, DIE_HALF };

static unsigned long counter;

static unsigned long
number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 10) : 0;
}

static void
die(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
}

/* Count one call and say what becomes of it. */
static enum fate
judge(void)
{
	unsigned long n =
	    __atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
	unsigned long at = number_of("GONGSHI_KILL_AT");
	const char *when = getenv("GONGSHI_KILL_WHEN");
	int number = (int)number_of("GONGSHI_KILL_ERRNO");
	bool from = number_of("GONGSHI_KILL_FROM") > 0;

	if (!at || n < at || (n > at && !from))
		return RUN;
	if (number) {
		errno = number;
		return FAIL;
	}
	if (when && strcmp(when, "after") == 0)
		return DIE_AFTER;
	if (when && strcmp(when, "half") == 0)
		return DIE_HALF;
	die();
	return RUN;
}

/* Any call that is made through its number. */
static long
call(long number, long a, long b, long c, long d, long e)
{
	enum fate fate = judge();
	long result;

	if (fate == FAIL)
		return -1;
	if (fate == DIE_HALF)
		die();
	result = syscall(number, a, b, c, d, e);
	if (fate == DIE_AFTER)
		die();
	return result;
}

static bool
is_counted(int fd)
{
	struct stat st;

	return fd > 2 && fstat(fd, &st) == 0 &&
	       (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

/* A call on a descriptor; counted when it is a file's. */
static long
call_fd(long number, int fd, long b, long c, long d, long e)
{
	if (!is_counted(fd))
		return syscall(number, fd, b, c, d, e);
	return call(number, fd, b, c, d, e);
}

/* A write of n bytes, which may be cut in half. */
static ssize_t
call_write(long number, int fd, const void *p, size_t n, off_t at)
{
	enum fate fate;
	long result;

	if (!is_counted(fd))
		return syscall(number, fd, p, n, at);
	fate = judge();
	if (fate == FAIL)
		return -1;
	if (fate == DIE_HALF)
		n /= 2;
	result = syscall(number, fd, p, n, at);
	if (fate != RUN)
		die();
	return result;
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return call_write(SYS_write, fd, p, n, 0);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	return call_write(SYS_pwrite64, fd, p, n, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	return call_write(SYS_pwrite64, fd, p, n, at);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
	return call_fd(SYS_writev, fd, (long)v, n, 0, 0);
}

ssize_t
pwritev(int fd, const struct iovec *v, int n, off_t at)
{
	return call_fd(SYS_pwritev, fd, (long)v, n, at, 0);
}

ssize_t
pwritev64(int fd, const struct iovec *v, int n, off64_t at)
{
	return call_fd(SYS_pwritev, fd, (long)v, n, at, 0);
}

int
ftruncate(int fd, off_t n)
{
	return (int)call_fd(SYS_ftruncate, fd, n, 0, 0, 0);
}

int
ftruncate64(int fd, off64_t n)
{
	return (int)call_fd(SYS_ftruncate, fd, n, 0, 0, 0);
}

int
fsync(int fd)
{
	return (int)call_fd(SYS_fsync, fd, 0, 0, 0, 0);
}

int
fdatasync(int fd)
{
	return (int)call_fd(SYS_fdatasync, fd, 0, 0, 0, 0);
}

int
syncfs(int fd)
{
	return (int)call_fd(SYS_syncfs, fd, 0, 0, 0, 0);
}

int
msync(void *p, size_t n, int flags)
{
	return (int)call(SYS_msync, (long)p, (long)n, flags, 0, 0);
}

static int
open_at(int dir, const char *path, int flags, mode_t mode)
{
	if (flags & (O_CREAT | O_TRUNC))
		return (int)call(SYS_openat, dir, (long)path, flags,
		                 (long)mode, 0);
	return (int)syscall(SYS_openat, dir, path, flags, mode);
}

/* The mode is there only when a file may be made. */
static mode_t
mode_of(int flags, va_list args)
{
	if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE)
		return va_arg(args, mode_t);
	return 0;
}

#define OPEN_AT(dir)                                   \
	va_list args;                                  \
	mode_t mode;                                   \
	va_start(args, flags);                         \
	mode = mode_of(flags, args);                   \
	va_end(args);                                  \
	return open_at((dir), path, flags, mode)

int
open(const char *path, int flags, ...)
{
	OPEN_AT(AT_FDCWD);
}

int
open64(const char *path, int flags, ...)
{
	OPEN_AT(AT_FDCWD);
}

int
openat(int dir, const char *path, int flags, ...)
{
	OPEN_AT(dir);
}

int
openat64(int dir, const char *path, int flags, ...)
{
	OPEN_AT(dir);
}

int
rename(const char *from, const char *to)
{
	return (int)call(SYS_renameat2, AT_FDCWD, (long)from, AT_FDCWD,
	                 (long)to, 0);
}

int
renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	return (int)call(SYS_renameat2, from_dir, (long)from, to_dir,
	                 (long)to, 0);
}

int
renameat2(int from_dir, const char *from, int to_dir, const char *to,
          unsigned flags)
{
	return (int)call(SYS_renameat2, from_dir, (long)from, to_dir,
	                 (long)to, flags);
}

int
link(const char *from, const char *to)
{
	return (int)call(SYS_linkat, AT_FDCWD, (long)from, AT_FDCWD, (long)to,
	                 0);
}

int
unlink(const char *path)
{
	return (int)call(SYS_unlinkat, AT_FDCWD, (long)path, 0, 0, 0);
}

int
unlinkat(int dir, const char *path, int flags)
{
	return (int)call(SYS_unlinkat, dir, (long)path, flags, 0, 0);
}

int
mkdir(const char *path, mode_t mode)
{
	return (int)call(SYS_mkdirat, AT_FDCWD, (long)path, (long)mode, 0, 0);
}

int
mkdirat(int dir, const char *path, mode_t mode)
{
	return (int)call(SYS_mkdirat, dir, (long)path, (long)mode, 0, 0);
}

int
rmdir(const char *path)
{
	return (int)call(SYS_unlinkat, AT_FDCWD, (long)path, AT_REMOVEDIR, 0,
	                 0);
}

static void __attribute__((destructor))
tell_count(void)
{
	const char *path = getenv("GONGSHI_KILL_COUNT");
	char text[32];
	int n, fd;

	if (!path)
		return;
	n = snprintf(text, sizeof text, "%lu\n", counter);
	fd = (int)syscall(SYS_openat, AT_FDCWD, path,
	                  O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd >= 0)
		syscall(SYS_write, fd, text, (size_t)n);
}
