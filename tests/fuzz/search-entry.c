/*
 * search-entry - an entry file of any contents, as it is and with a sum that
 * fits.
 */
#include "fuzz.h"

#include "search/entry.h"

#include <stdio.h>
#include <string.h>

/* The bytes before the sum, with the sum that belongs to them. */
static void
mend(struct str body, struct buf *out)
{
	static const char zeros[PIECE_HEADER];
	const char *sum = memmem(body.p, body.n, ",\"sum\"", 6);
	struct str before = {body.p,
	                     sum ? (size_t)(sum - body.p) : body.n};
	struct buf b = {0};
	char tail[32];

	buf_add(&b, (struct str){zeros, sizeof zeros});
	buf_add(&b, before);
	snprintf(tail, sizeof tail, ",\"sum\":\"%08x\"}\n",
	         (unsigned)piece_sum(buf_str(&b)));
	buf_add(out, before);
	buf_add(out, str_from(tail));
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct entry entry;
	struct buf whole = {0};

	if (!fuzz_begin(&f, data, size))
		return 0;
	entry_decode(f.body, &entry, NULL);
	mend(f.body, &whole);
	entry_decode(buf_str(&whole), &entry, NULL);
	buf_release(&whole);
	fuzz_end(&f);
	return 0;
}
