#ifndef CMD_UNSEEN_H
#define CMD_UNSEEN_H

/*
 * unseen - what the preview says of a record that the public does not see
 * yet, or no more.  Without it a record of a future day was a plain 404.
 */
#include "base/buf.h"
#include "model/lang.h"

/*
 * unseen_say - why the public sees no page of a record.
 * in:  site, a built site with its state; path, of a page below it
 * out: a sentence appended to say; nothing for a page that the public sees,
 *      and for what is no record's page
 */
void unseen_say(const char *site, struct str path, enum lang lang,
                struct buf *say);

#endif
