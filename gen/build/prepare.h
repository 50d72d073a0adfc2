#ifndef BUILD_PREPARE_H
#define BUILD_PREPARE_H

/*
 * prepare - the first transaction, whole: what changed since the state was
 * last looked at becomes rows, views and marks.
 */
#include "build/build.h"
#include "build/config.h"
#include "build/state.h"

struct prepare {
	struct repo *repo;
	const struct fs *fs;
	const struct place *place;
	struct txn *txn;
	const struct config *config;
	struct str content;        /* path of the content folder in the tree */
	struct commit commit;
	const struct oid *pending; /* tree of a work tree on top, or NULL */
	const struct oid *since;   /* content tree: tell all findings in what
	                              differs from it; or NULL */
	int32_t as_of;
	unsigned threads;
	bool check; /* only look for mistakes */
	struct finding_list *findings;
	struct report *report;
	struct dirty *dirty; /* set by prepare_run: where marks go */
};

/*
 * prepare_run - bring the tables to the commit and the date.
 * out: marks in the DIRTY table; the caller commits
 * err: ERR_CONTENT, errors are among the findings: the caller must abort;
 *      ERR_GIT, ERR_IO, ERR_STORE, ERR_CORRUPT
 */
int prepare_run(struct prepare *p, struct err *err);

#endif
