#ifndef BUILD_SIDES_H
#define BUILD_SIDES_H

/*
 * sides - the compressed forms of an output, from its bytes to the journal.
 *
 * A side is staged and journalled with its file and follows it at once, so
 * that a reader meets the form of another version no longer than a rename
 * takes.  It has no row of its own: the file's OUTPUT row says which sides
 * there are, so that they go with it.  Sides stay out of the manifest,
 * which is the same whether a site is compressed or not and whatever
 * library did it; a side is true when it unpacks to its file, and that is
 * what `gongshi verify` asks.
 */
#include "base/vec.h"
#include "build/compress.h"
#include "publish/publish.h"

struct arena;
struct err;

/* Numbers of the stage that an output takes: its own, then its sides'. */
#define SIDES_STRIDE (1 + SIDES)

struct sides {
	uint8_t mask; /* bit 1 << enum side: it exists */
	uint64_t size[SIDES];
	struct digest digest[SIDES];
};

/*
 * sides_stage - compress and stage.
 * in:  c, or NULL: there are no sides; path and bytes, of the file; seq,
 *      its number of the stage
 * out: *sides
 * err: ERR_IO, ERR_FULL
 */
int sides_stage(struct compressor *c, const struct publish *publish,
                struct str path, struct str bytes, uint64_t seq,
                struct sides *sides, struct err *err);

/*
 * sides_journal - append the file's sides, behind its own entry.
 * in:  file, the entry of the file
 */
int sides_journal(const struct sides *sides, struct journal *journal,
                  const struct journal_entry *file, struct err *err);

/* What a run deletes when all else is there. */
struct deletions VEC(struct journal_entry);

/*
 * sides_drop - delete the sides that a file had and has no more.
 * in:  path, of the file; was and now, masks as in struct sides
 * out: appended to deletions; the paths live in arena
 */
void sides_drop(struct deletions *deletions, struct arena *arena,
                struct str path, unsigned was, unsigned now);

/*
 * sides_is_gone - was the entry made by sides_drop?
 */
bool sides_is_gone(const struct journal_entry *entry);

#endif
