#ifndef TEXT_JSON_H
#define TEXT_JSON_H

/*
 * json - values as JSON text and back.
 *
 * The writer is compact and stable: members in their order, no white space,
 * raw UTF-8.  Quotes, backslashes, control characters, U+2028 and U+2029 and
 * the `<` of `</` and `<!` are escaped, so that the text may also stand in a
 * script.  Invalid UTF-8 becomes U+FFFD.
 *
 * The primitives put the comma before an element where one is due: when the
 * byte before it ends another element of the same buffer.
 *
 * The reader is strict: RFC 8259 and nothing else, nesting at most
 * JSON_DEPTH, lone surrogates refused, the last of two equal keys wins.
 * source: RFC 8259
 */
#include "base/buf.h"
#include "base/err.h"
#include "text/value.h"

#define JSON_DEPTH 64

/*
 * json_write - append a whole value tree.
 * in:  v, or NULL for null; HTML is written as a string
 */
void json_write(struct buf *b, const struct value *v);

/*
 * json_open - begin a map or a list.
 * in:  bracket, '{' or '['
 */
void json_open(struct buf *b, char bracket);

/*
 * json_close - end a map or a list.
 * in:  bracket, '}' or ']'
 */
void json_close(struct buf *b, char bracket);

/*
 * json_key - a member's key and its colon; its value must follow.
 */
void json_key(struct buf *b, struct str key);

/* json_text/number/int/bool/null - append one scalar; the text of a number
 * must satisfy json_is_number. */
void json_text(struct buf *b, struct str s);
void json_number(struct buf *b, struct str number);
void json_int(struct buf *b, int64_t n);
void json_bool(struct buf *b, bool yes);
void json_null(struct buf *b);

/*
 * json_is_number - is the text a number as JSON writes it?
 */
bool json_is_number(struct str s);

/*
 * json_read - parse one JSON text.
 * in:  text, borrowed by the values; bad, or NULL
 * out: *value, in arena a
 * err: ERR_CORRUPT, not JSON; *value is NULL, *bad the offset of the byte
 *      that cannot be, the line reads "byte N: reason"
 */
int json_read(struct arena *a, struct str text, const struct value **value,
              size_t *bad, struct err *err);

#endif
