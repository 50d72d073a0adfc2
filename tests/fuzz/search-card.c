/*
 * search-card - a pack of cards of any contents: read and changed.
 */
#include "fuzz.h"

#include "search/card.h"
#include "search/level.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct card cards[CARD_PACK];
	struct card_change change;
	struct buf out = {0};
	uint32_t pack;

	if (!fuzz_begin(&f, data, size))
		return 0;
	pack = f.number % (LEVEL_DOC_MAX / CARD_PACK);
	card_read(&f.a, f.body, cards, NULL);
	change = (struct card_change){.doc = pack * CARD_PACK + f.upto % 16,
	                              .gone = f.detail & 1,
	                              .card = {.kind = STR("kind"),
	                                       .id = STR("a/b"),
	                                       .date = STR("2021")}};
	card_apply(f.body, &change, 1, pack, &out, NULL);
	buf_release(&out);
	fuzz_end(&f);
	return 0;
}
