#ifndef BUILD_BROUGHT_H
#define BUILD_BROUGHT_H

/*
 * brought - what a pushed tip would put on the disk of who fetches it.
 *
 * The whole tree counts, not the content alone, on any branch and tag: a
 * colleague's `git pull` writes all of it.  So it must have an end
 * (repo/extent.h), and bring no link, which may lead out of the work tree, no
 * submodule and no .githooks folder, from which clones of older portals run
 * programs.  What is published already may stay, a submodule also move on,
 * since a portal may have begun with them; and taking away is always right.
 *
 * The commits on the way to the tip count too, each by what differs from its
 * first parent: whoever looks for the commit that broke something checks them
 * out one by one, and every clone keeps their files for good.  What a later
 * commit of the push takes back is told with the commit that brought it; what
 * the tip still has is the tip's matter.  There a file is too large which no
 * attachment may be; records and the rest are judged at the tip alone.
 */
#include "model/finding.h"
#include "repo/repo.h"

struct brought {
	struct repo *repo;
	const struct oid *tip;
	const struct commit *base; /* what is published; NULL: nothing */
	bool first; /* a site begins: what it has is its own */
	bool hooks; /* by who may bring hooks */
	struct finding_list *findings;
};

/*
 * brought_bounds - has what the tip holds an end?
 * err: ERR_GIT, as extent_check
 */
int brought_bounds(const struct brought *brought, struct err *err);

/*
 * brought_check - find what it may not hold.
 * out: findings
 * unit: O(folders that differ from the base, and by commit from its parent)
 * err: ERR_GIT
 */
int brought_check(const struct brought *brought, struct err *err);

#endif
