#ifndef BUILD_ORIGIN_H
#define BUILD_ORIGIN_H

/*
 * origin - what a build or a check reads: repository, commit, tree, settings
 * and date, and the place of its output.
 *
 * Opened in this order; each step needs the one before.
 */
#include "build/build.h"
#include "build/config.h"
#include "build/place.h"

struct origin {
	const struct build_options *options; /* borrowed */
	struct fs real;
	const struct fs *fs; /* options->fs, or &real */
	struct repo *repo;
	struct commit commit;
	struct oid tree;    /* of the whole source */
	struct str content; /* path of the content folder in it, or empty */
	struct place place;
	struct config config;
	bool loaded; /* config must be released */
	int32_t as_of;
	bool compress; /* the options or the repository ask for it */
};

/*
 * origin_init - nothing is open yet.
 */
void origin_init(struct origin *origin, const struct build_options *options);

/*
 * origin_open - the repository that the options name, and what it says of
 * the form of its site (gongshi.compress), which hook and timer must agree
 * on.
 * err: ERR_GIT
 */
int origin_open(struct origin *origin, struct err *err);

/*
 * origin_find - the commit and the tree that the options name.
 * err: ERR_GIT
 */
int origin_find(struct origin *origin, struct err *err);

/*
 * origin_place - where the output and its state lie; nothing is created.
 * err: ERR_IO, ERR_USAGE
 */
int origin_place(struct origin *origin, struct err *err);

/*
 * origin_settings - settings, kinds, tables and theme of the tree, and a
 * date, which is the one of the options or today in the site's time zone.
 * err: ERR_CONFIG, with the mistakes in findings; ERR_GIT
 */
int origin_settings(struct origin *origin, struct finding_list *findings,
                    struct err *err);

/*
 * origin_today - the day it is.
 * in:  utc_offset, minutes
 */
int32_t origin_today(int utc_offset);

/*
 * origin_mark - what the whole state of an output hangs on: another
 * generator, content folder or theme begins anew, and a work tree is no
 * base for a commit.
 * out: text, hexadecimal, and a slice of it
 */
struct str origin_mark(const struct origin *origin, enum build_source source,
                       char text[2 * DIGEST_SIZE + 1]);

/*
 * origin_close - release all, after any step.
 */
void origin_close(struct origin *origin);

#endif
