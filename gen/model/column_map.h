#ifndef MODEL_COLUMN_MAP_H
#define MODEL_COLUMN_MAP_H

/*
 * column_map - what the columns of a sheet stand for, as people may correct
 * it: import.map.KIND.yaml beside the sheet.
 *
 *     kind: license
 *     columns:
 *       专利号: patent_no
 *       第一权利人: patentees.1.name
 *       备注: "-"      passed over
 *       批次: "?"      nobody knows; not imported
 *     values:           what every row says, without a column
 *       publisher: 某省知识产权局
 */
#include "model/columns.h"

/*
 * column_map_read - let a map decide.
 * in:  source, the file
 * out: columns changed, and the fixed ones filled in; findings; *foreign,
 *      how many columns it names that the sheet lacks, without a finding
 *      for each; may be NULL when each is to have one
 * err: ERR_USAGE, it is the map of another kind
 */
int column_map_read(struct arena *a, const struct source *source,
                     const struct column_names *names,
                     const struct schema *schema, struct columns *columns,
                     size_t *foreign, struct finding_list *findings,
                     struct err *err);

/*
 * column_map_name - the name of the file that holds the map of a kind.
 * out: appended to out
 */
void column_map_name(const struct schema *schema, struct buf *out);

/*
 * column_map_write - the map of some columns.
 * out: appended to out
 */
void column_map_write(struct arena *a, const struct schema *schema,
                      const struct columns *columns, struct buf *out);

#endif
