#include "search/entry.h"

#include "search/level.h"

#include <inttypes.h>
#include <string.h>

#define HEX "%016" PRIx64

/* The sum of the text, as if a header of zeros stood before it. */
static uint32_t
sum_of(struct str text)
{
	struct buf b = {0};
	uint32_t sum;

	memset(buf_reserve(&b, PIECE_HEADER), 0, PIECE_HEADER);
	b.n = PIECE_HEADER;
	buf_add(&b, text);
	sum = piece_sum(buf_str(&b));
	buf_release(&b);
	return sum;
}

void
entry_encode(const struct entry *entry, struct buf *out)
{
	size_t start = out->n;

	buf_fmt(out,
	        "{\"gongshi\":%d,\"highest\":%u,\"root\":\"" HEX
	        "\",\"table\":\"" HEX "\",\"sounds\":\"" HEX
	        "\",\"readings\":\"" HEX "\"",
	        PIECE_VERSION, entry->highest, entry->root, entry->table,
	        entry->sounds, entry->readings);
	buf_fmt(out, ",\"sum\":\"%08x\"}\n",
	        sum_of(str_sub(buf_str(out), start, out->n)));
}

/* Take a literal off the front. */
static bool
skip(struct str *s, const char *literal)
{
	struct str want = str_from(literal);

	if (!str_starts(*s, want))
		return false;
	*s = str_sub(*s, want.n, s->n);
	return true;
}

static bool
number(struct str *s, uint32_t *value)
{
	size_t n = 0;
	uint64_t wide;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (!str_u64(str_sub(*s, 0, n), &wide) || wide > LEVEL_DOC_MAX)
		return false;
	*value = (uint32_t)wide;
	*s = str_sub(*s, n, s->n);
	return true;
}

static bool
hash(struct str *s, uint64_t *value)
{
	static const char digits[] = "0123456789abcdef";

	*value = 0;
	if (s->n < 16)
		return false;
	for (size_t i = 0; i < 16; i++) {
		const char *at = memchr(digits, s->p[i], 16);

		if (!at)
			return false;
		*value = *value << 4 | (uint64_t)(at - digits);
	}
	*s = str_sub(*s, 16, s->n);
	return true;
}

static bool
read_members(struct str s, struct entry *entry)
{
	uint32_t version = 0;

	return skip(&s, "{\"gongshi\":") && number(&s, &version) &&
	       version == PIECE_VERSION && skip(&s, ",\"highest\":") &&
	       number(&s, &entry->highest) && skip(&s, ",\"root\":\"") &&
	       hash(&s, &entry->root) && skip(&s, "\",\"table\":\"") &&
	       hash(&s, &entry->table) && skip(&s, "\",\"sounds\":\"") &&
	       hash(&s, &entry->sounds) && skip(&s, "\",\"readings\":\"") &&
	       hash(&s, &entry->readings);
}

/* There is one way to write an entry: the sum is checked by writing it. */
int
entry_decode(struct str bytes, struct entry *entry, struct err *err)
{
	struct buf again = {0};
	bool good;

	*entry = (struct entry){0};
	good = read_members(bytes, entry);
	if (good)
		entry_encode(entry, &again);
	good = good && str_eq(bytes, buf_str(&again));
	buf_release(&again);
	if (good)
		return 0;
	*entry = (struct entry){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: %s is cut, altered or of another "
	               "version", ENTRY_PATH);
}
