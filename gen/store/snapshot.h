#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

/*
 * snapshot - the read-only face of the store that rendering sees.
 *
 * Every function that reads more than the output's own record notes the
 * question it answers (store/view.h lists them), also when the answer is
 * "nothing there".  After rendering, `asked` is the output's list of
 * dependencies: recorded, never declared by a theme.  Answers live in the
 * snapshot's arena.  One snapshot serves one worker.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "model/lang.h"
#include "store/pivot.h"
#include "store/cut.h"
#include "store/row.h"
#include "store/titles.h"
#include "store/view.h"

/* Reads the contents of a file of the repository by its id. */
typedef int snapshot_blob_fn(void *ctx, const uint8_t blob[ROW_BLOB],
                             struct buf *out, struct err *err);

/* The message of a commit, appended to out; empty for a work tree. */
typedef int snapshot_message_fn(void *ctx, const uint8_t commit[20],
                               struct buf *out, struct err *err);

/* What is known of a file of the site. */
struct published {
	uint64_t size; /* bytes */
	struct sha256 sha256;
	int32_t day; /* newest day that its records tell of, or NO_DAY */
};

/* What an output was made to be; false when there is none. */
typedef bool snapshot_output_fn(void *ctx, struct str key,
                                struct published *file);

struct snapshot {
	struct txn *txn;
	struct arena *arena;
	struct view_limits limits;
	snapshot_blob_fn *blob;
	snapshot_blob_fn *known; /* the same, of a file that was read before */
	snapshot_message_fn *message;
	void *blob_ctx; /* of all three */
	snapshot_output_fn *output;
	void *output_ctx;
	int32_t day; /* of struct published, left by the rendering */
	struct VEC(uint64_t) asked; /* digests of questions, unsorted */
};

/* A record as it stands in a list. */
struct listed {
	struct str record;
	struct row row;
};

/* A link to the record whose page is made, with its source. */
struct backlink {
	struct link link;
	struct row source;
};

/* One published version of a record. */
struct version {
	uint8_t commit[20];
	int64_t time; /* seconds since 1970 UTC */
	uint8_t blob[ROW_BLOB];
	bool removed;
	struct str path; /* below the content folder */
};

/*
 * snapshot_begin - forget what was asked, for the next output.
 */
void snapshot_begin(struct snapshot *s);

/*
 * snapshot_release - free what the snapshot owns; not arena and txn.
 */
void snapshot_release(struct snapshot *s);

/*
 * snapshot_asked - the digests of all questions, sorted and unique.
 * out: n, their number; borrowed until the next question
 */
const uint64_t *snapshot_asked(struct snapshot *s, size_t *n);

/*
 * snapshot_row - the row of the output's own record; notes no question,
 * because a record's change always concerns its own outputs.
 * out: false when there is none
 */
bool snapshot_row(struct snapshot *s, struct str record, struct row *row);

/*
 * snapshot_title - the row of another record, for naming it.
 * out: false when it is absent or not visible
 */
bool snapshot_title(struct snapshot *s, struct str record, struct row *row);

/*
 * snapshot_withdrawn - does a record that is gone keep a tombstone?
 * out: true and *link, the withdrawal that says why
 */
bool snapshot_withdrawn(struct snapshot *s, struct str record,
                        struct link *link);

/*
 * snapshot_newest - newest members of a list by their days, with one more
 * than a page, which tells where the older ones begin.
 * out: n cards, newest first
 */
struct listed *snapshot_newest(struct snapshot *s, struct str list,
                             size_t *n);

/*
 * snapshot_cut - a page of a list by its number (store/cut.h).
 * out: n cards, newest first, 0 when there is no such page; *older and
 *      *newer, numbers of the pages beside it, 0 when there are none
 */
struct listed *snapshot_cut(struct snapshot *s, struct str list,
                            uint32_t number, size_t *n, uint32_t *older,
                            uint32_t *newer);

/*
 * snapshot_page - a page of a list: the newest members for number 0, else as
 * snapshot_cut.
 */
struct listed *snapshot_page(struct snapshot *s, struct str list,
                             uint32_t number, size_t *n, uint32_t *older,
                             uint32_t *newer);

/*
 * snapshot_cut_of - number of the page that holds a member.
 * in:  row, the member's
 */
uint32_t snapshot_cut_of(struct snapshot *s, struct str list,
                         const struct row *row);

/*
 * snapshot_letters - which letters have titles (store/titles.h).
 * out: TITLES_LETTERS answers
 */
bool *snapshot_letters(struct snapshot *s, enum lang lang);

/*
 * snapshot_count - number of members of a list.
 */
uint32_t snapshot_count(struct snapshot *s, struct str list);

/* One facet value and its number. */
struct tally {
	struct str facet;
	struct str code;
	uint32_t count;
};

/*
 * snapshot_counts - all facet values of a register with members.
 * out: n tallies, sorted by facet and code
 */
struct tally *snapshot_counts(struct snapshot *s, struct str folder,
                              size_t *n);

/*
 * snapshot_chart - numbers of a chart.
 * out: n cells, sorted by code and second code
 */
struct pivot *snapshot_chart(struct snapshot *s, struct str chart, size_t *n);

/*
 * snapshot_has - has a register members?  Notes no question, because all
 * pages are the subject of `columns`.
 */
bool snapshot_has(struct snapshot *s, struct str folder);

/*
 * snapshot_total - number of visible records of the site.
 */
uint32_t snapshot_total(struct snapshot *s);

/*
 * snapshot_feed - members of a list that were published last, whatever their
 * days, and when they changed.
 * out: n cards, the last one first
 */
struct listed *snapshot_feed(struct snapshot *s, struct str list, size_t *n);

/*
 * snapshot_site_feed - what changed last among the newest members of
 * registers, no more than a quarter of the feed from one of them: an import
 * would drown the rest, since all that it brings has one time.
 * out: n cards, by the time of their last change, then by their days
 */
struct listed *snapshot_site_feed(struct snapshot *s,
                                  const struct str *folder, size_t folders,
                                  size_t *n);

/*
 * snapshot_map - a block of a register for the sitemap.
 * in:  block, from 0
 * out: n cards, oldest first
 */
struct listed *snapshot_map(struct snapshot *s, struct str folder,
                          uint32_t block, size_t *n);

/* Shall a row be among the answers? */
typedef bool snapshot_keep_fn(void *ctx, const struct row *row);

/*
 * snapshot_running - visible records whose status ends on a known day.
 * in:  folder, of a register, or empty for all; keep, which of them; most,
 *      at most so many
 * out: n cards, the one that ends first first
 */
struct listed *snapshot_running(struct snapshot *s, struct str folder,
                                snapshot_keep_fn *keep, void *ctx,
                                size_t most, size_t *n);

/*
 * snapshot_ranked - records of a list that can be had at a price, the
 * cheapest first.
 * in:  most, at most so many
 * out: n cards
 */
struct listed *snapshot_ranked(struct snapshot *s, struct str list,
                               size_t most, size_t *n);

/*
 * snapshot_priced - are there any?
 */
bool snapshot_priced(struct snapshot *s, struct str list);

/*
 * snapshot_backlinks - visible records that name the output's own record.
 * in:  as_of, the date of the build
 * out: n links, oldest source first
 */
struct backlink *snapshot_backlinks(struct snapshot *s, struct str record,
                                    int32_t as_of, size_t *n);

/*
 * snapshot_abouts - what visible records say about the output's own record:
 * links of LINK_ABOUT, without their sources' rows.
 * out: n links, oldest source first
 */
struct link *snapshot_abouts(struct snapshot *s, struct str record,
                             int32_t as_of, size_t *n);

/*
 * snapshot_versions - published versions of the output's own record.
 * out: n versions, oldest first
 */
struct version *snapshot_versions(struct snapshot *s, uint32_t accession,
                                  size_t *n);

/*
 * snapshot_first - the first version of a record that names the own one.
 * in:  link, of snapshot_backlinks, whose question covers it: a first version
 *      stays what it is while there is the record
 * out: false when there is none
 */
bool snapshot_first(struct snapshot *s, const struct link *link,
                    struct version *version);

/*
 * snapshot_piece - bytes of a piece of the search index.
 * in:  what, level, number, part: its place
 * out: bytes, borrowed from the store; empty when there is none
 */
struct str snapshot_piece(struct snapshot *s, char what, unsigned level,
                          uint32_t number, uint32_t part);

/*
 * snapshot_file - id of an attachment.
 * in:  path, below the content folder
 * out: false when there is none
 */
bool snapshot_file(struct snapshot *s, struct str path,
                   uint8_t blob[ROW_BLOB]);

/*
 * snapshot_highest - the highest accession number ever given.
 */
uint32_t snapshot_highest(struct snapshot *s);

/*
 * snapshot_published - what another output was made to be in this build or
 * before.  Notes no question: only outputs that tell of others may ask (see
 * output_tells), and they are made anew when one of these is written.
 * in:  key, of the output
 * out: false when there is none
 */
bool snapshot_published(struct snapshot *s, struct str key,
                        struct published *file);

/*
 * snapshot_blocks - the blocks of a register that hold members.
 * out: n numbers of blocks, ascending
 */
uint32_t *snapshot_blocks(struct snapshot *s, struct str folder, size_t *n);

/*
 * snapshot_date, snapshot_commit - note that the output shows the date or
 * the commit of the build.
 */
void snapshot_date(struct snapshot *s);
void snapshot_commit(struct snapshot *s);

/*
 * snapshot_blob - contents of a file of the repository.
 * out: text in the snapshot's arena
 * err: ERR_GIT
 */
int snapshot_blob(struct snapshot *s, const uint8_t blob[ROW_BLOB],
                  struct str *text, struct err *err);

/*
 * snapshot_message - message of a commit of the own history.
 * out: text in the snapshot's arena
 * err: ERR_GIT
 */
int snapshot_message(struct snapshot *s, const uint8_t commit[20],
                     struct str *text, struct err *err);

/*
 * snapshot_read - as snapshot_blob, into the caller's memory, for outputs
 * that read many files.
 * out: out is reset, then filled
 */
int snapshot_read(struct snapshot *s, const uint8_t blob[ROW_BLOB],
                  struct buf *out, struct err *err);

/*
 * snapshot_record - the same of a record's file, by its row: it was read when
 * the row was made, so that its size need not be asked for again.
 */
int snapshot_record(struct snapshot *s, const struct row *row,
                    struct buf *out, struct err *err);

/*
 * snapshot_export - a block of a register for its tables.
 * in:  block, of EXPORT_BLOCK serials, from 0
 * out: n cards, oldest first
 */
struct listed *snapshot_export(struct snapshot *s, struct str folder,
                               uint32_t block, size_t *n);

/*
 * snapshot_exports - the blocks of a register's tables that hold members.
 * out: n numbers of blocks, ascending
 */
uint32_t *snapshot_exports(struct snapshot *s, struct str folder, size_t *n);

/*
 * snapshot_said - snapshot_abouts of a member of the block that
 * snapshot_export gave; its question covers that.
 */
struct link *snapshot_said(struct snapshot *s, struct str record,
                           int32_t as_of, size_t *n);

/* One version among all of the site. */
struct changed {
	struct str record;
	uint32_t accession;
	uint32_t number;       /* of the version, from 1 */
	struct version is;
	struct version was;    /* the one before; when number > 1 */
};

/*
 * snapshot_changes - a block of versions of all records, also of those that
 * are not on the site.
 * in:  block, of CHANGES_BLOCK versions, from 0
 * out: n versions, in the order in which they came
 */
struct changed *snapshot_changes(struct snapshot *s, uint32_t block,
                                 size_t *n);

/*
 * snapshot_change_blocks - how many blocks of versions there are.
 */
uint32_t snapshot_change_blocks(struct snapshot *s);

/* A day on which a record's status may turn. */
struct due {
	int32_t day;
	struct listed listed;
};

/*
 * snapshot_due - visible records whose status may turn on a day.
 * in:  list, a register, or "*" for all; from and to, days, both included;
 *      most, at most so many
 * out: n days, ascending, of a day by name
 */
struct due *snapshot_due(struct snapshot *s, struct str list, int32_t from,
                         int32_t to, size_t most, size_t *n);

#endif
