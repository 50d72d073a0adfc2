#ifndef CMD_OUTLOOK_TEXT_H
#define CMD_OUTLOOK_TEXT_H

/*
 * outlook_text - what the public will see change, as text for a terminal and
 * as JSON.
 */
#include "build/outlook.h"

/* outlook_text/json - write an outlook.
 * in:  a, for work
 * out: appended to out; the text ends in a newline */
void outlook_text(const struct outlook *outlook, struct arena *a,
                  enum lang lang, struct buf *out);
void outlook_json(const struct outlook *outlook, struct arena *a,
                  enum lang lang, struct buf *out);

#endif
