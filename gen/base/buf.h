#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * buf - growable bytes that own their memory.
 *
 * `p` may move at every append; a slice taken with buf_str lives until the
 * next append, reset or release.  {0} is a valid empty buffer.
 */
#include "base/str.h"

struct buf {
	char *p;
	size_t n;
	size_t cap;
};

/*
 * buf_release - free the memory.
 * out: the buffer is {0}
 */
void buf_release(struct buf *b);

/*
 * buf_reset - empty, memory kept.
 */
void buf_reset(struct buf *b);

/*
 * buf_reserve - make room for n more bytes.
 * out: place where they go; valid until the next call on b
 */
char *buf_reserve(struct buf *b, size_t n);

/*
 * buf_add - append bytes.
 */
static inline void
buf_add(struct buf *b, struct str s)
{
	if (s.n == 0)
		return;
	memcpy(s.n < b->cap - b->n ? b->p + b->n : buf_reserve(b, s.n), s.p,
	       s.n);
	b->n += s.n;
}

/*
 * buf_adds - append a C string.
 * in:  z, ends in NUL
 */
void buf_adds(struct buf *b, const char *z);

/*
 * buf_byte - append one byte.
 */
static inline void
buf_byte(struct buf *b, char c)
{
	*(1 < b->cap - b->n ? b->p + b->n : buf_reserve(b, 1)) = c;
	b->n++;
}

/*
 * buf_fmt - append formatted text.
 * in:  format and arguments as for printf
 */
void buf_fmt(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * buf_str - the contents, borrowed.
 */
struct str buf_str(const struct buf *b);

/*
 * buf_detach - hand the memory over.
 * out: the bytes, followed by an uncounted NUL; caller frees with mem_free;
 *      b is {0}
 */
char *buf_detach(struct buf *b);

#endif
