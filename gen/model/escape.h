#ifndef MODEL_ESCAPE_H
#define MODEL_ESCAPE_H

/*
 * escape - characters of ASCII that a text writes otherwise, whatever its
 * language: %31 of addresses, &#49; and &#x31; of HTML, \u0031 and \x31 of
 * programs, a backslash before a mark that numbers and mail addresses have.
 *
 * It is for finding what hides behind them, so it undoes them where they mean
 * nothing, too; no page is made of what it gives.
 */
#include "base/buf.h"

/*
 * escape_undo - a text without escapes.
 * out: appended to out; false: it has none
 */
bool escape_undo(struct str text, struct buf *out);

#endif
