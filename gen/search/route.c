#include "search/route.h"

#include "base/codec.h"
#include "search/card.h"
#include "search/column.h"
#include "search/shard.h"

#include <assert.h>
#include <string.h>

const enum piece_what route_rows[ROUTE_ROWS] = {PIECE_SHARD, PIECE_CARDS,
                                                PIECE_COLUMN};

/* How many names of a row the entry has room for. */
static uint32_t
room(enum piece_what what)
{
	return what == PIECE_SHARD ? 64 : what == PIECE_CARDS ? 10 : 4;
}

uint32_t
route_pieces(enum piece_what what, uint32_t highest)
{
	if (what == PIECE_SHARD)
		return 1u << shard_bits(highest);
	return what == PIECE_CARDS ? card_packs(highest)
	                           : column_pages(highest);
}

uint32_t
route_count(enum piece_what what, uint32_t highest, unsigned level)
{
	uint32_t count = route_pieces(what, highest);

	while (level--)
		count = (count + ROUTE_FAN - 1) / ROUTE_FAN;
	return count;
}

unsigned
route_levels(enum piece_what what, uint32_t highest)
{
	unsigned level = 0;

	while (route_count(what, highest, level) > room(what))
		level++;
	return level;
}

void
route_node(enum piece_what what, unsigned level, uint32_t number,
           const struct piece_name *names, size_t n, struct buf *out)
{
	size_t start;

	assert(level && n <= ROUTE_FAN);
	while (n && piece_absent(names[n - 1]))
		n--;
	if (n == 0)
		return;
	start = piece_begin(out, PIECE_NODE, (uint32_t)what << 8 | level,
	                    number);
	for (size_t i = 0; i < n; i++)
		buf_add(out, (struct str){(const char *)names[i].b,
		                          sizeof names[i].b});
	piece_end(out, start);
}

int
route_read(struct str bytes, enum piece_what what, unsigned level,
           uint32_t number, struct piece_name names[ROUTE_FAN],
           struct err *err)
{
	struct str body;
	int rc = piece_open(bytes, PIECE_NODE, (uint32_t)what << 8 | level,
	                    number, &body, err);

	memset(names, 0, ROUTE_FAN * sizeof *names);
	if (rc < 0)
		return rc;
	if (body.n % sizeof *names || body.n > ROUTE_FAN * sizeof *names)
		return err_set(err, ERR_CORRUPT,
		               "search index: node %u breaks off", number);
	if (body.n)
		memcpy(names, body.p, body.n);
	return 0;
}
