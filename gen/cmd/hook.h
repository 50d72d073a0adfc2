#ifndef CMD_HOOK_H
#define CMD_HOOK_H

/*
 * hook - let a bare repository check what is pushed to it and publish what it
 * has accepted.
 */
#include "model/lang.h"

/* hook_install - set hooks and settings up.
 * in:  argc and argv, behind the word `install`
 * out: exit code */
int hook_install(int argc, char **argv, enum lang lang);

#endif
