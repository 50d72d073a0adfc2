#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * fuzz - what the fuzz targets share.
 *
 * An input is what a piece states, `detail`, `number` and `upto` in four
 * bytes each, big-endian, and then its body; the sum is never fuzzed but made
 * to fit, or hardly any input would come past it.  Each target is a file
 * search-NAME.c, which fuzz.sh links with libFuzzer.
 */
#include "search/level.h"
#include "search/piece.h"

#define FUZZ_HEADER 12

struct fuzz {
	struct arena a;
	struct buf piece; /* with a good header and sum */
	struct str body;  /* of the piece, as a place of its own */
	uint32_t detail;
	uint32_t number;
	uint32_t upto;
};

/*
 * LLVMFuzzerTestOneInput - the entry point that libFuzzer calls.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * fuzz_begin - take an input apart.
 * out: false when it is too short; nothing is to be released then
 */
bool fuzz_begin(struct fuzz *f, const uint8_t *data, size_t size);

/*
 * fuzz_wrap - make the piece of a body, as `piece` states it.
 * out: the piece, at a place of its own, valid until the next call
 */
struct str fuzz_wrap(struct fuzz *f, const struct piece *piece,
                     struct str body);

/*
 * fuzz_shape - the shape of a class.
 * in:  class, any number
 */
struct level_shape fuzz_shape(uint32_t class);

/*
 * fuzz_end - release what fuzz_begin took.
 */
void fuzz_end(struct fuzz *f);

#endif
