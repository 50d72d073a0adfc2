#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * mem - heap memory with one answer to exhaustion.
 *
 * Every allocation of the program goes through here.  When memory runs out
 * the process says so in one line and stops with exit code 3; because a
 * build may be killed at any instant without harm, this is not a second
 * error path that every caller must test.
 */
#include <stddef.h>

/*
 * mem_alloc - fresh memory.
 * in:  n, bytes; 0 is allowed
 * out: memory with arbitrary contents, never NULL; caller frees with
 *      mem_free
 */
void *mem_alloc(size_t n);

/*
 * mem_zalloc - fresh memory filled with zero bytes.
 * in:  count and size of the elements; their product is checked
 * out: memory, never NULL; caller frees with mem_free
 */
void *mem_zalloc(size_t count, size_t size);

/*
 * mem_grow - resize an array.
 * in:  old, from this module or NULL; count and size of the elements, the
 *      product is checked
 * out: the moved memory, never NULL; old is no longer valid
 */
void *mem_grow(void *old, size_t count, size_t size);

/*
 * mem_free - give memory back.
 * in:  p, from this module or NULL
 */
void mem_free(void *p);

/*
 * mem_trim - give free memory back to the system.
 */
void mem_trim(void);

/*
 * mem_room - the next capacity of a growing array.
 * in:  cap, the present capacity; need, the least that is wanted
 * out: a capacity >= need, at least 16, growing by half
 */
size_t mem_room(size_t cap, size_t need);

#endif
