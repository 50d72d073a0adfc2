#ifndef CRASH_SCENE_H
#define CRASH_SCENE_H

/*
 * scene - one edit that is killed, over and over, from the same beginning.
 *
 * A repository with four commits: the site, an edit of it (a record
 * changed, a new one, one withdrawn, a template and a setting), a further
 * edit, and one that takes it all back.  `base` keeps output and state as
 * they are after the first.  Builds run in processes of their own under
 * tests/crash/killer.c.
 */
#include "law/folder.h"
#include "law/world.h"

enum scene_commit {
	SCENE_FIRST,
	SCENE_EDIT,
	SCENE_MORE,
	SCENE_BACK,
	SCENE_COMMITS
};

struct scene {
	char dir[200];
	char out[256];
	char state[256];
	struct fixture fixture;
	struct history history;
	git_oid id[SCENE_COMMITS];
	struct folder site[SCENE_COMMITS]; /* as a clean build makes it */
};

/* Where a build is to be killed. */
struct blow {
	unsigned long at; /* counted call from 1; 0: not at all */
	const char *when; /* before, after, half */
};

/*
 * scene_open - make repository, clean sites and base.
 * in:  name, of the folder in /dev/shm or TMPDIR
 * out: false after saying why not
 */
bool scene_open(struct scene *s, const char *name);

/*
 * scene_close - free it and remove its folder.
 */
void scene_close(struct scene *s, bool keep);

/*
 * scene_reset - output and state as after the first commit.
 */
void scene_reset(struct scene *s);

/*
 * scene_build - build a commit into the output in another process.
 * in:  blow, where to die, or NULL
 * out: status as of waitpid; exit code 0, or the negated error code
 */
int scene_build(struct scene *s, enum scene_commit commit,
                const struct blow *blow);

/*
 * scene_calls - counted calls of a build of the edit.
 */
unsigned long scene_calls(struct scene *s);

/*
 * scene_is - is the output the clean site of a commit?  Says what differs.
 */
bool scene_is(struct scene *s, enum scene_commit commit);

/*
 * scene_whole - is every file of the output that of the one or of the
 * other commit, never a part of it?
 */
bool scene_whole(struct scene *s, enum scene_commit a, enum scene_commit b);

#endif
