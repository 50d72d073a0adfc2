#include "search/entry.h"

#include "search/shard.h"

#include <assert.h>
#include <string.h>

#define SUM_MEMBER ",\"sum\":\""

static const char digit64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz0123456789+/";

static void
put_base64(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t w = 0;

		for (size_t j = 0; j < 3; j++)
			w = w << 8 |
			    (i + j < s.n ? (uint8_t)s.p[i + j] : 0u);
		for (size_t j = 0; j < 4; j++)
			buf_byte(b, i + j > s.n
			                ? '='
			                : digit64[w >> (18 - 6 * j) & 63]);
	}
}

static void
put_hex(struct buf *b, struct piece_name name)
{
	for (size_t i = 0; i < sizeof name.b; i++)
		buf_fmt(b, "%02x", name.b[i]);
}

/* The sum of the text, as if 16 bytes of header stood before it. */
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
	        "{\"gongshi\":%d,\"highest\":%u,\"live\":%u,\"shards\":%u,"
	        "\"table\":\"",
	        PIECE_VERSION, entry->highest, entry->live,
	        1u << shard_bits(entry->highest));
	put_hex(out, entry->table);
	for (size_t i = 0; i < ROUTE_ROWS; i++) {
		enum piece_what row = route_rows[i];
		size_t n = entry->top[i].n;

		assert(n == route_count(row, entry->highest,
		                        route_levels(row, entry->highest)));
		buf_fmt(out, "\",\"%c\":\"", row);
		put_base64(out, (struct str){(const char *)entry->top[i].v,
		                             n * sizeof *entry->top[i].v});
	}
	buf_byte(out, '"');
	buf_fmt(out, SUM_MEMBER "%08x\"}\n",
	        sum_of((struct str){out->p + start, out->n - start}));
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
	if (!str_u64(str_sub(*s, 0, n), &wide) || wide > UINT32_MAX)
		return false;
	*value = (uint32_t)wide;
	*s = str_sub(*s, n, s->n);
	return true;
}

static bool
hex_name(struct str *s, struct piece_name *name)
{
	static const char digits[] = "0123456789abcdef";

	if (s->n < 2 * sizeof name->b)
		return false;
	for (size_t i = 0; i < 2 * sizeof name->b; i++) {
		const char *at = memchr(digits, s->p[i], 16);

		if (!at)
			return false;
		name->b[i / 2] =
		    (uint8_t)(name->b[i / 2] << 4 | (at - digits));
	}
	*s = str_sub(*s, 2 * sizeof name->b, s->n);
	return true;
}

static bool
base64(struct str *s, uint8_t *to, size_t n)
{
	size_t chars = (n + 2) / 3 * 4;

	if (s->n < chars)
		return false;
	for (size_t i = 0, done = 0; i < chars; i += 4) {
		uint32_t w = 0;

		for (size_t j = 0; j < 4; j++) {
			const char *at = memchr(digit64, s->p[i + j], 64);

			if (!at && s->p[i + j] != '=')
				return false;
			w = w << 6 | (at ? (uint32_t)(at - digit64) : 0);
		}
		for (size_t j = 0; j < 3 && done < n; j++)
			to[done++] = (uint8_t)(w >> (16 - 8 * j));
	}
	*s = str_sub(*s, chars, s->n);
	return true;
}

static bool
read_head(struct str *s, struct entry *entry)
{
	uint32_t version = 0;
	uint32_t shards = 0;

	return skip(s, "{\"gongshi\":") && number(s, &version) &&
	       version == PIECE_VERSION && skip(s, ",\"highest\":") &&
	       number(s, &entry->highest) && skip(s, ",\"live\":") &&
	       number(s, &entry->live) && skip(s, ",\"shards\":") &&
	       number(s, &shards) && entry->highest <= RICE_DOC_MAX &&
	       shards == 1u << shard_bits(entry->highest) &&
	       skip(s, ",\"table\":\"") && hex_name(s, &entry->table);
}

static bool
read_top(struct arena *a, struct str *s, size_t i, struct entry *entry)
{
	enum piece_what row = route_rows[i];
	char member[] = "\",\"?\":\"";
	size_t n = route_count(row, entry->highest,
	                       route_levels(row, entry->highest));

	member[3] = (char)row;
	if (!skip(s, member))
		return false;
	entry->top[i].v = arena_array(a, n, sizeof *entry->top[i].v);
	entry->top[i].n = n;
	return base64(s, (uint8_t *)entry->top[i].v,
	              n * sizeof *entry->top[i].v);
}

int
entry_decode(struct arena *a, struct str bytes, struct entry *entry,
             struct err *err)
{
	struct str s = bytes;
	bool good;

	*entry = (struct entry){0};
	good = read_head(&s, entry);
	for (size_t i = 0; good && i < ROUTE_ROWS; i++)
		good = read_top(a, &s, i, entry);
	good = good && skip(&s, "\"");
	if (good) {
		struct buf b = {0};

		buf_fmt(&b, SUM_MEMBER "%08x\"}\n",
		        sum_of(str_sub(bytes, 0, bytes.n - s.n)));
		good = str_eq(s, buf_str(&b));
		buf_release(&b);
	}
	if (good)
		return 0;
	*entry = (struct entry){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: %s is cut or altered", ENTRY_PATH);
}
