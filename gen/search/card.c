#include "search/card.h"

#include "base/codec.h"

#include <assert.h>

uint32_t
card_packs(uint32_t highest)
{
	return highest / CARD_PACK + 1;
}

static void
write_card(struct buf *out, uint32_t place, const struct card *card)
{
	buf_byte(out, (char)place);
	put_slice(out, card->kind);
	put_slice(out, card->id);
	put_slice(out, card->title);
	put_slice(out, card->title_en);
	put_slice(out, card->date);
	put_slice(out, card->status);
}

int
card_read(struct str body, struct card cards[CARD_PACK], struct err *err)
{
	struct reader r = reader_over(body);
	unsigned next = 0;

	for (size_t i = 0; i < CARD_PACK; i++)
		cards[i] = (struct card){0};
	while (r.rest.n && !r.bad) {
		uint8_t place = get_byte(&r);
		struct card *card;

		if (place < next || place >= CARD_PACK)
			break;
		card = &cards[place];
		card->kind = get_slice(&r);
		card->id = get_slice(&r);
		card->title = get_slice(&r);
		card->title_en = get_slice(&r);
		card->date = get_slice(&r);
		card->status = get_slice(&r);
		next = place + 1u;
		r.bad = r.bad || card->id.n == 0;
	}
	if (r.rest.n == 0 && !r.bad)
		return 0;
	for (size_t i = 0; i < CARD_PACK; i++)
		cards[i] = (struct card){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: a card pack breaks off");
}

int
card_apply(struct str old, const struct card_change *changes, size_t n,
           uint32_t pack, struct buf *out, struct err *err)
{
	struct card cards[CARD_PACK] = {0};
	struct str body = {0};
	size_t start = out->n;
	int rc = 0;

	if (old.n)
		rc = piece_open(old, PIECE_CARDS, 0, pack, &body, err);
	if (rc == 0 && old.n)
		rc = card_read(body, cards, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		assert(changes[i].doc / CARD_PACK == pack);
		assert(changes[i].gone || changes[i].card.id.n);
		cards[changes[i].doc % CARD_PACK] =
		    changes[i].gone ? (struct card){0} : changes[i].card;
	}
	piece_begin(out, PIECE_CARDS, 0, pack);
	for (uint32_t i = 0; i < CARD_PACK; i++)
		if (cards[i].id.n)
			write_card(out, i, &cards[i]);
	if (out->n == start + PIECE_HEADER)
		out->n = start;
	else
		piece_end(out, start);
	return 0;
}
