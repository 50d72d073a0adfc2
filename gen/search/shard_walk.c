#include "search/shard_walk.h"

#include "base/mem.h"

#include <string.h>

static int
broken(const struct shard_place *place, struct err *err)
{
	return err_set(err, ERR_CORRUPT,
	               "search index: shard %u of level %u is no shard",
	               place->number, place->level);
}

/* The next text goes behind what it shares with the one in `text`. */
static bool
take_text(struct reader *r, char *text, size_t *n)
{
	uint8_t head = get_byte(r);
	size_t shared = head >> 4;
	uint64_t rest = head & SHARD_REST_MAX;
	struct str bytes;
	struct str was = {text + shared, *n - shared};

	if (rest == SHARD_REST_MAX)
		rest = get_varint(r);
	if (shared > *n || rest > KEY_TEXT_MAX - shared)
		return false;
	bytes = get_bytes(r, (size_t)rest);
	if (r->bad || str_cmp(was, bytes) >= 0)
		return false;
	memcpy(text + shared, bytes.p, bytes.n);
	*n = shared + bytes.n;
	return true;
}

/* Where the texts end, the bits begin. */
static bool
pass_texts(struct reader *r, uint64_t count)
{
	for (; count; count--) {
		uint8_t head = get_byte(r);
		uint64_t rest = head & SHARD_REST_MAX;

		if (rest == SHARD_REST_MAX)
			rest = get_varint(r);
		if (rest > KEY_TEXT_MAX || r->bad)
			return false;
		get_bytes(r, (size_t)rest);
	}
	return !r->bad;
}

int
shard_walk_begin(struct shard_walk *w, struct str body,
                 const struct shard_place *place, struct err *err)
{
	struct reader r = reader_over(body);

	*w = (struct shard_walk){.place = place,
	                         .from = shard_form_from(place)};
	if (body.n == 0)
		return 0;
	w->pairs_left = get_varint(&r);
	w->gaps = get_byte(&r);
	w->texts_left = get_varint(&r);
	w->texts = r;
	if (!pass_texts(&r, w->texts_left) ||
	    w->gaps != shard_form_gaps(w->pairs_left))
		return broken(place, err);
	w->bits = (struct bit_reader){.s = r.rest};
	return 0;
}

static bool
next_key(struct shard_walk *w)
{
	uint64_t flag = shard_form_singles(w->place) ? KEY_SINGLE : 0;
	uint64_t key;

	if (!w->begun)
		key = bits_take(&w->bits, 32);
	else
		key = (uint32_t)w->term.key.v + (uint64_t)1 +
		      bits_take_rice(&w->bits, w->gaps);
	w->begun = true;
	w->pairs_left--;
	w->term = (struct shard_term){.key.v = flag | key};
	return key <= UINT32_MAX;
}

static bool
next_text(struct shard_walk *w)
{
	size_t n = w->term.key.text.n;

	if (!take_text(&w->texts, w->text, &n))
		return false;
	w->texts_left--;
	w->term = (struct shard_term){.key.text = {w->text, n}};
	w->term.key.v = key_text(w->term.key.text);
	return true;
}

int
shard_walk_next(struct shard_walk *w, struct err *err)
{
	struct shard_term *term = &w->term;
	uint32_t n;

	if (w->pairs_left == 0 && w->texts_left == 0) {
		if (w->bits.s.n && !bits_at_end(&w->bits))
			return broken(w->place, err);
		return 0;
	}
	if (!(w->pairs_left ? next_key(w) : next_text(w)))
		return broken(w->place, err);
	term->df = bits_take_gamma(&w->bits);
	w->is_long = term->df >= SHARD_LONG;
	n = w->is_long ? SHARD_BEST : term->df;
	term->list.n = n;
	if (!shard_form_has(w->place, term->key.v) ||
	    term->df > w->place->upto - w->from ||
	    !list_fits(&w->bits, n, w->from, w->place->upto))
		return broken(w->place, err);
	if (w->is_long)
		term->ordinal = w->longs++;
	return 1;
}

int
shard_walk_list(struct shard_walk *w, struct posting *v, struct err *err)
{
	struct shard_term *term = &w->term;

	list_take(&w->bits, v, term->list.n, w->from, w->place->upto,
	          !w->is_long && shard_form_next(term->key.v));
	if (w->is_long) {
		term->width = bits_take(&w->bits, SHARD_WIDTH_BITS);
		term->blocks = bits_take_gamma(&w->bits);
		if (term->width != shard_form_width(term->df, w->place) ||
		    term->blocks !=
		        shard_form_blocks(term->width, w->place) ||
		    term->blocks > bits_left(&w->bits) / SHARD_SUM_BITS)
			return broken(w->place, err);
	}
	return w->bits.bad ? broken(w->place, err) : 0;
}

void
shard_walk_sums(struct shard_walk *w, uint32_t *sum)
{
	for (uint32_t i = 0; i < w->term.blocks; i++) {
		uint32_t one = bits_take(&w->bits, SHARD_SUM_BITS);

		if (sum)
			sum[i] = one;
	}
}

struct posting *
shard_walk_room(struct posting_vec *vec, size_t n)
{
	if (n > vec->cap - vec->n) {
		vec->cap = mem_room(vec->cap, vec->n + n);
		vec->v = mem_grow(vec->v, vec->cap, sizeof *vec->v);
	}
	return vec->v + vec->n;
}

int
shard_walk_block(struct str bytes, const struct shard_place *place,
                 const struct shard_term *term, uint32_t index, uint32_t sum,
                 struct bit_reader *r, uint32_t *n, struct err *err)
{
	struct piece piece = shard_form_block(place, term->ordinal, index);
	uint32_t from;
	uint32_t upto;
	int rc;

	*r = (struct bit_reader){0};
	*n = 0;
	piece.hash = sum;
	rc = piece_open(bytes, &piece, &r->s, err);
	if (rc < 0)
		return rc;
	*n = bits_take_gamma(r);
	shard_form_range(place, term->width, index, &from, &upto);
	return list_fits(r, *n, from, upto) ? 0 : broken(place, err);
}

int
shard_walk_block_list(struct bit_reader *r, const struct shard_place *place,
                      const struct shard_term *term, uint32_t index,
                      struct posting *v, uint32_t n, struct err *err)
{
	uint32_t from;
	uint32_t upto;

	shard_form_range(place, term->width, index, &from, &upto);
	list_take(r, v, n, from, upto, shard_form_next(term->key.v));
	return bits_at_end(r) ? 0 : broken(place, err);
}

static int
load_block(const struct shard_walk *w, const struct shard_blocks *blocks,
           uint32_t index, uint32_t sum, struct posting_vec *to,
           struct err *err)
{
	const struct shard_term *term = &w->term;
	struct bit_reader r;
	struct str bytes;
	uint32_t n;
	int rc;

	rc = blocks->get(blocks->ctx, term->ordinal, index, sum, &bytes, err);
	if (rc == 0)
		rc = shard_walk_block(bytes, w->place, term, index, sum, &r,
		                      &n, err);
	if (rc == 0)
		rc = shard_walk_block_list(&r, w->place, term, index,
		                           shard_walk_room(to, n), n, err);
	if (rc == 0)
		to->n += n;
	return rc;
}

int
shard_walk_load(struct shard_walk *w, const struct shard_blocks *blocks,
                struct posting_vec *to, struct err *err)
{
	size_t start = to->n;
	uint32_t *sum;
	int rc;

	if (!w->is_long) {
		rc = shard_walk_list(
		    w, shard_walk_room(to, w->term.df), err);
		to->n += rc == 0 ? w->term.df : 0;
		return rc;
	}
	rc = shard_walk_list(w, NULL, err);
	if (rc < 0)
		return rc;
	sum = mem_zalloc(w->term.blocks, sizeof *sum);
	shard_walk_sums(w, sum);
	for (uint32_t i = 0; rc == 0 && i < w->term.blocks; i++)
		if (sum[i])
			rc = load_block(w, blocks, i, sum[i], to, err);
	mem_free(sum);
	if (rc == 0 && to->n - start != w->term.df)
		rc = broken(w->place, err);
	return rc;
}
