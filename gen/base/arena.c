#include "base/arena.h"

#include "base/fmt.h"
#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <string.h>

#define ARENA_BLOCK ((size_t)64 * 1024)
#define ARENA_ALIGN alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes of data */
	size_t used;
	alignas(max_align_t) char data[];
};

void
arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void
arena_release(struct arena *a)
{
	struct arena_block *block = a->head;

	while (block) {
		struct arena_block *next = block->next;

		mem_free(block);
		block = next;
	}
	arena_init(a);
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = NULL;
	struct arena_block *block = a->head;

	while (block) {
		struct arena_block *next = block->next;

		if (!keep && block->size == ARENA_BLOCK)
			keep = block;
		else
			mem_free(block);
		block = next;
	}
	if (keep) {
		keep->next = NULL;
		keep->used = 0;
	}
	a->head = keep;
	a->used = 0;
}

static struct arena_block *
block_new(size_t least)
{
	size_t size = least > ARENA_BLOCK ? least : ARENA_BLOCK;
	struct arena_block *block = mem_alloc(sizeof *block + size);

	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

/* A large piece gets a block of its own, put behind the one being filled. */
static char *
alloc_large(struct arena *a, size_t n)
{
	struct arena_block *block = block_new(n);

	block->used = n;
	if (a->head) {
		block->next = a->head->next;
		a->head->next = block;
	} else {
		a->head = block;
	}
	return block->data;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t need = (n + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
	char *p;

	assert(need >= n);
	a->used += need;
	if (need > ARENA_BLOCK / 4) {
		p = alloc_large(a, need);
		return memset(p, 0, need);
	}
	if (!a->head || a->head->size - a->head->used < need) {
		struct arena_block *block = block_new(need);

		block->next = a->head;
		a->head = block;
	}
	p = a->head->data + a->head->used;
	a->head->used += need;
	return memset(p, 0, need);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	assert(size == 0 || count <= SIZE_MAX / 2 / size);
	return arena_alloc(a, count * size);
}

void *
arena_copy(struct arena *a, const void *v, size_t count, size_t size)
{
	void *copy = arena_array(a, count, size);

	if (count)
		memcpy(copy, v, count * size);
	return copy;
}

void *
arena_room(struct arena *a, void *v, size_t count, size_t size, size_t *cap,
           size_t first)
{
	void *wider;

	if (count < *cap)
		return v;
	*cap = *cap ? *cap * 2 : first;
	wider = arena_array(a, *cap, size);
	if (count)
		memcpy(wider, v, count * size);
	return wider;
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(copy, s.p, s.n);
	return (struct str){copy, s.n};
}

struct str
arena_fmt(struct arena *a, const char *format, ...)
{
	va_list args;
	va_list again;
	size_t n;
	char *text;

	va_start(args, format);
	va_copy(again, args);
	n = fmt_length(format, args);
	va_end(args);
	text = arena_alloc(a, n + 1);
	fmt_write(text, n, format, again);
	va_end(again);
	return (struct str){text, n};
}
