#ifndef BUILD_PUSHED_H
#define BUILD_PUSHED_H

/*
 * pushed - may those who made a push change what it changes?
 *
 * Who may is said by owners.yaml of the commit that the push starts from; a
 * site without one leaves it to the server who may push.  Who did is the
 * account that the server's front names, or the one whose key signed the push
 * as a whole, or else, commit by commit, the one whose key signed it.  A
 * signed commit says nothing about the branch it is meant for; a signed push
 * does, so owners may ask for it.
 *
 * Every commit that the push brings is judged, on side lines too, by what
 * differs from its parent.  A merge answers for what it did itself
 * (build/merged.h), so that it cannot undo, in silence, what somebody else
 * has published.
 *
 * A record that decides the status of another one is a change of both.  An
 * owners.yaml that is pushed must leave who pushes it the right to do so.
 *
 * Other names than the published branch are nobody's folder, and yet what
 * stands there stays: branches come from people whom owners.yaml knows, tags
 * from who may change owners.yaml itself; where there is no such file a tag
 * is never moved or taken away.  No other name is ever taken, with
 * owners or without: refs/replace would change what git shows of published
 * commits, and a tag of the published branch's name hides it.
 *
 * One push brings `most` commits: each commit may make pages that stay for
 * ever.  Two are not counted: one by who may change owners.yaml, and the
 * first, since a site may bring its history and has no owners yet.  Where
 * nothing is published nothing is judged but the name that moves and, as
 * after any push, whether owners.yaml leaves its pusher the right.  What a tip
 * holds besides the content is judged under any name (build/brought.h).
 */
#include "build/owners.h"
#include "os/fs.h"

struct pushed {
	struct repo *repo;
	const struct fs *fs;
	struct str content;        /* content folder, or empty */
	const struct commit *base; /* what is published; NULL: nothing */
	struct str published;      /* refs/heads/NAME */
	struct str ref;            /* what moves, from old to tip */
	struct oid old;            /* zero: it is new */
	struct oid tip;            /* zero: it goes */
	size_t most;               /* commits in one push */
	struct str account;        /* whom the front names, or empty */
	struct oid certificate; /* blob; zero: the push is not signed */
	bool fresh; /* its nonce was given for this push, as git says */
	struct finding_list *findings;
};

/*
 * pushed_check - find what they may not.
 * out: findings
 * err: ERR_CONTENT, owners.yaml of the base is wrong; ERR_GIT, ERR_IO,
 *      ERR_ABSENT as signer_of
 */
int pushed_check(const struct pushed *pushed, struct err *err);

#endif
