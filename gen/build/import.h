#ifndef BUILD_IMPORT_H
#define BUILD_IMPORT_H

/*
 * import - the rows of a sheet become records in the work tree.
 *
 * The sheet is read twice: once to find its heading, once to make and check
 * the records, which lie in a scratch folder until all of them are sound.
 * Then they are written; when that fails, files that were new are removed
 * again.  Memory holds the packed sheet, the names of the records and the
 * findings, never the records.
 *
 * A row is the record of its id, or the one with the same value in the
 * first of these that the row fills in: a unique field that is required, a
 * patent number that is (of a deal it is not: a patent may be dealt in
 * twice), another unique field, and where the sheet has none that is
 * required, the title.  So a second run finds everything there and writes
 * nothing.
 */
#include "build/roster.h"
#include "os/path.h"

enum import_update {
	IMPORT_FAIL = 0, /* a record that differs is an error */
	IMPORT_SKIP,
	IMPORT_MERGE /* its cells go over what is there */
};

struct import_options {
	const char *repo;
	const char *content;
	const char *file;
	const char *kind;
	const char *map;    /* NULL: import.map.KIND.yaml beside the file */
	const char *report; /* NULL: FILE.问题 beside it, if rows failed */
	unsigned sheet;     /* from 1; 0: the first */
	enum import_update update;
	bool dry_run;
	bool partial; /* write the rows that are sound */
	enum lang lang;
};

struct import_result {
	size_t rows;
	size_t added, changed, same, skipped, failed;
	const char *encoding; /* of lines of text, else NULL */
	char map[PATH_SIZE];    /* that was written, or "" */
	size_t foreign; /* columns of the map beside it that it lacks */
	char report[PATH_SIZE]; /* the same */
	bool written;
};

/*
 * import_run - import a sheet.
 * out: findings, in order of the sheet; *result
 * err: ERR_CONTENT, errors are among the findings; ERR_USAGE, ERR_CONFIG,
 *      ERR_GIT, ERR_IO, ERR_FULL
 */
int import_run(const struct import_options *options,
               struct finding_list *findings, struct import_result *result,
               struct err *err);

#endif
