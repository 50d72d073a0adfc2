#ifndef CMD_SARIF_H
#define CMD_SARIF_H

/*
 * sarif - findings for code-review pages.
 *
 * One run; the rules are the codes that occur, in order; places count lines
 * and Unicode code points from 1.
 * source: OASIS SARIF 2.1.0
 */
#include "model/finding.h"

/*
 * sarif_write - one SARIF log.
 * in:  list, sorted; version, of the program
 * out: appended to out
 */
void sarif_write(struct buf *out, const struct finding_list *list,
                 struct str version, enum lang lang);

#endif
