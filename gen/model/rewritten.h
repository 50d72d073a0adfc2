#ifndef MODEL_REWRITTEN_H
#define MODEL_REWRITTEN_H

/*
 * rewritten - tell that a cell of a spreadsheet was written another way.
 *
 * Both texts begin a little before they part, since messages are cut and the
 * rest is the same; and a character that shows nothing, or only a gap, is
 * named, as in 第九条[U+3000]联盟, unless it is a plain space or a line end.
 */
#include "model/finding.h"

/*
 * rewritten_tell - add the finding I210.
 * in:  path, of the cell in messages; was and now
 */
void rewritten_tell(struct finding_list *findings, struct str path,
                    struct str was, struct str now);

#endif
