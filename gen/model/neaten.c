#include "model/neaten.h"

#include "base/buf.h"
#include "base/utf8.h"

/* U+FF01 to U+FF5E stand for U+0021 to U+007E. */
static uint32_t
narrow(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + 0x21 : c;
}

static bool
has_spaces(enum field_type type)
{
	return type == FIELD_PHONE || type == FIELD_ENUM;
}

struct str
neaten(struct arena *a, enum field_type type, struct str s)
{
	bool gap = false;
	struct buf b = {0};
	struct str copy;

	while (s.n) {
		uint32_t c = utf8_next(&s);

		if (utf8_is_space(c)) {
			gap = true;
			continue;
		}
		if (gap && b.n && has_spaces(type))
			buf_byte(&b, ' ');
		gap = false;
		utf8_put(&b, narrow(c));
	}
	copy = arena_str(a, buf_str(&b));
	buf_release(&b);
	return copy;
}
