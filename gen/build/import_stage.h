#ifndef BUILD_IMPORT_STAGE_H
#define BUILD_IMPORT_STAGE_H

/*
 * import_stage - files that wait until all of them are sound.
 *
 * They lie in pieces of about a megabyte in a scratch folder.
 */
#include "os/fs.h"
#include "os/path.h"

struct import_stage {
	struct fs fs;
	char dir[PATH_SIZE]; /* "" until the first one */
	struct buf piece;
	unsigned pieces;
	size_t files;
};

/*
 * import_stage_add - let a file wait.
 * in:  path, below the root that is written to
 * err: ERR_IO, ERR_FULL
 */
int import_stage_add(struct import_stage *stage, struct str path,
                     struct str bytes, struct err *err);

/*
 * import_stage_write - write all of them.
 * err: ERR_IO, ERR_FULL; files that were not there before are gone again
 */
int import_stage_write(struct import_stage *stage, const char *root,
                       struct err *err);

/*
 * import_stage_release - forget them all.
 */
void import_stage_release(struct import_stage *stage);

#endif
