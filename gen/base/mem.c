#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static _Noreturn void
exhausted(void)
{
	static const char line[] = "gongshi: out of memory\n";
	ssize_t ignored = write(2, line, sizeof line - 1);

	(void)ignored;
	_exit(3);
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		exhausted();
	return p;
}

void *
mem_zalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		exhausted();
	return p;
}

void *
mem_grow(void *old, size_t count, size_t size)
{
	size_t n = count * size;
	void *p;

	if (size && count > SIZE_MAX / size)
		exhausted();
	p = realloc(old, n ? n : 1);
	if (!p)
		exhausted();
	return p;
}

void
mem_free(void *p)
{
	free(p);
}

void
mem_trim(void)
{
	malloc_trim(0);
}

size_t
mem_room(size_t cap, size_t need)
{
	size_t room = cap + cap / 2;

	if (room < need)
		room = need;
	return room < 16 ? 16 : room;
}
