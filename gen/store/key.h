#ifndef STORE_KEY_H
#define STORE_KEY_H

/*
 * key - typed keys of the store, so that no other file joins strings.
 *
 * A record is named FOLDER/ID ("alliances/ln-2021-0001").  A list is named
 * by its folder ("alliances"), by folder, facet and code
 * ("alliances|city|210100"), or "*" for all records of the site.  Numbers
 * in keys are big-endian, so that bytewise order is their order; days are
 * stored with the sign bit turned.
 *
 * table      key
 * MEMBER     list, order (1, below 0x20), place (8)
 * LINK       target record, 0x00, source record, 0x00, number (2)
 * VERSION    accession (4), number (4)
 * ACCESSION  accession (4)
 * CHANGE     number (4)
 * UNIQUE     digest (8), path
 * GROUP      digest (8), order within the group (8), record
 * DUE, RUNNING  day (4), record
 * DEP        question's digest (8), output
 * PIECE, PIECE_NAME  what (1), level (1), number (4), part (4)
 * the others: the text itself
 */
#include "base/buf.h"
#include "base/str.h"

/* No day: earlier than all. */
#define NO_DAY INT32_MIN

/* key_* - write a key.
 * in:  k is reset first
 * out: the key, borrowed from k */
struct str key_member(struct buf *k, struct str list, char order,
                      uint64_t place);
struct str key_link(struct buf *k, struct str target, struct str source,
                    uint16_t number);
struct str key_links(struct buf *k, struct str target);
struct str key_version(struct buf *k, uint32_t accession, uint32_t number);
struct str key_number(struct buf *k, uint32_t number);
struct str key_unique(struct buf *k, uint64_t digest, struct str path);
struct str key_in_group(struct buf *k, uint64_t group);
struct str key_group(struct buf *k, uint64_t group, uint64_t value,
                     struct str record);
struct str key_day(struct buf *k, int32_t day, struct str record);
struct str key_dep(struct buf *k, uint64_t question, struct str output);
struct str key_piece(struct buf *k, char what, unsigned level,
                     uint32_t number, uint32_t part);

/*
 * key_of_facet - name of a facet's list.
 * out: FOLDER|FACET|CODE, borrowed from k
 */
struct str key_of_facet(struct buf *k, struct str folder, struct str facet,
                        struct str code);

/*
 * key_day_of - day of a DUE or RUNNING key.
 * out: the day; *record is the rest, borrowed from key
 */
int32_t key_day_of(struct str key, struct str *record);

/*
 * key_place_of - place of a MEMBER key.
 */
uint64_t key_place_of(struct str key);

/*
 * key_in_list - does a MEMBER key belong to the list in this order?
 */
bool key_in_list(struct str key, struct str list, char order);

#endif
