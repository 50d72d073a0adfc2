#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

/*
 * manual - what the words behind a command mean: one text for its help, the
 * man page and the completions.
 *
 * Which options a command has is told by its usage (cmd.h) alone, each once;
 * the manual explains each, and tests/unit/u-manual.c holds that none is left
 * out and none is explained that is not there.
 */
#include "cmd/cmd.h"

/* An option as a usage writes it, with what it takes. */
struct manual_option {
	char name[24];     /* "--days", "-o" */
	char argument[32]; /* "N"; empty when it takes nothing */
};

/* A command line that somebody would type. */
struct manual_example {
	const char *command; /* its name */
	const char *line;    /* all of it */
	const char *about[LANGS];
};

/*
 * manual_next - walk the options of a usage.
 * in:  *usage, moved behind the option that is found
 * out: false when there is none left
 */
bool manual_next(const char **usage, struct manual_option *option);

/*
 * manual_about - what an option of a command does.
 * in:  name, as in manual_option
 * out: one line; NULL when nothing explains it
 */
const char *manual_about(const struct cmd *cmd, const char *name,
                         enum lang lang);

/*
 * manual_example - walk the examples.
 * in:  i, from 0
 * out: NULL past the last one
 */
const struct manual_example *manual_example(size_t i);

/*
 * manual_line - walk all that is explained, for tests.
 * in:  i, from 0
 * out: *command, NULL for options that mean the same everywhere, and *name;
 *      false past the last one
 */
bool manual_line(size_t i, const char **command, const char **name);

#endif
