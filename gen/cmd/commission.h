#ifndef CMD_COMMISSION_H
#define CMD_COMMISSION_H

/*
 * commission - have git commit a tree that was made before, and no other.
 *
 * git itself commits, since names, hooks and signatures are its business, but
 * from an index of our own that holds the tree: what happened to files since
 * then is not in it.  Below the folder git's own index then says what was
 * committed; what else is staged stays so.  Refused: `git commit-tree`, which
 * runs no hook and signs nothing by itself.
 */
#include "repo/repo.h"

struct commission {
	struct repo *repo;       /* with a work tree */
	const struct oid *head;  /* what the commit must come after */
	const struct oid *tree;  /* of the whole repository */
	const char *folder;      /* where the tree differs from head's; "." */
	struct str message;      /* ends in NUL */
};

/*
 * commission_run - commit.
 * err: ERR_GIT: git said no, somebody committed since head, or a hook made
 *      another tree of it, which is committed then; ERR_IO, ERR_ABSENT
 */
int commission_run(const struct commission *commission, struct err *err);

/*
 * commission_ready - does git know in whose name it would commit?
 * err: ERR_USAGE, it does not, with the remedy; ERR_IO, ERR_ABSENT
 */
int commission_ready(const struct repo *repo, struct err *err);

#endif
