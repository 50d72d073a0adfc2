/*
 * damage - what lies beside the output is lost, cut or altered; the next
 * build gives the bytes of a clean one, or fails and leaves the output as it
 * was.  It never publishes something else and never dies of a signal.
 * One exception, counted and told: where the structure of LMDB's own pages
 * is altered, not a value, LMDB 0.9 itself may die (it trusts its pages);
 * then the output is old or new in every file, and a build without the
 * state gives the clean bytes.
 *
 * CRASH_EVERY=1  many more cuts and flips; else a sample
 *
 * The output's own files are not watched between builds (that is what
 * `gongshi verify` is for), but for build.json: without it, or without the
 * whole folder, a build begins from nothing.
 */
#include "crash/scene.h"

#include "os/fs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct damage {
	struct scene *s;
	struct fs fs;
	struct buf bytes; /* of data.mdb as it was */
	char data[400];
	unsigned passed;
	unsigned failed;
	unsigned clean;   /* builds that gave the clean bytes */
	unsigned refused; /* builds that failed and changed nothing */
	unsigned signals;
	bool structure;   /* may LMDB die of the damage? */
};

static void
path_in(char path[400], const char *folder, const char *name)
{
	snprintf(path, 400, "%s/%s", folder, name);
}

/* The build died: the output is whole, and without the state all is well. */
static bool
is_mended(struct damage *d, enum scene_commit commit)
{
	d->signals++;
	if (!d->structure || !scene_whole(d->s, SCENE_FIRST, commit))
		return false;
	fs_remove_tree(&d->fs, d->s->state, NULL);
	return scene_build(d->s, commit, NULL) == 0 &&
	       scene_is(d->s, commit);
}

/* Build after the damage and judge. */
static void
judge(struct damage *d, const char *what, unsigned long where,
      enum scene_commit commit)
{
	struct folder before, now;
	int status;
	bool ok;

	folder_read(&before, d->s->out);
	status = scene_build(d->s, commit, NULL);
	folder_read(&now, d->s->out);
	if (WIFSIGNALED(status)) {
		ok = is_mended(d, commit);
		if (!ok)
			printf("    signal %d\n", WTERMSIG(status));
	} else if (WEXITSTATUS(status) == 0) {
		d->clean++;
		ok = scene_is(d->s, commit);
	} else {
		d->refused++;
		ok = !folder_touched(&before, &now);
		if (!ok)
			printf("    refused, but the output was changed\n");
	}
	folder_release(&before);
	folder_release(&now);
	d->passed += ok;
	d->failed += !ok;
	if (!ok)
		printf("FAILED: %s %lu\n", what, where);
}

static void
put_data(struct damage *d, struct str bytes)
{
	fs_replace(&d->fs, d->data, bytes, NULL);
}

static void
cut_data(struct damage *d, unsigned times)
{
	for (unsigned i = 0; i < times; i++) {
		size_t n = d->bytes.n * i / times;

		if (i % 3 == 1)
			n += 1234; /* not at the end of a page */
		if (n > d->bytes.n)
			continue;
		scene_reset(d->s);
		put_data(d, str_sub(buf_str(&d->bytes), 0, n));
		judge(d, "data.mdb cut to", n, SCENE_EDIT);
	}
}

static unsigned
half_at(const struct damage *d, size_t at)
{
	return (unsigned char)d->bytes.p[at] |
	       (unsigned)(unsigned char)d->bytes.p[at + 1] << 8;
}

/*
 * A byte of a value.  A page's header has 16 bytes, with its flags at 10
 * (2: leaf) and the end of its node table at 12; a node is the size in two
 * 16-bit halves, low one first, flags, key size, key, value, all
 * little-endian; flags 0 mean that the value is here.
 * source: mdb.c of LMDB 0.9
 */
static bool
value_at(const struct damage *d, struct random *r, size_t *at)
{
	size_t page = random_below(r, (unsigned)(d->bytes.n / 4096)) * 4096;
	unsigned nodes = (half_at(d, page + 12) - 16) / 2;
	size_t node, size;

	if (half_at(d, page + 10) != 2 || nodes == 0 || nodes > 2000)
		return false;
	node = page + half_at(d, page + 16 + 2 * random_below(r, nodes));
	if (node > page + 4096 - 8)
		return false;
	size = half_at(d, node) + ((size_t)half_at(d, node + 2) << 16);
	*at = node + 8 + half_at(d, node + 6);
	/* Names of 8 bytes are those of LMDB's list of free pages. */
	if (half_at(d, node + 4) != 0 || size == 0 ||
	    half_at(d, node + 6) == 8 || *at + size > page + 4096)
		return false;
	*at += random_below(r, (unsigned)size);
	return true;
}

static void
flip_data(struct damage *d, unsigned times, bool values)
{
	struct random r = {77};
	const char *what = values ? "value altered at" : "data.mdb altered at";

	d->structure = !values;
	for (unsigned i = 0; i < times; i++) {
		size_t at = random_next(&r) % d->bytes.n;
		char mask = (char)(1 + random_below(&r, 255));

		while (values && !value_at(d, &r, &at))
			;
		scene_reset(d->s);
		d->bytes.p[at] = (char)(d->bytes.p[at] ^ mask);
		put_data(d, buf_str(&d->bytes));
		d->bytes.p[at] = (char)(d->bytes.p[at] ^ mask);
		judge(d, what, at, SCENE_EDIT);
	}
}

/* Whole pages of nothing, as a file system leaves them after a crash. */
static void
blank_data(struct damage *d, unsigned times)
{
	struct buf copy = {0};

	for (unsigned i = 0; i < times; i++) {
		size_t at = d->bytes.n / 4096 * i / times * 4096;

		scene_reset(d->s);
		buf_reset(&copy);
		buf_add(&copy, buf_str(&d->bytes));
		memset(copy.p + at, 0, 4096);
		put_data(d, buf_str(&copy));
		judge(d, "data.mdb blank at", at, SCENE_EDIT);
	}
	buf_release(&copy);
}

/* A build that died after its commit point; its journal is then cut. */
static void
tear_journal(struct damage *d, unsigned long calls)
{
	struct blow blow = {calls * 3 / 4, "before"};
	char path[400];
	struct buf journal = {0};

	path_in(path, d->s->state, "journal");
	for (unsigned i = 0; i < 12; i++) {
		size_t n;

		scene_reset(d->s);
		scene_build(d->s, SCENE_EDIT, &blow);
		if (fs_read(&d->fs, path, &journal, NULL) < 0) {
			printf("FAILED: no journal to tear\n");
			d->failed++;
			break;
		}
		n = journal.n * i / 12;
		fs_replace(&d->fs, path, str_sub(buf_str(&journal), 0, n),
		           NULL);
		/* The files are half renamed, and what the rest should be is
		 * lost: only a build from nothing can tell. */
		judge(d, "journal torn at", n,
		      i % 2 ? SCENE_EDIT : SCENE_MORE);
	}
	buf_release(&journal);
}

static void
lose_things(struct damage *d)
{
	struct scene *s = d->s;
	char path[400];

	scene_reset(s);
	fs_remove_tree(&d->fs, s->state, NULL);
	judge(d, "no state", 0, SCENE_EDIT);
	scene_reset(s);
	fs_remove_tree(&d->fs, d->data, NULL);
	judge(d, "no data.mdb", 0, SCENE_EDIT);
	scene_reset(s);
	fs_remove_tree(&d->fs, s->out, NULL);
	judge(d, "no output", 0, SCENE_EDIT);
	scene_reset(s);
	fs_remove_tree(&d->fs, s->out, NULL);
	judge(d, "no output, nothing new", 0, SCENE_FIRST);
	scene_reset(s);
	path_in(path, s->out, "build.json");
	fs_unlink(&d->fs, path, NULL);
	judge(d, "no build.json", 0, SCENE_EDIT);
	scene_reset(s);
	fs_unlink(&d->fs, path, NULL);
	judge(d, "no build.json, nothing new", 0, SCENE_FIRST);
	scene_reset(s);
	path_in(path, s->state, "stage/3");
	fs_mkdir(&d->fs, path, NULL);
	path_in(path, s->state, "stage/3/3");
	fs_replace(&d->fs, path, STR("left over"), NULL);
	judge(d, "stage left over", 0, SCENE_EDIT);
	scene_reset(s);
	path_in(path, s->state, "journal");
	fs_replace(&d->fs, path, STR("GSJOURN\n nonsense"), NULL);
	judge(d, "journal of nonsense", 0, SCENE_EDIT);
}

int
main(void)
{
	const char *every = getenv("CRASH_EVERY");
	unsigned times = every && *every == '1' ? 10 : 1;
	struct damage d = {.fs = fs_real()};
	struct scene s;

	if (!scene_open(&s, "damage"))
		return 1;
	d.s = &s;
	path_in(d.data, s.state, "store/data.mdb");
	scene_reset(&s);
	if (fs_read(&d.fs, d.data, &d.bytes, NULL) < 0) {
		printf("there is no %s\n", d.data);
		return 1;
	}
	lose_things(&d);
	scene_reset(&s);
	tear_journal(&d, scene_calls(&s));
	cut_data(&d, 30 * times);
	flip_data(&d, 150 * times, true);
	flip_data(&d, 150 * times, false);
	blank_data(&d, 30 * times);
	printf("%u builds gave the clean bytes, %u failed and changed "
	       "nothing, LMDB died %u times\n",
	       d.clean, d.refused, d.signals);
	buf_release(&d.bytes);
	scene_close(&s, false);
	printf("%u passed, %u failed\n", d.passed, d.failed);
	return d.failed ? 1 : 0;
}
