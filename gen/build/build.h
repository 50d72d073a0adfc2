#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

/*
 * build - the driver: a commit and a date become a published folder.
 *
 * State lies beside the output, in DIR/.NAME.gongshi for DIR/NAME: lock,
 * store, journal, stage.  It is a cache; without it, or with one that is
 * damaged or of another generator, the build starts from nothing, against
 * the empty tree, and gives the same bytes.
 */
#include "build/report.h"
#include "model/finding.h"
#include "os/fs.h"
#include "publish/publish.h"
#include "repo/repo.h"

enum build_source {
	BUILD_COMMIT,   /* what a revision names */
	BUILD_WORKTREE, /* the files as they stand */
	BUILD_STAGED    /* the index; for checking only */
};

struct build_options {
	const char *repo;    /* a folder in a repository; NULL: "." */
	const char *rev;     /* NULL: HEAD */
	const char *content; /* folder of the content; NULL: "content" */
	const char *theme;   /* NULL: the one of site.yaml */
	const char *output;  /* NULL: "public" in the work tree */
	int32_t as_of;       /* DATE_NONE: today in the site's time zone */
	unsigned threads;    /* 0: one for each processor */
	enum build_source source;
	bool clean;          /* throw the state away first */
	bool compress;       /* FILE.gz and FILE.br beside each file; also when
	                        the repository's gongshi.compress is true */
	bool hook;           /* the repository is that of the hook we are */
	unsigned wait;       /* milliseconds for another builder to end */
	const struct oid *tree; /* BUILD_WORKTREE: its tree, if it is known */
	enum durability durability;
	const struct fs *fs; /* NULL: the machine's */
};

struct build_result {
	struct report report;
	char commit[2 * OID_SIZE + 1];
	int32_t as_of;
	char *output; /* path; caller frees with mem_free */
};

/*
 * build_run - build.
 * in:  findings, takes the mistakes in records and schemas
 * out: *result, filled as far as the build came; caller frees result->output
 * err: ERR_CONTENT, errors are among the findings and nothing was changed;
 *      ERR_CONFIG, ERR_GIT, ERR_LOCKED, ERR_IO, ERR_FULL, ERR_STORE
 */
int build_run(const struct build_options *options,
              struct finding_list *findings, struct build_result *result,
              struct err *err);

#endif
