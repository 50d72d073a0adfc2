#ifndef MODEL_REASON_H
#define MODEL_REASON_H

/*
 * reason - why a commit was made, for readers of one language, from its
 * message.
 *
 * A line of the body that begins with "理由：" or "理由:" speaks to readers
 * of Chinese, one with "Reason:" to those of English.  Without it the subject
 * is taken, which stands on Chinese pages only where it has a Han character:
 * a subject for the office ("content: fix a typo") is no reason to print.
 */
#include "base/str.h"
#include "model/lang.h"

/*
 * reason_of - the reason for readers of a language.
 * in:  message, of a commit, any bytes
 * out: slice of it, without white space around; empty when there is none
 */
struct str reason_of(struct str message, enum lang lang);

#endif
