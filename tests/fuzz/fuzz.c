#include "fuzz.h"

#include "base/mem.h"

#include <string.h>

static uint32_t
number_at(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* A copy of exactly its size, so that a byte read behind it is noticed. */
static struct str
alone(struct str s)
{
	char *p = mem_alloc(s.n ? s.n : 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

bool
fuzz_begin(struct fuzz *f, const uint8_t *data, size_t size)
{
	*f = (struct fuzz){0};
	if (size < FUZZ_HEADER)
		return false;
	arena_init(&f->a);
	f->detail = number_at(data);
	f->number = number_at(data + 4);
	f->upto = number_at(data + 8);
	f->body = alone((struct str){(const char *)data + FUZZ_HEADER,
	                             size - FUZZ_HEADER});
	return true;
}

struct str
fuzz_wrap(struct fuzz *f, const struct piece *piece, struct str body)
{
	struct buf b = {0};
	size_t start = piece_begin(&b, piece);

	buf_add(&b, body);
	piece_end(&b, start);
	buf_release(&f->piece);
	f->piece = b;
	return buf_str(&b);
}

struct level_shape
fuzz_shape(uint32_t class)
{
	static const uint32_t n[] = {1, 512, 2048, 8192, 32768, 262144};

	return level_shape(n[class % (sizeof n / sizeof *n)]);
}

void
fuzz_end(struct fuzz *f)
{
	mem_free((char *)(uintptr_t)f->body.p);
	buf_release(&f->piece);
	arena_release(&f->a);
}
