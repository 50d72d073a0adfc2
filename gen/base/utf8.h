#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/*
 * utf8 - Unicode text as UTF-8: validity, code points, folding, width.
 *
 * source: RFC 3629; Unicode tables of utf8proc
 */
#include "base/buf.h"
#include "base/str.h"

/*
 * utf8_check - is it valid UTF-8 without NUL and without code points that
 * are no characters (U+FFFE, U+FFFF)?
 * out: true; or false and *bad, offset of the first wrong byte
 */
bool utf8_check(struct str s, size_t *bad);

/*
 * utf8_next - take one code point off the front.
 * in:  s, valid UTF-8, not empty; advanced
 * out: the code point; U+FFFD (one byte taken) where s is not valid
 */
uint32_t utf8_next(struct str *s);

/*
 * utf8_put - append one code point.
 * in:  c, a valid code point
 */
void utf8_put(struct buf *b, uint32_t c);

/*
 * utf8_count - number of code points.
 */
size_t utf8_count(struct str s);

/*
 * utf8_width - columns on a terminal; a Han character takes two.
 */
size_t utf8_width(struct str s);

/*
 * utf8_is_ascii - is every byte below 0x80?
 */
bool utf8_is_ascii(struct str s);

/*
 * utf8_is_han - is it an ideograph (script Han)?
 */
bool utf8_is_han(uint32_t c);

/*
 * utf8_is_space - is it white space of any script?
 */
bool utf8_is_space(uint32_t c);

/*
 * utf8_nfc - canonical composition.
 * in:  s, valid UTF-8
 * out: appended to b
 */
void utf8_nfc(struct buf *b, struct str s);

/*
 * utf8_nfkc - compatibility composition: full width becomes half width.
 * in:  s, valid UTF-8
 * out: appended to b
 */
void utf8_nfkc(struct buf *b, struct str s);

/*
 * utf8_fold - compatibility composition and case folding, for comparing.
 * in:  s, valid UTF-8
 * out: appended to b
 */
void utf8_fold(struct buf *b, struct str s);

#endif
