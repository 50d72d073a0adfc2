#ifndef BUILD_ENROLL_H
#define BUILD_ENROLL_H

/*
 * enroll - put a record's rows into the tables, or take them out: its own
 * row, its links and its stakes, and a touch on each record whose status
 * hangs on it.
 *
 * Tables hold the rows of one file a record; which one that is, the row says.
 */
#include "build/rows.h"
#include "build/update.h"

struct enroll {
	struct update *u; /* with a write transaction */
	struct arena scratch;
	struct buf key;
	struct buf value;
};

/*
 * enroll_put - write the rows of a record over those that it had.
 * out: rows->row, with the numbers of the history
 */
void enroll_put(struct enroll *enroll, struct str name, struct rows *rows);

/*
 * enroll_path - the file that holds a record's row now.
 * out: below the content folder, until the next call; empty when there is no
 *      row
 */
struct str enroll_path(struct enroll *enroll, struct str name);

/*
 * enroll_drop - take a record out, unless another file than path holds it.
 */
void enroll_drop(struct enroll *enroll, struct str name, struct str path);

/*
 * enroll_release - free the memory.
 */
void enroll_release(struct enroll *enroll);

#endif
