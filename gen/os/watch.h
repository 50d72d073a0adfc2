#ifndef OS_WATCH_H
#define OS_WATCH_H

/*
 * watch - be told which files below some folders change (inotify).
 *
 * Folders that come later are watched as well.  Names that begin with a dot
 * or end in `~`, which editors write beside a file, are passed over.  What
 * the kernel could not tell one by one is told as "anything may have
 * changed".  A folder beside, such as the one git keeps its names in, is
 * watched without what lies below it, and without names of the files.
 */
#include "base/arena.h"
#include "base/err.h"

struct watch;

struct watch_news {
	struct str *path; /* below the root; each once; sorted */
	size_t n;
	bool all; /* anything may have changed */
	bool beside; /* something did in a folder of watch_beside */
};

/*
 * watch_open - begin to watch.
 * in:  root, a folder; below, names of folders in it, ends in NULL; those
 *      that are not there are passed over
 * out: *watch; caller closes with watch_close
 * err: ERR_IO, among others: more folders than the kernel allows
 */
int watch_open(struct watch **watch, const char *root,
               const char *const *below, struct err *err);

/*
 * watch_beside - watch a folder that lies elsewhere, not what is below it.
 * Files ending in .lock are passed over.
 * in:  folder; one that is not there is passed over
 * err: ERR_IO
 */
int watch_beside(struct watch *watch, const char *folder, struct err *err);

/*
 * watch_fd - a descriptor that can be read when there is news.
 */
int watch_fd(const struct watch *watch);

/*
 * watch_read - what has changed since the last call; does not wait.
 * out: *news, in arena a
 * err: ERR_IO
 */
int watch_read(struct watch *watch, struct arena *a, struct watch_news *news,
               struct err *err);

/*
 * watch_close - end.
 * in:  watch, or NULL
 */
void watch_close(struct watch *watch);

#endif
