#ifndef BUILD_PIECES_H
#define BUILD_PIECES_H

/*
 * pieces - the files of the search index in the store.
 *
 * A piece lies under what it is: its kind, level, number and part (of a
 * block: ordinal << 16 | index; else 0).  Table PIECE has its bytes, and
 * PIECE_NAME its hash, 8 bytes, for whoever routes to it.  PIECE_NAME also
 * has notes that are no files:
 *
 *     PIECES_LONG  level, shard  the shard's long lists, in order: the 16
 *                                bits of key_common, a byte that is 1 for a
 *                                text, number of blocks, df (be32)
 */
#include "base/buf.h"
#include "base/str.h"
#include "search/piece.h"
#include "store/store.h"

#define PIECES_LONG 'l'
#define PIECES_LONG_SIZE 11

/* Told of every piece that changed, by its place. */
typedef void pieces_changed_fn(void *ctx, char what, unsigned level,
                               uint32_t number, uint32_t part);

struct pieces {
	struct txn *txn; /* a write transaction */
	pieces_changed_fn *changed;
	void *ctx;
	struct buf key;
	bool lost; /* a row of one table has none in the other: damage */
};

/*
 * pieces_get - the bytes of a piece.
 * out: borrowed from the store until it is written to; empty when there is
 *      no such piece
 */
struct str pieces_get(struct pieces *p, char what, unsigned level,
                      uint32_t number, uint32_t part);

/*
 * pieces_set - set a piece, or remove it.
 * in:  bytes, the finished piece; empty: there is none
 * out: whether it differs from what was there
 */
bool pieces_set(struct pieces *p, char what, unsigned level, uint32_t number,
                uint32_t part, struct str bytes);

/*
 * pieces_hash - the hash of a piece, 0 when there is none.
 * out: p->lost, set when bytes and hash are not both there
 */
uint64_t pieces_hash(struct pieces *p, char what, unsigned level,
                     uint32_t number);

/*
 * pieces_note - read a note.
 * out: borrowed from the store; empty when there is none
 */
struct str pieces_note(struct pieces *p, char what, unsigned level,
                       uint32_t number);

/*
 * pieces_set_note - write a note, or remove it when the value is empty.
 */
void pieces_set_note(struct pieces *p, char what, unsigned level,
                     uint32_t number, struct str value);

/*
 * pieces_release - free the memory.
 */
void pieces_release(struct pieces *p);

#endif
