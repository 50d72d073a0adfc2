#include "publish/stage.h"

#include "base/err.h"
#include "os/fs.h"

#include <inttypes.h>
#include <stdio.h>

int
stage_path(char path[PATH_SIZE], const char *state, uint64_t seq,
           struct err *err)
{
	char name[48];

	snprintf(name, sizeof name, "stage/%x/%" PRIx64,
	         (unsigned)(seq & 15), seq);
	return path_join(path, state, str_from(name), err);
}

/* Make the folder that a staged file lies in. */
static int
make_folder(const struct fs *fs, const char *path, struct err *err)
{
	char folder[PATH_SIZE];
	int code = path_join(folder, "", path_parent(str_from(path)), err);

	return code ? code : fs_mkdir(fs, folder, err);
}

int
stage_put(const struct fs *fs, const char *state, uint64_t seq,
          struct str bytes, struct err *err)
{
	struct err why = {0};
	char path[PATH_SIZE];
	int code = stage_path(path, state, seq, err);

	if (code)
		return code;
	code = fs_write_new(fs, path, bytes, &why);
	if (code && code != ERR_ABSENT && err)
		*err = why;
	if (code != ERR_ABSENT)
		return code;
	code = make_folder(fs, path, err);
	return code ? code : fs_write_new(fs, path, bytes, err);
}

int
stage_sync(const struct fs *fs, const char *state, struct err *err)
{
	return fs_sync_all(fs, state, err);
}

int
stage_drop(const struct fs *fs, const char *state, struct err *err)
{
	char path[PATH_SIZE];
	int code = path_join(path, state, STR("stage"), err);

	return code ? code : fs_remove_tree(fs, path, err);
}
