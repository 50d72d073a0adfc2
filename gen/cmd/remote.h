#ifndef CMD_REMOTE_H
#define CMD_REMOTE_H

/*
 * remote - the server that a clone pushes to, and what waits to be pushed.
 *
 * Known from the clone alone: the server is not asked, so that it may have
 * moved on since.
 */
#include "repo/repo.h"

struct remote {
	bool there;         /* a server is set up */
	bool waiting;       /* it lacks commits of HEAD, as far as known */
	bool fresh;         /* nothing was ever pushed to it or fetched */
	struct commit base; /* the newest that it has of HEAD's; HEAD itself
	                     * where the branch was never pushed */
};

/*
 * remote_look - what is known of the server.
 * in:  head, the commit of HEAD
 * err: ERR_GIT, ERR_IO; ERR_ABSENT, there is no git
 */
int remote_look(struct remote *remote, struct repo *repo,
                const struct commit *head, struct err *err);

#endif
