#ifndef LAW_WORLD_H
#define LAW_WORLD_H

/*
 * world - what a register holds at one commit, as plain numbers.
 *
 * A world can be copied with `=`, kept, and come back to; world_commit makes
 * a git commit of it.  Texts follow from the numbers alone.
 */
#include <git2.h>

#include "law/fixture.h"
#include "law/random.h"

#define WORLD_RECORDS 64
#define WORLD_FILES 4
#define WORLD_NONE (-1)
#define WORLD_DAY_ZERO 19875 /* 2024-06-01 */

enum world_kind {
	WORLD_FIRM,
	WORLD_NOTICE,
	WORLD_BAN,
	WORLD_NEWS,
	WORLD_WITHDRAWAL,
	WORLD_KINDS
};

/* Mistakes that a record can have. */
enum world_fault {
	FAULT_NONE,
	FAULT_YAML,    /* cannot be read */
	FAULT_FIELD,   /* a field nobody knows */
	FAULT_MISSING, /* the title is missing */
	FAULT_DATE,    /* no date */
	FAULT_REF,     /* names a record that never was */
	FAULT_BYTES,   /* not UTF-8 */
	FAULT_LINK,    /* a link that leads nowhere */
	FAULTS
};

struct world_record {
	enum world_kind kind;
	bool alive;
	int id;
	int folder;    /* 0 none, 1, 2: subfolders */
	int title;     /* texts by number */
	int summary;
	int body;      /* 0 none */
	int city;      /* 0 .. 2 */
	int field;     /* 0 .. 2; the last only with switch u */
	int matter;    /* 0, 1 */
	int tags;      /* two bits */
	int published; /* days after WORLD_DAY_ZERO, may be negative */
	int from;
	int to;        /* WORLD_NONE - 1000: none */
	int subject;   /* record, or WORLD_NONE */
	int other;     /* record, or WORLD_NONE */
	int link;      /* record that the body links to, or WORLD_NONE */
	int file;      /* attachment, or WORLD_NONE */
	int slot;      /* its own, or another record's by mistake */
	int asked;     /* notice: a day on which no firm may be revoked */
	int leaves;    /* last day on the site, or WORLD_NO_DAY */
	enum world_fault fault;
};

#define WORLD_NO_DAY (-1001)

struct world {
	struct world_record record[WORLD_RECORDS];
	int n;
	int next_id;
	int file[WORLD_FILES]; /* contents by number; 0: absent */
	uint64_t switches;
	int readme;            /* text outside of the content folder */
	int oddity;            /* 0, or a file that may not be there */
};

struct history {
	git_repository *repo;
	const struct fixture *fixture;
	char path[512];
	int64_t time;
	git_oid tip;
	bool has_tip;
};

/*
 * history_open - a new bare repository.
 * in:  path, does not exist; fixture, borrowed
 * out: *history; caller calls history_close
 */
void history_open(struct history *history, const char *path,
                  const struct fixture *fixture);

/*
 * history_close - free it; the folder stays.
 */
void history_close(struct history *history);

/*
 * history_commit - commit a world.
 * in:  parents, n of them, the first is the line's; step, seconds since the
 *      last commit, may be negative
 * out: id; no branch moves
 */
void history_commit(struct history *history, const struct world *world,
                    const git_oid *parents, size_t n, int step,
                    git_oid *id);

/*
 * history_move - let the branch name a commit.
 */
void history_move(struct history *history, const git_oid *id);

/*
 * world_name - FOLDER/ID of a record.
 */
struct str world_name(const struct world *world, int record, char name[64]);

/*
 * world_path - path of a record's file, below the content folder.
 */
struct str world_path(const struct world *world, int record, char path[96]);

/*
 * world_text - the bytes of a record's file.
 * in:  b is reset
 */
void world_text(const struct world *world, int record, struct buf *b);

#endif
