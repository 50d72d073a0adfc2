#ifndef MODEL_CODETABLE_H
#define MODEL_CODETABLE_H

/*
 * codetable - a table of codes kept as data: content/tables/NAME.yaml.
 *
 *     name: adcode
 *     label: {zh: 行政区划, en: Areas}
 *     source: GB/T 2260
 *     rows:
 *       "210100": {zh: 沈阳市, en: Shenyang}
 */
#include "base/hash.h"
#include "model/codes.h"
#include "model/finding.h"

struct codetable {
	struct str name;
	struct text2 label;
	struct str source; /* where the codes come from, for readers */
	struct codes codes;
	struct digest digest; /* of the file's bytes */
};

/*
 * codetable_parse - read one table.
 * in:  file; its base name is the table's name
 * out: *table, in arena a
 * err: ERR_CONTENT, findings were added; *table is not to be used
 */
int codetable_parse(struct codetable *table, struct arena *a,
                    const struct source *file,
                    struct finding_list *findings);

#endif
