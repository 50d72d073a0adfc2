#include "os/process.h"

#include "base/vec.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define INPUT_MOST ((size_t)64 << 10)

extern char **environ;

/* A file in memory that the program writes to or reads from. */
static int
memory_file(const char *name, struct str bytes, struct err *err)
{
	int fd = memfd_create(name, MFD_CLOEXEC);

	if (fd < 0)
		return err_io(err, "cannot make", "a file in memory");
	if (bytes.n &&
	    (write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n ||
	     lseek(fd, 0, SEEK_SET) < 0)) {
		close(fd);
		return err_io(err, "cannot write", "a file in memory");
	}
	return fd;
}

static int
read_all(int fd, struct buf *to, struct err *err)
{
	char block[16384];
	ssize_t n;

	buf_reset(to);
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_io(err, "cannot read", "a file in memory");
	while ((n = read(fd, block, sizeof block)) > 0)
		buf_add(to, (struct str){block, (size_t)n});
	return n < 0 ? err_io(err, "cannot read", "a file in memory") : 0;
}

static int
wait_for(pid_t pid, struct err *err)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_io(err, "cannot wait for", "a program");
	return WIFEXITED(status) ? WEXITSTATUS(status)
	                         : 128 + WTERMSIG(status);
}

static bool
is_replaced(const char *ours, const char *const *env)
{
	struct str name = str_from(ours);

	name.n = str_chr(name, '=');
	for (; *env; env++)
		if (str_starts(str_from(*env), name) && (*env)[name.n] == '=')
			return true;
	return false;
}

/* posix_spawn writes to neither arguments nor environment. */
static char *
lent(const char *text)
{
	return (char *)(uintptr_t)text;
}

/* Ours, but for what is replaced; the caller frees the array with mem_free. */
static char **
environment(const char *const *env)
{
	struct VEC(char *) all = {0};

	for (char **e = environ; *e; e++)
		if (!is_replaced(*e, env))
			vec_push(&all, *e);
	for (; *env; env++)
		vec_push(&all, lent(*env));
	vec_push(&all, NULL);
	return all.v;
}

static int
spawn(const struct process *p, const int fd[3], pid_t *pid, struct err *err)
{
	posix_spawn_file_actions_t actions;
	char **env = p->env ? environment(p->env) : NULL;
	char *const *argv = (char *const *)(uintptr_t)p->argv;
	int rc;

	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < (p->show ? 1 : 3); i++)
		posix_spawn_file_actions_adddup2(&actions, fd[i], i);
	if (p->dir)
		posix_spawn_file_actions_addchdir_np(&actions, p->dir);
	rc = posix_spawnp(pid, argv[0], &actions, NULL, argv,
	                  env ? env : environ);
	posix_spawn_file_actions_destroy(&actions);
	mem_free(env);
	if (rc == ENOENT)
		return err_set(err, ERR_ABSENT, "cannot find the program %s",
		               p->argv[0]);
	errno = rc;
	return rc ? err_io(err, "cannot run", p->argv[0]) : 0;
}

int
process_run(const struct process *process, struct buf *out,
            struct buf *errors, struct err *err)
{
	int fd[3] = {-1, -1, -1};
	pid_t pid;
	int rc = 0;
	int status = 0;

	assert(process->input.n <= INPUT_MOST);
	for (int i = 0; i < 3 && rc >= 0; i++) {
		fd[i] = memory_file("gongshi",
		                    i == 0 ? process->input : STR(""), err);
		rc = fd[i] < 0 ? fd[i] : 0;
	}
	if (rc == 0)
		rc = spawn(process, fd, &pid, err);
	if (rc == 0)
		rc = status = wait_for(pid, err);
	if (rc >= 0 && out)
		rc = read_all(fd[1], out, err);
	if (rc >= 0 && errors)
		rc = read_all(fd[2], errors, err);
	for (int i = 0; i < 3; i++)
		if (fd[i] >= 0)
			close(fd[i]);
	return rc < 0 ? rc : status;
}

int
process_self(char path[PATH_SIZE], struct err *err)
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_SIZE - 1);

	path[n < 0 ? 0 : n] = '\0';
	return n < 0 ? err_io(err, "cannot find", "our own program") : 0;
}

int
process_permit(const char *path, struct err *err)
{
	return chmod(path, 0755) < 0 ? err_io(err, "cannot permit", path) : 0;
}
