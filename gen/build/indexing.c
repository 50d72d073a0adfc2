#include "build/indexing.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "build/shards.h"
#include "build/shift.h"
#include "search/node.h"
#include "search/root.h"
#include "store/key.h"

#include <stdlib.h>

struct indexing {
	struct indexing_job job;
	struct pieces pieces;
	struct cards *cards;
	struct shards *shards;
	struct level_shape shape;
	uint32_t was;  /* number that the index covers as it stands */
	bool fresh;    /* there is no index */
	bool any;      /* some term changed */
	bool *node;    /* nodes whose shards changed */
	bool afresh;   /* all files are cut anew */
	struct err err; /* of the first file that could not be noted */
};

/* Told by the pieces; remembers which nodes they turn. */
static void
on_change(void *ctx, char what, unsigned level, uint32_t number,
          uint32_t part)
{
	struct indexing *x = ctx;

	if (what == PIECE_SHARD && level >= 2 &&
	    level <= x->shape.levels && number < x->shape.shards[level])
		x->node[node_of(&x->shape, level, number)] = true;
	/* The tail is published within the root. */
	if (what != PIECE_SHARD || level || number)
		x->job.changed(x->job.ctx, what, level, number, part);
}

static bool
read_covered(struct txn *txn, uint32_t *n)
{
	struct str value;
	struct reader r;

	*n = 0;
	if (!txn_get(txn, TABLE_META, STR("index"), &value))
		return false;
	r = reader_over(value);
	*n = get_be32(&r);
	return true;
}

struct indexing *
indexing_new(const struct indexing_job *job)
{
	struct indexing *x = mem_zalloc(1, sizeof *x);

	x->job = *job;
	x->fresh = !read_covered(job->txn, &x->was);
	x->shape = level_shape(job->highest);
	x->node = mem_zalloc(x->shape.nodes + 1, sizeof *x->node);
	x->pieces = (struct pieces){
	    .txn = job->txn, .changed = on_change, .ctx = x};
	x->cards = cards_new(job->fs, job->dir, job->memory / 4);
	x->shards = shards_new(job->fs, job->dir, x->was, job->highest,
	                       job->memory);
	return x;
}

void
indexing_free(struct indexing *x)
{
	if (!x)
		return;
	cards_free(x->cards);
	shards_free(x->shards);
	pieces_release(&x->pieces);
	mem_free(x->node);
	mem_free(x);
}

int
indexing_terms(struct indexing *x, uint32_t doc,
               const struct term_change *change, size_t n, struct err *err)
{
	int rc = 0;

	x->any |= n > 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct shard_delta delta = {.key = change[i].key,
		                            .doc = doc,
		                            .impact = change[i].impact,
		                            .next = change[i].next,
		                            .gone = change[i].gone};

		rc = shards_add(x->shards, &delta, true, err);
	}
	return rc;
}

int
indexing_card(struct indexing *x, const struct cards_change *change,
              struct err *err)
{
	return cards_add(x->cards, change, err);
}

/* ----------------------------------------------------------- shards */

static void
get_file(void *ctx, struct shards_file *file)
{
	struct indexing *x = ctx;

	shift_load(&x->pieces, file);
}

static void
set_file(void *ctx, const struct shards_file *file)
{
	struct indexing *x = ctx;

	if (x->err.code == 0)
		shift_store(&x->pieces, &x->shape, x->job.highest, file,
		            &x->err);
}

static int
apply_shards(struct indexing *x, struct err *err)
{
	struct shards_sink sink = {x, get_file, set_file};
	bool afresh = x->was == 0;
	int rc = 0;

	if (x->was)
		rc = shift_run(&x->pieces, x->shards, x->was, x->job.highest,
		               &afresh, err);
	x->afresh = afresh;
	if (rc == 0 && (x->any || x->was != x->job.highest))
		rc = shards_apply(x->shards, afresh, x->job.threads, &sink,
		                  err);
	if (rc == 0 && x->err.code < 0) {
		*err = x->err;
		rc = x->err.code;
	}
	return rc;
}

/* ------------------------------------------------------------ nodes */

static void
make_node(struct indexing *x, uint32_t number)
{
	const struct level_shape *shape = &x->shape;
	uint32_t size = node_size(shape);
	uint32_t *sums = mem_zalloc(size, sizeof *sums);
	struct buf bytes = {0};

	for (unsigned level = 2; level <= shape->levels; level++) {
		uint32_t each = shape->shards[level] / shape->nodes;

		for (uint32_t i = number * each; i < (number + 1) * each; i++)
			sums[node_slot(shape, level, i)] =
			    (uint32_t)pieces_hash(&x->pieces, PIECE_SHARD,
			                          level, i);
	}
	node_encode(shape, number, sums, &bytes);
	pieces_set(&x->pieces, PIECE_NODE, 0, number, 0, buf_str(&bytes));
	buf_release(&bytes);
	mem_free(sums);
}

static void
make_nodes(struct indexing *x)
{
	for (uint32_t i = 0; i < x->shape.nodes; i++)
		if (x->afresh || x->node[i])
			make_node(x, i);
}

/* ------------------------------------------------------------- root */

static void
put_sums(struct indexing *x, struct arena *a, struct root *root)
{
	const struct level_shape *shape = &x->shape;
	uint32_t pages = column_pages(root->highest);

	root->tail =
	    (uint32_t)pieces_hash(&x->pieces, PIECE_SHARD, 0, 1);
	root->sum = arena_array(a, shape->shards[1], sizeof *root->sum);
	for (uint32_t i = 0; i < shape->shards[1]; i++)
		root->sum[i] = (uint32_t)pieces_hash(&x->pieces, PIECE_SHARD,
		                                     1, i);
	root->node = arena_array(a, shape->nodes, sizeof *root->node);
	for (uint32_t i = 0; i < shape->nodes; i++)
		root->node[i] =
		    pieces_hash(&x->pieces, PIECE_NODE, 0, i);
	root->column = arena_array(a, pages, sizeof *root->column);
	for (uint32_t i = 0; i < pages; i++)
		root->column[i] =
		    pieces_hash(&x->pieces, PIECE_COLUMN, 0, i);
}

static void
put_stamps(struct indexing *x, struct arena *a, struct root *root)
{
	uint32_t packs = card_packs(root->highest);

	root->card = arena_array(a, card_stamps(root->highest),
	                         sizeof *root->card);
	for (uint32_t i = 0; i < packs; i++) {
		uint32_t *stamp =
		    &root->card[card_slot(root->highest, i)];

		/* All packs of a closed group state the same. */
		if (*stamp == 0)
			*stamp = piece_of(pieces_get(&x->pieces, PIECE_CARDS,
			                             0, i, 0))
			             .upto;
	}
}

/* Walk the notes of a kind; false behind the last. */
static bool
next_note(struct cursor *c, bool *begun, char what, struct str *key,
          struct str *value)
{
	struct str prefix = {&what, 1};
	bool more = *begun ? cursor_next(c, key, value)
	                   : cursor_seek(c, prefix, key, value);

	*begun = true;
	return more && key->n == 10 && key->p[0] == what;
}

/* By key; of equal ones the more frequent first. */
static int
order_common(const void *a, const void *b)
{
	const struct root_common *x = a;
	const struct root_common *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->class > y->class ? -1 : x->class < y->class;
}

/* Common terms: the pairs, singles aside, of the base's long lists. */
static void
put_common(struct indexing *x, struct arena *a, struct root *root)
{
	struct cursor *c = cursor_open(x->job.txn, TABLE_PIECE_NAME);
	struct VEC(struct root_common) v = {0};
	bool begun = false;
	struct str key;
	struct str value;

	while (next_note(c, &begun, PIECES_LONG, &key, &value)) {
		struct reader r = reader_over(value);

		if ((unsigned)key.p[1] != x->shape.levels ||
		    (uint8_t)key.p[5] % 8 == 7)
			continue;
		while (r.rest.n >= PIECES_LONG_SIZE) {
			struct root_common common = {.key = get_be16(&r)};
			bool text = get_byte(&r) != 0;

			get_be32(&r);
			common.class = root_class(get_be32(&r), root->highest);
			if (!text)
				vec_push(&v, common);
		}
	}
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, order_common);
	root->common = arena_array(a, v.n, sizeof *root->common);
	for (size_t i = 0; i < v.n; i++)
		if (i == 0 || v.v[i].key != v.v[i - 1].key)
			root->common[root->commons++] = v.v[i];
	vec_release(&v);
	cursor_close(c);
}

static void
make_root(struct indexing *x, uint32_t live)
{
	struct root root = {.highest = x->job.highest,
	                    .live = live,
	                    .shape = x->shape};
	struct buf bytes = {0};
	struct buf tail = {0};
	struct arena a;

	arena_init(&a);
	put_sums(x, &a, &root);
	put_stamps(x, &a, &root);
	put_common(x, &a, &root);
	buf_add(&tail, pieces_get(&x->pieces, PIECE_SHARD, 0, 0, 0));
	if (tail.n)
		root.body = str_sub(buf_str(&tail), PIECE_HEADER, tail.n);
	root_encode(&root, &bytes);
	pieces_set(&x->pieces, PIECE_ROOT, 0, 0, 0, buf_str(&bytes));
	buf_release(&bytes);
	buf_release(&tail);
	arena_release(&a);
}

/* ------------------------------------------------------------ apply */

static void
write_covered(struct indexing *x)
{
	struct buf value = {0};

	put_be32(&value, x->job.highest);
	txn_put(x->job.txn, TABLE_META, STR("index"), buf_str(&value));
	buf_release(&value);
}

int
indexing_apply(struct indexing *x, uint32_t live, struct err *err)
{
	int rc;

	if (x->fresh && x->job.had)
		return err_set(err, ERR_CORRUPT,
		               "the state has lost its search index");
	if (!x->fresh && !x->any && cards_is_empty(x->cards) &&
	    x->was == x->job.highest)
		return 0;
	rc = cards_apply(x->cards, &x->pieces, x->was, x->job.highest, err);
	if (rc == 0)
		rc = apply_shards(x, err);
	if (rc < 0)
		return rc;
	make_nodes(x);
	make_root(x, live);
	if (x->pieces.lost)
		return err_set(err, ERR_CORRUPT,
		               "the state has lost a piece of its index");
	write_covered(x);
	return 0;
}
