#include "base/buf.h"

#include "base/fmt.h"
#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

void
buf_release(struct buf *b)
{
	mem_free(b->p);
	*b = (struct buf){0};
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
}

char *
buf_reserve(struct buf *b, size_t n)
{
	assert(n <= SIZE_MAX - 1 - b->n);
	if (b->n + n + 1 > b->cap) {
		size_t cap = mem_room(b->cap, b->n + n + 1);

		b->p = mem_grow(b->p, cap, 1);
		b->cap = cap;
	}
	return b->p + b->n;
}

void
buf_adds(struct buf *b, const char *z)
{
	buf_add(b, str_from(z));
}

void
buf_fmt(struct buf *b, const char *format, ...)
{
	va_list args;
	va_list again;
	size_t n;

	va_start(args, format);
	va_copy(again, args);
	n = fmt_length(format, args);
	va_end(args);
	fmt_write(buf_reserve(b, n), n, format, again);
	va_end(again);
	b->n += n;
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

char *
buf_detach(struct buf *b)
{
	char *p;

	*buf_reserve(b, 0) = '\0';
	p = b->p;
	*b = (struct buf){0};
	return p;
}
