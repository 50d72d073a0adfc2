#ifndef CMD_INSPECT_H
#define CMD_INSPECT_H

/*
 * inspect - 栏目体检: columns without records, and columns that were not
 * updated for longer than content/charts.yaml allows.
 *
 * The last update of a column is the latest primary date of its visible
 * records that is not after the date of the build.
 * source: 国办秘函〔2019〕19号: no empty columns; 动态 within two weeks,
 * 通知公告 and 政策文件 within six months, the site within two weeks
 */
#include "base/buf.h"
#include "build/config.h"
#include "store/store.h"

/*
 * inspect_text - the report for readers.
 * in:  txn, of the state; as_of, date of the build
 * out: lines, appended to out
 */
void inspect_text(struct txn *txn, const struct config *config,
                  int32_t as_of, enum lang lang, struct buf *out);

/*
 * inspect_json - the report as members of an open map: empty [kind], stale
 * [{kind, last, days, limit}], where kind is "*" for the whole site.
 */
void inspect_json(struct txn *txn, const struct config *config,
                  int32_t as_of, struct buf *out);

#endif
