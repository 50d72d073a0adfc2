#ifndef STORE_CUT_H
#define STORE_CUT_H

/*
 * cut - where a list by day is cut into pages that never shift.
 *
 * A page begins at a member whose name's hash is the least among its `reach`
 * neighbours below and above, all of which there must be; `reach` is half of
 * the page size.  So a page depends on its own surroundings alone, whatever
 * came first: a member that comes, goes or is dated anew moves cuts within
 * its reach and no other.  Pages hold more than `reach` members, about
 * 2 * reach + 1 in the mean (for 20: 11, 21; one page of a hundred has more
 * than 45, and 69 was the most of 19,000).
 *
 * A page is named by the serial of the member that it begins with, and that
 * below the first cut is called the oldest, so that neither changes its
 * address when others come.  Only lists of more than a page's size have
 * pages; their first page is the index, the newest members.
 *
 * Refused: pages by position, which shift behind each change in the midst
 * (and imports of old records are such); blocks of serials, whose dates jump
 * where records were brought in late; pages by month or year, which hold one
 * record or a thousand; hashes that fall into one of `size` classes, whose
 * pages hold 1 to 185 members.
 */
#include "store/list.h"

/* The number of the page below the first cut, and no place. */
#define CUT_OLDEST UINT32_MAX
#define CUT_NONE UINT64_MAX

/* Pages around a place, by the places where they begin, rising; the first
 * and the last entry are neighbours only: CUT_NONE, or a page's. */
#define CUT_STRIP 8

struct cut_strip {
	uint64_t start[CUT_STRIP];
	size_t n; /* 0: the list has no pages */
};

/*
 * cut_below - where the page that holds a place begins.
 * in:  at, need not be a member's; size, of pages, from 1
 * out: the place of a cut; 0 for the oldest page
 */
uint64_t cut_below(struct txn *txn, struct list list, uint64_t at,
                   uint32_t size);

/*
 * cut_above - the next cut above a place.
 * out: its place, or CUT_NONE
 */
uint64_t cut_above(struct txn *txn, struct list list, uint64_t at,
                   uint32_t size);

/*
 * cut_number - number of the page that begins at a cut, or at 0.
 * out: 0 for CUT_NONE
 */
uint32_t cut_number(uint64_t start);

/*
 * cut_strip_around - the pages that a member at a place has a part in.
 * in:  at, the place of a member, or where one was or will be
 * out: strip; those taken before and after it came or went hold all pages
 *      that differ, and differ in nothing else
 */
void cut_strip_around(struct txn *txn, struct list list, uint64_t at,
                      uint32_t size, struct cut_strip *strip);

#endif
