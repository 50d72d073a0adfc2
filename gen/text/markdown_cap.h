#ifndef TEXT_MARKDOWN_CAP_H
#define TEXT_MARKDOWN_CAP_H

/*
 * markdown_cap - what a Markdown text must keep to before cmark sees it.
 *
 * cmark 0.30.2 takes time that grows with the square of the length for
 * nested containers, for brackets and for unclosed declarations, and memory
 * that does so for references.  One pass over the bytes bounds each of them.
 * The bounds err on the safe side: a line of code with 60 columns of
 * indentation before a dash is taken for a deep list.
 *
 * A run is a stretch of lines without a blank one: no paragraph reaches past
 * it.
 * source: CVE-2023-22486, CVE-2023-24824; measurements with cmark 0.30.2
 */
#include "text/markdown.h"

#define CAP_DEPTH 32                  /* containers, and spans in spans */
#define CAP_LINE ((size_t)16 * 1024)  /* bytes of a line */
#define CAP_BRACKETS 4096             /* of a run, [ and ] together */
#define CAP_DECLARATIONS 128          /* <! and <? of a run */
#define CAP_SWELL ((size_t)4 << 20)   /* brackets by longest definition */

/*
 * markdown_cap - check a body.
 * in:     body, valid UTF-8
 * unit:   one pass; time grows with the length
 * err:    -1: *error is filled
 */
int markdown_cap(struct str body, struct markdown_error *error);

/*
 * markdown_line - take a line off the front, as cmark cuts lines: at LF,
 * CR or CR LF.
 * in:  rest, not empty; advanced past the line end
 * out: the line without its end
 */
struct str markdown_line(struct str *rest);

#endif
