#ifndef BUILD_ASSERTED_H
#define BUILD_ASSERTED_H

/*
 * asserted - whose status a file decides besides its own.
 *
 * A record of a kind with `about` sets the status of the records that it
 * names, wherever these lie, and a withdrawal that of the one it explains.
 * Kinds are those of the commit that says whose a record is and, where these
 * are others, of the one that is pushed: a kind and its first record may come
 * by two people in one push.  A file too large to be read says nothing; its
 * content is refused for that.
 */
#include "base/map.h"
#include "build/config.h"

struct asserted {
	struct repo *repo;
	struct arena arena;
	struct config config;
	struct config later;
	bool differs; /* later is filled in */
	struct map place; /* FOLDER/ID -> its path, struct str * */
};

/* Is told of a record; 0, or an error that ends the walk. */
typedef int asserted_fn(void *ctx, struct str record, struct str path);

/*
 * asserted_open - read the kinds of a commit, and where its records lie.
 * in:   tree, of the commit; later, of the one that is pushed; content,
 *       its path in both
 * out:  *asserted; caller closes with asserted_close, also after an error
 * unit: O(records)
 * err:  ERR_CONFIG, ERR_GIT
 */
int asserted_open(struct asserted *asserted, struct repo *repo,
                  const struct oid *tree, const struct oid *later,
                  struct str content, struct err *err);

/*
 * asserted_each - the records of that commit of which another state of a
 * file says something else.
 * in:  path, below the content folder; old and now, what the file was and
 *      is, zero: there is none
 * out: fn is called with the name and the path, below the content folder, of
 *      each, perhaps twice
 * err: ERR_GIT; or what fn answered
 */
int asserted_each(struct asserted *asserted, struct str path,
                  const struct oid *old, const struct oid *now,
                  asserted_fn *fn, void *ctx, struct err *err);

/*
 * asserted_close - release all.
 */
void asserted_close(struct asserted *asserted);

#endif
