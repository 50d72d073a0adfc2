#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

/*
 * decode - the text of a file that says nothing of its encoding.
 *
 * A byte order mark decides; without one, valid UTF-8 is UTF-8, since other
 * encodings of Chinese are hardly ever valid by chance; everything else is
 * read as GB18030, which holds GB2312 and GBK.
 * source: GB 18030-2022; conversion by the C library's iconv
 */
#include "base/buf.h"
#include "base/err.h"

enum decode_guess {
	DECODE_UTF8 = 0,
	DECODE_UTF8_BOM,
	DECODE_UTF16, /* either order, by its mark */
	DECODE_GB18030
};

/*
 * decode_text - the bytes of a file as UTF-8.
 * out: appended to out; *guess
 * err: ERR_CORRUPT, none of the encodings fits; the line names the byte
 */
int decode_text(struct str bytes, struct buf *out, enum decode_guess *guess,
                struct err *err);

/*
 * decode_name - how people call an encoding.
 */
const char *decode_name(enum decode_guess guess);

#endif
