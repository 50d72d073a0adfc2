#ifndef STORE_VIEW_H
#define STORE_VIEW_H

/*
 * view - derived tables kept in step with the records, and the questions
 * whose answers a change alters.
 *
 * Rendering reads the store through questions (store/snapshot.h), written
 * as text:
 *
 *   title|RECORD       title and visibility of a record
 *   refs|RECORD        cards of the records that name it
 *   about|RECORD       what they say about it
 *   new|LIST           newest members of a list and their cards
 *   cut|LIST|N         members of a list's page (store/cut.h)
 *   count|LIST         number of members
 *   counts|FOLDER      numbers of all facets of a register
 *   totals             numbers of all registers
 *   feed|LIST          members published last and when they last changed;
 *                      feed|* of every register
 *   map|FOLDER|N       addresses of a block of SITEMAP_BLOCK serials
 *   blocks|FOLDER      which of those blocks hold members
 *   chart|CHART        numbers of a chart (store/pivot.h)
 *   columns|FOLDER     has the register members? every page shows it in its
 *                      navigation, so that nobody needs to note it; asked
 *                      once a build by build/refresh.c, since between two
 *                      changes it may turn and turn back
 *   export|FOLDER|N    members of a block of EXPORT_BLOCK serials: all that
 *                      they hold and what is said about them
 *   exports|FOLDER     which of those blocks hold members
 *   changes|N          a block of CHANGES_BLOCK versions of all records
 *   changes            how many of those blocks there are
 *   due|LIST           members of a register, or of the site (*), whose
 *                      status turns on a known day
 *   running            records whose status ends on a known day
 *   letters|LANG       which letters have titles (store/titles.h)
 *   rank|LIST          the cheapest members of a list that can be had
 *   priced|LIST        are there any?
 *
 * view_apply turns "this record was so and is now so" into table changes
 * and into the list of the questions whose answers differ.  It must name
 * every one of them; naming one too many costs a rendering that is then cut
 * off, naming one too few breaks the law.
 */
#include "store/pivot.h"
#include "store/row.h"
#include "store/store.h"

/* Bytes of a question with its NUL; names in it are at most 300 bytes long
 * (CONTENT_PATH_MAX in build/content.h). */
#define QUESTION_MAX 400

/* Serials in one piece of the sitemap. */
#define SITEMAP_BLOCK 1000

/* Serials in one piece of a register's table, and versions in one piece of
 * the list of changes: what one edit writes again, and reads for it. */
#ifdef GONGSHI_TORTURE
#define EXPORT_BLOCK 3
#define CHANGES_BLOCK 4
#else
#define EXPORT_BLOCK 256
#define CHANGES_BLOCK 128
#endif

struct view_limits {
	uint32_t page_size;
	uint32_t feed_size;
};

/* Told of each question whose answer changed; question is borrowed. */
typedef void view_changed_fn(void *ctx, struct str question);

struct view {
	struct txn *txn; /* a write transaction */
	struct view_limits limits;
	view_changed_fn *changed; /* NULL: nobody wants to know */
	void *ctx;
	const struct pivot_plan *plan; /* of the charts */
	size_t plans;
};

/*
 * view_apply - one record changed.
 * in:  record, its name; old and now, its rows, NULL when it was or is not
 *      there
 * out: MEMBER, COUNT, DUE and RUNNING are as the new row wants them; every
 *      question with another answer was handed to v->changed
 */
void view_apply(const struct view *v, struct str record,
                const struct row *old, const struct row *now);

/*
 * view_all - ask every question about lists and numbers that has an answer
 * now; for a build from nothing, in one walk over the lists instead of
 * several steps for each member.
 * out: questions, handed to v->changed
 */
void view_all(const struct view *v);

#endif
