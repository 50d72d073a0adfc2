#ifndef TEXT_YAML_SLIP_H
#define TEXT_YAML_SLIP_H

/*
 * yaml_slip - what somebody most likely meant by a line that YAML refuses.
 *
 * libyaml tells where it stopped, which may be a line further on, in words
 * of its grammar.  These look at one line, `key: value` or an item of a list,
 * for what people write who do not know YAML: no space after the colon, a
 * colon in the value, an open quote or bracket, text after a closing one, a
 * text that begins with a sign of YAML.  A line that none of these fits is
 * left to libyaml.  They are asked only once the text is refused: most of
 * what they find is right elsewhere, as in a text of several lines.
 */
#include "text/yaml.h"

/* A slip with no better words than `detail` has YAML_MALFORMED. */
struct yaml_slip {
	enum yaml_code code;
	size_t line;     /* of the text, from 0 */
	unsigned column; /* code points, from 1 */
	struct str detail;
	struct str mended; /* the line as it may have been meant, or empty */
};

/*
 * yaml_slip_tab - does the line's indentation hold a tab?
 * in:  text, of which line n is looked at, from 0
 * out: true and *slip
 */
bool yaml_slip_tab(struct arena *a, struct str text, size_t n,
                   struct yaml_slip *slip);

/*
 * yaml_slip_wide - does a full-width colon stand after the line's key?
 * out: as yaml_slip_tab
 */
bool yaml_slip_wide(struct arena *a, struct str text, size_t n,
                    struct yaml_slip *slip);

/*
 * yaml_slip_value - is something wrong with the line's value, or with the
 * colon before it?
 * out: as yaml_slip_tab
 */
bool yaml_slip_value(struct arena *a, struct str text, size_t n,
                     struct yaml_slip *slip);

#endif
