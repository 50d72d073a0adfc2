#ifndef MODEL_RECORD_SPOT_H
#define MODEL_RECORD_SPOT_H

/*
 * record_spot - what some bytes of a record's file are part of.
 *
 * Checks that read all public texts scan the file's bytes once, which costs
 * nothing for a record without a hit, and ask here about the few hits.
 */
#include "model/record.h"

struct record_spot {
	struct record_span at;
	const struct record_leaf *leaf; /* NULL: the body */
};

/*
 * record_spot - the public text that holds some bytes of the file.
 * in:  from and n, bytes of record->source.bytes
 * out: true and *spot; false for keys, comments, hidden fields and scalars
 *      that do not fit their type
 */
bool record_spot(const struct record *record, size_t from, size_t n,
                 struct record_spot *spot);

#endif
