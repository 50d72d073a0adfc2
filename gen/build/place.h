#ifndef BUILD_PLACE_H
#define BUILD_PLACE_H

/*
 * place - where the state of an output lies.
 */
#include "base/err.h"
#include "os/path.h"

struct place {
	char output[PATH_SIZE]; /* the published folder, absolute */
	char state[PATH_SIZE];  /* DIR/.NAME.gongshi */
	char store[PATH_SIZE];
	char lock[PATH_SIZE];
	char sort[PATH_SIZE];   /* runs of the external sort */
};

/*
 * place_of - names of all that belongs to an output.
 * in:  output, path as the user wrote it
 * out: *place, with absolute paths; nothing is created
 * err: ERR_IO, too long; ERR_USAGE, no name for a folder
 */
int place_of(struct place *place, const char *output, struct err *err);

#endif
