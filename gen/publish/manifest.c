#include "publish/manifest.h"

#include "base/err.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#define HEX (2 * (size_t)SHA256_SIZE)

void
manifest_put(struct buf *b, const struct sha256 *sha256, struct str path)
{
	char hex[HEX + 1];

	assert(path.n && str_chr(path, '\n') == path.n);
	assert(str_chr(path, '\\') == path.n && str_chr(path, '\r') == path.n);
	sha256_hex(*sha256, hex);
	buf_adds(b, hex);
	buf_adds(b, "  ");
	buf_add(b, path);
	buf_byte(b, '\n');
}

/* Value of a lower-case hexadecimal digit, or -1. */
static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
parse_hex(struct str s, struct sha256 *sha256)
{
	for (size_t i = 0; i < SHA256_SIZE; i++) {
		int high = digit(s.p[2 * i]);
		int low = digit(s.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		sha256->b[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

int
manifest_next(struct str *rest, struct manifest_line *line, struct err *err)
{
	size_t end = str_chr(*rest, '\n');
	struct str s = str_sub(*rest, 0, end);

	if (!rest->n)
		return 0;
	if (end == rest->n || s.n < HEX + 3 || !parse_hex(s, &line->sha256) ||
	    s.p[HEX] != ' ' || s.p[HEX + 1] != ' ')
		return err_set(err, ERR_CORRUPT,
		               "not a line of a manifest: %.*s",
		               (int)(s.n < 200 ? s.n : 200), s.p);
	line->path = str_sub(s, HEX + 2, s.n);
	*rest = str_sub(*rest, end + 1, rest->n);
	return 1;
}

bool
manifest_is_cut(struct str path, uint64_t mask)
{
	return (hash64(path) & mask) == 0;
}

void
manifest_piece(struct str first, char name[MANIFEST_NAME])
{
	snprintf(name, MANIFEST_NAME, "%016" PRIx64, hash64(first));
}
