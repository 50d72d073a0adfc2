#include "indexer_parts.h"

#include "search/fold.h"
#include "search/node.h"
#include "search/pinyin.h"
#include "search/root.h"

#include <stdio.h>
#include <stdlib.h>

void
indexer_must(int rc, const struct err *err)
{
	if (rc == 0)
		return;
	fprintf(stderr, "indexer: %s\n", err->line);
	abort();
}

/* Making the files of a whole index. */
struct maker {
	const struct indexer *ix;
	struct arena a;
	struct root root;
	void (*put)(void *ctx, const char *path, struct str bytes);
	void *ctx;
};

static uint64_t
give(struct maker *m, struct piece piece, struct str bytes)
{
	char path[PIECE_PATH_MAX];

	if (bytes.n == 0)
		return 0;
	piece.hash = piece_hash(piece.what, bytes);
	piece_path(&piece, path);
	m->put(m->ctx, path, bytes);
	return piece.hash;
}

static void
give_blocks(struct maker *m, unsigned level, uint32_t number)
{
	const struct blocks *blocks = &m->ix->file[level][number].blocks;

	for (size_t i = 0; i < blocks->n; i++)
		give(m,
		     (struct piece){.what = PIECE_BLOCK,
		                    .detail =
		                        level << 16 | blocks->v[i].ordinal,
		                    .number = number,
		                    .upto = blocks->v[i].index},
		     buf_str(&blocks->v[i].bytes));
}

static uint32_t
give_shard(struct maker *m, unsigned level, uint32_t number)
{
	const struct indexer_file *file = &m->ix->file[level][number];

	give_blocks(m, level, number);
	return (uint32_t)give(
	    m,
	    (struct piece){.what = PIECE_SHARD,
	                   .detail = m->ix->shape.class << 8 | level,
	                   .number = number,
	                   .upto = file->upto},
	    buf_str(&file->piece));
}

static uint64_t
give_node(struct maker *m, uint32_t number)
{
	const struct level_shape *shape = &m->ix->shape;
	uint32_t *sums = arena_array(&m->a, node_size(shape), sizeof *sums);
	struct buf out = {0};
	uint64_t hash;

	for (unsigned k = 2; k <= shape->levels; k++) {
		uint32_t part = shape->shards[k] / shape->nodes;

		for (uint32_t s = number * part; s < (number + 1) * part; s++)
			sums[node_slot(shape, k, s)] = give_shard(m, k, s);
	}
	node_encode(shape, number, sums, &out);
	hash = give(m,
	            (struct piece){.what = PIECE_NODE,
	                           .detail = shape->class,
	                           .number = number},
	            buf_str(&out));
	buf_release(&out);
	return hash;
}

static void
find_commons(struct maker *m)
{
	const struct level_shape *shape = &m->ix->shape;
	/* 1 more than the class, 0: not common. */
	uint8_t *is = arena_array(&m->a, 1 << 16, sizeof *is);
	struct err err;

	for (uint32_t s = 0; s < shape->shards[shape->levels]; s++) {
		const struct indexer_file *f = &m->ix->file[shape->levels][s];
		struct shard_place place = {shape, shape->levels, s, f->upto};
		struct shard_term *terms;
		size_t n;

		indexer_must(shard_long(&m->a, buf_str(&f->piece), &place,
		                        &terms, &n, &err),
		             &err);
		for (size_t i = 0; i < n; i++) {
			uint16_t key = key_common(terms[i].key.v);
			uint8_t class = root_class(terms[i].df,
			                           m->ix->highest);

			if (!(terms[i].key.v & (KEY_SINGLE | KEY_TEXT)) &&
			    is[key] <= class)
				is[key] = class + 1u;
		}
	}
	m->root.common = arena_array(&m->a, 1 << 16, sizeof *m->root.common);
	for (uint32_t i = 0; i < 1 << 16; i++)
		if (is[i])
			m->root.common[m->root.commons++] =
			    (struct root_common){(uint16_t)i,
			                         (uint8_t)(is[i] - 1)};
}

static void
give_group(struct maker *m, uint32_t group)
{
	uint32_t highest = m->ix->highest;
	struct str body[CARD_PACKS] = {0};
	struct buf piece[CARD_PACKS] = {0};
	uint32_t first = group * CARD_PACKS;

	for (uint32_t i = 0; i < CARD_PACKS; i++)
		if (first + i < card_packs(highest))
			body[i] = buf_str(&m->ix->pack[first + i]);
	card_seal(group, group < card_closed(highest), body, piece);
	for (uint32_t i = 0; i < CARD_PACKS; i++) {
		struct str bytes = buf_str(&piece[i]);
		uint32_t stamp = piece_of(bytes).upto;

		if (stamp)
			m->root.card[card_slot(highest, first + i)] = stamp;
		give(m,
		     (struct piece){.what = PIECE_CARDS,
		                    .number = first + i,
		                    .upto = stamp},
		     bytes);
		buf_release(&piece[i]);
	}
}

static void
give_cards(struct maker *m)
{
	m->root.card = arena_array(&m->a, card_stamps(m->ix->highest),
	                           sizeof *m->root.card);
	for (uint32_t i = 0; i <= card_closed(m->ix->highest); i++)
		give_group(m, i);
}

static void
give_columns(struct maker *m)
{
	uint32_t n = column_pages(m->ix->highest);

	m->root.column = arena_array(&m->a, n, sizeof *m->root.column);
	for (uint32_t i = 0; i < n; i++)
		m->root.column[i] =
		    give(m, (struct piece){.what = PIECE_COLUMN, .number = i},
		         buf_str(&m->ix->page[i]));
}

static uint64_t
give_table(struct maker *m, enum piece_what what,
           void (*fill)(struct buf *out))
{
	struct piece piece = {.what = what};
	struct buf out = {0};
	uint64_t hash;

	if (what == PIECE_TABLE) {
		fill(&out);
	} else {
		size_t start = piece_begin(&out, &piece);

		fill(&out);
		piece_end(&out, start);
	}
	hash = give(m, piece, buf_str(&out));
	buf_release(&out);
	return hash;
}

static uint64_t
give_root(struct maker *m)
{
	const struct indexer *ix = m->ix;
	const struct level_shape *shape = &ix->shape;
	struct str tail = buf_str(&ix->file[0][0].piece);
	struct buf out = {0};
	uint64_t hash;

	m->root.highest = ix->highest;
	m->root.live = ix->live;
	m->root.tail = give_shard(m, 0, 1);
	m->root.sum =
	    arena_array(&m->a, shape->shards[1], sizeof *m->root.sum);
	for (uint32_t i = 0; i < shape->shards[1]; i++)
		m->root.sum[i] = give_shard(m, 1, i);
	m->root.node = arena_array(&m->a, shape->nodes, sizeof *m->root.node);
	for (uint32_t i = 0; i < shape->nodes; i++)
		m->root.node[i] = give_node(m, i);
	m->root.body = tail.n ? str_sub(tail, PIECE_HEADER, tail.n) : tail;
	find_commons(m);
	root_encode(&m->root, &out);
	hash = give(m,
	            (struct piece){.what = PIECE_ROOT,
	                           .detail = shape->class,
	                           .upto = ix->highest},
	            buf_str(&out));
	buf_release(&out);
	return hash;
}

void
indexer_finish(const struct indexer *ix,
               void (*put)(void *ctx, const char *path, struct str bytes),
               void *ctx)
{
	struct maker m = {.ix = ix, .put = put, .ctx = ctx};
	struct entry entry = {.highest = ix->highest};
	struct buf out = {0};

	arena_init(&m.a);
	give_cards(&m);
	give_columns(&m);
	entry.root = give_root(&m);
	entry.table = give_table(&m, PIECE_TABLE, fold_table);
	entry.sounds = give_table(&m, PIECE_SOUNDS, pinyin_names);
	entry.readings = give_table(&m, PIECE_READING, pinyin_table);
	entry_encode(&entry, &out);
	put(ctx, ENTRY_PATH, buf_str(&out));
	buf_release(&out);
	arena_release(&m.a);
}
