#ifndef MODEL_FINDING_CODES_H
#define MODEL_FINDING_CODES_H

/*
 * finding_codes - the catalogue of findings, in two constant tables.
 *
 * Sorted by code within and across the tables.  In a text {0} {1} {2} stand
 * for arguments, and what stands between {1? and ?} is left out when
 * argument 1 is empty.  Tone: what is wrong, why, what to write.
 */
#include "model/finding.h"

extern const struct finding_code finding_codes_cg[];
extern const size_t finding_codes_cg_n;
extern const struct finding_code finding_codes_nt[];
extern const size_t finding_codes_nt_n;

#endif
