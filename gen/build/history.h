#ifndef BUILD_HISTORY_H
#define BUILD_HISTORY_H

/*
 * history - the first-parent line of commits, folded into numbers and
 * versions.
 *
 * Each commit is compared once with its first parent.  The order in which a
 * record's name first appears on that line gives its accession number
 * (入藏号, dense from 1, never reused) and its serial within its folder;
 * what one commit adds is ordered by the bytes of the path.  Each commit
 * that touches a record adds one version.  So numbers and versions are a
 * pure function of the history, whatever builds came in between.
 *
 * rows: HISTORY record -> accession be32, serial be32, versions be32, time
 * be64, gone byte, files be32; VERSION accession, number -> commit 20, time
 * be64, blob 20, removed byte, path slice, change be32; ACCESSION accession ->
 * record; CHANGE change -> accession be32, number be32: all versions of all
 * records in the order in which they came, from 1.
 *
 * A work tree stands as one more commit on top.  What it touched is noted in
 * META pending (change be32 below it, then record slice and its HISTORY row
 * before, slice), and taken back when the next fold begins; when that would
 * number a record anew or leave it with fewer versions, all is folded again.
 */
#include "base/err.h"
#include "repo/repo.h"
#include "store/store.h"

struct history_entry {
	uint32_t accession;
	uint32_t serial;
	uint32_t versions;
	int64_t time; /* of the last version */
	uint32_t files; /* of that name in the tree; more than one is wrong */
	bool gone;      /* there is none */
};

/* Told once for each record and commit that touched it. */
typedef void history_touch_fn(void *ctx, struct str record);

struct history_job {
	struct repo *repo;
	struct txn *txn;           /* a write transaction */
	struct str content;        /* content folder within the tree */
	const struct oid *until;   /* tip of the last fold; NULL: none */
	struct oid tip;            /* where to fold to */
	const struct oid *pending; /* tree of a work tree that stands as one
	                              more commit on top, or NULL */
	history_touch_fn *touch;
	void *ctx;
};

/*
 * history_fold - bring the history tables to a new tip.
 * out: *rewritten: the old tip is no ancestor of the new one on the
 *      first-parent line, or a work tree is gone that had given numbers, so
 *      everything was numbered again
 * unit: O(new commits x what they touched)
 * err: ERR_GIT, ERR_STORE (latched in txn)
 */
int history_fold(const struct history_job *job, bool *rewritten,
                 struct err *err);

/*
 * history_is_pending - does a work tree stand on top of the last fold?
 */
bool history_is_pending(struct txn *txn);

/*
 * history_get - what is known of a record's name.
 * out: false when it was never published on this line
 */
bool history_get(struct txn *txn, struct str record,
                 struct history_entry *entry);

/* One version of a record. */
struct history_version {
	struct oid commit;
	int64_t time;
	struct oid blob;
	bool removed;
	struct str path; /* below the content folder; borrowed from the store */
	uint32_t change; /* its number among all versions of all records */
};

/*
 * history_version - a version of a record.
 * in:  number, from 1
 * out: false when there is none
 */
bool history_version(struct txn *txn, uint32_t accession, uint32_t number,
                     struct history_version *version);

/*
 * history_decode - read a HISTORY row.
 */
bool history_decode(struct str value, struct history_entry *entry);

/*
 * history_records - highest accession number.
 */
uint32_t history_records(struct txn *txn);

/*
 * history_changes - number of all versions of all records.
 */
uint32_t history_changes(struct txn *txn);

/*
 * history_settled - as history_changes, without those of a work tree.
 */
uint32_t history_settled(struct txn *txn);

#endif
