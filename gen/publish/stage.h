#ifndef PUBLISH_STAGE_H
#define PUBLISH_STAGE_H

/*
 * stage - new files, written aside until the journal is sealed.
 *
 * A staged file is known by its sequence number alone and lies in
 * STATE/stage/D/N, where D is the number's last hexadecimal digit (so that
 * threads work in different folders) and N the number in hexadecimal.
 * STATE lies on the file system of the output, or renaming is not atomic.
 * Folders come into being when first needed.  Nothing is synced until
 * stage_sync.
 */
#include <stdint.h>

#include "base/str.h"
#include "os/path.h"

struct err;
struct fs;

/*
 * stage_path - where a staged file lies.
 * in:  state, the state folder
 * out: path, ends in NUL
 * err: ERR_IO, too long
 */
int stage_path(char path[PATH_SIZE], const char *state, uint64_t seq,
               struct err *err);

/*
 * stage_put - write one new file; threads may call it for different seq.
 * in:  seq, not used since the last stage_drop
 * err: ERR_FULL; ERR_IO, also when the file is there already
 */
int stage_put(const struct fs *fs, const char *state, uint64_t seq,
              struct str bytes, struct err *err);

/*
 * stage_sync - make all staged files durable.
 * err: an error means that the stage is lost: drop it, never sync again
 */
int stage_sync(const struct fs *fs, const char *state, struct err *err);

/*
 * stage_drop - remove the stage with all in it.
 */
int stage_drop(const struct fs *fs, const char *state, struct err *err);

#endif
