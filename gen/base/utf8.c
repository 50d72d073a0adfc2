#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <utf8proc.h>

bool
utf8_check(struct str s, size_t *bad)
{
	size_t at = 0;

	while (at < s.n) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n;

		if ((unsigned char)s.p[at] - 1u < 0x7f) {
			at++;
			continue;
		}
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + at,
		                     (utf8proc_ssize_t)(s.n - at), &c);
		if (n <= 0 || c == 0 || (c & 0xfffe) == 0xfffe) {
			*bad = at;
			return false;
		}
		at += (size_t)n;
	}
	return true;
}

uint32_t
utf8_next(struct str *s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	assert(s->n);
	n = utf8proc_iterate((const utf8proc_uint8_t *)s->p,
	                     (utf8proc_ssize_t)s->n, &c);
	if (n <= 0) {
		c = 0xfffd;
		n = 1;
	}
	*s = str_sub(*s, (size_t)n, s->n);
	return (uint32_t)c;
}

void
utf8_put(struct buf *b, uint32_t c)
{
	char *to = buf_reserve(b, 4);
	utf8proc_ssize_t n = utf8proc_encode_char(
	    (utf8proc_int32_t)c, (utf8proc_uint8_t *)to);

	b->n += (size_t)n;
}

size_t
utf8_count(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

size_t
utf8_width(struct str s)
{
	size_t width = 0;

	while (s.n) {
		uint32_t c = utf8_next(&s);
		int w = utf8proc_charwidth((utf8proc_int32_t)c);

		width += w > 0 ? (size_t)w : 0;
	}
	return width;
}

bool
utf8_is_han(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x20000 && c <= 0x323af) || c == 0x3005 || c == 0x3007;
}

bool
utf8_is_space(uint32_t c)
{
	utf8proc_category_t category;

	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return true;
	if (c < 0x80)
		return false;
	category = utf8proc_category((utf8proc_int32_t)c);
	return category == UTF8PROC_CATEGORY_ZS ||
	       category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP;
}

bool
utf8_is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static void
map_text(struct buf *b, struct str s, utf8proc_option_t options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n =
	    utf8proc_map((const utf8proc_uint8_t *)(s.n ? s.p : ""),
	                 (utf8proc_ssize_t)s.n, &out, options);

	assert(n >= 0);
	buf_add(b, (struct str){(char *)out, (size_t)n});
	free(out);
}

void
utf8_nfc(struct buf *b, struct str s)
{
	if (utf8_is_ascii(s))
		buf_add(b, s);
	else
		map_text(b, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

void
utf8_nfkc(struct buf *b, struct str s)
{
	if (utf8_is_ascii(s))
		buf_add(b, s);
	else
		map_text(b, s,
		         UTF8PROC_STABLE | UTF8PROC_COMPOSE |
		             UTF8PROC_COMPAT);
}

void
utf8_fold(struct buf *b, struct str s)
{
	map_text(b, s,
	         UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
	             UTF8PROC_CASEFOLD);
}
