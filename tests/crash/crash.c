/*
 * crash - a build is killed at its n-th change of a file, for every n; the
 * next build must give the bytes of a clean one.
 *
 * CRASH_EVERY=1  every n, three ways to die; else a sample
 *
 * By turns: the same build again; the recovery killed too, then again; a
 * further commit; a commit that takes the edit back.  Between death and
 * recovery every published file is the old or the new one, whole.
 */
#include "crash/scene.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define SAMPLE 130 /* deaths in a sampled run */

struct score {
	unsigned passed;
	unsigned failed;
	unsigned unhurt; /* builds that ended before their blow */
};

static bool
is_killed(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static bool
is_done(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* What follows on the death. */
static bool
go_on(struct scene *s, unsigned long n, unsigned turn)
{
	static const enum scene_commit then[] = {SCENE_EDIT, SCENE_EDIT,
	                                         SCENE_MORE, SCENE_BACK};
	enum scene_commit commit = then[turn % 4];
	struct blow again = {1 + (n * 37) % 90, "before"};
	int status;

	if (turn % 4 == 1) {
		status = scene_build(s, SCENE_EDIT, &again);
		if (!is_killed(status) && !is_done(status)) {
			printf("    the recovery fails: status %x\n", status);
			return false;
		}
		if (!scene_whole(s, SCENE_FIRST, SCENE_EDIT))
			return false;
	}
	status = scene_build(s, commit, NULL);
	if (!is_done(status)) {
		printf("    the next build fails: status %x\n", status);
		return false;
	}
	return scene_is(s, commit);
}

static void
one(struct scene *s, struct score *score, unsigned long n, const char *when,
    unsigned turn)
{
	struct blow blow = {n, when};
	bool ok;
	int status;

	scene_reset(s);
	status = scene_build(s, SCENE_EDIT, &blow);
	if (!is_killed(status))
		score->unhurt++;
	ok = is_killed(status) || is_done(status);
	ok = ok && scene_whole(s, SCENE_FIRST, SCENE_EDIT);
	ok = ok && go_on(s, n, turn);
	if (ok) {
		score->passed++;
		return;
	}
	score->failed++;
	printf("FAILED: killed %s call %lu, turn %u\n", when, n, turn % 4);
}

int
main(void)
{
	static const char *const ways[] = {"before", "after", "half"};
	const char *every = getenv("CRASH_EVERY");
	bool all = every && *every == '1';
	struct score score = {0};
	struct scene s;
	unsigned long calls, step;
	unsigned turn = 0;

	if (!scene_open(&s, "crash"))
		return 1;
	scene_reset(&s);
	calls = scene_calls(&s);
	step = all || calls < SAMPLE ? 1 : calls / SAMPLE;
	for (unsigned long n = 1; n <= calls; n += step, turn++)
		for (unsigned way = 0; way < 3; way++)
			if (all || way == turn % 3)
				one(&s, &score, n, ways[way], turn + way);
	printf("%lu counted calls, %u builds killed, %u ended first\n", calls,
	       score.passed + score.failed - score.unhurt, score.unhurt);
	scene_close(&s, score.failed > 0);
	if (score.unhurt > 2)
		score.failed++;
	printf("%u passed, %u failed\n", score.passed, score.failed);
	return score.failed ? 1 : 0;
}
