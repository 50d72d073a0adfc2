#include "base/codec.h"

#include <string.h>

static void
put_be(struct buf *b, uint64_t n, size_t width)
{
	char *to = buf_reserve(b, width);

	for (size_t i = 0; i < width; i++)
		to[i] = (char)(n >> (8 * (width - 1 - i)));
	b->n += width;
}

void
put_be16(struct buf *b, uint16_t n)
{
	put_be(b, n, 2);
}

void
put_be32(struct buf *b, uint32_t n)
{
	put_be(b, n, 4);
}

void
put_be64(struct buf *b, uint64_t n)
{
	put_be(b, n, 8);
}

void
put_varint(struct buf *b, uint64_t n)
{
	while (n >= 0x80) {
		buf_byte(b, (char)(n | 0x80));
		n >>= 7;
	}
	buf_byte(b, (char)n);
}

void
put_slice(struct buf *b, struct str s)
{
	put_varint(b, s.n);
	buf_add(b, s);
}

void
put_digest(struct buf *b, struct digest d)
{
	buf_add(b, (struct str){(const char *)d.b, sizeof d.b});
}

struct reader
reader_over(struct str s)
{
	return (struct reader){.rest = s};
}

struct str
get_bytes(struct reader *r, size_t n)
{
	struct str part;

	if (r->bad || n > r->rest.n) {
		r->bad = true;
		return (struct str){0};
	}
	part = str_sub(r->rest, 0, n);
	r->rest = str_sub(r->rest, n, r->rest.n);
	return part;
}

static uint64_t
get_be(struct reader *r, size_t width)
{
	struct str part = get_bytes(r, width);
	uint64_t n = 0;

	for (size_t i = 0; i < part.n; i++)
		n = n << 8 | (uint8_t)part.p[i];
	return n;
}

uint8_t
get_byte(struct reader *r)
{
	return (uint8_t)get_be(r, 1);
}

uint16_t
get_be16(struct reader *r)
{
	return (uint16_t)get_be(r, 2);
}

uint32_t
get_be32(struct reader *r)
{
	return (uint32_t)get_be(r, 4);
}

uint64_t
get_be64(struct reader *r)
{
	return get_be(r, 8);
}

uint64_t
get_varint(struct reader *r)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		uint8_t byte = get_byte(r);

		n |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return r->bad ? 0 : n;
	}
	r->bad = true;
	return 0;
}

struct str
get_slice(struct reader *r)
{
	uint64_t n = get_varint(r);

	if (n > r->rest.n) {
		r->bad = true;
		return (struct str){0};
	}
	return get_bytes(r, (size_t)n);
}

struct digest
get_digest(struct reader *r)
{
	struct str part = get_bytes(r, DIGEST_SIZE);
	struct digest d = {{0}};

	if (part.n)
		memcpy(d.b, part.p, DIGEST_SIZE);
	return d;
}

void
hex_put(const uint8_t *b, size_t n, char *text)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digit[b[i] >> 4];
		text[2 * i + 1] = digit[b[i] & 15];
	}
	text[2 * n] = '\0';
}
