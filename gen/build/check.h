#ifndef BUILD_CHECK_H
#define BUILD_CHECK_H

/*
 * check - find the mistakes of a tree and publish nothing.
 *
 * The first transaction of a build, rolled back.  A check of everything
 * works in a scratch store.  A check of what changed since a commit tries
 * the change on the state of the last build, when there is a sound one of
 * the same settings and nobody is building: its cost follows the change.
 * Without one it reads everything, with the same findings.
 */
#include "build/build.h"

struct check_options {
	struct build_options build; /* output: whose state may be used */
	const char *since; /* revision; NULL: all records are looked at */
};

struct check_result {
	uint64_t records; /* how many were read */
	uint64_t changed; /* files that differ from `since` */
	bool whole;       /* everything was read */
};

/*
 * check_run - find the mistakes.
 * out: findings: all of them; with `since`, the errors anywhere and the
 *      warnings in files that differ from it
 * err: ERR_CONTENT, errors are among the findings; the others as build_run
 */
int check_run(const struct check_options *options,
              struct finding_list *findings, struct check_result *result,
              struct err *err);

#endif
