#ifndef BUILD_FIX_H
#define BUILD_FIX_H

/*
 * fix - put what findings offer into the files of the work tree.
 *
 * A file is written anew beside itself and takes its own name by a rename:
 * whoever reads it sees all its fixes or none.  A fix goes in only where
 * the file still says what was checked.
 */
#include "model/finding.h"
#include "os/fs.h"

struct fix_result {
	size_t fixed; /* findings */
	size_t files;
};

/*
 * fix_apply - mend the files that findings name.
 * in:  root, folder that the findings' paths begin in; findings, those
 *      without a fix are left alone; their order becomes that of
 *      finding_list_sort
 * out: *result, also on failure
 * err: ERR_IO, ERR_FULL: the file stays as it was, those before are mended
 */
int fix_apply(const struct fs *fs, const char *root,
              struct finding_list *findings, struct fix_result *result,
              struct err *err);

#endif
