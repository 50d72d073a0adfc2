#ifndef TEXT_YAML_LAYOUT_H
#define TEXT_YAML_LAYOUT_H

/*
 * yaml_layout - faults of layout that libyaml lets pass: a comment stuck to
 * what is before it, lines of a quoted text or of a [list] that stand left
 * of their parent, blank lines that put a block's indentation in doubt.
 *
 * A cursor follows libyaml's events through the text; what lies between two
 * events is white space, punctuation and comments.  Each byte is passed
 * once.  A line that begins with a closing bracket may stand anywhere, as
 * JSON is written.
 * source: YAML 1.2.2 sections 6.6, 7.3 and 8.1.1.1
 */
#include "base/str.h"

struct layout {
	struct str text; /* valid UTF-8 */
	size_t byte;
	size_t index;  /* code points before the byte, as libyaml counts */
	bool comment;  /* inside a comment */
	bool begun;    /* past the leading spaces of a line */
	size_t spaces; /* of the line, until it has begun */
};

/*
 * layout_between - pass what stands between two events.
 * in:  index, where the next event begins; flow, are we inside [] or {};
 *      need, leading spaces that a line of flow needs
 * out: NULL, or what is wrong at l->byte
 */
const char *layout_between(struct layout *l, size_t index, bool flow,
                           size_t need);

/*
 * layout_quoted - pass a quoted text.
 * in:  index, its end; need, leading spaces that its later lines need
 * out: NULL, or what is wrong at l->byte
 */
const char *layout_quoted(struct layout *l, size_t index, size_t need);

/*
 * layout_block - look at the head of a block text (| or >) at l->byte.
 * in:  need, leading spaces that its lines need
 * out: NULL, or what is wrong at l->byte
 */
const char *layout_block(struct layout *l, size_t need);

/*
 * layout_skip - pass bytes unseen.
 * in:  index, where to stop
 */
void layout_skip(struct layout *l, size_t index);

#endif
