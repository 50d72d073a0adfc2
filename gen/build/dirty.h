#ifndef BUILD_DIRTY_H
#define BUILD_DIRTY_H

/*
 * dirty - from what changed to the outputs that must be made anew, each
 * with a reason.
 *
 * A changed answer (store/view.h) makes two sorts of outputs dirty: those
 * whose subject the question is, which may not exist yet (a register's new
 * page), and those that asked it when they were last rendered, found in the
 * DEP table.  Marks are rows of the DIRTY table: they commit with the change
 * itself and last until the outputs are published, so that a crash in
 * between leaves work to do, never a wrong page.
 */
#include "base/map.h"
#include "build/config.h"
#include "render/output.h"
#include "store/store.h"

struct dirty {
	struct txn *txn; /* a write transaction */
	const struct config *config;
	bool all; /* every output is marked already: spare the DEP table */
	struct buf key;
	struct buf question_key;
	struct map asked; /* questions done in this build, in arena */
	struct arena arena;
};

/*
 * dirty_init - nothing is marked yet by this build.
 */
void dirty_init(struct dirty *d, struct txn *txn,
                const struct config *config);

/*
 * dirty_release - free what it owns; the marks stay.
 */
void dirty_release(struct dirty *d);

/*
 * dirty_mark - one output must be made anew; the first reason is kept.
 */
void dirty_mark(struct dirty *d, const struct output *output,
                struct str reason);

/*
 * dirty_mark_key - the same, by key.
 */
void dirty_mark_key(struct dirty *d, struct str key, struct str reason);

/*
 * dirty_record - a record changed: its own pages and its data.
 * in:  record, FOLDER/ID
 */
void dirty_record(struct dirty *d, struct str record, struct str reason);

/*
 * dirty_versions - mark the history of a record, and its versions that are
 * no longer the newest.
 * in:  from, the first version whose page is new or differs, from 1;
 *      versions, how many there are
 */
void dirty_versions(struct dirty *d, struct str record, uint32_t from,
                    uint32_t versions, struct str reason);

/*
 * dirty_question - the answer to a question changed.
 */
void dirty_question(struct dirty *d, struct str question);

/*
 * dirty_site - mark the pages of the site itself, of one type, in each
 * language that it has.
 */
void dirty_site(struct dirty *d, enum output_type type, struct str reason);

/*
 * dirty_told - mark what tells of others (output_tells): one of these was
 * written.
 * in:  languages, of the site
 */
void dirty_told(struct txn *txn, unsigned languages);

/*
 * dirty_named - as dirty_site, for a type whose outputs have names.
 */
void dirty_named(struct dirty *d, enum output_type type, struct str name,
                 struct str reason);

/*
 * dirty_type - mark every output of a type that has been published.
 * in:  name, its name part must begin with this; lang, for types that have
 *      one; only outputs of this language
 */
void dirty_type(struct dirty *d, enum output_type type, struct str name,
                enum lang lang, struct str reason);

/*
 * dirty_everything - mark all outputs that have been published.
 */
void dirty_everything(struct dirty *d, struct str reason);

#endif
