#ifndef MODEL_FINDING_CODES_H
#define MODEL_FINDING_CODES_H

/*
 * finding_codes - the catalogue of findings, one constant table a family.
 *
 * The first letter of a code is its family; tables are sorted by code.  In
 * a text {0} {1} {2} stand for arguments, and what stands between {1? and
 * ?} is left out when argument 1 is empty.  Tone: what is wrong, why, what
 * to write.
 */
#include "model/finding.h"

struct finding_family {
	const struct finding_code *code;
	size_t n;
};

extern const struct finding_family finding_codes_setting;   /* C */
extern const struct finding_family finding_codes_date;      /* D */
extern const struct finding_family finding_codes_field;     /* F */
extern const struct finding_family finding_codes_git;       /* G */
extern const struct finding_family finding_codes_import;    /* I */
extern const struct finding_family finding_codes_number;    /* N */
extern const struct finding_family finding_codes_patent;    /* P */
extern const struct finding_family finding_codes_reference; /* R */
extern const struct finding_family finding_codes_syntax;    /* S */
extern const struct finding_family finding_codes_text;      /* T */
extern const struct finding_family finding_codes_privacy;   /* V */

#endif
