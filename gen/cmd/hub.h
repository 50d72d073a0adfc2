#ifndef CMD_HUB_H
#define CMD_HUB_H

/*
 * hub - a bare repository that publishes what it accepts, by its own
 * settings: gongshi.branch, gongshi.content, gongshi.output, and
 * gongshi.maxCommits, how many commits a push may bring.  A push changes no
 * setting of the server.
 */
#include "base/buf.h"
#include "base/err.h"
#include "repo/repo.h"

struct hub {
	struct repo *repo;
	struct buf branch;  /* refs/heads/NAME; these three end in NUL */
	struct buf content;
	struct buf output;
	uint64_t most; /* commits in one push */
};

/*
 * hub_load - the settings of a repository.
 * in:  hub->repo, open
 * out: the rest of *hub; caller calls hub_release
 * err: ERR_GIT; ERR_CONFIG, no output is set, or what is no number
 */
int hub_load(struct hub *hub, struct err *err);

/*
 * hub_content - path of the content folder in trees; empty: all of them.
 * out: borrowed from hub
 */
struct str hub_content(const struct hub *hub);

/*
 * hub_release - release the settings, close the repository.
 */
void hub_release(struct hub *hub);

#endif
