#ifndef CMD_LOOK_H
#define CMD_LOOK_H

/*
 * look - a reading look into the state of an output, for the commands that
 * report on what was built.
 */
#include "build/config.h"
#include "build/place.h"
#include "build/state.h"
#include "model/lang.h"

struct look {
	struct place place;
	struct store *store;
	struct txn *txn;
	struct built_state built;
};

/*
 * look_open - open the state of an output.
 * in:  output and repo, as cmd_output takes them
 * out: *look; caller closes with look_close, also after an error
 * err: ERR_ABSENT, nothing was built there; ERR_GIT, ERR_STORE
 */
int look_open(struct look *look, const char *output, const char *repo,
              struct err *err);

/*
 * look_age - say on standard error when the site is not that of HEAD, whose
 * answers may then lack the newest records.  A repository that cannot be
 * opened says nothing: a site may lie without one.
 * in:  repo, as given, or NULL
 */
void look_age(const struct look *look, const char *repo, enum lang lang);

/*
 * look_config - the settings and schemas of the commit that was built.
 * in:  a, for findings; repo and content, folders as given, or NULL
 * out: *opened and *config; caller closes and releases them, also after an
 *      error
 * err: ERR_GIT, ERR_CONTENT
 */
int look_config(const struct look *look, struct arena *a, const char *repo,
                const char *content, struct repo **opened,
                struct config *config, struct err *err);

/*
 * look_close - end the look.
 */
void look_close(struct look *look);

#endif
