#ifndef STORE_SNAPSHOT_PART_H
#define STORE_SNAPSHOT_PART_H

/*
 * snapshot_part - what the files of the snapshot share.
 */
#include "store/snapshot.h"

/*
 * snapshot_note - write down a question that is being answered.
 * in:  format and arguments as for printf
 */
void snapshot_note(struct snapshot *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * snapshot_cards - members with their rows.
 * out: n cards in the snapshot's arena
 */
struct listed *snapshot_cards(struct snapshot *s, const struct member *m,
                              size_t n);

/*
 * snapshot_turn - oldest first.
 */
void snapshot_turn(struct member *m, size_t n);

/*
 * snapshot_blocks_of - blocks of `size` serials that hold members.
 * out: n numbers of blocks, ascending
 */
uint32_t *snapshot_blocks_of(struct snapshot *s, struct str folder,
                             uint32_t size, size_t *n);

/*
 * snapshot_version - read a VERSION row.
 * out: false when the bytes are none
 */
bool snapshot_version(struct arena *a, struct str value, struct version *v);

/*
 * snapshot_numbered - a version by the number of its record and its own.
 * out: false when there is none
 */
bool snapshot_numbered(struct snapshot *s, uint32_t accession,
                       uint32_t number, struct version *v);

#endif
