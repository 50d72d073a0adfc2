#ifndef LAW_TRIAL_H
#define LAW_TRIAL_H

/*
 * trial - one repository, one output that is built again and again, and the
 * clean builds that it is held against.
 */
#include "base/err.h"
#include "law/edit.h"
#include "law/folder.h"

#define TRIAL_POINTS 24

/* What all trials of a run did together. */
struct tally {
	unsigned long long builds;   /* chained builds that succeeded */
	unsigned long long refused;  /* and that were refused */
	unsigned long long null;     /* and that had nothing to do */
	unsigned long long rebuilt;  /* and that began from nothing */
	unsigned long long rendered; /* outputs made by chained builds */
	unsigned long long changed;  /* files that then differed */
};

/* A commit that was built, to come back to. */
struct point {
	git_oid id;
	struct world world;
	int as_of;
	struct digest digest;
};

struct trial {
	char dir[256];
	char out[300];
	char clean[300];
	struct history history;
	struct random random;
	struct world world;
	int as_of;           /* days after WORLD_DAY_ZERO */
	git_oid rev;         /* what to build */
	bool compress;       /* one history in eight */
	struct point point[TRIAL_POINTS];
	int points;
	uint64_t built;      /* switches of the last build that succeeded */
	struct buf log;      /* what was done so far */
	struct tally *tally;
};

/*
 * trial_open - a repository with a first commit.
 * in:  dir, does not exist; fixture and tally, borrowed
 */
void trial_open(struct trial *t, const char *dir,
                const struct fixture *fixture, uint64_t seed,
                struct tally *tally);

/*
 * trial_close - free it and remove its folder.
 * in:  keep, leave the folder for inspection
 */
void trial_close(struct trial *t, bool keep);

/*
 * trial_commit - commit the world on top of the branch, or anew.
 */
void trial_commit(struct trial *t);

/*
 * trial_check - build the chained output and a clean one and compare.
 * out: true and *rc, what both said; false after saying what is wrong
 */
bool trial_check(struct trial *t, int *rc);

/*
 * trial_null - build again: nothing may be made and no file touched.
 */
bool trial_null(struct trial *t);

#endif
