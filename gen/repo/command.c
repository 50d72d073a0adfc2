#include "repo/command.h"

#include "os/process.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { NAMES = 4 };

struct environment {
	char text[NAMES][PATH_SIZE + 32];
	const char *env[NAMES + 1];
	size_t n;
};

static void
set(struct environment *e, const char *name, const char *value)
{
	if (!value)
		return;
	assert(e->n < NAMES);
	snprintf(e->text[e->n], sizeof *e->text, "%s=%s", name, value);
	e->env[e->n] = e->text[e->n];
	e->env[++e->n] = NULL;
}

/* The command's name: of `git -c a=b push`, push. */
static const char *
name_of(const char *const *argv)
{
	argv++;
	while (strcmp(*argv, "-c") == 0)
		argv += 2;
	return *argv;
}

static int
fail(const struct command *command, const char *name, int status,
     struct str errors, struct err *err)
{
	struct str line = str_cut(&errors, '\n');

	return command->show
	           ? err_set(err, ERR_GIT, "git %s ended with %d, see above",
	                     name, status)
	           : err_set(err, ERR_GIT, "git %s: %.*s", name,
	                     STR_ARG(line));
}

int
command_run(const struct command *command, const char *const *argv,
            struct buf *said, struct err *err)
{
	struct environment e = {.n = 0};
	struct process git = {.argv = argv,
	                      .dir = command->dir,
	                      .env = e.env,
	                      .show = command->show};
	struct buf errors = {0};
	int rc;

	set(&e, "GIT_DIR", command->repo);
	set(&e, "GIT_WORK_TREE", command->repo ? "." : NULL);
	set(&e, "GIT_INDEX_FILE", command->index);
	set(&e, "GIT_OBJECT_DIRECTORY", command->objects);
	rc = process_run(&git, said, &errors, err);
	if (rc > 0 && said)
		buf_reset(said);
	if (rc > 0)
		rc = fail(command, name_of(argv), rc, buf_str(&errors), err);
	buf_release(&errors);
	return rc;
}
