#ifndef CMD_DRAFT_H
#define CMD_DRAFT_H

/*
 * draft - a record that a clerk begins: its kind, what is known of it, its
 * number and its place in the work tree.
 *
 * The number continues the newest series of the folder: after gs-2026-0007
 * comes gs-2026-0008, in another year gs-2027-0001.  Files go where those of
 * the folder lie: in a folder of the year if they do.
 */
#include "build/config.h"
#include "os/path.h"
#include "text/value.h"

struct draft {
	struct arena arena;
	struct finding_list findings; /* mistakes of schemas */
	struct repo *repo;
	struct config config; /* of the work tree as it stands; its objects
	                         stay in memory */
	struct str content;   /* folder of the content, or empty */
	const struct schema *schema;
	struct value *values; /* map, texts */
	int32_t today;
};

/*
 * draft_open - load the kinds of the work tree.
 * in:  repo and content, as options give them, or NULL
 * out: *draft; caller closes with draft_close, also after an error
 * err: ERR_GIT, ERR_CONFIG
 */
int draft_open(struct draft *draft, const char *repo, const char *content,
               struct err *err);

/*
 * draft_kind - what is begun.
 * err: ERR_USAGE, no such kind; the line names those there are
 */
int draft_kind(struct draft *draft, struct str kind, struct err *err);

/*
 * draft_set - fill in a field.
 * in:  path, through groups ("leader.name"); of a list of values the value
 *      is added
 * err: ERR_USAGE, no such field, or one that cannot be given so
 */
int draft_set(struct draft *draft, struct str path, struct str value,
              struct err *err);

/*
 * draft_write - write the skeleton.
 * in:  id, or empty for the next number
 * out: path, of the new file, as seen from the work tree's root; its name
 * err: ERR_IO, also when the file is there already
 */
int draft_write(struct draft *draft, struct str id, enum lang lang,
                char path[PATH_SIZE], struct err *err);

/*
 * draft_close - release all.
 */
void draft_close(struct draft *draft);

#endif
