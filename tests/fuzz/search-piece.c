/*
 * search-piece - any bytes as a piece: asked for as what they state, and
 * with a sum that fits.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char what[] = "rtyznksbc?";
	struct fuzz f;
	struct piece piece;
	struct str body;
	char path[PIECE_PATH_MAX];

	if (!fuzz_begin(&f, data, size))
		return 0;
	piece = (struct piece){(enum piece_what)what[f.detail % 10],
	                       f.detail, f.number, f.upto, 0};
	piece_open(f.body, &piece, &body, NULL);
	if (what[f.detail % 10] != '?') {
		struct str bytes = fuzz_wrap(&f, &piece, f.body);

		piece = piece_of(bytes);
		piece_open(bytes, &piece, &body, NULL);
		piece_path(&piece, path);
	}
	fuzz_end(&f);
	return 0;
}
