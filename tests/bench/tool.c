/*
 * tool - what the benchmark measures with.
 *
 *     tool run FILE COMMAND...   run a command; FILE gets one line: elapsed
 *                                milliseconds, peak memory in KB, and
 *                                milliseconds of all processors together
 *     tool list DIR              digest and path of every file, sorted
 *     tool write DIR COPY        write the files of DIR again below COPY;
 *                                prints milliseconds, files and bytes
 *     tool read REPOSITORY       read all blobs of HEAD; prints the same
 *
 * The last two are the bare replays that a build is compared with: the same
 * bytes with nothing done to them.  Reading DIR is not part of the time.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/vec.h"

#include <dirent.h>
#include <fcntl.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct files VEC(struct str);

struct tally {
	size_t files;
	size_t bytes;
	git_repository *repo;
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
ms_of(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static int
die(const char *what)
{
	perror(what);
	return 3;
}

static int
run(const char *file, char **argv)
{
	double start = now_ms();
	struct rusage use;
	int status;
	pid_t child = fork();
	FILE *f;

	if (child < 0)
		return die("fork");
	if (child == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	if (wait4(child, &status, 0, &use) < 0)
		return die("wait");
	f = fopen(file, "w");
	if (!f)
		return die(file);
	fprintf(f, "%.2f %ld %.2f\n", now_ms() - start, use.ru_maxrss,
	        ms_of(use.ru_utime) + ms_of(use.ru_stime));
	fclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* Paths of all files below dir, sorted; nothing that is hidden. */
static void
walk(struct arena *a, struct files *found, struct str dir)
{
	struct str path = arena_fmt(a, "%.*s", STR_ARG(dir));
	struct dirent **entry = NULL;
	int n = scandir(path.p, &entry, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		struct str at = arena_fmt(a, "%s/%s", path.p, entry[i]->d_name);
		struct stat st;

		if (entry[i]->d_name[0] != '.' && lstat(at.p, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				walk(a, found, at);
			else
				vec_push(found, at);
		}
		free(entry[i]);
	}
	free(entry);
}

static void
read_file(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		exit(die(path));
	while ((n = fread(buf_reserve(b, 65536), 1, 65536, f)) > 0)
		b->n += n;
	fclose(f);
}

static int
list(struct arena *a, const char *dir)
{
	struct files found = {0};
	struct buf b = {0};
	size_t skip = strlen(dir) + 1;

	walk(a, &found, str_from(dir));
	for (size_t i = 0; i < found.n; i++) {
		char hex[2 * DIGEST_SIZE + 1];

		buf_reset(&b);
		read_file(&b, found.v[i].p);
		digest_hex(hash128(buf_str(&b)), hex);
		printf("%s %s\n", hex, found.v[i].p + skip);
	}
	buf_release(&b);
	vec_release(&found);
	return 0;
}

static void
make_folders(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(path, 0777);
		*p = '/';
	}
}

static int
write_again(struct arena *a, const char *dir, const char *copy)
{
	struct files found = {0};
	struct buf all = {0};
	struct files to = {0};
	struct VEC(size_t) end = {0};
	size_t skip = strlen(dir);
	double start;

	walk(a, &found, str_from(dir));
	for (size_t i = 0; i < found.n; i++) {
		read_file(&all, found.v[i].p);
		vec_push(&end, all.n);
		vec_push(&to, arena_fmt(a, "%s%s", copy, found.v[i].p + skip));
	}
	start = now_ms();
	for (size_t i = 0; i < to.n; i++) {
		size_t from = i ? end.v[i - 1] : 0;
		char *path = (char *)(uintptr_t)to.v[i].p;
		int fd = open(path, O_CREAT | O_WRONLY, 0666);

		if (fd < 0) {
			make_folders(path);
			fd = open(path, O_CREAT | O_WRONLY, 0666);
		}
		if (fd < 0 || write(fd, all.p + from, end.v[i] - from) < 0)
			return die(path);
		close(fd);
	}
	printf("%.2f %zu %zu\n", now_ms() - start, found.n, all.n);
	vec_release(&found);
	vec_release(&to);
	vec_release(&end);
	buf_release(&all);
	return 0;
}

static int
read_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	struct tally *t = payload;
	git_blob *blob;

	(void)root;
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return 0;
	if (git_blob_lookup(&blob, t->repo, git_tree_entry_id(entry)))
		return -1;
	t->files++;
	t->bytes += (size_t)git_blob_rawsize(blob);
	git_blob_free(blob);
	return 0;
}

static int
read_blobs(const char *where)
{
	double start = now_ms();
	struct tally t = {0};
	git_object *tree = NULL;
	int bad;

	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	bad = git_repository_open(&t.repo, where) ||
	      git_revparse_single(&tree, t.repo, "HEAD^{tree}") ||
	      git_tree_walk((git_tree *)tree, GIT_TREEWALK_PRE, read_entry,
	                    &t);
	printf("%.2f %zu %zu\n", now_ms() - start, t.files, t.bytes);
	git_object_free(tree);
	git_repository_free(t.repo);
	git_libgit2_shutdown();
	return bad ? 3 : 0;
}

int
main(int argc, char **argv)
{
	struct arena a;
	int status = 2;

	arena_init(&a);
	if (argc > 3 && strcmp(argv[1], "run") == 0)
		status = run(argv[2], argv + 3);
	else if (argc == 3 && strcmp(argv[1], "list") == 0)
		status = list(&a, argv[2]);
	else if (argc == 4 && strcmp(argv[1], "write") == 0)
		status = write_again(&a, argv[2], argv[3]);
	else if (argc == 3 && strcmp(argv[1], "read") == 0)
		status = read_blobs(argv[2]);
	arena_release(&a);
	return status;
}
