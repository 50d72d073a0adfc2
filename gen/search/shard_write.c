#include "search/shard_write.h"

#include "base/codec.h"

#include <assert.h>

#define IMPACTS 16

/* What is being written. */
struct body {
	const struct shard_writer *from;
	const struct shard_blocks *blocks;
	struct bit_writer bits;
	struct buf piece; /* of a block */
	unsigned longs;
};

void
shard_write_term(struct shard_writer *w, struct key key, size_t start)
{
	size_t n = w->list.n - start;

	assert(key.text.n <= KEY_TEXT_MAX);
	assert(!(key.v & KEY_TEXT) == !key.text.n);
	assert(shard_form_has(w->place, key.v));
	if (n == 0)
		return;
	vec_push(&w->terms, ((struct shard_written){
	                        .key = key.v,
	                        .text = w->texts.n,
	                        .start = start,
	                        .n = n,
	                    }));
	buf_add(&w->texts, key.text);
	if (!(key.v & KEY_TEXT))
		w->pairs++;
}

static struct str
text_of(const struct shard_writer *w, size_t i)
{
	size_t end =
	    i + 1 < w->terms.n ? w->terms.v[i + 1].text : w->texts.n;

	return str_sub(buf_str(&w->texts), w->terms.v[i].text, end);
}

static void
put_text(struct buf *out, struct str before, struct str text)
{
	size_t shared = 0;
	size_t rest;

	assert(str_cmp(before, text) < 0);
	while (shared < SHARD_SHARED_MAX && shared < before.n &&
	       before.p[shared] == text.p[shared])
		shared++;
	rest = text.n - shared;
	buf_byte(out, (char)(shared << 4 |
	                     (rest < SHARD_REST_MAX ? rest : SHARD_REST_MAX)));
	if (rest >= SHARD_REST_MAX)
		put_varint(out, rest);
	buf_add(out, str_sub(text, shared, text.n));
}

/* The lowest impact of which some are among the best, and how many are. */
static unsigned
least_best(const struct posting *v, size_t n, size_t *room)
{
	size_t count[IMPACTS] = {0};
	unsigned least = IMPACTS - 1;

	for (size_t i = 0; i < n; i++)
		count[v[i].impact]++;
	*room = SHARD_BEST;
	while (count[least] < *room)
		*room -= count[least--];
	return least;
}

static void
best(const struct posting *v, size_t n, struct posting to[SHARD_BEST])
{
	size_t room;
	size_t at = SHARD_BEST;
	unsigned least = least_best(v, n, &room);

	for (size_t i = n; i-- > 0 && at;) {
		if (v[i].impact < least || (v[i].impact == least && !room))
			continue;
		if (v[i].impact == least)
			room--;
		to[--at] = v[i];
	}
	assert(at == 0);
}

/* Hand a block over; its sum. */
static uint32_t
put_block(struct body *b, const struct posting *v, size_t n, uint64_t key,
          uint32_t index, uint32_t from, uint32_t upto)
{
	struct piece piece =
	    shard_form_block(b->from->place, b->longs, index);
	struct bit_writer bits = {.b = &b->piece};

	buf_reset(&b->piece);
	piece_begin(&b->piece, &piece);
	bits_gamma(&bits, (uint32_t)n);
	list_put(&bits, v, n, from, upto, shard_form_next(key));
	bits_end(&bits);
	piece_end(&b->piece, 0);
	b->blocks->put(b->blocks->ctx, b->longs, index, buf_str(&b->piece));
	return (uint32_t)piece_hash(PIECE_BLOCK, buf_str(&b->piece));
}

static void
put_long(struct body *b, const struct posting *v, size_t n, uint64_t key)
{
	const struct shard_place *place = b->from->place;
	unsigned width = shard_form_width((uint32_t)n, place);
	uint32_t blocks = shard_form_blocks(width, place);
	struct posting top[SHARD_BEST];
	size_t done = 0;

	best(v, n, top);
	list_put(&b->bits, top, SHARD_BEST, shard_form_from(place),
	         place->upto, false);
	bits_put(&b->bits, width, SHARD_WIDTH_BITS);
	bits_gamma(&b->bits, blocks);
	for (uint32_t i = 0; i < blocks; i++) {
		size_t first = done;
		uint32_t from;
		uint32_t upto;

		shard_form_range(place, width, i, &from, &upto);
		while (done < n && v[done].doc <= upto)
			done++;
		bits_put(&b->bits,
		         done == first ? 0
		                       : put_block(b, v + first, done - first,
		                                   key, i, from, upto),
		         SHARD_SUM_BITS);
	}
	b->longs++;
}

static void
put_terms(struct body *b)
{
	const struct shard_writer *w = b->from;
	const struct shard_place *place = w->place;
	unsigned k = shard_form_gaps(w->pairs);
	uint32_t from = shard_form_from(place);

	for (size_t i = 0; i < w->terms.n; i++) {
		const struct shard_written *t = &w->terms.v[i];
		const struct posting *v = w->list.v + t->start;
		uint32_t key = (uint32_t)t->key;

		if (i == 0 && w->pairs)
			bits_put(&b->bits, key, 32);
		else if (i < w->pairs)
			bits_rice(&b->bits,
			          key - (uint32_t)t[-1].key - 1, k);
		assert(i == 0 || i >= w->pairs || t[-1].key < t->key);
		bits_gamma(&b->bits, (uint32_t)t->n);
		if (t->n >= SHARD_LONG)
			put_long(b, v, t->n, t->key);
		else
			list_put(&b->bits, v, t->n, from, place->upto,
			         shard_form_next(t->key));
	}
	bits_end(&b->bits);
}

void
shard_write_body(const struct shard_writer *w,
                 const struct shard_blocks *blocks, struct buf *out)
{
	struct body b = {.from = w, .blocks = blocks, .bits.b = out};
	struct str before = {0};

	if (w->terms.n == 0)
		return;
	put_varint(out, w->pairs);
	buf_byte(out, (char)shard_form_gaps(w->pairs));
	put_varint(out, w->terms.n - w->pairs);
	for (size_t i = w->pairs; i < w->terms.n; i++) {
		put_text(out, before, text_of(w, i));
		before = text_of(w, i);
	}
	put_terms(&b);
	buf_release(&b.piece);
}

void
shard_write_release(struct shard_writer *w)
{
	vec_release(&w->terms);
	vec_release(&w->list);
	buf_release(&w->texts);
}
