#ifndef STORE_LIST_H
#define STORE_LIST_H

/*
 * list - ordered members of a register, of a facet's value, or of the site.
 *
 * A member is a visible record.  A list is kept in two orders, each a number
 * of 8 bytes, the member's place, never 0:
 *
 * - by number: the serial of its first publication (of the site: the
 *   accession number), which never changes.  Feeds tell what is new in it,
 *   tables and the sitemap are cut in blocks of it;
 * - by day: its primary date, the day that readers see beside it, then its
 *   serial; what has no day comes first.  Pages show it, the newest first,
 *   and are cut as store/cut.h says.
 *
 * The site itself (*) is kept by number alone.
 */
#include "base/arena.h"
#include "store/key.h"
#include "store/store.h"

enum list_order {
	LIST_BY_DAY,
	LIST_BY_NUMBER
};

struct list {
	struct str name;
	enum list_order by;
};

struct member {
	uint64_t place;
	struct str record;
};

/* A walk over the members of a list, upwards or downwards. */
struct list_walk {
	struct list list;
	bool up;
	struct cursor *cursor;
	bool more;         /* it stands at a member: */
	uint64_t place;    /* 0 at the end */
	struct str record; /* borrowed until the transaction's next write */
};

/*
 * list_by_day, list_by_number - a list in one of its orders.
 */
struct list list_by_day(struct str name);
struct list list_by_number(struct str name);

/*
 * list_place - place of a member by day; its low half is the serial.
 * in:  day, may be NO_DAY; serial, from 1
 */
uint64_t list_place(int32_t day, uint32_t serial);

/*
 * list_insert - add a member; it is counted where it enters by number.
 */
void list_insert(struct txn *txn, struct list list, uint64_t place,
                 struct str record);

/*
 * list_remove - take a member out; counted off likewise.
 */
void list_remove(struct txn *txn, struct list list, uint64_t place);

/*
 * list_count - number of members.
 */
uint32_t list_count(struct txn *txn, struct str name);

/*
 * list_find - the member at a place.
 * out: its record, borrowed until the transaction's next write; empty when
 *      there is none
 */
struct str list_find(struct txn *txn, struct list list, uint64_t place);

/*
 * list_newest - the members of the highest places.
 * out: highest first, at most `most`, in arena a
 */
struct member *list_newest(struct txn *txn, struct arena *a,
                           struct list list, size_t most, size_t *n);

/*
 * list_range - members of a range of places.
 * in:  from and to, both included
 * out: highest first, in arena a
 */
struct member *list_range(struct txn *txn, struct arena *a, struct list list,
                          uint64_t from, uint64_t to, size_t *n);

/*
 * list_newer - how many members have a higher place?
 * out: the number, or `most` when there are at least so many
 */
size_t list_newer(struct txn *txn, struct list list, uint64_t place,
                  size_t most);

/*
 * list_next - the nearest member above a place; list_prev: below; list_last:
 * the highest.
 * out: its place, 0 when there is none
 */
uint64_t list_next(struct txn *txn, struct list list, uint64_t place);
uint64_t list_prev(struct txn *txn, struct list list, uint64_t place);
uint64_t list_last(struct txn *txn, struct list list);

/*
 * list_steps - the member so many steps above or below a place, or the last
 * one reached when there are fewer.
 * out: its place, 0 when there is none
 */
uint64_t list_steps(struct txn *txn, struct list list, uint64_t place,
                    bool up, size_t steps);

/*
 * list_walk_from - stand at the first member at or above a place, or at the
 * last below it.
 * out: the walk; caller ends it with list_walk_end
 */
struct list_walk list_walk_from(struct txn *txn, struct list list,
                                uint64_t place, bool up);

/*
 * list_walk_on - one step.
 */
void list_walk_on(struct list_walk *w);

/*
 * list_walk_end - end the walk.
 * out: the place where it stood, 0 at the end
 */
uint64_t list_walk_end(struct list_walk *w);

#endif
