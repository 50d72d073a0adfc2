#ifndef OS_SELF_H
#define OS_SELF_H

/*
 * self - where the running program lies, to find the data beside it.
 */
#include "os/path.h"

/*
 * self_folder - the folder of the program's file.
 * out: path, absolute
 * err: ERR_IO, the system does not say
 */
int self_folder(char path[PATH_SIZE], struct err *err);

#endif
