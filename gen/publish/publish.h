#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

/*
 * publish - carry out a sealed journal, and clean up after a crash.
 *
 * The road of one build:
 *
 *     publish_recover          whatever the last build left
 *     stage_put ...            new bytes, by many threads
 *     journal_begin, _append   in the order of enum journal_rank
 *     stage_sync               (publish_commit does these two
 *     journal_seal              and the run)
 *     publish_run              renames, deletes, sync
 *     (the caller's store commits what the journal says)
 *     publish_finish           journal and stage go
 *
 * Every step may be killed.  Before the seal the output is untouched and
 * the next publish_recover drops stage and journal.  After it the next
 * publish_recover runs the journal again, which changes nothing that is
 * done already: a staged file that is gone must stand at its place with the
 * digest of the journal.  Each file is old or new, never a part, and links
 * lead somewhere at every moment; only a power failure may keep later
 * renames and lose earlier ones, until the next publish_recover.
 *
 * A file where the new output has a folder, and a folder where it has a
 * file, make way.  A folder that a deletion leaves empty goes too, never
 * the output folder.  One syncfs at the end covers all renames, deletions
 * and folders; fsync of each touched folder is refused, because it costs
 * one disk flush a folder and adds nothing to it.
 */
#include "base/str.h"
#include "publish/journal.h"

struct err;
struct fs;

struct publish {
	const struct fs *fs;
	const char *state;  /* holds stage and journal */
	const char *output; /* on the same file system */
	enum durability durability;
};

enum publish_recovery {
	PUBLISH_CLEAN,   /* there was nothing to do */
	PUBLISH_FORWARD, /* a whole journal was run again */
	PUBLISH_DROPPED  /* a torn journal or a stage was removed */
};

/* What publish_recover tells the caller's store; each 0 or < 0. */
struct publish_sink {
	void *ctx;
	int (*target)(void *ctx, struct str target, struct err *err);
	int (*entry)(void *ctx, const struct journal_entry *e,
	             struct err *err);
};

/*
 * publish_commit - stage_sync, journal_seal and publish_run.
 * in:  j, all entries appended; the caller still frees it
 * err: as those; before or after the commit point, which the next
 *      publish_recover finds out
 */
int publish_commit(const struct publish *p, struct journal *j,
                   struct err *err);

/*
 * publish_run - carry out the sealed journal; may be repeated.
 * err: ERR_FULL, ERR_IO; ERR_CORRUPT, a staged file is lost or not what the
 *      journal says: state and output no longer agree and only a build
 *      from nothing helps
 */
int publish_run(const struct publish *p, struct err *err);

/*
 * publish_finish - after the caller's store has committed: remove journal
 * and stage.
 */
int publish_finish(const struct publish *p, struct err *err);

/*
 * publish_recover - bring the output to the old or the new site, whole.
 * in:  sink, told the target and every entry of a journal that was run
 *      again, after the run; its members may be NULL
 * out: what; with PUBLISH_FORWARD the caller commits its store and calls
 *      publish_finish, else nothing is left to do
 * err: as publish_run; ERR_STORE, a whole journal of another version: only
 *      a build from nothing helps; what the sink returned
 */
int publish_recover(const struct publish *p,
                    const struct publish_sink *sink,
                    enum publish_recovery *what, struct err *err);

/*
 * publish_may_own - may a build without state write into the output?
 * in:  ours, judges the bytes of its build.json; ctx, handed to it
 * out: 0: the folder is absent, empty but for dot files, or ours
 * err: ERR_USAGE, it holds files of somebody else
 */
int publish_may_own(const struct publish *p,
                    bool (*ours)(void *ctx, struct str build_json),
                    void *ctx, struct err *err);

struct publish_sweep {
	void *ctx;
	/* Does the new output hold this path? */
	bool (*keep)(void *ctx, struct str path);
	/* A path that it does not hold: to be deleted by the journal. */
	int (*found)(void *ctx, struct str path, struct err *err);
};

/*
 * publish_sweep - files in the output that a build from nothing did not
 * make; only looks.
 * in:  sweep; paths are told in bytewise order within each folder and
 *      borrowed; names that begin with a dot are passed over at the top
 */
int publish_sweep(const struct publish *p,
                  const struct publish_sweep *sweep, struct err *err);

#endif
