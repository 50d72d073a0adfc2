#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * err - an error of the environment: a code and one line that says what
 * happened to what, in English and in Chinese (base/err_text.h).
 *
 * The lowest layer writes the line; callers may put a place in front of it,
 * nobody rewrites it and nothing below the commands prints it.  Mistakes in
 * records are not errors but findings (model/finding.h).
 */
#include "base/str.h"

#include <stdarg.h>

enum err_code {
	ERR_OK = 0,
	ERR_IO = -1,      /* a file could not be read or written */
	ERR_FULL = -2,    /* no space left, or quota exceeded */
	ERR_GIT = -3,     /* the repository could not be read */
	ERR_STORE = -4,   /* the state could not be read or written */
	ERR_LOCKED = -5,  /* another builder is at work */
	ERR_CONFIG = -6,  /* site.yaml, a schema, a theme: wrong */
	ERR_CONTENT = -7, /* findings were reported; nothing was changed */
	ERR_CORRUPT = -8, /* bytes on disk are not what was written */
	ERR_USAGE = -9,   /* a wrong command line */
	ERR_ABSENT = -10  /* the thing asked for is not there */
};

#define ERR_LINE 600

struct err {
	enum err_code code;
	char line[ERR_LINE]; /* UTF-8, without a newline */
	char chinese[ERR_LINE];
};

/*
 * err_set - record an error.
 * in:  err, or NULL when the caller wants the code alone; code, not ERR_OK;
 *      format and arguments as for printf, in English, whose Chinese is in
 *      err_text.c
 * out: code, so that a caller can `return err_set(...)`
 */
int err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * err_set_args - the same with the arguments of a caller.
 * out: code
 */
int err_set_args(struct err *err, enum err_code code, const char *format,
                 va_list args) __attribute__((format(printf, 3, 0)));

/*
 * err_both - record an error whose text is put together, in both languages.
 * out: code
 */
int err_both(struct err *err, enum err_code code, struct str english,
             struct str chinese);

/*
 * err_io - record errno about a file.
 * in:  doing, a verb such as "cannot write"; path, the file
 * out: ERR_FULL for ENOSPC and EDQUOT, else ERR_IO
 */
int err_io(struct err *err, const char *doing, const char *path);

/*
 * err_system - as err_io, with a code that the caller chooses.
 * out: code
 */
int err_system(struct err *err, enum err_code code, const char *doing,
               const char *path);

/*
 * err_other - record what a library says.
 * in:  doing, as for err_io, with what it was done to; why, the library's
 *      own words
 * out: code
 */
int err_other(struct err *err, enum err_code code, const char *doing,
              const char *why);

/*
 * err_at - put a place in front of the line of an error that is set.
 * out: err->code
 */
int err_at(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
