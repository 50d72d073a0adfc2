#ifndef BUILD_STATE_H
#define BUILD_STATE_H

/*
 * state - the store of one output, from build to build: opened, recovered,
 * or begun anew.
 *
 * META rows: engine (digest of the generator and of the options that the
 * whole state hangs on), form (how files are compressed; absent when they
 * are not), sweep (nothing was published yet), view (what the
 * first transaction last saw), built (what was last published).
 *
 *   view   content tree 20, theme tree 20, tip 20, digest of settings 16,
 *          date be32, time zone be32
 *   built  commit 20, date be32
 */
#include "base/hash.h"
#include "build/place.h"
#include "publish/publish.h"
#include "repo/repo.h"
#include "store/store.h"

struct view_state {
	struct oid content;
	struct oid look;
	struct oid tip;
	struct digest config;
	int32_t as_of;
	int32_t utc_offset; /* minutes */
};

struct built_state {
	struct oid commit;
	int32_t as_of;
};

struct state {
	const struct fs *fs;
	const struct place *place;
	struct publish publish;
	struct store *store;
	bool fresh; /* nothing is known of the output */
};

/*
 * state_open - open the state of an output; what a crash left is finished
 * or dropped first.
 * in:  place; mark, what the state hangs on; clean, begin anew
 * out: *state; caller closes with state_close
 * err: ERR_STORE, ERR_IO, ERR_FULL; ERR_USAGE, the output holds files of
 *      somebody else
 */
int state_open(struct state *state, const struct fs *fs,
               const struct place *place, struct str mark, bool clean,
               enum durability durability, struct err *err);

/*
 * state_borrow - open a state to look at it and to try changes on it that
 * are never committed.
 * in:  as state_open; the caller holds the lock of the output
 * out: 1 and *state, closed by the caller with state_close; 0 when there is
 *      none, or one of another generator, or one that a crash has left to
 *      be recovered: nothing was changed
 */
int state_borrow(struct state *state, const struct fs *fs,
                 const struct place *place, struct str mark);

/*
 * state_reopen - close the store and open it again, which gives back the
 * memory that a large transaction has left in it.
 * err: ERR_STORE; the store is closed then
 */
int state_reopen(struct state *state, struct err *err);

/*
 * state_close - close the store.
 */
void state_close(struct state *state);

/*
 * state_view, state_built - what was last seen and last published.
 * out: false when nothing was
 */
bool state_view(struct txn *txn, struct view_state *view);
bool state_built(struct txn *txn, struct built_state *built);

/*
 * state_must_sweep - may the output hold files that this state knows nothing
 * of?  So it is from a begin until the first publication, however many
 * builds that takes.
 */
bool state_must_sweep(struct txn *txn);

/*
 * state_has_form - does the output stand in this form (compress_form)?  It
 * is no part of the mark: who only looks at a state need not know it.
 * in:  form, empty when files are not compressed
 */
bool state_has_form(struct state *state, struct str form);

/*
 * state_set_form - remember the form of all that will be published.
 * err: ERR_STORE, ERR_FULL
 */
int state_set_form(struct state *state, struct str form, struct err *err);

/*
 * state_swept - such files are gone.
 */
void state_swept(struct txn *txn);

/* state_set_* - remember it. */
void state_set_view(struct txn *txn, const struct view_state *view);
void state_set_built(struct txn *txn, const struct built_state *built);

#endif
