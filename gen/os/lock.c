#include "os/lock.h"

#include "base/err.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define PAUSE 5 /* milliseconds between two tries */

/* The owner writes its number right after taking the lock. */
static int
held(int fd, const char *path, struct err *err)
{
	char text[24];
	ssize_t n = TEMP_FAILURE_RETRY(pread(fd, text, sizeof text, 0));
	struct str pid = {text, n > 0 ? (size_t)n : 0};
	uint64_t number;

	if (str_u64(str_trim(pid), &number))
		return err_set(err, ERR_LOCKED,
		               "another build is running: process %llu "
		               "holds %s",
		               (unsigned long long)number, path);
	return err_set(err, ERR_LOCKED,
	               "another build is running: it holds %s", path);
}

static int
write_pid(int fd)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());

	if (TEMP_FAILURE_RETRY(ftruncate(fd, 0)) != 0)
		return -1;
	if (TEMP_FAILURE_RETRY(pwrite(fd, text, (size_t)n, 0)) != n)
		return -1;
	return 0;
}

int
lock_take(struct lock *lock, const char *path, struct err *err)
{
	int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	int fd = (int)TEMP_FAILURE_RETRY(open(path, flags, 0644));
	int code = 0;

	lock->fd = -1;
	if (fd < 0)
		return err_io(err, "cannot open", path);
	if (TEMP_FAILURE_RETRY(flock(fd, LOCK_EX | LOCK_NB)) != 0)
		code = errno == EWOULDBLOCK ? held(fd, path, err)
		                            : err_io(err, "cannot lock", path);
	else if (write_pid(fd) != 0)
		code = err_io(err, "cannot write", path);
	if (code) {
		close(fd);
		return code;
	}
	lock->fd = fd;
	return 0;
}

int
lock_wait(struct lock *lock, const char *path, unsigned most, struct err *err)
{
	const struct timespec pause = {0, PAUSE * 1000000L};
	unsigned waited = 0;
	int rc = lock_take(lock, path, err);

	for (; rc == ERR_LOCKED && waited < most; waited += PAUSE) {
		nanosleep(&pause, NULL);
		rc = lock_take(lock, path, err);
	}
	return rc;
}

void
lock_release(struct lock *lock)
{
	if (lock->fd < 0)
		return;
	if (ftruncate(lock->fd, 0) != 0)
		lock->fd = lock->fd; /* the number is a hint only */
	close(lock->fd);
	lock->fd = -1;
}
