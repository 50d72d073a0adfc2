#ifndef REPO_COMMAND_H
#define REPO_COMMAND_H

/*
 * command - run the program git: what users, their settings, hooks and
 * filters have a say in is its business, and libgit2 knows none of these.
 *
 * Nothing else starts git.  It never asks back: its standard input is empty.
 */
#include "base/buf.h"
#include "base/err.h"

struct command {
	const char *dir;     /* working folder */
	const char *repo;    /* the repository, dir its work tree; or NULL: as
	                      * the environment or dir says */
	const char *index;   /* a file in place of its index, or NULL */
	const char *objects; /* a folder that new objects go to, which names
	                      * the repository's own in info/alternates; or
	                      * NULL */
	bool show; /* what it prints is for the person at the terminal */
};

/*
 * command_run - run git to its end.
 * in:  argv, "git", its command, what follows, NULL; said, reset and filled
 *      with what it printed, or NULL
 * err: ERR_GIT, it ended with another status than 0: the first line of its
 *      errors, or where they were shown, that; ERR_ABSENT, there is no git;
 *      ERR_IO
 */
int command_run(const struct command *command, const char *const *argv,
                struct buf *said, struct err *err);

#endif
