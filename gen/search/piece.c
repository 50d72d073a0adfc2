#include "search/piece.h"

#include "base/codec.h"
#include "base/hash.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define SUM_AT 12

static const char *
what_name(enum piece_what what)
{
	switch (what) {
	case PIECE_SHARD:
		return "shard";
	case PIECE_CARDS:
		return "card pack";
	case PIECE_COLUMN:
		return "column";
	case PIECE_NODE:
		return "node";
	case PIECE_TABLE:
		return "table";
	}
	return "piece";
}

struct piece_name
piece_name_of(struct str bytes)
{
	struct piece_name name = {{0}};
	uint64_t h = bytes.n ? hash64(bytes) : 0;

	for (size_t i = 0; i < sizeof name.b; i++)
		name.b[i] = (uint8_t)(h >> (56 - 8 * i));
	return name;
}

bool
piece_absent(struct piece_name name)
{
	static const struct piece_name none = {{0}};

	return memcmp(name.b, none.b, sizeof name.b) == 0;
}

void
piece_path(struct piece_name name, char path[PIECE_PATH_MAX])
{
	const uint8_t *b = name.b;

	assert(!piece_absent(name));
	snprintf(path, PIECE_PATH_MAX,
	         "search/%02x/%02x%02x%02x%02x%02x%02x%02x%02x.bin", b[0],
	         b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]);
}

size_t
piece_begin(struct buf *b, enum piece_what what, uint32_t detail,
            uint32_t number)
{
	size_t start = b->n;

	buf_add(b, STR("gs"));
	buf_byte(b, PIECE_VERSION);
	buf_byte(b, (char)what);
	put_be32(b, detail);
	put_be32(b, number);
	put_be32(b, 0);
	return start;
}

void
piece_end(struct buf *b, size_t start)
{
	struct str bytes = {b->p + start, b->n - start};
	uint32_t sum = piece_sum(bytes);

	for (size_t i = 0; i < 4; i++)
		b->p[start + SUM_AT + i] = (char)(sum >> (24 - 8 * i));
}

static uint32_t
mix(uint32_t h, uint32_t word)
{
	h = (h ^ word) * 0x01000193u;
	return h << 13 | h >> 19;
}

/* Words of four bytes, the first one lowest; zeros past the end. */
uint32_t
piece_sum(struct str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	uint32_t h = (uint32_t)bytes.n ^ 0x811c9dc5u;
	uint32_t last = 0;
	size_t i;

	for (i = 0; i + 4 <= bytes.n; i += 4)
		if (i != SUM_AT)
			h = mix(h, (uint32_t)p[i] | (uint32_t)p[i + 1] << 8 |
			               (uint32_t)p[i + 2] << 16 |
			               (uint32_t)p[i + 3] << 24);
	for (size_t j = i; j < bytes.n; j++)
		last |= (uint32_t)p[j] << (8 * (j - i));
	return i < bytes.n && i != SUM_AT ? mix(h, last) : h;
}

int
piece_open(struct str bytes, enum piece_what what, uint32_t detail,
           uint32_t number, struct str *body, struct err *err)
{
	struct reader r = reader_over(bytes);
	struct str magic = get_bytes(&r, 2);
	uint8_t version = get_byte(&r);
	uint8_t is = get_byte(&r);
	uint32_t has = get_be32(&r);
	uint32_t which = get_be32(&r);
	uint32_t sum = get_be32(&r);

	*body = (struct str){0};
	if (r.bad || !str_eq(magic, STR("gs")))
		return err_set(err, ERR_CORRUPT,
		               "search index: no piece, where %s %u should be",
		               what_name(what), number);
	if (version != PIECE_VERSION || is != what || has != detail ||
	    which != number)
		return err_set(err, ERR_CORRUPT,
		               "search index: another piece stands for %s %u",
		               what_name(what), number);
	if (sum != piece_sum(bytes))
		return err_set(err, ERR_CORRUPT,
		               "search index: %s %u is cut or altered",
		               what_name(what), number);
	*body = r.rest;
	return 0;
}
