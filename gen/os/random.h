#ifndef OS_RANDOM_H
#define OS_RANDOM_H

/*
 * random - what nobody can guess, for secrets of a server.  Nothing that is
 * published may hang on it.
 */
#include "base/err.h"

#define RANDOM_TEXT 33

/*
 * random_text - 128 random bits.
 * out: text, 32 lower-case hexadecimal digits and a NUL
 * err: ERR_IO
 */
int random_text(char text[RANDOM_TEXT], struct err *err);

#endif
