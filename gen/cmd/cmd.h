#ifndef CMD_CMD_H
#define CMD_CMD_H

/*
 * cmd - the commands of the program, and what they share.
 *
 * Results go to standard output, messages to standard error.  Exit codes: 0
 * done (warnings allowed), 1 findings in records or a check that failed, 2
 * wrong usage or configuration, 3 environment, 4 a fault of gongshi itself,
 * 130 interrupted.
 */
#include "base/err.h"
#include "model/finding.h"
#include "model/lang.h"
#include "os/path.h"

#include <stdio.h>

enum cmd_exit {
	EXIT_DONE = 0,
	EXIT_FINDINGS = 1,
	EXIT_USAGE = 2,
	EXIT_ENVIRONMENT = 3,
	EXIT_FAULT = 4
};

struct cmd {
	const char *name;
	int (*run)(int argc, char **argv, enum lang lang);
	const char *about[LANGS]; /* one line each */
	const char *usage;        /* behind the name */
};

/* cmd_* - run one command.
 * in:  argc and argv, its name first; lang, of messages
 * out: exit code */
int cmd_build(int argc, char **argv, enum lang lang);
int cmd_check(int argc, char **argv, enum lang lang);
int cmd_search(int argc, char **argv, enum lang lang);
int cmd_stats(int argc, char **argv, enum lang lang);
int cmd_schema(int argc, char **argv, enum lang lang);
int cmd_list(int argc, char **argv, enum lang lang);
int cmd_due(int argc, char **argv, enum lang lang);
int cmd_verify(int argc, char **argv, enum lang lang);
int cmd_history(int argc, char **argv, enum lang lang);
int cmd_diff(int argc, char **argv, enum lang lang);
int cmd_new(int argc, char **argv, enum lang lang);
int cmd_revoke(int argc, char **argv, enum lang lang);
int cmd_import(int argc, char **argv, enum lang lang);
int cmd_export(int argc, char **argv, enum lang lang);
int cmd_init(int argc, char **argv, enum lang lang);
int cmd_completion(int argc, char **argv, enum lang lang);
int cmd_publish(int argc, char **argv, enum lang lang);
int cmd_serve(int argc, char **argv, enum lang lang);
int cmd_hook(int argc, char **argv, enum lang lang);
int cmd_explain(int argc, char **argv, enum lang lang);
int cmd_pack(int argc, char **argv, enum lang lang);

/*
 * cmd_get - a command by name.
 * out: NULL when there is none
 */
const struct cmd *cmd_get(const char *name);

/*
 * cmd_at - walk the commands.
 * in:  i, from 0
 * out: NULL past the last one
 */
const struct cmd *cmd_at(size_t i);

/*
 * cmd_fail - say what went wrong.
 * in:  err, set
 * out: the exit code that belongs to it
 */
int cmd_fail(enum lang lang, const struct err *err);

/*
 * cmd_usage - say that the command line is wrong.
 * in:  what, the wrong word, or NULL
 * out: EXIT_USAGE
 */
int cmd_usage(enum lang lang, const char *command, const char *what);

/*
 * cmd_help - print how a command is used.
 * out: EXIT_DONE
 */
int cmd_help(enum lang lang, const struct cmd *cmd);

/*
 * cmd_wants_help - is --help among the words behind a command's name?
 */
bool cmd_wants_help(int argc, char **argv);

/*
 * cmd_findings - print findings, sorted, then a line on standard error that
 * counts them.  In full, what all findings of a code have in common is said
 * once.
 * in:  to, where the findings go; most, print at most so many, 0 for all
 */
void cmd_findings(FILE *to, struct finding_list *list, enum lang lang,
                  enum finding_form form, size_t most);

/*
 * cmd_next - name a file that was made, and what to do with it next.
 */
void cmd_next(const char *path, enum lang lang);

/*
 * cmd_output - the published folder that a command is about.
 * in:  output, as given, or NULL for `public` in the work tree of repo
 * out: path
 * err: ERR_GIT, ERR_IO
 */
int cmd_output(char path[PATH_SIZE], const char *output, const char *repo,
               struct err *err);

/*
 * cmd_number - parse a number of an option.
 * out: true and *n
 */
bool cmd_number(const char *text, unsigned *n);

#endif
