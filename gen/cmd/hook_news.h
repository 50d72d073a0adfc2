#ifndef CMD_HOOK_NEWS_H
#define CMD_HOOK_NEWS_H

/*
 * hook_news - what a push has made public, and what it will, for who pushed.
 */
#include "cmd/hub.h"
#include "model/lang.h"

/*
 * hook_news - tell it on standard error: addresses, and of records whose day
 * has not come that day.
 * in:  hub; old and now, commits, old zero: there was none; as_of, the day
 *      that the site stands at
 * err: ERR_GIT, ERR_CONFIG
 */
int hook_news(const struct hub *hub, const struct oid *old,
              const struct oid *now, int32_t as_of, enum lang lang,
              struct err *err);

#endif
