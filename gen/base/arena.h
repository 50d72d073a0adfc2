#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * arena - bump memory that is freed all at once.
 *
 * Three lifetimes exist in the program: the build, the batch of an ingest,
 * and one output of a worker.  Each has its arena; nothing in it is freed
 * alone.  Memory is aligned for any type.  Not for use by two threads.
 */
#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *head; /* the block being filled, newest first */
	size_t used;              /* bytes handed out since the reset */
};

/*
 * arena_init - an empty arena, which owns no memory yet.
 */
void arena_init(struct arena *a);

/*
 * arena_release - free everything.
 * out: the arena is as after arena_init
 */
void arena_release(struct arena *a);

/*
 * arena_reset - forget everything but keep one block for the next use.
 */
void arena_reset(struct arena *a);

/*
 * arena_alloc - memory filled with zero bytes.
 * in:  n, bytes; 0 is allowed
 * out: memory that lives until reset or release, never NULL
 */
void *arena_alloc(struct arena *a, size_t n);

/*
 * arena_array - zeroed memory for an array; the product is checked.
 */
void *arena_array(struct arena *a, size_t count, size_t size);

/*
 * arena_copy - copy of an array.
 * in:  v, count elements of size bytes; may be NULL when count is 0
 */
void *arena_copy(struct arena *a, const void *v, size_t count, size_t size);

/*
 * arena_room - an array with room for one more element.
 * in:  v, count elements of size bytes; cap, the room it has, 0 at first
 * out: v, or a copy with twice the room (`first` elements at first), in a;
 *      cap
 */
void *arena_room(struct arena *a, void *v, size_t count, size_t size,
                 size_t *cap, size_t first);

/*
 * arena_str - copy of a slice, followed by a NUL that is not counted.
 */
struct str arena_str(struct arena *a, struct str s);

/*
 * arena_fmt - formatted text, followed by a NUL that is not counted.
 * in:  format and arguments as for printf
 * out: slice that lives in the arena
 */
struct str arena_fmt(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
