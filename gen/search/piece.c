#include "search/piece.h"

#include "base/codec.h"
#include "base/hash.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#define SUM_AT 16

static const char *
what_name(enum piece_what what)
{
	switch (what) {
	case PIECE_ROOT:
		return "root";
	case PIECE_TABLE:
		return "table of characters";
	case PIECE_SOUNDS:
		return "table of syllables";
	case PIECE_READING:
		return "table of readings";
	case PIECE_NODE:
		return "node";
	case PIECE_COLUMN:
		return "column page";
	case PIECE_SHARD:
		return "shard";
	case PIECE_BLOCK:
		return "block";
	case PIECE_CARDS:
		return "card pack";
	}
	return "piece";
}

void
piece_path(const struct piece *piece, char path[PIECE_PATH_MAX])
{
	const size_t max = PIECE_PATH_MAX;
	uint32_t n = piece->number;

	assert(piece->hash || piece->what == PIECE_CARDS);
	switch (piece->what) {
	case PIECE_ROOT:
	case PIECE_TABLE:
	case PIECE_SOUNDS:
	case PIECE_READING:
		snprintf(path, max, "search/%02x/%016" PRIx64 ".bin",
		         (unsigned)(piece->hash >> 56), piece->hash);
		break;
	case PIECE_NODE:
	case PIECE_COLUMN:
		snprintf(path, max, "search/%c/%x-%012" PRIx64 ".bin",
		         piece->what, n, piece->hash);
		break;
	case PIECE_SHARD:
		snprintf(path, max, "search/%x/%x/%x-%x-%08" PRIx64 ".bin",
		         piece->detail & 0xff, n >> 8, n, piece->upto,
		         piece->hash);
		break;
	case PIECE_BLOCK:
		snprintf(path, max, "search/b/%x/%x-%x.%x-%08" PRIx64 ".bin",
		         n >> 8, n, piece->detail, piece->upto, piece->hash);
		break;
	case PIECE_CARDS:
		snprintf(path, max, "search/c/%x/%x-%08x.bin", n >> 8, n,
		         piece->upto);
		break;
	}
}

/* How many bits of the XXH3-64 stand behind the sum in a hash. */
static unsigned
tail_bits(enum piece_what what)
{
	switch (what) {
	case PIECE_ROOT:
	case PIECE_TABLE:
	case PIECE_SOUNDS:
	case PIECE_READING:
		return 32;
	case PIECE_NODE:
	case PIECE_COLUMN:
		return 16;
	default:
		return 0;
	}
}

uint64_t
piece_hash(enum piece_what what, struct str bytes)
{
	unsigned bits = tail_bits(what);
	uint64_t hash = piece_sum(bytes);

	if (what == PIECE_CARDS)
		return 0;
	if (bits)
		hash = hash << bits | (hash64(bytes) & ((1ull << bits) - 1));
	return hash;
}

struct piece
piece_of(struct str bytes)
{
	struct reader r = reader_over(bytes);
	struct piece piece = {0};

	get_be16(&r);
	get_byte(&r);
	piece.what = (enum piece_what)get_byte(&r);
	piece.detail = get_be32(&r);
	piece.number = get_be32(&r);
	piece.upto = get_be32(&r);
	if (r.bad)
		return (struct piece){0};
	piece.hash = piece_hash(piece.what, bytes);
	return piece;
}

size_t
piece_begin(struct buf *b, const struct piece *piece)
{
	size_t start = b->n;

	buf_add(b, STR("gs"));
	buf_byte(b, PIECE_VERSION);
	buf_byte(b, (char)piece->what);
	put_be32(b, piece->detail);
	put_be32(b, piece->number);
	put_be32(b, piece->upto);
	put_be32(b, 0);
	return start;
}

void
piece_end(struct buf *b, size_t start)
{
	uint32_t sum = piece_sum(str_sub(buf_str(b), start, b->n));

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

	assert(bytes.n >= PIECE_HEADER);
	for (i = 0; i + 4 <= bytes.n; i += 4)
		if (i != SUM_AT)
			h = mix(h, (uint32_t)p[i] | (uint32_t)p[i + 1] << 8 |
			               (uint32_t)p[i + 2] << 16 |
			               (uint32_t)p[i + 3] << 24);
	for (size_t j = i; j < bytes.n; j++)
		last |= (uint32_t)p[j] << (8 * (j - i));
	if (i < bytes.n)
		h = mix(h, last);
	return h ? h : 1;
}

/* Does the header state what is asked for?  The sum is read, not checked. */
static bool
is_asked_for(struct reader *r, const struct piece *piece, uint32_t *sum)
{
	bool is = get_byte(r) == PIECE_VERSION &&
	          get_byte(r) == (uint8_t)piece->what &&
	          get_be32(r) == piece->detail &&
	          get_be32(r) == piece->number &&
	          get_be32(r) == piece->upto;

	*sum = get_be32(r);
	return is;
}

int
piece_open(struct str bytes, const struct piece *piece, struct str *body,
           struct err *err)
{
	struct reader r = reader_over(bytes);
	uint32_t sum;

	*body = (struct str){0};
	if (bytes.n < PIECE_HEADER || !str_eq(get_bytes(&r, 2), STR("gs")))
		return err_set(err, ERR_CORRUPT,
		               "search index: no piece, where %s %u should be",
		               what_name(piece->what), piece->number);
	if (!is_asked_for(&r, piece, &sum))
		return err_set(err, ERR_CORRUPT,
		               "search index: another piece stands for %s %u",
		               what_name(piece->what), piece->number);
	if (sum != piece_sum(bytes))
		return err_set(err, ERR_CORRUPT,
		               "search index: %s %u is cut or altered",
		               what_name(piece->what), piece->number);
	if (piece->hash && piece->hash >> tail_bits(piece->what) != sum)
		return err_set(err, ERR_CORRUPT,
		               "search index: %s %u is of another state",
		               what_name(piece->what), piece->number);
	*body = r.rest;
	return 0;
}
