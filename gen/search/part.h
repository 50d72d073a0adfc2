#ifndef SEARCH_PART_H
#define SEARCH_PART_H

/*
 * part - how a query is cut into the parts that become items (match.h).
 *
 * White space parts.  A part that opens with a quote (" or its Chinese and
 * full-width forms, either of a pair) goes to the next quote, and is exact.
 * Else a part goes to the next white space, unless a number as certificates
 * print it, with spaces, begins there: it is one part, as written.  Its
 * shapes, with _ for white space or none, d for 0-9, w for a letter of either
 * case, d or the low line, X for x too, are
 *
 *     11, 12, 13, 5d or 9d, then 6 of _d, then 10 of _w:
 *     `9121 0100 MA0X YK12 5B` (统一社会信用代码)
 *     perhaps ZL or CN, _, three groups of 4 d's with white space between,
 *     the last of which does not begin with 20, then perhaps a dot and d or
 *     X: `ZL2019 1918 0424.0`, `2019 1918 0424`
 *     ZL or CN in either case, _, two groups of d's with white space behind
 *     each, or one or none, 5 d's or more; then perhaps _, w or a dot, and
 *     perhaps d or X: `ZL 2021 2 9346723.X`, `CN 112345678 A`
 *     d's, white space, d, white space, 5 d's or more, a dot, d or X:
 *     `2021 2 9346723.X` (专利号)
 *
 * each up to white space or the end of the query; the first shape that fits,
 * with as many groups and what it perhaps has as fit.  Words and years are
 * none of these: `AI 2021 2022`, `2021 2 号` and `2021 2022 2023` stay as many
 * parts, and so does the number of a document, `辽科发 〔2021〕 19 号`, which
 * its parts find as well.
 *
 * Chinese punctuation does not part, since a query may be a sentence as it
 * stands in a text, where separators make no difference.  Only if it finds
 * nothing so, it is read loosely (part_loose, query.h).
 */
#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

struct part {
	struct str text;  /* as written, with its quotes */
	struct str inner; /* without them */
	bool exact;
};

/*
 * part_next - take the next part off a query.
 * in:  rest, UTF-8, what is left; a byte that is none parts no items
 * out: rest, shorter; false when there was no part left
 */
bool part_next(struct str *rest, struct part *part);

/*
 * part_loose - a query with its punctuation made white space.
 *
 * Outside quotes these part: ! ( ) , : ; < > ? { | } with their full-width
 * forms, and the Chinese marks of U+3001, U+3002, U+3008 to U+3011, U+FF61
 * to U+FF64, U+00B7, U+2014, U+2026; not 〔〕 and [], which belong to document
 * numbers (发文字号).  Quotes begin and end a part wherever they stand.
 * out: the query, in arena a
 */
struct str part_loose(struct arena *a, struct str query);

#endif
