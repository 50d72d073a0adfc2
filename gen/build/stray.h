#ifndef BUILD_STRAY_H
#define BUILD_STRAY_H

/*
 * stray - files that somebody may believe to be published, and that no
 * build ever looks at: a record at the repository's top, whatever lies right
 * in the content folder.  A warning (G110), since a repository may hold
 * other things as well.
 */
#include "model/finding.h"
#include "repo/repo.h"

/*
 * stray_check - find them.
 * in:  old, a tree: only what is new since then; or NULL; now, the tree of
 *      the whole source; content, its content folder, or empty
 * out: findings
 * err: ERR_GIT
 */
int stray_check(struct repo *repo, const struct oid *old,
                const struct oid *now, struct str content,
                struct finding_list *findings, struct err *err);

#endif
