#include "search/root.h"

#include "base/codec.h"
#include "search/key.h"

#include <assert.h>
#include <stdlib.h>

#define HASH48 6

static void
put_sums(struct buf *b, const uint32_t *sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		put_be32(b, sum[i]);
}

static void
put_hashes(struct buf *b, const uint64_t *hash, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		assert(hash[i] >> 48 == 0);
		put_be16(b, (uint16_t)(hash[i] >> 32));
		put_be32(b, (uint32_t)hash[i]);
	}
}

static void
put_commons(struct buf *b, const struct root *root)
{
	uint32_t next = 0;

	put_varint(b, root->commons);
	for (size_t i = 0; i < root->commons; i++) {
		const struct root_common *c = &root->common[i];

		assert(c->key >= next && c->class < 4);
		put_varint(b, (c->key - next) << 2 | c->class);
		next = c->key + 1u;
	}
}

void
root_encode(const struct root *root, struct buf *out)
{
	struct level_shape shape = level_shape(root->highest);
	size_t start = piece_begin(out, &(struct piece){
	                                    .what = PIECE_ROOT,
	                                    .detail = shape.class,
	                                    .upto = root->highest});

	assert(root->live <= root->highest);
	put_varint(out, root->live);
	put_be32(out, root->tail);
	put_sums(out, root->sum, shape.shards[1]);
	put_hashes(out, root->node, shape.nodes);
	put_hashes(out, root->column, column_pages(root->highest));
	put_sums(out, root->card, card_stamps(root->highest));
	put_commons(out, root);
	buf_add(out, root->body);
	piece_end(out, start);
}

/* Room for n items of at least so many bytes each is there, or r is bad. */
static bool
has(struct reader *r, uint64_t n, size_t bytes)
{
	if (n > r->rest.n / bytes)
		r->bad = true;
	return !r->bad;
}

static uint32_t *
get_sums(struct arena *a, struct reader *r, uint32_t n)
{
	uint32_t *sum;

	if (!has(r, n, 4))
		return NULL;
	sum = arena_array(a, n, sizeof *sum);
	for (uint32_t i = 0; i < n; i++)
		sum[i] = get_be32(r);
	return sum;
}

static uint64_t *
get_hashes(struct arena *a, struct reader *r, uint32_t n)
{
	uint64_t *hash;

	if (!has(r, n, HASH48))
		return NULL;
	hash = arena_array(a, n, sizeof *hash);
	for (uint32_t i = 0; i < n; i++) {
		hash[i] = (uint64_t)get_be16(r) << 32;
		hash[i] |= get_be32(r);
	}
	return hash;
}

static void
get_commons(struct arena *a, struct reader *r, struct root *root)
{
	uint64_t n = get_varint(r);
	uint64_t next = 0;

	if (!has(r, n, 1))
		return;
	root->common = arena_array(a, (size_t)n, sizeof *root->common);
	root->commons = (size_t)n;
	for (size_t i = 0; i < n && !r->bad; i++) {
		uint64_t x = get_varint(r);

		next += x >> 2;
		if (x >> 18 || next > UINT16_MAX) {
			r->bad = true;
			break;
		}
		root->common[i] =
		    (struct root_common){(uint16_t)next, x & 3};
		next++;
	}
}

static void
get_root(struct arena *a, struct reader *r, struct root *root)
{
	uint64_t live = get_varint(r);

	if (live > root->highest)
		r->bad = true;
	root->live = (uint32_t)live;
	root->tail = get_be32(r);
	root->sum = get_sums(a, r, root->shape.shards[1]);
	root->node = get_hashes(a, r, root->shape.nodes);
	root->column = get_hashes(a, r, column_pages(root->highest));
	root->card = get_sums(a, r, card_stamps(root->highest));
	get_commons(a, r, root);
	root->body = r->rest;
}

int
root_decode(struct arena *a, struct str bytes, uint32_t highest,
            struct root *root, struct err *err)
{
	struct level_shape shape = level_shape(highest);
	struct piece piece = {.what = PIECE_ROOT,
	                      .detail = shape.class,
	                      .upto = highest};
	struct reader r;
	struct str body;
	int rc;

	*root = (struct root){0};
	rc = piece_open(bytes, &piece, &body, err);
	if (rc < 0)
		return rc;
	r = reader_over(body);
	*root = (struct root){.highest = highest, .shape = shape};
	get_root(a, &r, root);
	if (!r.bad)
		return 0;
	*root = (struct root){0};
	return err_set(err, ERR_CORRUPT,
	               "search index: the root breaks off");
}

static int
by_key(const void *a, const void *b)
{
	return ((const struct root_common *)a)->key -
	       ((const struct root_common *)b)->key;
}

uint8_t
root_class(uint32_t df, uint32_t highest)
{
	uint8_t class = 3;

	while (class && (uint64_t)df << (5 - class) <= highest)
		class--;
	return class;
}

unsigned
root_commonness(const struct root *root, uint64_t key)
{
	struct root_common one = {.key = key_common(key)};
	const struct root_common *found =
	    root->commons ? bsearch(&one, root->common, root->commons,
	                            sizeof one, by_key)
	                  : NULL;

	return found ? found->class + 1u : 0;
}
