#ifndef CMD_HOOK_H
#define CMD_HOOK_H

/*
 * hook - let a bare repository check what is pushed to it and publish what it
 * has accepted.
 */
#include "base/err.h"
#include "model/lang.h"

/* hook_install - set hooks and settings up.
 * in:  argc and argv, behind the word `install`
 * out: exit code */
int hook_install(int argc, char **argv, enum lang lang);

/*
 * hook_guard - let a clone check what is to be committed.  The hook lies
 * in the repository's own folder, never among the files: what is pushed must
 * not run where it is pulled.  A core.hooksPath that leads to .githooks, as
 * older portals had it, goes, and that is told.
 * in:  at, a folder of the clone; upgrade, only where it was so
 * err: ERR_USAGE, another hook or core.hooksPath is there; as repo_open,
 *      ERR_IO, ERR_FULL
 */
int hook_guard(const char *at, bool upgrade, enum lang lang, struct err *err);

#endif
