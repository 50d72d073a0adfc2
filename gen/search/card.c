#include "search/card.h"

#include "base/codec.h"

#include <assert.h>
#include <string.h>

#define SHARED_MAX 255

uint32_t
card_packs(uint32_t highest)
{
	return highest / CARD_PACK + 1;
}

uint32_t
card_closed(uint32_t highest)
{
	return (highest + 1) / (CARD_PACK * CARD_PACKS);
}

uint32_t
card_stamps(uint32_t highest)
{
	return card_packs(highest) -
	       card_closed(highest) * (CARD_PACKS - 1);
}

uint32_t
card_slot(uint32_t highest, uint32_t pack)
{
	uint32_t closed = card_closed(highest);
	uint32_t group = pack / CARD_PACKS;

	return group < closed ? group : pack - closed * (CARD_PACKS - 1);
}

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

/* The cards of a pack in their order, without the holes. */
struct line {
	const struct card *card[CARD_PACK];
	size_t n;
};

/* How many cards ago one of this kind came last; 0: there was none. */
static size_t
last_of(const struct line *line, struct str kind)
{
	for (size_t back = 1; back <= line->n; back++)
		if (str_eq(line->card[line->n - back]->kind, kind))
			return back;
	return 0;
}

static void
write_card(struct buf *out, uint32_t place, struct line *line,
           const struct card *card)
{
	size_t back = last_of(line, card->kind);
	struct card before = {0};

	buf_byte(out, (char)place);
	buf_byte(out, (char)back);
	if (back)
		before = *line->card[line->n - back];
	else
		put_slice(out, card->kind);
	put_rest(out, before.id, card->id);
	put_rest(out, before.date, card->date);
	line->card[line->n++] = card;
}

static void
read_card(struct arena *a, struct reader *r, struct line *line,
          struct card *card)
{
	size_t back = get_byte(r);
	struct card before = {0};

	if (back > line->n)
		r->bad = true;
	else if (back)
		before = *line->card[line->n - back];
	else
		before.kind = get_slice(r);
	card->kind = before.kind;
	card->id = get_rest(a, r, before.id);
	card->date = get_rest(a, r, before.date);
	r->bad = r->bad || card->id.n == 0;
	line->card[line->n++] = card;
}

int
card_read(struct arena *a, struct str body, struct card cards[CARD_PACK],
          struct err *err)
{
	struct reader r = reader_over(body);
	struct line line = {.n = 0};
	unsigned next = 0;

	for (size_t i = 0; i < CARD_PACK; i++)
		cards[i] = (struct card){0};
	while (r.rest.n && !r.bad) {
		uint8_t place = get_byte(&r);

		if (place < next || place >= CARD_PACK)
			break;
		read_card(a, &r, &line, &cards[place]);
		next = place + 1u;
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
	struct card cards[CARD_PACK];
	struct line line = {.n = 0};
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
	for (uint32_t i = 0; rc == 0 && i < CARD_PACK; i++)
		if (cards[i].id.n)
			write_card(out, i, &line, &cards[i]);
	arena_release(&a);
	return rc;
}

static uint32_t
make_piece(uint32_t pack, uint32_t stamp, struct str body, struct buf *out)
{
	struct piece piece = {
	    .what = PIECE_CARDS, .number = pack, .upto = stamp};

	if (body.n == 0)
		return 0;
	buf_reset(out);
	piece_begin(out, &piece);
	buf_add(out, body);
	piece_end(out, 0);
	return piece_sum(buf_str(out));
}

/* Of a group with these own sums; 0: there is none. */
static uint32_t
group_stamp(const uint32_t own[CARD_PACKS])
{
	struct buf b = {0};
	uint32_t any = 0;
	uint32_t stamp = 0;

	memset(buf_reserve(&b, PIECE_HEADER), 0, PIECE_HEADER);
	b.n = PIECE_HEADER;
	for (size_t i = 0; i < CARD_PACKS; i++) {
		any |= own[i];
		put_be32(&b, own[i]);
	}
	if (any)
		stamp = piece_sum(buf_str(&b));
	buf_release(&b);
	return stamp;
}

void
card_seal(uint32_t group, bool closed, const struct str body[CARD_PACKS],
          struct buf out[CARD_PACKS])
{
	uint32_t first = group * CARD_PACKS;
	uint32_t own[CARD_PACKS];
	uint32_t stamp;

	for (uint32_t i = 0; i < CARD_PACKS; i++)
		own[i] = make_piece(first + i, 0, body[i], &out[i]);
	stamp = group_stamp(own);
	for (uint32_t i = 0; i < CARD_PACKS; i++)
		make_piece(first + i, closed ? stamp : own[i], body[i],
		           &out[i]);
}
