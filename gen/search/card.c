#include "search/card.h"

#include "base/codec.h"

#include <assert.h>
#include <string.h>

#define SHARED_MAX 255

/* How much of a text repeats the text before. */
static size_t
shared(struct str before, struct str text)
{
	size_t n = 0;

	while (n < before.n && n < text.n && n < SHARED_MAX &&
	       before.p[n] == text.p[n])
		n++;
	return n;
}

static void
put_rest(struct buf *out, struct str before, struct str text)
{
	size_t n = shared(before, text);

	buf_byte(out, (char)n);
	put_slice(out, str_sub(text, n, text.n));
}

static struct str
get_rest(struct arena *a, struct reader *r, struct str before)
{
	size_t n = get_byte(r);
	struct str rest = get_slice(r);
	struct str text = rest;

	if (n > before.n)
		r->bad = true;
	if (n == 0 || r->bad)
		return rest;
	text.n = n + rest.n;
	text.p = memcpy(arena_alloc(a, text.n), before.p, n);
	if (rest.n)
		memcpy((char *)text.p + n, rest.p, rest.n);
	return text;
}

static void
write_card(struct buf *out, uint32_t place, const struct card *before,
           const struct card *card)
{
	buf_byte(out, (char)place);
	put_rest(out, before->kind, card->kind);
	put_rest(out, before->id, card->id);
	put_rest(out, before->date, card->date);
	put_slice(out, card->title);
	put_slice(out, card->title_en);
}

static struct card
read_card(struct arena *a, struct reader *r, const struct card *before)
{
	struct card card;

	card.kind = get_rest(a, r, before->kind);
	card.id = get_rest(a, r, before->id);
	card.date = get_rest(a, r, before->date);
	card.title = get_slice(r);
	card.title_en = get_slice(r);
	r->bad = r->bad || card.id.n == 0;
	return card;
}

int
card_read(struct arena *a, struct str body, struct card cards[CARD_PACK],
          struct err *err)
{
	struct reader r = reader_over(body);
	struct card before = {0};
	unsigned next = 0;

	for (size_t i = 0; i < CARD_PACK; i++)
		cards[i] = (struct card){0};
	while (r.rest.n && !r.bad) {
		uint8_t place = get_byte(&r);

		if (place < next || place >= CARD_PACK)
			break;
		before = cards[place] = read_card(a, &r, &before);
		next = place + 1u;
	}
	if (r.rest.n == 0 && !r.bad)
		return 0;
	for (size_t i = 0; i < CARD_PACK; i++)
		cards[i] = (struct card){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: a card pack breaks off");
}

static void
write_pack(struct buf *out, const struct card cards[CARD_PACK],
           const struct piece *piece)
{
	size_t start = piece_begin(out, piece);
	struct card before = {0};

	for (uint32_t i = 0; i < CARD_PACK; i++) {
		if (cards[i].id.n == 0)
			continue;
		write_card(out, i, &before, &cards[i]);
		before = cards[i];
	}
	if (out->n == start + PIECE_HEADER)
		out->n = start;
	else
		piece_end(out, start);
}

int
card_apply(struct str old, const struct card_change *changes, size_t n,
           uint32_t pack, uint32_t epoch, uint32_t stamp, struct buf *out,
           struct err *err)
{
	struct piece piece = {.what = PIECE_CARDS,
	                      .detail = epoch,
	                      .number = pack,
	                      .upto = stamp};
	struct card cards[CARD_PACK];
	struct arena a;
	int rc;

	arena_init(&a);
	rc = card_read(&a, old, cards, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct card_change *c = &changes[i];

		assert(c->doc / CARD_PACK == pack);
		assert(i == 0 || c->doc > c[-1].doc);
		assert(c->gone || c->card.id.n);
		cards[c->doc % CARD_PACK] =
		    c->gone ? (struct card){0} : c->card;
	}
	if (rc == 0)
		write_pack(out, cards, &piece);
	arena_release(&a);
	return rc;
}
