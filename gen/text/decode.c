#include "text/decode.h"

#include "base/utf8.h"

#include <iconv.h>

#define BLOCK ((size_t)65536)

static int
convert(struct str bytes, const char *from, struct buf *out, struct err *err)
{
	iconv_t cd = iconv_open("UTF-8", from);
	char *in = (char *)(uintptr_t)bytes.p; /* iconv does not write */
	size_t left = bytes.n;
	size_t before = out->n;

	if (cd == (iconv_t)-1)
		return err_set(err, ERR_IO, "no conversion from %s", from);
	while (left) {
		char *to = buf_reserve(out, BLOCK);
		size_t room = BLOCK;
		size_t was = left;
		size_t rc = iconv(cd, &in, &left, &to, &room);

		out->n += BLOCK - room;
		if (rc == (size_t)-1 && room == BLOCK && left == was)
			break;
	}
	iconv_close(cd);
	if (!left)
		return 0;
	out->n = before;
	return err_set(err, ERR_CORRUPT, "byte %zu is not %s",
	               bytes.n - left + 1, from);
}

int
decode_text(struct str bytes, struct buf *out, enum decode_guess *guess,
            struct err *err)
{
	size_t before = out->n;
	size_t bad;
	int rc;

	*guess = DECODE_UTF8;
	if (str_starts(bytes, STR("\xff\xfe")) ||
	    str_starts(bytes, STR("\xfe\xff"))) {
		*guess = DECODE_UTF16;
		rc = convert(bytes, "UTF-16", out, err);
	} else {
		if (str_starts(bytes, STR("\xef\xbb\xbf"))) {
			*guess = DECODE_UTF8_BOM;
			bytes = str_sub(bytes, 3, bytes.n);
		}
		if (utf8_check(bytes, &bad)) {
			buf_add(out, bytes);
			return 0;
		}
		if (*guess == DECODE_UTF8_BOM)
			return err_set(err, ERR_CORRUPT,
			               "byte %zu is not UTF-8", bad + 4);
		*guess = DECODE_GB18030;
		rc = convert(bytes, "GB18030", out, err);
	}
	/* NUL and what is no character must not come in this way either. */
	if (rc == 0 && !utf8_check(str_sub(buf_str(out), before, out->n),
	                           &bad)) {
		out->n = before;
		rc = err_set(err, ERR_CORRUPT, "it is no text");
	}
	return rc;
}

const char *
decode_name(enum decode_guess guess)
{
	static const char *const name[] = {"UTF-8", "UTF-8 (BOM)", "UTF-16",
	                                   "GB18030"};

	return name[guess];
}
