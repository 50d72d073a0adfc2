#ifndef RENDER_HISTORYPAGE_H
#define RENDER_HISTORYPAGE_H

/*
 * historypage - every published version of a record: when it came, by which
 * commit and with which reason, what changed in sentences and word by word;
 * and the page as each version stood.
 *
 * Output number 0 is the history, N the record as its version N stood; the
 * newest version is the record's own page.  A record that is not on the site
 * has no history there, and neither has a kind whose records leave the site
 * (schema key `leaves`): what a person no longer agrees to is not kept.
 *
 * The reason is the act (a record of a kind that can set the status of this
 * one's) that came with the version in one commit; else what the commit's
 * message says to readers of the language (model/reason.h).
 *
 * A text is compared as readers see it, and once more as the file has it where
 * that is Markdown with links or marks.
 *
 * However long the history and the texts, its page stays small: the newest
 * HISTORY_TOLD versions are told, of the others one row each; a change of a
 * text that takes more than HISTORY_TEXT, or more than all are allowed
 * together, is told by leading to the two versions.
 * Refused: pages of fifty versions, since few records have them.
 */
#include "render/context.h"

#define HISTORY_TOLD 50
#define HISTORY_TEXT 8192   /* bytes of HTML for one changed text */
#define HISTORY_TEXTS 65536 /* and for those of a page */
#define HISTORY_RAWS 32768  /* and, besides, for what the files have */

/*
 * historypage_render - the page of the output's record and number.
 * out: appended to out; *exists false: there is no such page
 * err: ERR_GIT, ERR_CONFIG
 */
int historypage_render(struct context *c, struct buf *out, bool *exists,
                       struct err *err);

/*
 * historypage_source - a version that is no longer the newest as Markdown,
 * by the schema of today, so that what that one hides is not in it.
 * out: appended to out; *exists false: there is none, or it cannot be read
 * err: ERR_GIT
 */
int historypage_source(struct context *c, struct buf *out, bool *exists,
                       struct err *err);

#endif
