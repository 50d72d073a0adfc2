/*
 * One builder at a time: the second is told who holds the lock; the lock of
 * a killed owner is free.
 */
#include "unit.h"

#include "base/err.h"
#include "os/lock.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct world {
	char folder[64];
	char path[128];
};

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	snprintf(w->folder, sizeof w->folder, P_tmpdir "/u-lock-%ld",
	         (long)getpid());
	assert_int_equal(mkdir(w->folder, 0755), 0);
	snprintf(w->path, sizeof w->path, "%s/lock", w->folder);
	*state = w;
	return 0;
}

static int
stop(void **state)
{
	struct world *w = *state;

	unlink(w->path);
	assert_int_equal(rmdir(w->folder), 0);
	free(w);
	return 0;
}

static void
test_take_twice(void **state)
{
	struct world *w = *state;
	struct lock one, two;
	struct err err = {0};
	char pid[32];

	assert_int_equal(lock_take(&one, w->path, &err), 0);
	assert_int_equal(lock_take(&two, w->path, &err), ERR_LOCKED);
	assert_int_equal(two.fd, -1);
	snprintf(pid, sizeof pid, "process %ld holds", (long)getpid());
	assert_non_null(strstr(err.line, pid));
	assert_non_null(strstr(err.line, w->path));
	lock_release(&two);
	assert_int_equal(lock_take(&two, w->path, &err), ERR_LOCKED);
	lock_release(&one);
	assert_int_equal(one.fd, -1);
	assert_int_equal(lock_take(&two, w->path, &err), 0);
	lock_release(&two);
	lock_release(&two);
}

/* A child that takes the lock, says so and waits to be killed. */
static pid_t
owner(const char *path)
{
	int ends[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct lock lock;

		if (lock_take(&lock, path, NULL) != 0 ||
		    write(ends[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	close(ends[0]);
	return pid;
}

static void
test_killed_owner(void **state)
{
	struct world *w = *state;
	pid_t pid = owner(w->path);
	struct lock lock;
	struct err err = {0};
	char text[32];

	assert_int_equal(lock_take(&lock, w->path, &err), ERR_LOCKED);
	snprintf(text, sizeof text, "process %ld holds", (long)pid);
	assert_non_null(strstr(err.line, text));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(access(w->path, F_OK), 0);
	assert_int_equal(lock_take(&lock, w->path, &err), 0);
	lock_release(&lock);
}

/* A file that some other program left is no lock. */
static void
test_stale_file(void **state)
{
	struct world *w = *state;
	FILE *f = fopen(w->path, "w");
	struct lock lock, other;
	struct err err = {0};
	char text[32];

	assert_non_null(f);
	fprintf(f, "1\nleft over from long ago\n");
	fclose(f);
	assert_int_equal(lock_take(&lock, w->path, &err), 0);
	assert_int_equal(lock_take(&other, w->path, &err), ERR_LOCKED);
	snprintf(text, sizeof text, "process %ld holds", (long)getpid());
	assert_non_null(strstr(err.line, text));
	lock_release(&lock);
}

static void
on_alarm(int number)
{
	(void)number;
}

/*
 * The first try finds the lock taken; an owner that ends while we wait lets
 * us in, one that stays does not, and nothing is waited for in vain.
 */
static void
test_wait(void **state)
{
	struct world *w = *state;
	struct sigaction action = {.sa_handler = on_alarm};
	struct lock lock;
	struct err err = {0};
	pid_t killer;
	pid_t pid = owner(w->path);

	assert_int_equal(lock_wait(&lock, w->path, 0, &err), ERR_LOCKED);
	assert_int_equal(lock_wait(&lock, w->path, 12, &err), ERR_LOCKED);
	assert_int_equal(lock.fd, -1);
	assert_non_null(strstr(err.line, w->path));
	/* A signal in between ends no waiting. */
	sigaction(SIGALRM, &action, NULL);
	ualarm(3000, 3000);
	assert_int_equal(lock_wait(&lock, w->path, 30, &err), ERR_LOCKED);
	killer = fork();
	if (killer == 0) {
		usleep(20000);
		kill(pid, SIGKILL);
		_exit(0);
	}
	assert_int_equal(lock_wait(&lock, w->path, 1000000, &err), 0);
	ualarm(0, 0);
	assert_true(lock.fd >= 0);
	lock_release(&lock);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(waitpid(killer, NULL, 0), killer);
	assert_int_equal(
	    lock_wait(&lock, "no/such/folder/lock", 1000000, &err), ERR_IO);
}

static void
test_no_folder(void **state)
{
	struct lock lock;
	struct err err = {0};

	(void)state;
	assert_int_equal(lock_take(&lock, "no/such/folder/lock", &err),
	                 ERR_IO);
	assert_int_equal(lock.fd, -1);
	assert_non_null(strstr(err.line, "no/such/folder/lock"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_take_twice, start, stop),
	    cmocka_unit_test_setup_teardown(test_killed_owner, start, stop),
	    cmocka_unit_test_setup_teardown(test_stale_file, start, stop),
	    cmocka_unit_test_setup_teardown(test_wait, start, stop),
	    cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
