/*
 * law - random histories: every chain of builds gives the bytes of a clean
 * build.
 *
 * LAW_HISTORIES  how many (else GONGSHI_HISTORIES, else 60)
 * LAW_SEED       the first seed; a failure prints the one to repeat
 * LAW_STEPS      builds in a history, else about 8
 *
 * Each history runs in a process of its own, as many at a time as there are
 * processors, in /dev/shm if there is one.  The folder of a history that
 * fails is kept.
 */
#include "law/trial.h"

#include "base/mem.h"
#include "os/fs.h"
#include "os/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define HISTORIES 60
#define STEPS 8
#define HANG 300 /* seconds after which a history counts as hanging */

struct law {
	struct fixture fixture;
	char dir[200];
	uint64_t seed;
	unsigned steps;
	struct tally *tally; /* shared by all processes, one for each slot */
	unsigned failed;
	unsigned passed;
};

/* ------------------------------------------------------------- steps */

static void
edit_some(struct trial *t, unsigned most)
{
	for (unsigned n = 1 + random_below(&t->random, most); n > 0; n--)
		buf_fmt(&t->log, "%s, ", edit_sound(&t->world, &t->random));
	buf_byte(&t->log, '\n');
}

/* One to three commits, most often of one edit. */
static void
step_edit(struct trial *t)
{
	unsigned n = random_one_in(&t->random, 4)
	                 ? 1 + random_below(&t->random, 3)
	                 : 1;

	for (; n > 0; n--) {
		buf_adds(&t->log, "commit: ");
		edit_some(t, random_one_in(&t->random, 3) ? 5 : 1);
		trial_commit(t);
	}
}

/* A side branch is merged; now and then the wrong way round, which makes it
 * the first parent. */
static void
step_merge(struct trial *t)
{
	struct history *h = &t->history;
	bool wrong = random_one_in(&t->random, 5);
	git_oid fork = h->tip;
	struct world side = t->world;
	git_oid side_id;
	git_oid parents[2];
	git_oid id;

	edit_sound(&side, &t->random);
	history_commit(h, &side, &fork, 1, 60, &side_id);
	buf_adds(&t->log, "commit: ");
	edit_some(t, 2);
	trial_commit(t);
	parents[wrong] = h->tip;
	parents[!wrong] = side_id;
	buf_adds(&t->log, wrong ? "merge as second parent: " : "merge: ");
	edit_some(t, 3);
	history_commit(h, &t->world, parents, 2, 60, &id);
	history_move(h, &id);
	t->rev = id;
}

/* The branch goes back to an older commit and on from there. */
static void
step_rewrite(struct trial *t)
{
	const struct point *p;

	if (t->points == 0)
		return;
	p = &t->point[random_below(&t->random, (unsigned)t->points)];
	buf_adds(&t->log, "rewrite history: ");
	t->world = p->world;
	history_move(&t->history, &p->id);
	t->rev = p->id;
	if (random_one_in(&t->random, 4))
		return;
	edit_some(t, 3);
	trial_commit(t);
}

static void
step_date(struct trial *t)
{
	int days = 1 + (int)random_below(&t->random,
	                                 random_one_in(&t->random, 2) ? 3
	                                                              : 60);

	t->as_of += random_one_in(&t->random, 3) ? -days : days;
	if (t->as_of > 90 || t->as_of < -90)
		t->as_of = 0;
	buf_fmt(&t->log, "date: %+d\n", t->as_of);
}

/* Build what was built before, perhaps of the same day. */
static bool
step_back(struct trial *t)
{
	const struct point *p;
	git_oid rev = t->rev;
	struct world world = t->world;
	int as_of = t->as_of;
	bool ok;
	int rc;

	if (t->points == 0)
		return true;
	p = &t->point[random_below(&t->random, (unsigned)t->points)];
	buf_adds(&t->log, "an older commit\n");
	t->rev = p->id;
	t->world = p->world;
	if (random_one_in(&t->random, 2))
		t->as_of = p->as_of;
	ok = trial_check(t, &rc);
	t->rev = rev;
	t->world = world;
	t->as_of = as_of;
	return ok;
}

/* A commit that must be refused, perhaps a second one on top of it, and the
 * one that mends it. */
static bool
step_unsound(struct trial *t)
{
	struct world good = t->world;
	int rc = 0;

	buf_fmt(&t->log, "commit: %s\n",
	        edit_unsound(&t->world, &t->random));
	trial_commit(t);
	if (!random_one_in(&t->random, 4) && !trial_check(t, &rc))
		return false;
	if (random_one_in(&t->random, 3)) {
		buf_adds(&t->log, "commit: ");
		edit_some(t, 1);
		trial_commit(t);
		if (!trial_check(t, &rc))
			return false;
	}
	buf_adds(&t->log, "commit: mended\n");
	good.n = t->world.n > good.n ? good.n : t->world.n;
	t->world = good;
	trial_commit(t);
	return true;
}

static bool
step(struct trial *t)
{
	bool ok = true;
	int rc;

	switch (random_below(&t->random, 16)) {
	case 0:
	case 1:
		step_date(t);
		break;
	case 2:
		step_merge(t);
		break;
	case 3:
		step_rewrite(t);
		break;
	case 4:
		ok = step_back(t);
		break;
	case 5:
	case 6:
		ok = step_unsound(t);
		break;
	default:
		step_edit(t);
		if (random_one_in(&t->random, 4))
			step_date(t);
		break;
	}
	ok = ok && trial_check(t, &rc);
	if (ok && rc == 0 && random_one_in(&t->random, 4))
		ok = trial_null(t);
	return ok;
}

/* ---------------------------------------------------------- histories */

static int
run_history(struct law *law, uint64_t seed, struct tally *tally)
{
	struct trial *t = mem_zalloc(1, sizeof *t);
	char dir[256];
	bool ok;
	int rc;

	snprintf(dir, sizeof dir, "%s/%llu", law->dir,
	         (unsigned long long)seed);
	trial_open(t, dir, &law->fixture, seed, tally);
	ok = trial_check(t, &rc);
	for (unsigned i = 0; ok && i < law->steps; i++)
		ok = step(t);
	if (!ok)
		printf("  history, seed %llu, kept in %s:\n%.*s\n",
		       (unsigned long long)seed, dir,
		       STR_ARG(buf_str(&t->log)));
	trial_close(t, !ok);
	mem_free(t);
	return ok ? 0 : 1;
}

static void
judge(struct law *law, uint64_t seed, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		law->passed++;
		return;
	}
	law->failed++;
	if (WIFSIGNALED(status))
		printf("  killed by signal %d\n", WTERMSIG(status));
	printf("FAILED; repeat with LAW_SEED=%llu LAW_HISTORIES=1 "
	       "LAW_STEPS=%u\n\n",
	       (unsigned long long)seed, law->steps);
}

/* Run histories, several at a time; they tell in the order in which they
 * end. */
static void
run_all(struct law *law, unsigned histories)
{
	unsigned slots = work_processors();
	struct {
		pid_t pid;
		uint64_t seed;
	} slot[64] = {{0, 0}};
	unsigned next = 0;
	unsigned running = 0;

	slots = slots > 64 ? 64 : slots;
	while (next < histories || running > 0) {
		int status;
		pid_t pid;
		unsigned i = 0;

		while (i < slots && slot[i].pid)
			i++;
		if (i < slots && next < histories) {
			slot[i].seed = law->seed + next++;
			fflush(stdout);
			slot[i].pid = fork();
			if (slot[i].pid == 0) {
				alarm(HANG);
				exit(run_history(law, slot[i].seed,
				                 &law->tally[i]));
			}
			running++;
			continue;
		}
		pid = wait(&status);
		for (i = 0; i < slots && slot[i].pid != pid; i++)
			;
		if (i == slots)
			continue;
		slot[i].pid = 0;
		running--;
		judge(law, slot[i].seed, status);
	}
}

static unsigned
number(const char *name, unsigned otherwise)
{
	const char *text = getenv(name);

	return text && *text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

/* What all did together.  A fixture that has fallen behind (a template that
 * is missing) is refused at every step, and then nothing is proved: most
 * builds must succeed, where there are enough to tell. */
static void
tell(struct law *law, unsigned histories)
{
	struct tally all = {0};

	for (int i = 0; i < 64; i++) {
		all.builds += law->tally[i].builds;
		all.refused += law->tally[i].refused;
		all.null += law->tally[i].null;
		all.rebuilt += law->tally[i].rebuilt;
		all.rendered += law->tally[i].rendered;
		all.changed += law->tally[i].changed;
	}
	printf("%llu builds equal to clean ones (%llu from nothing, %llu had "
	       "nothing to do), %llu refused;\n%llu outputs made, %llu files "
	       "changed\n",
	       all.builds, all.rebuilt, all.null, all.refused, all.rendered,
	       all.changed);
	if (histories >= 20 && all.builds < all.refused) {
		printf("most builds were refused: is tests/law/site whole?\n");
		law->failed++;
	}
}

int
main(void)
{
	struct law law = {.seed = 1};
	struct fs fs = fs_real();
	struct err err;
	const char *root = getenv("TMPDIR");
	unsigned histories =
	    number("LAW_HISTORIES", number("GONGSHI_HISTORIES", HISTORIES));

	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	if (!root && access("/dev/shm", W_OK) == 0)
		root = "/dev/shm";
	snprintf(law.dir, sizeof law.dir, "%s/gongshi-law.%d",
	         root ? root : "/tmp", (int)getpid());
	law.seed = number("LAW_SEED", 1);
	law.steps = number("LAW_STEPS", STEPS);
	law.tally = mmap(NULL, 64 * sizeof *law.tally,
	                 PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	                 -1, 0);
	if (law.tally == MAP_FAILED ||
	    fixture_read(&law.fixture, "tests/law/site", "themes/default",
	                 &err) < 0) {
		printf("cannot begin: %s\n", err.line);
		return 1;
	}
	fs_mkdir(&fs, law.dir, NULL);
	run_all(&law, histories);
	fs_rmdir(&fs, law.dir, NULL);
	tell(&law, histories);
	fixture_release(&law.fixture);
	printf("%u passed, %u failed\n", law.passed, law.failed);
	return law.failed ? 1 : 0;
}
