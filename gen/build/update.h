#ifndef BUILD_UPDATE_H
#define BUILD_UPDATE_H

/*
 * update - the first transaction of a build: from two trees and two dates to
 * rows, views and marks of what is dirty.
 *
 *   diff      paths that differ, into the DELTA table
 *   ingest    parse them in parallel, write rows and links
 *   cross     rules between records
 *   refresh   status and visibility of what was touched, views, questions
 *   index     search terms of what was touched
 *
 * Nothing lasts until the caller commits; with errors among the findings he
 * must not.
 */
#include "build/config.h"
#include "build/dirty.h"
#include "build/indexing.h"
#include "model/record.h"
#include "store/view.h"

struct update {
	struct repo *repo;
	const struct fs *fs;
	const struct config *config;
	struct txn *txn;
	struct dirty *dirty;
	struct indexing *index;
	struct finding_list *findings;
	struct str content;       /* path of the content folder in the tree */
	bool rebuild;             /* the tables are empty: all is new */
	bool check;               /* only look for mistakes: no search terms */
	bool unfolded;            /* the last build had a work tree on top, so
	                             the newest version of a record may be
	                             another one under the same number */
	const struct oid *since;  /* content tree whose difference from this
	                             one is read anew; zero: the empty
	                             tree; or NULL */
	struct oid old;           /* content tree of the last build */
	bool had;                 /* there was one */
	int32_t was;              /* its date */
	int32_t as_of;            /* the date of this build */
	unsigned threads;
	uint64_t read;            /* out: records parsed */
};

/*
 * update_diff - fill the DELTA table: what the tables do not know yet, and
 * what `since` asks to be read again.
 * err: ERR_GIT
 */
int update_diff(struct update *u, struct err *err);

/*
 * update_brings - does a row of the DELTA table bring these contents?
 */
bool update_brings(struct str row, const struct oid *blob);

/*
 * update_ingest - parse what the DELTA table names, write rows and links.
 * err: ERR_GIT, ERR_IO; mistakes in records go to u->findings
 */
int update_ingest(struct update *u, struct err *err);

/*
 * update_cross - rules between records, for all that was touched.
 */
int update_cross(struct update *u, struct err *err);

/*
 * update_refresh - fold status, apply views, mark outputs, gather changed
 * cards.
 * err: ERR_IO
 */
int update_refresh(struct update *u, struct err *err);

/*
 * update_tokenize - the search terms of a record.
 * out: terms in arena a
 */
struct terms update_tokenize(struct arena *a, const struct record *record);

/*
 * update_terms - search terms of touched records that had a row before.
 * err: ERR_GIT, ERR_IO
 */
int update_terms(struct update *u, struct err *err);

/*
 * update_touch - remember a record's row as it was before this build.
 */
void update_touch(struct update *u, struct str record);

/*
 * update_place - path of a file of the content folder in the repository,
 * for findings.
 * out: slice in arena a
 */
struct str update_place(const struct update *u, struct arena *a,
                        struct str path);

/*
 * update_input - a file of the content folder as record_parse reads it.
 * in:  path, below the content folder; bytes, which must outlive the record
 * out: input, with paths in arena a
 */
struct record_input update_input(const struct update *u, struct arena *a,
                                 struct str path, struct str bytes);

#endif
