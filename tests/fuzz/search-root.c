/*
 * search-root - a root of any contents.
 */
#include "fuzz.h"

#include "search/key.h"
#include "search/root.h"

#define HIGHEST (1u << 20)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct root root;
	struct str bytes;
	uint32_t highest;

	if (!fuzz_begin(&f, data, size))
		return 0;
	highest = f.upto % HIGHEST;
	bytes = fuzz_wrap(&f,
	                  &(struct piece){PIECE_ROOT,
	                                  level_shape(highest).class, 0,
	                                  highest, 0},
	                  f.body);
	if (root_decode(&f.a, bytes, highest, &root, NULL) == 0)
		root_commonness(&root, key_pair(f.detail >> 16,
		                                f.detail & 0xffff));
	fuzz_end(&f);
	return 0;
}
