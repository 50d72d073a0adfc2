#ifndef STORE_LIST_H
#define STORE_LIST_H

/*
 * list - ordered members of a register, of a facet's value, or of the site.
 *
 * A member is a visible record, its serial the order of first publication;
 * a serial never changes, so a list is cut into pages that do not shift:
 *
 * - a register's page n holds the serials (n-1)*size+1 .. n*size, live or
 *   not (a withdrawn record leaves a hole);
 * - a facet's list is cut before each member whose name's hash falls into
 *   one of `size` equal classes, so a page is named by the serial it starts
 *   with and depends on its own members alone; pages hold `size` members in
 *   the mean.
 *
 * Refused: numbering by position, which shifts every page behind a change.
 */
#include "base/arena.h"
#include "store/key.h"
#include "store/store.h"

struct member {
	uint32_t serial;
	struct str record;
};

/*
 * list_insert - add a member and count it.
 */
void list_insert(struct txn *txn, struct str list, uint32_t serial,
                 struct str record);

/*
 * list_remove - take a member out and count it off.
 */
void list_remove(struct txn *txn, struct str list, uint32_t serial);

/*
 * list_count - number of members.
 */
uint32_t list_count(struct txn *txn, struct str list);

/*
 * list_newest - the members of the highest serials.
 * out: newest first, at most `most`, in arena a
 */
struct member *list_newest(struct txn *txn, struct arena *a, struct str list,
                           size_t most, size_t *n);

/*
 * list_range - members of a range of serials.
 * in:  from and to, both included
 * out: newest first, in arena a
 */
struct member *list_range(struct txn *txn, struct arena *a, struct str list,
                          uint32_t from, uint32_t to, size_t *n);

/*
 * list_newer - how many members have a higher serial?
 * out: the number, or `most` when there are at least so many
 */
size_t list_newer(struct txn *txn, struct str list, uint32_t serial,
                  size_t most);

/*
 * list_next - the nearest member above a serial; list_prev: below;
 * list_last: the highest.
 * out: its serial, 0 when there is none
 */
uint32_t list_next(struct txn *txn, struct str list, uint32_t serial);
uint32_t list_prev(struct txn *txn, struct str list, uint32_t serial);
uint32_t list_last(struct txn *txn, struct str list);

/*
 * list_page - number of the register's page that holds a serial.
 * in:  serial and size, from 1
 */
uint32_t list_page(uint32_t serial, uint32_t size);

/*
 * list_cut - where the facet's page that holds a serial starts.
 * in:  serial, need not be a member
 * out: serial of the page's first member; 0 when no member is so low
 */
uint32_t list_cut(struct txn *txn, struct str list, uint32_t serial,
                  uint32_t size);

/*
 * list_cut_end - the highest serial of the facet's page that starts at a
 * cut.
 */
uint32_t list_cut_end(struct txn *txn, struct str list, uint32_t start,
                      uint32_t size);

#endif
