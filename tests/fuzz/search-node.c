/*
 * search-node - a node of any contents.
 */
#include "fuzz.h"

#include "search/node.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct level_shape shape;
	uint32_t *sums;
	uint32_t number;

	if (!fuzz_begin(&f, data, size))
		return 0;
	shape = fuzz_shape(f.detail ? f.detail : 1);
	number = shape.nodes ? f.number % shape.nodes : 0;
	if (shape.nodes)
		node_decode(&f.a,
		            fuzz_wrap(&f,
		                      &(struct piece){PIECE_NODE, shape.class,
		                                      number, 0, 0},
		                      f.body),
		            &shape, number, &sums, NULL);
	fuzz_end(&f);
	return 0;
}
