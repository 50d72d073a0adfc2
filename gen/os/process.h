#ifndef OS_PROCESS_H
#define OS_PROCESS_H

/*
 * process - run another program to its end and read what it prints.
 *
 * The program is looked for in PATH and inherits environment and working
 * folder, changed as the caller says; it gets no shell, so that no argument
 * is ever read as anything but itself.  Its standard input is what the caller
 * gives, or empty.
 */
#include "base/buf.h"
#include "base/err.h"
#include "os/path.h"

struct process {
	const char *const *argv; /* program first, NULL last */
	const char *dir;         /* working folder; NULL: ours */
	const char *const *env;  /* NAME=VALUE in place of ours, NULL last;
	                          * or NULL */
	struct str input;        /* its standard input; at most 64 KiB */
	bool show; /* standard output and errors are ours, nothing is read */
};

/*
 * process_run - run a program and wait for it.
 * in:  out and errors, reset and filled with what it printed; either may be
 *      NULL, then that goes nowhere
 * out: its exit status from 0 to 255; 128 + N when signal N ended it
 * err: ERR_ABSENT, there is no such program; ERR_IO
 */
int process_run(const struct process *process, struct buf *out,
                struct buf *errors, struct err *err);

/*
 * process_self - the file of the program that is running.
 * out: path, absolute
 * err: ERR_IO
 */
int process_self(char path[PATH_SIZE], struct err *err);

/*
 * process_permit - let a file be run as a program by everybody.
 * err: ERR_IO
 */
int process_permit(const char *path, struct err *err);

#endif
